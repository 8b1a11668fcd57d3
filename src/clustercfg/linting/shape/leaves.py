"""Scalars against their shapes: the value as its field takes it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import quote, replace_scalar, unquote
from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.shape.keys import closest
from clustercfg.linting.view import Slot, State
from clustercfg.models.formats import FORMATS
from clustercfg.models.placeholders import is_placeholder, is_secret_placeholder
from clustercfg.models.shapes import BooleanShape, IntegerShape, StringShape
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path
from clustercfg.yamltext.scalars import arrives_as, resolve_core, resolve_go

__all__ = ["Leaf", "read_boolean", "read_integer", "read_string"]


_FORMER_VALUES = {"online": "official-service"}
"""Values that v1alpha2 had (upgrade page)."""
_DOUBTFUL_ENDS = ("'", '"', ",", ";", "\\")


class Leaf:
    """A scalar in its place. `fixable` is False for a value that an alias only points at."""

    __slots__ = (
        "embedded",
        "end",
        "fixable",
        "mismatches",
        "node",
        "path",
        "start",
        "state",
        "text",
        "value",
    )

    def __init__(
        self, text: str, node: ScalarNode, path: Path, slot: Slot, *, fixable: bool, embedded: bool
    ) -> None:
        self.text = text
        self.node = node
        self.path = path
        self.start = slot.start
        self.end = slot.end
        self.fixable = fixable
        self.embedded = embedded
        """Inside YAML text that Ansible reads, not the installer."""
        self.value: Any = None
        self.state = State.GOOD
        self.mismatches: list[Mismatch] = []

    def report(self, kind: str, fix: Any = None, state: State | None = None, **details: Any) -> None:
        """Note a mismatch of this scalar."""
        shown = fix if self.fixable else None
        self.mismatches.append(Mismatch(kind, self.path, self.start, self.end, details, shown))
        self.state = state or self.state

    def wrong_type(self, expected: str, fix: Any = None) -> None:
        """Note that the scalar is of another kind than its field."""
        found = _kind_of(self.node)
        self.report("wrong-type", fix, State.MALFORMED, expected=expected, found=found)


def _kind_of(node: ScalarNode) -> str:
    value = node.text if node.style else resolve_go(node.text)
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "string"


def read_string(leaf: Leaf, shape: StringShape) -> None:
    """Take a scalar as a string, by its text."""
    leaf.value = leaf.node.text
    if leaf.node.style not in ("|", ">") and leaf.text.find("\n", leaf.node.start, leaf.node.end) >= 0:
        from clustercfg.linting.shape.doubts import over_lines  # noqa: PLC0415 - few values go over lines

        over_lines(leaf, shape)
    _report_changed_text(leaf, shape)
    is_stand_in = is_secret_placeholder if shape.secret else is_placeholder
    if is_stand_in(leaf.value):
        leaf.report("placeholder", state=State.PLACEHOLDER, secret=shape.secret)
    elif shape.values and leaf.value not in shape.values:
        _report_other_value(leaf, shape)
    elif shape.format is not None:
        _report_format(leaf, shape.format, secret=shape.secret)
    if not leaf.embedded and not leaf.mismatches:
        _report_doubts(leaf, shape)


def _report_doubts(leaf: Leaf, shape: StringShape) -> None:
    """Look closer at what has a sign of something left over, at plain secrets, and at what is longer than its line."""
    value = leaf.value
    if (
        value[-1:] in _DOUBTFUL_ENDS
        or "#" in value
        or not value.isascii()
        or (shape.secret and not leaf.node.style)
    ):
        from clustercfg.linting.shape.doubts import doubt_string  # noqa: PLC0415 - few values are doubtful

        doubt_string(leaf, shape)


def _report_changed_text(leaf: Leaf, shape: StringShape) -> None:
    if leaf.node.style or leaf.embedded:
        return
    arrives = arrives_as(leaf.node.text)
    if arrives != leaf.node.text:
        fix = quote(leaf.text, leaf.node, _("Put quotes around the value"))
        details: dict[str, Any] = {} if shape.secret else {"written": leaf.node.text, "arrives": arrives}
        leaf.report("unquoted-value-changes", fix, **details)


def _report_other_value(leaf: Leaf, shape: StringShape) -> None:
    near = closest(leaf.value, shape.values) or _former(leaf.value, shape)
    fix = None
    if near is not None:
        title = _("Write {value}").format(value=near)
        fix = _glued_comment(leaf, shape.values.__contains__) or replace_scalar(
            leaf.text, leaf.node, near, title, safe=near.lower() == leaf.value.lower()
        )
    if shape.open:
        leaf.report("undocumented-value", fix, values=shape.values, value=leaf.value, near=near)
    else:
        leaf.report("invalid-value", fix, State.MALFORMED, values=shape.values, value=leaf.value, near=near)


def _former(value: str, shape: StringShape) -> str | None:
    """What an older version called one of the values."""
    name = _FORMER_VALUES.get(value)
    return name if name in shape.values else None


def _report_format(leaf: Leaf, name: str, *, secret: bool) -> None:
    check = FORMATS[name]
    problem = check(leaf.value)
    if problem is None:
        return
    suggestion = problem.suggestion
    if suggestion is None and not secret and not leaf.mismatches:
        from clustercfg.linting.shape.slips import mended  # noqa: PLC0415 - only what is wrong needs it

        suggestion = mended(leaf.value, lambda each: check(each) is None)
    if problem.placeholder:
        leaf.report("placeholder", state=State.PLACEHOLDER, secret=secret, problem=problem.message)
        return
    fix = _glued_comment(leaf, lambda each: check(each) is None)
    if fix is None and suggestion is not None:
        title = _("Write {value}").format(value=suggestion)
        fix = replace_scalar(leaf.text, leaf.node, suggestion, title, safe=False)
    kind = "vip-without-prefix" if name == "vip" and problem.suggestion is not None else "malformed-value"
    leaf.report(kind, fix, State.MALFORMED, problem=problem.message, format=name)


def read_integer(leaf: Leaf, shape: IntegerShape) -> None:
    """Take a scalar as a whole number."""
    value = leaf.node.text if leaf.node.style else resolve_go(leaf.node.text)
    if isinstance(value, bool) or not isinstance(value, int):
        leaf.wrong_type("integer", _unquoted(leaf, int) or _number_meant(leaf))
        return
    leaf.value = value
    core = resolve_core(leaf.node.text)
    if core != value and not leaf.embedded:
        fix = _instead(leaf, str(core)) if isinstance(core, int) else None
        leaf.report("unquoted-value-changes", fix, written=leaf.node.text, arrives=str(value))
    below = shape.minimum is not None and value < shape.minimum
    if below or (shape.maximum is not None and value > shape.maximum):
        leaf.report("malformed-value", state=State.MALFORMED, problem=_range_text(shape), format="range")


def _range_text(shape: IntegerShape) -> str:
    if shape.minimum is None:
        return _("The number must be at most {maximum}.").format(maximum=shape.maximum)
    if shape.maximum is None:
        return _("The number must be at least {minimum}.").format(minimum=shape.minimum)
    text = _("The number must lie between {minimum} and {maximum}.")
    return text.format(minimum=shape.minimum, maximum=shape.maximum)


def read_boolean(leaf: Leaf, _shape: BooleanShape) -> None:
    """Take a scalar as true or false."""
    value = leaf.node.text if leaf.node.style else resolve_go(leaf.node.text)
    if isinstance(value, bool):
        leaf.value = value
    else:
        leaf.wrong_type("boolean", _unquoted(leaf, bool) or _boolean_meant(leaf))


def _unquoted(leaf: Leaf, kind: type) -> Any:
    """The fix for a number or boolean in quotes."""
    if leaf.node.style not in ("'", '"') or leaf.end - leaf.start != len(leaf.node.text) + 2:
        return None
    inner = resolve_go(leaf.node.text) if leaf.node.text else None
    is_kind = (
        isinstance(inner, bool) if kind is bool else isinstance(inner, int) and not isinstance(inner, bool)
    )
    return unquote(leaf.node, _("Take the quotes off")) if is_kind else None


def _glued_comment(leaf: Leaf, fits: Callable[[str], bool]) -> Fix | None:
    """The fix for a comment that lacks the blank before it, if what stands before it fits."""
    value, sign, _comment = leaf.node.text.partition("#")
    place = leaf.text.find("#", leaf.node.start, leaf.node.end)
    if leaf.node.style or not sign or not value or not fits(value):
        return None
    return Fix(_("Write a blank before the comment"), (Edit(place, place, " "),))


def _number_meant(leaf: Leaf) -> Any:
    from clustercfg.linting.shape.slips import number_in  # noqa: PLC0415 - only what is wrong needs it

    key = next((step for step in reversed(leaf.path) if isinstance(step, str)), "")
    if fix := _glued_comment(leaf, str.isdecimal):
        return fix
    number = number_in(leaf.node.text, key)
    return None if number is None else _instead(leaf, str(number))


def _boolean_meant(leaf: Leaf) -> Any:
    from clustercfg.linting.shape.slips import boolean_in  # noqa: PLC0415 - only what is wrong needs it

    if fix := _glued_comment(leaf, ("true", "false").__contains__):
        return fix
    word = boolean_in(leaf.node.text)
    return None if word is None else _instead(leaf, word)


def _instead(leaf: Leaf, value: str) -> Any:
    """The fix that writes a number or a boolean in place of a one-line scalar and its quotes."""
    if "\n" in leaf.text[leaf.node.start : leaf.node.end]:
        return None
    edit = Edit(leaf.node.start, leaf.node.end, value)
    return Fix(_("Write {value}").format(value=value), (edit,))


def fits(leaf: ScalarNode, kinds: tuple[type, ...]) -> Iterator[type]:
    """Yield those of the scalar shapes in `kinds` that a scalar can be, the most telling first."""
    value = leaf.text if leaf.style else resolve_go(leaf.text)
    if isinstance(value, bool) and BooleanShape in kinds:
        yield BooleanShape
    if isinstance(value, int) and not isinstance(value, bool) and IntegerShape in kinds:
        yield IntegerShape
    if StringShape in kinds:
        yield StringShape
    yield from kinds
