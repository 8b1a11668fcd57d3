"""From v1alpha3 to v1alpha4: the version, and one key that the newer sample no longer has.

Source: the pages of cluster-config for both versions.
"""

from __future__ import annotations

from clustercfg.migration.draft import Draft
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["to_v1alpha4"]

_ANONYMOUS: Path = ("spec", "externalMiddlewares", "elasticsearch", "insight", "anonymous")


def to_v1alpha4(draft: Draft) -> None:
    """Nothing changes but the version; a doubtful key is pointed out."""
    if draft.given(_ANONYMOUS):
        doubt = _(
            "the sample of v1alpha4 has no anonymous any more, but insecure: check that it still counts"
        )
        draft.remark(_ANONYMOUS, doubt)
