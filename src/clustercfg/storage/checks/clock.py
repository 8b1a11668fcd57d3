"""Compares the server's clock with this machine's."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from clustercfg.storage.checks.client import Answer
from clustercfg.storage.checks.result import Verdict, failed, passed, skipped, warned
from clustercfg.translation import gettext as _

__all__ = ["judge_clock", "skew_of"]

_NOTEWORTHY = 60
_MOST_FOR_S3 = 900
"""Seconds; beyond that S3 refuses signatures with RequestTimeTooSkewed."""


def skew_of(answer: Answer, now: float) -> float | None:
    """Return by how many seconds the server is ahead of `now`; None if it does not say."""
    try:
        return parsedate_to_datetime(answer.header("Date")).timestamp() - now
    except (TypeError, ValueError, OverflowError):
        return None


def judge_clock(answer: Answer, received: float, *, signs: bool) -> Verdict:
    """Judge the time that an answer bears; with `signs`, signatures depend on it."""
    skew = skew_of(answer, received)
    if skew is None:
        return skipped(_("the answer bears no time"))
    shown = _shown(skew)
    remedy = _("let the server, this machine and all nodes ask the same time servers (chrony, ntpd)")
    if signs and abs(skew) >= _MOST_FOR_S3:
        return failed(_("{shown}; S3 refuses signatures beyond 15 minutes").format(shown=shown), remedy)
    if abs(skew) > _NOTEWORTHY:
        return warned(shown, remedy)
    return passed(shown)


def _shown(skew: float) -> str:
    seconds = round(abs(skew))
    if seconds <= 1:
        return _("the same time as here")
    text = (
        _("the server's clock is {seconds} seconds ahead")
        if skew > 0
        else _("the server's clock is {seconds} seconds behind")
    )
    return text.format(seconds=seconds)
