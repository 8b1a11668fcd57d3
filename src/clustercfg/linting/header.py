"""The head of the document: whether it is a ClusterConfig of a version that can be checked."""

from __future__ import annotations

import re

from clustercfg.linting.fixes import replace_scalar
from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.shape.strays import under_spec_fix
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import StringShape
from clustercfg.records import Record, field
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode, ScalarNode

__all__ = ["API_GROUP", "OLD_API_VERSIONS", "Header", "check_header"]

API_GROUP = "provision.daocloud.io"
_NEAR = 0.8
OLD_API_VERSIONS = ("v1alpha1", "v1alpha2")


class Header(Record, frozen=False):
    """What is wrong with the head, and whether the rest can be checked."""

    mismatches: list[Mismatch] = field(default_factory=list)
    checkable: bool = True


def check_header(document: Document) -> Header:
    """Look at `apiVersion` and `kind`."""
    header = Header()
    root = document.root
    if root is None or (isinstance(root, ScalarNode) and root.is_null):
        if not document.problems:
            end = min(1, len(document.text))
            header.mismatches.append(Mismatch("empty-document", (), 0, end))
        header.checkable = False
    elif isinstance(root, MappingNode):
        _check_kind(document, root, header)
        if header.checkable:
            _check_version(document, root, header)
    return header


def _scalar(root: MappingNode, key: str) -> ScalarNode | None:
    entry = root.get(key)
    if entry is None:
        entry = next((each for name, each in root.index.items() if name.lower() == key.lower()), None)
    return entry.value if entry is not None and isinstance(entry.value, ScalarNode) else None


def _check_kind(document: Document, root: MappingNode, header: Header) -> None:
    node = _scalar(root, "kind")
    if node is None or node.is_null or node.text == "ClusterConfig":
        return
    fix = None
    title = _("Write {value}").format(value="ClusterConfig")
    if node.text.lower() == "clusterconfig":
        fix = replace_scalar(document.text, node, "ClusterConfig", title, safe=True)
    else:
        header.checkable = False
        if _is_near(node.text):
            fix = replace_scalar(document.text, node, "ClusterConfig", title, safe=False)
    details = {"manifest": node.text == "DCEManifest"}
    header.mismatches.append(Mismatch("wrong-kind", ("kind",), node.start, node.end, details, fix))


def _is_near(kind: str) -> bool:
    """A slip of `ClusterConfig`, or a part of it."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - few files are of another kind

    name = kind.strip().lower()
    return name in ("cluster", "config") or SequenceMatcher(None, name, "clusterconfig").ratio() >= _NEAR


def _check_version(document: Document, root: MappingNode, header: Header) -> None:
    node = _scalar(root, "apiVersion")
    if node is None or node.is_null:
        return
    old = next((each for each in OLD_API_VERSIONS if node.text == f"{API_GROUP}/{each}"), None)
    if old is not None:
        mismatch = Mismatch("old-api-version", ("apiVersion",), node.start, node.end, {"version": old})
        header.mismatches.append(mismatch)
        header.mismatches += _outside_spec(document, root)
        header.checkable = False
        return
    shape = TABLE.fields["apiVersion"].shape
    values = shape.values if isinstance(shape, StringShape) else ()
    if node.text not in values:
        header.mismatches.append(_unknown_version(document, node, values))


def _outside_spec(document: Document, root: MappingNode) -> list[Mismatch]:
    """The frame is the same in all versions: whatever is not part of it belongs under `spec`."""
    strays = [entry for key, entry in root.index.items() if key not in TABLE.fields]
    if not strays:
        return []
    keys = tuple(entry.key.text for entry in strays)
    first = strays[0].key
    fix = under_spec_fix(document.text, root, root.get("spec"), strays)
    return [
        Mismatch("misplaced-key", (first.text,), first.start, first.end, {"keys": keys, "place": "spec"}, fix)
    ]


def _unknown_version(document: Document, node: ScalarNode, values: tuple[str, ...]) -> Mismatch:
    version = re.search(r"v1alpha\d+", re.sub(r"[\s\\-]", "", node.text.lower()))
    meant = f"{API_GROUP}/{version[0]}" if version else ""
    fix = None
    if meant in values:
        title = _("Write {value}").format(value=meant)
        fix = replace_scalar(document.text, node, meant, title, safe=False)
    return Mismatch("unknown-api-version", ("apiVersion",), node.start, node.end, {"values": values}, fix)
