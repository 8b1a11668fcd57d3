"""Whether a document can be migrated at all."""

from __future__ import annotations

from clustercfg.errors import EditRefusedError
from clustercfg.linting.header import API_GROUP, OLD_API_VERSIONS
from clustercfg.migration.spelling import OLD_KEYS, is_key_of_spec
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode, ScalarNode

__all__ = ["refuse_unfit", "version_of"]

_VERSIONS = (*OLD_API_VERSIONS, "v1alpha3", "v1alpha4")
_HARMLESS = frozenset({"second-document", "yaml-version", "tag", "smart-quotes"})
"""Problems of the text that do not change what the first document says."""


def refuse_unfit(document: Document) -> None:
    """Refuse a document that cannot be migrated.

    Raises:
        EditRefusedError: with the reason, and what to do about it.
    """
    _refuse_unsound(document)
    if document.reading.exhausted:
        raise EditRefusedError(_("the text is larger or deeper than any ClusterConfig"))
    if not isinstance(document.root, MappingNode) or _text(document, "kind") != "ClusterConfig":
        raise EditRefusedError(_("the document is no ClusterConfig: kind must say so"))
    version = version_of(document)
    spec = document.node("spec")
    if isinstance(spec, MappingNode) or spec is None or (isinstance(spec, ScalarNode) and spec.is_null):
        _refuse_strays(document, document.root, version)
        return
    raise EditRefusedError(_("spec must be a block of keys"))


def _refuse_unsound(document: Document) -> None:
    for problem in document.problems:
        if problem.kind in _HARMLESS:
            continue
        line = document.line_and_column(problem.start)[0]
        if problem.kind == "duplicate-key":
            message = _("{key} in line {line} stands there twice; keep one of the two")
            raise EditRefusedError(message.format(key=problem.details["key"], line=line))
        message = _("line {line} is not sound YAML; mend that first (clustercfg lint explains it)")
        raise EditRefusedError(message.format(line=line))


def _text(document: Document, key: str) -> str:
    node = document.node((key,))
    return node.text if isinstance(node, ScalarNode) and not node.is_null else ""


def version_of(document: Document) -> str:
    """Return the version of a ClusterConfig, as in `v1alpha3`.

    Raises:
        EditRefusedError: its apiVersion names none that is known.
    """
    group, _slash, version = _text(document, "apiVersion").partition("/")
    if group != API_GROUP or version not in _VERSIONS:
        message = _("apiVersion names no version of a ClusterConfig: {versions}")
        known = ", ".join(f"{API_GROUP}/{each}" for each in _VERSIONS)
        raise EditRefusedError(message.format(versions=known))
    return version


def _refuse_strays(document: Document, root: MappingNode, version: str) -> None:
    """Keys that lost their indentation must come home first: nobody can say which of them the installer has read."""
    for entry in root.entries:
        key = entry.key.text
        stray = is_key_of_spec(key) if version in OLD_API_VERSIONS else key in OLD_KEYS
        if stray and key != "addonOfflinePackagePath":
            line = document.line_and_column(entry.key.start)[0]
            message = _(
                "{key} in line {line} belongs under spec; indent it first (clustercfg lint has a fix)"
            )
            raise EditRefusedError(message.format(key=key, line=line))
