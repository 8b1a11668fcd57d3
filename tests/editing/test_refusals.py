"""Edits that cannot be made: the reason tells what is in the way, and the text stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from clustercfg.errors import EditRefusedError
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Set, Unset

ANCHORS = """\
common: &common
  user: root
  deep: &deep
    key: 1
taints: &taints [a, b]
nodes:
  - <<: *common
    name: one
    taints: *taints
  - name: two
    deep: *deep
"""
PLAIN = "a: 1\nb:\n  c: [x]\n  d: |\n    e: 1\nl:\n  - 1\n"
DEEP: list[Any] = []
DEEP.append(DEEP)
REFUSED: list[tuple[str, str, Operation, str]] = [
    ("a key that is not there", PLAIN, Unset(("z",)), "there is no z"),
    ("an item that is not there", PLAIN, Unset(("l", 3)), "there is no l[3]"),
    ("below a value", PLAIN, Set(("a", "z"), 1), "a.z leads through a value that holds no keys or items"),
    ("an item of a mapping", PLAIN, Set(("b", 0), 1), "b[0] leads through a value"),
    ("a key of a list", PLAIN, Set(("l", "z"), 1), "l.z leads through a value"),
    ("behind the end of a list", PLAIN, Set(("l", 2), 1), "l[2] leads through a value"),
    ("an item behind the end", PLAIN, Insert(("l",), 2, 1), "there is no list with a position 2"),
    ("an item where no list is", PLAIN, Insert(("b",), 0, 1), "there is no list with a position 0"),
    ("an item of nothing there", PLAIN, Insert(("z",), 0, 1), "there is no z"),
    ("the whole document", PLAIN, Unset(()), "the document as a whole"),
    ("a rename of an item", PLAIN, Rename(("l", 0), "z"), "there is no l[0]"),
    ("a rename to a key that is there", PLAIN, Rename(("a",), "b"), "b is there already"),
    ("a move to a key that is there", PLAIN, Move(("a",), ("b", "c")), "b.c is there already"),
    ("a move of an item", PLAIN, Move(("l", 0), ("b", 0)), "only keys can be moved"),
    ("a move from nowhere", PLAIN, Move(("z",), ("b", "z")), "there is no z"),
    ("a move below a value", "a: 1\nb: 2\n", Move(("a",), ("b", "a")), "b.a leads through a value"),
    ("a move between brackets", "a: 1\nb: {c: 2}\n", Move(("a",), ("b", "a")), "cannot be moved between brackets"),
    ("a move out of brackets", "a: {x: 1, y: 2}\nb:\n  c: 1\n", Move(("a", "x"), ("b", "x")), "x shares its lines"),
    ("a move out of a text", PLAIN, Move(("b", "d", "e"), ("e",)), "cannot be moved out of a text block"),
    ("a place in a text that is not there", PLAIN, Unset(("b", "d", "z")), "there is no z"),
    ("a text that is no YAML", "a: |\n  b: [\n", Set(("a", "b"), 1), "not sound YAML"),
    ("text that is no YAML at all", "a: [1\n", Set(("a",), 1), "not sound YAML"),
    ("a tab for indentation", "a:\n\tb: 1\n", Set(("a", "b"), 1), "not sound YAML"),
    ("dots for the rest of the file", "a: 1\n...\nb: 2\n...\n", Set(("a",), 2), "not sound YAML"),
    ("an anchored value that is used again", ANCHORS, Set(("common", "user"), "x"),
     "common is shared: *common stands for &common elsewhere, and would change too"),
    ("a new key in one", ANCHORS, Set(("common", "new"), "x"), "common is shared: *common"),
    ("deep inside one", ANCHORS, Set(("common", "deep", "key"), 2), "common is shared: *common"),
    ("an item of an anchored list", ANCHORS, Unset(("taints", 0)), "taints is shared: *taints"),
    ("an item into one", ANCHORS, Insert(("taints",), 0, "z"), "taints is shared: *taints"),
    ("an anchor that goes", ANCHORS, Unset(("taints",)), "taints is shared: *taints"),
    ("an anchor inside what goes", ANCHORS, Unset(("common",)), "common is shared: *common"),
    ("a value through an alias", ANCHORS, Set(("nodes", 1, "deep", "key"), 2),
     "nodes[1].deep is an alias of &deep: change it there, or write the value out first"),
    ("a key renamed in a shared block", ANCHORS, Rename(("common", "user"), "x"), "common is shared: *common"),
    ("a key that a merge brings", ANCHORS, Unset(("nodes", 0, "user")), "nodes[0].user is merged in by <<"),
    ("an anchor moved behind its alias", "a: &x 1\nb: *x\nc:\n  d: 1\n", Move(("a",), ("c", "a")), "a is shared: *x"),
    ("bytes that are no text", PLAIN, Set(("a",), "\udcff"), "bytes that are no text"),
    ("bytes that are no text in a key", PLAIN, Set(("\udcff",), 1), "bytes that are no text"),
    ("in a key of a value", PLAIN, Set(("a",), {"\udcff": 1}), "bytes that are no text"),
    ("in a new name", PLAIN, Rename(("a",), "\udcff"), "bytes that are no text"),
    ("a value nested too deeply", PLAIN, Set(("a",), DEEP), "nested too deeply"),
    ("a path that is too long", PLAIN, Set(("a",) * 5000, 1), "deeper than a document may go"),
    ("a path that makes too many levels", "a: 1\n", Set(("b",) * 64, {"c": 1}), "not read as YAML"),
    ("a text beyond all bounds", PLAIN, Set(("a",), "x" * 1024 * 1024), "larger than can be read again"),
    ("a key beyond all bounds", PLAIN, Set(("k" * 1100,), 1), "not read as YAML"),
    ("a number that no reader can hold", PLAIN, Set(("a",), 10**40), "would change something else"),
    ("an anchor that stands for nothing known", "a: *x\n", Set(("a",), 1), "not sound YAML"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "operation", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_refused_edit_says_why_and_leaves_the_text(text: str, operation: Operation, reason: str) -> None:
    document = Document(text)
    with pytest.raises(EditRefusedError) as caught:
        document.apply([operation])
    assert reason in caught.value.reason
    assert str(caught.value) == caught.value.reason
    assert document.text == text


@pytest.mark.parametrize("value", [object(), {"a": {1, 2}}, [b"x"], float("nan"), {"k": float("inf")}, 1j])
def test_what_yaml_cannot_hold_is_a_mistake_of_the_caller(value: Any) -> None:
    document = Document(PLAIN)
    with pytest.raises(TypeError, match="cannot hold a value of the type"):
        document.set("a", value)
    assert document.text == PLAIN


@pytest.mark.parametrize("path", ["a..b", "a[", "a[x]", 'a["'])
def test_a_path_that_is_none_is_a_mistake_of_the_caller(path: str) -> None:
    document = Document(PLAIN)
    for attempt in (document.unset, document.get):
        with pytest.raises(ValueError, match=r".*"):
            attempt(path)
    assert document.text == PLAIN


@pytest.mark.parametrize(
    "operations",
    [
        [Set(("a",), 2), Unset(("z",))],
        [Unset(("b",)), Set(("b", "c", 0), "y"), Set(("b", "c", 5), "y")],
        [Rename(("a",), "z"), Set(("a", "b"), 1), Set(("z", "y"), 1)],
        [Insert(("l",), 0, 0), Unset(("l", 1)), Unset(("l", 1))],
        [Set(("b", "d", "e"), 2), Unset(("b", "d", "f"))],
    ],
)
def test_several_edits_are_made_together_or_not_at_all(operations: list[Operation]) -> None:
    document = Document(PLAIN)
    with pytest.raises(EditRefusedError):
        document.apply(operations)
    assert document.text == PLAIN
    document.apply(operations[:-1])
    assert document.text != PLAIN


def test_each_edit_of_several_sees_those_before() -> None:
    document = Document("a: 1 # one\n")
    document.apply(
        [
            Set(("b", "c"), [1]),
            Insert(("b", "c"), 0, 0),
            Rename(("b",), "d"),
            Move(("a",), ("d", "a")),
            Unset(("d", "c", 1)),
            Set(("d", "c", 0), {"x": None}),
        ]
    )
    assert document.text == "d:\n  c:\n    - x: null\n  a: 1 # one\n"


def test_no_edits_are_no_change() -> None:
    document = Document("a: 1\n")
    document.apply([])
    assert document.text == "a: 1\n"


def test_a_document_knows_its_new_places_after_an_edit() -> None:
    document = Document("a: 1\nb: 2 # two\n")
    assert [comment.start for comment in document.comments] == [10]
    document.set("a", "longer")
    assert (document.get("a"), document.lines[0], document.line_and_column(document.comments[0].start)) == (
        "longer",
        "a: longer",
        (2, 6),
    )


def test_an_edit_never_shows_a_value_in_its_reason_or_in_itself() -> None:
    hidden = "teal-Badger-2084"
    for operation in (
        Set(("a", "b"), hidden),
        Insert(("a",), 0, hidden),
        Set(("l", 9), {"password": hidden}),
    ):
        assert hidden not in repr(operation)
        with pytest.raises(EditRefusedError) as caught:
            Document(f"a: {hidden}\nl: []\n").apply([operation])
        assert hidden not in f"{caught.value!r}{caught.value}"
