"""Records behave as frozen, slotted dataclasses do."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable

import pytest

from clustercfg.records import Record, chosen, field, replace


class Place(Record, order=True):
    line: int
    column: int = 1
    note: str = field(default="", repr=False, compare=False)


class Named(Place):
    name: str = ""


class Sheet(Record, frozen=False):
    title: str
    lines: list[str] = field(default_factory=list)


class Nothing(Record):
    pass


class Positive(Record):
    number: int

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(self.number)


def sent(record: Record) -> Record:
    """Return what another process would receive."""
    received: Record = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own bytes
    return received


def test_values_are_given_in_order_or_by_name() -> None:
    assert Place(3) == Place(3, 1) == Place(line=3) == Place(3, column=1) == Place(column=1, line=3, note="x")
    assert Named(1, 2, "", "a") == Named(1, 2, name="a")
    assert Nothing() == Nothing()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Place, "Place needs line"),
        (lambda: Place(1, 2, "", 4), "at most 3"),  # type: ignore[call-arg]  # that is the point
        (lambda: Place(1, line=2), "line"),  # type: ignore[misc]  # the same
        (lambda: Place(1, 2, "", line=2), "line"),  # type: ignore[misc]  # the same
        (lambda: Place(1, page=2), "page"),  # type: ignore[call-arg]  # the same
        (lambda: Nothing(1), "at most 0"),  # type: ignore[call-arg]  # the same
    ],
)
def test_wrong_values_are_refused(make: Callable[[], Record], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


def test_each_record_has_defaults_of_its_own() -> None:
    first, second = Sheet("a"), Sheet("a")
    first.lines.append("x")
    assert second.lines == []
    assert first != second


def test_records_are_frozen_unless_they_say_so() -> None:
    place, sheet = Place(1), Sheet("a")
    with pytest.raises(AttributeError, match="line cannot be changed"):
        place.line = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(AttributeError, match="line cannot be taken out"):
        del place.line
    sheet.title = "b"
    assert sheet == Sheet("b")
    for record in (place, sheet):
        with pytest.raises(AttributeError):
            record.other = 1  # type: ignore[union-attr]  # the same


def test_records_compare_by_what_counts() -> None:
    assert Place(1, note="a") == Place(1, note="b")
    assert hash(Place(1, note="a")) == hash(Place(1, note="b"))
    assert Place(1) != Named(1)
    assert sorted([Place(2), Place(1, 5), Place(1)]) == [Place(1), Place(1, 5), Place(2)]
    assert Place(1) <= Place(1) < Place(1, 2) <= Place(1, 2)
    assert Place(2) > Place(1, 9) >= Place(1, 9)
    with pytest.raises(TypeError):
        assert Place(1) < 2  # type: ignore[operator]  # that is the point
    with pytest.raises(TypeError):
        hash(Sheet("a"))


def test_what_is_secret_is_not_shown() -> None:
    assert repr(Place(1, 2, "hunter2")) == "Place(line=1, column=2)"


@pytest.mark.parametrize("record", [Place(1, 2, "x"), Named(1, name="a"), Sheet("a", ["b"]), Nothing()])
@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, sent])
def test_records_can_be_copied_and_sent(record: Record, twin: Callable[[Record], Record]) -> None:
    assert twin(record) == record
    assert repr(twin(record)) == repr(record)


def test_a_copy_may_differ() -> None:
    assert replace(Place(1, 2, "x"), line=5) == Place(5, 2, "x")
    with pytest.raises(TypeError):
        replace(Place(1), page=1)


def test_what_was_chosen_is_told_from_defaults() -> None:
    assert chosen(Place(1)) == {"line": 1}
    assert chosen(Place(1, 1, "x")) == {"line": 1, "note": "x"}
    assert chosen(Sheet("a")) == {"title": "a"}


def test_values_are_checked() -> None:
    with pytest.raises(ValueError, match="0"):
        Positive(0)
    with pytest.raises(ValueError, match="-1"):
        replace(Positive(1), number=-1)


def test_help_shows_the_constructor() -> None:
    assert list(inspect.signature(Named).parameters) == ["line", "column", "note", "name"]
    assert inspect.signature(Place).parameters["column"].default == 1


def test_records_match_patterns() -> None:
    match Place(3, 4):
        case Place(line, column):
            assert (line, column) == (3, 4)
