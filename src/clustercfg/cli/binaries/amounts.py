"""Bytes and seconds as people write them."""

from __future__ import annotations

from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext

__all__ = ["bytes_text", "files_text", "seconds_text"]

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_STEP = 1000
_MINUTE, _HOUR = 60, 3600


def bytes_text(size: float) -> str:
    """Return a number of bytes with three digits: `1.46 GB`."""
    power = 0
    while size >= _STEP and power < len(_UNITS) - 1:
        size /= _STEP
        power += 1
    return f"{size:.3g} {_UNITS[power]}" if power else f"{size:.0f} B"


def files_text(count: int) -> str:
    """Return a number of files: `1 file`, `3,010 files`."""
    return ngettext("{count} file", "{count} files", count).format(count=f"{count:,}")


def seconds_text(seconds: float) -> str:
    """Return a duration: `1.2 s`, `3 min 5 s`, `2 h 10 min`."""
    if seconds < _MINUTE:
        return _("{seconds} s").format(seconds=f"{seconds:.1f}")
    whole = round(seconds)
    if seconds < _HOUR:
        return _("{minutes} min {seconds} s").format(minutes=whole // _MINUTE, seconds=whole % _MINUTE)
    return _("{hours} h {minutes} min").format(hours=whole // _HOUR, minutes=whole % _HOUR // _MINUTE)
