"""`generate`: from a topology to a file that the linter has nothing to say against."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from clustercfg.errors import InvalidConfigError
from clustercfg.generating.page import page
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.records import replace
from clustercfg.translation import speaking

if TYPE_CHECKING:
    from clustercfg.generating.comments import Amount
    from clustercfg.generating.topology import Topology

__all__ = ["generate"]


def generate(topology: Topology, *, comments: Amount = "full", lang: str | None = None) -> str:
    """Return the text of a clusterConfig.yaml for `topology`; secrets that were given are in it.

    What is not known is written as `FILL-IN-...`, which the linter names; nothing else in the text is an error.

    Args:
        topology: what is known of the cluster.
        comments: `full` explains every key and shows what else there is, `short` explains, `none` is bare.
        lang: the language of the comments, `en` or `zh`; by default that of the messages.

    Raises:
        InvalidConfigError: answers contradict each other (two machines with one address); the report says which.
    """
    with speaking(lang) if lang else nullcontext():
        text = page(topology, comments)
    options = Options(mode=topology.install_mode, allow_placeholders=True)
    report = lint_bytes(text.encode(), options=options)
    if not report.ok:
        raise InvalidConfigError(replace(report, diagnostics=report.errors))
    return text
