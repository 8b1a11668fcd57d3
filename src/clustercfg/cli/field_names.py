"""How a field is written on a command line: `spec.masterNodes[0].ip`, `spec.masterNodes[g-master1].ip`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import UsageError
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from clustercfg.yamltext.paths import Path

__all__ = ["END", "parse_assignment", "parse_field"]

END = -1
"""The index that `[+]` stands for: behind the last item of a list."""

_STEP = re.compile(
    r"""(?:^|\.)(?P<key>[^.\[\]"=\s]+)
      | \[(?P<index>\d{1,6})\]
      | \[(?P<end>\+)\]
      | \[(?P<quoted>"(?:[^"\\]|\\.)*")\]
      | \[(?P<name>[^\]\["]+)\]""",
    re.VERBOSE,
)


def parse_field(text: str) -> Path:
    """Return the steps of a field; a machine may be named by its nodeName in place of its index.

    Raises:
        UsageError: `text` is no field.
    """
    steps, end = _steps(text)
    if not steps or end < len(text):
        raise UsageError(
            _("clustercfg: {text} is no field; {remedy}").format(text=text, remedy=_remedy(text))
        )
    return steps


def parse_assignment(word: str, place: str) -> tuple[Path, str]:
    """Return the steps and the value of `FIELD=VALUE`, which stands at `place` of the command line.

    Raises:
        UsageError: `word` has another form. It may hold a secret, so the message does not show it.
    """
    steps, end = _steps(word)
    if not steps or not word.startswith("=", end):
        raise UsageError(_("clustercfg: {place} is not of the form FIELD=VALUE").format(place=place))
    return steps, word[end + 1 :]


def _steps(text: str) -> tuple[Path, int]:
    """Return the steps at the start of `text`, and where they end."""
    steps: list[str | int] = []
    position = 0
    while match := _STEP.match(text, position):
        try:
            steps.append(_step(match))
        except ValueError:  # an escape that does not exist
            break
        position = match.end()
    return tuple(steps), position


def _step(match: re.Match[str]) -> str | int:
    if match["index"]:
        return int(match["index"])
    if match["end"]:
        return END
    if match["quoted"]:
        return str(json.loads(match["quoted"]))
    return match["key"] or match["name"]


def _remedy(text: str) -> str:
    if "[]" in text:
        return _("write an index or a machine's name between the brackets, as in spec.masterNodes[0].ip")
    return _('write it as in spec.masterNodes[0].ip or nodeLabels["a.b/c"]')
