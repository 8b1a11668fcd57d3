"""What a rule is: a small function whose docstring is its documentation."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clustercfg.linting.diagnostics import Fix, Severity
from clustercfg.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Finding", "Rule", "Second", "Words"]


class Second(Record):
    """Another place that belongs to a finding; offsets into the text."""

    message: str
    start: int
    end: int


class Finding(Record):
    """What a rule found, before the linter adds code, positions and path. Offsets into the text."""

    start: int
    end: int
    message: str
    help: str = ""
    field: str = ""
    related: tuple[Second, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """Overrides the rule's own severity for this one finding."""
    placeholder: bool = False
    """Part of the value stands for one's own: to be told as that, instead of as what the rule looks for."""


class Words(Record):
    """How a rule of the families CC1xx and CC2xx puts a problem or mismatch: place and edits are known already."""

    message: str
    help: str = ""
    fix_title: str = ""
    """For a problem whose repair is offered as a fix."""
    safe: bool = False
    first: str = ""
    """What to say of the first of two places that collide."""


class Rule(Record):
    """One row of the rule table; `function` is where its check lies below `linting.rules`.

    What `check` is called with depends on the family of the code. CC1xx: a `Problem` of the reader, answered with
    `Words`. CC2xx: a `Mismatch` with the shape table, answered with `Words`. CC3xx and CC4xx: the `View`; such a
    function is a generator of `Finding`s. The docstring is Markdown: one sentence, then the headings Why it matters,
    Example, Use instead, Fix (where there is one) and Source.
    """

    code: str
    severity: Severity
    function: str
    since: str = "0.1.0"

    @property
    def name(self) -> str:
        """The kebab-case name of the problem, for example `vip-without-prefix`."""
        return self.function.partition(".")[2].replace("_", "-")

    @property
    def check(self) -> Callable[..., Any]:
        """The rule's function; its module is imported when it is first asked for."""
        module, _dot, name = self.function.partition(".")
        check: Callable[..., Any] = getattr(import_module(f"clustercfg.linting.rules.{module}"), name)
        return check

    @property
    def family(self) -> str:
        """The part of the house that the rule belongs to: `CC1` to `CC4`."""
        return self.code[:3]

    @property
    def documentation(self) -> str:
        """The rule's docstring, without indentation."""
        from inspect import cleandoc  # noqa: PLC0415 - only who explains a rule pays for it

        return cleandoc(self.check.__doc__ or "")
