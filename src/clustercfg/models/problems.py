"""What a value check answers when the value does not have its form."""

from __future__ import annotations

from clustercfg.records import Record, field

__all__ = ["FormatProblem"]


class FormatProblem(Record):
    """A value is not what its field needs.

    `message` is a translated sentence without the value, so that it may be shown for secrets too; `suggestion` is
    the corrected value when there is no doubt about it; `placeholder` says that a part of it stands for one's own.
    """

    message: str
    suggestion: str | None = field(default=None, repr=False)
    placeholder: bool = False
