"""Color for terminals: the few ANSI codes that every terminal knows."""

from __future__ import annotations

from clustercfg.linting.diagnostics import Severity
from clustercfg.records import Record

__all__ = ["Palette"]

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class Palette(Record):
    """Paints text, or leaves it alone when `enabled` is false."""

    enabled: bool

    def paint(self, text: str, *styles: str) -> str:
        """Return `text` in the given styles (`bold`, `dim`, or a color)."""
        if not self.enabled or not text:
            return text
        return f"\x1b[{';'.join(_CODES[each] for each in styles)}m{text}\x1b[0m"

    def severity(self, text: str, severity: Severity) -> str:
        """Return `text` in the color of a severity."""
        return self.paint(text, "bold", _SEVERITIES[severity])
