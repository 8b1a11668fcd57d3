"""The comments above the keys of a generated file: what the models say of each field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from clustercfg.linting.reports.characters import wrap
from clustercfg.models.fields import describe
from clustercfg.translation import clauses
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from clustercfg.models.fields import FieldDescription

__all__ = ["Amount", "Comments", "commented"]

Amount = Literal["full", "short", "none"]

_WIDTH = 100
_NARROWEST = 40


@dataclass(slots=True)
class Comments:
    """Says of each field what it is, once in a file: full with its facts, short without, none nothing."""

    amount: Amount
    _said: set[str] = field(default_factory=set)

    @property
    def is_full(self) -> bool:
        """Whether facts and examples are told too."""
        return self.amount == "full"

    def header(self, mode: str) -> list[str]:
        """Return the lines at the top of the file."""
        if self.amount == "none":
            return []
        texts = [
            _("Configuration for `dce5-installer {mode}`, drafted by clustercfg.").format(mode=mode),
            _("Every FILL-IN is yours to give; `clustercfg lint` names those that are left, and more."),
        ]
        if self.is_full:
            texts.append(_("Keys in comments are not in effect: they show what else there is."))
            texts.append(_("`clustercfg explain FIELD` tells more of each, such as its sources."))
        return [line for text in texts for line in commented(text, 0)]

    def above(self, path: str, column: int) -> list[str]:
        """Return the lines above the key at a documented path."""
        known = describe(path) if self.amount != "none" else None
        if known is None:
            return []
        texts = [known.description, *(_facts(known) if self.is_full else ())]
        lines = [line for text in texts if text for line in commented(text, column)]
        # The machines of one list have the same keys, and those of the next list again.
        if "".join(lines) in self._said:
            return []
        self._said.add("".join(lines))
        return lines


def _facts(known: FieldDescription) -> Iterator[str]:
    values = "|".join(known.allowed) if len(known.allowed) > 1 else ""
    default = known.default if known.default not in ("[]", "{}") else ""
    facts = (
        (_("values: {fact}"), values),
        (_("default: {fact}"), default),
        (_("needed: {fact}"), _condition(known)),
    )
    told = [text.format(fact=fact) for text, fact in facts if fact]
    yield from [clauses(told)] if told else []


def _condition(known: FieldDescription) -> str:
    always = _("always")
    if known.required_when in ("", always):
        return always if known.required else ""
    return _("when {condition}").format(condition=known.required_when)


def commented(text: str, column: int) -> list[str]:
    """Return `text` as lines of comment from `column` on."""
    lead = " " * column + "# "
    return [lead + line for line in wrap(text, max(_WIDTH - len(lead), _NARROWEST))]
