"""migrate: a document of an older version in, one that newer installers read out."""

from __future__ import annotations

from clustercfg.errors import EditRefusedError
from clustercfg.linting.header import API_GROUP
from clustercfg.migration.accounting import account
from clustercfg.migration.draft import Draft
from clustercfg.migration.fitness import refuse_unfit, version_of
from clustercfg.migration.report import AnyDocument, Migration
from clustercfg.migration.spelling import mend_spelling
from clustercfg.migration.v1alpha1 import to_v1alpha2
from clustercfg.migration.v1alpha2 import to_v1alpha3
from clustercfg.migration.v1alpha3 import to_v1alpha4
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["TARGETS", "migrate"]

TARGETS = ("v1alpha2", "v1alpha3", "v1alpha4")
_VERSION: Path = ("apiVersion",)


def migrate(document: AnyDocument, to: str = "v1alpha3") -> Migration[AnyDocument]:
    """Return what becomes of `document` in a newer apiVersion, version by version. The document itself stays as it is.

    Comments go where their keys go; those of a key without successor stay where it stood. What the newer version needs
    and the older one did not know becomes a placeholder that the linter names (CC214). Keys that an earlier, unfinished
    migration left behind are migrated too, so that migrating twice changes nothing.

    Args:
        document: a sound ClusterConfig of `to` or an older version.
        to: v1alpha2, v1alpha3 or v1alpha4.

    Raises:
        EditRefusedError: the document is no sound YAML, no ClusterConfig or newer than `to`, or says what cannot be
            brought to a newer version without a decision; the reason says what to do.
        ValueError: there is no such version to migrate to.
    """
    if to not in TARGETS:
        raise ValueError(
            _("there is no version {version}: {versions}").format(version=to, versions=", ".join(TARGETS))
        )
    refuse_unfit(document)
    source = version_of(document)
    _refuse_going_back(source, to)
    draft = Draft(document)
    mend_spelling(draft, source)
    _make_steps(draft, source, to)
    after = document.with_text(draft.document.text)
    changes = account(document, after, draft.trail, to)
    return Migration(after, source, to, changes, after.text != document.text)


def _refuse_going_back(source: str, to: str) -> None:
    if source > to:
        message = _("the document is of {source} already, and migrating to {to} would be going back")
        raise EditRefusedError(message.format(source=source, to=to))


def _make_steps(draft: Draft, source: str, to: str) -> None:
    to_v1alpha2(draft, older=source < "v1alpha2")
    if to >= "v1alpha3":
        to_v1alpha3(draft, older=source < "v1alpha3")
    if source < "v1alpha4" <= to:
        to_v1alpha4(draft)
    if source < to:
        draft.change(_VERSION, f"{API_GROUP}/{to}", "")
