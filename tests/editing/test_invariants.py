"""What holds for any document and any edits."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from document_maker import make_document
from edit_choice import Edit, applied, choose_edits
from edit_judgement import canonical, data_of, judge
from edit_peers import edit_here
from edit_runs import Tally, edit_text, generated_texts, texts_in
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clustercfg.errors import EditRefusedError
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.operations import Operation, Set, Unset
from clustercfg.yamltext.nodes import MappingNode, ScalarNode, SequenceNode
from strategies import awkward_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from real_parts import GoReader

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TEXTS = [text for _name, text in texts_in([EXAMPLES])]
patient = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def is_sound(text: str) -> bool:
    document = Document(text)
    return document.root is not None and not document.problems


def mutated(text: str, generator: random.Random) -> str:
    """Return an example as people keep it: cut, commented, with blank lines and other line breaks."""
    lines = text.splitlines()
    for _ in range(generator.randint(0, 8)):
        place = generator.randrange(len(lines))
        change = generator.choice(["comment out", "remark", "blank", "drop", "beside"])
        blanks = " " * generator.randint(0, 8)
        if change == "comment out":
            lines[place] = blanks + "# " + lines[place].strip()
        elif change == "remark":
            lines.insert(place, blanks + "# " + generator.choice(["remark", "说明: x", "name: x"]))
        elif change == "blank":
            lines.insert(place, generator.choice(["", blanks]))
        elif change == "drop" and len(lines) > 1:
            del lines[place]
        elif lines[place].strip():
            lines[place] += "  # beside"
    newline = generator.choice(["\n", "\n", "\r\n"])
    return newline.join(lines) + generator.choice([newline, newline, ""])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a document that both readers take: made up, or an example that was changed."""
    generator = draw(st.randoms(use_true_random=False))
    text = (
        make_document(generator) if draw(st.booleans()) else mutated(draw(st.sampled_from(TEXTS)), generator)
    )
    assume(is_sound(text))
    return text


def remarks(text: str) -> list[str]:
    return sorted(comment.text for comment in Document(text).comments)


def operation_of(edit: Edit) -> Operation:
    return Unset(edit.path) if edit.kind == "delete" else Set(edit.path, edit.value)


@patient
@given(texts(), st.integers(0, 10_000), st.integers(1, 4))
def test_nothing_but_the_edited_places_changes(text: str, seed: int, count: int) -> None:
    """Each edit of a sequence is judged by a model of its own; the figures are those of the long run."""
    for number in range(count):
        edits = choose_edits(text, 1, f"{seed}-{number}")
        if not edits:
            return
        outcome = judge(text, data_of(text), edits[0], edit_here)
        assert outcome.result is not None, outcome.reason
        assert outcome.minimal, outcome
        assert not outcome.lost_comments, outcome
        text = outcome.result


@patient
@given(texts(), st.integers(0, 10_000))
def test_edits_together_are_the_edits_one_after_another(text: str, seed: int) -> None:
    one_by_one, together = Document(text), Document(text)
    operations: list[Operation] = []
    for number in range(3):
        for edit in choose_edits(one_by_one.text, 1, f"{seed}-{number}"):
            operations.append(operation_of(edit))
            one_by_one.apply(operations[-1:])
    together.apply(operations)
    assert together.text == one_by_one.text


@patient
@given(texts(), st.integers(0, 10_000))
def test_a_refused_transaction_leaves_the_text_and_the_tree(text: str, seed: int) -> None:
    document = Document(text)
    root = document.root
    edits = [operation_of(each) for each in choose_edits(text, 1, str(seed))]
    with pytest.raises(EditRefusedError):
        document.apply([*edits, Unset(("no such key", "at all"))])
    assert (document.text, document.root) == (text, root)


# ---- inverses


def places(document: Document, kind: type) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of all nodes of a kind; the root's is empty."""
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), document.root)]
    while pending:
        path, node = pending.pop()
        if isinstance(node, kind):
            yield path
        if isinstance(node, MappingNode):
            pending += [((*path, entry.key.text), entry.value) for entry in node.entries]
        elif isinstance(node, SequenceNode):
            pending += [((*path, index), item.value) for index, item in enumerate(node.items)]


values = st.one_of(
    awkward_text, st.integers(-5, 70_000), st.booleans(), st.sampled_from([{"a": [1]}, ["b"], "x\ny\n"])
)


def ends_in_bare_text(text: str) -> bool:
    """True where another line changes the header of the last text block."""
    return not text.endswith("\n") and ("|" in text or ">" in text)


@patient
@given(texts(), st.data(), values)
def test_a_new_key_comes_and_goes_without_a_trace(text: str, data: st.DataObject, value: Any) -> None:
    assume(not ends_in_bare_text(text))
    document = Document(text)
    path = data.draw(
        st.sampled_from([each for each in places(document, MappingNode) if _filled(document, each)])
    )
    assume("new key" not in document.get(path))
    document.set((*path, "new key"), value)
    assert document.text != text
    document.unset((*path, "new key"))
    assert document.text.rstrip("\r\n") == text.rstrip("\r\n")
    assert document.text == text or (not text.endswith("\n") and value == "x\ny\n")


@patient
@given(texts(), st.data(), values)
def test_a_new_item_comes_and_goes_without_a_trace(text: str, data: st.DataObject, value: Any) -> None:
    assume(not ends_in_bare_text(text))
    document = Document(text)
    lists = [each for each in places(document, SequenceNode) if _filled(document, each)]
    assume(lists)
    path = data.draw(st.sampled_from(lists))
    index = data.draw(st.integers(0, len(document.get(path))))
    assume(not _stands_between_brackets(document, path))
    document.insert(path, index, value)
    assert document.text != text
    document.unset((*path, index))
    assert document.text == text or (not text.endswith("\n") and value == "x\ny\n")


@patient
@given(texts(), st.data(), values)
def test_a_value_set_back_is_written_as_it_was(text: str, data: st.DataObject, value: Any) -> None:
    """Once a value stands there as we write it."""
    document = Document(text)
    scalars = [each for each in places(document, ScalarNode) if each]
    assume(scalars)
    path = data.draw(st.sampled_from(scalars))
    old = document.get(path)
    assume(not isinstance(value, dict | list))
    document.set(path, 1)
    document.set(path, old)
    ours = document.text
    document.set(path, value)
    document.set(path, 1)
    document.set(path, old)
    assert document.text == ours
    assert canonical(data_of(ours), ordered=True) == canonical(data_of(text), ordered=True)
    assert remarks(document.text) == remarks(text)


@patient
@given(texts(), st.data())
def test_a_key_gets_its_name_back(text: str, data: st.DataObject) -> None:
    document = Document(text)
    path = data.draw(st.sampled_from(list(_entries(document))))
    document.rename(path, "new key")
    assert document.text != text
    document.rename((*path[:-1], "new key"), str(path[-1]))
    assert document.text == text


@patient
@given(texts(), st.data())
def test_the_last_key_of_a_block_goes_elsewhere_and_comes_back(text: str, data: st.DataObject) -> None:
    # Blank lines that a text keeps at its end would grow by those of another place.
    assume(text.endswith("\n") and "|+" not in text)
    document = Document(text)
    root = document.root
    assume(isinstance(root, MappingNode) and not root.flow)
    candidates = [path for path in _entries(document) if len(path) > 1 and _is_movable(document, path)]
    assume(candidates)
    path = data.draw(st.sampled_from(candidates))
    try:
        document.move(path, ("new key",))
    except EditRefusedError:
        assume(False)
    before, after = data_of(text), data_of(document.text)
    assert after["new key"] == Document(text).get(path)
    document.move(("new key",), path)
    assert canonical(data_of(document.text), ordered=True) == canonical(before, ordered=True)
    assert remarks(document.text) == remarks(text)


def _entries(document: Document) -> Iterator[tuple[str | int, ...]]:
    for path in places(document, MappingNode):
        node = document.node(path)
        assert isinstance(node, MappingNode)
        yield from ((*path, entry.key.text) for entry in node.entries)


def _filled(document: Document, path: tuple[str | int, ...]) -> bool:
    return bool(document.get(path))


def _stands_between_brackets(document: Document, path: tuple[str | int, ...]) -> bool:
    return any(getattr(document.node(path[:depth]), "flow", False) for depth in range(len(path) + 1))


def _is_movable(document: Document, path: tuple[str | int, ...]) -> bool:
    parent = document.node(path[:-1])
    return (
        isinstance(parent, MappingNode)
        and len(parent.entries) > 1
        and parent.entries[-1].key.text == path[-1]
        and not _stands_between_brackets(document, path[:-1])
    )


# ---- Go, and the figures


def test_go_reads_what_any_edits_leave(go_reader: GoReader) -> None:
    before, after, wanted = [], [], []
    for seed in range(300):
        generator = random.Random(seed)
        text = make_document(generator) if seed % 2 else mutated(generator.choice(TEXTS), generator)
        edits = choose_edits(text, 1, str(seed)) if is_sound(text) else []
        for edit in edits:
            before.append(text)
            after.append(edit_here(text, edit))
            wanted.append(edit)
    answers = go_reader.read([*before, *after])
    wrong = [
        (text, edit)
        for text, edit, old, new in zip(before, wanted, answers, answers[len(before) :], strict=False)
        if old.error is None and canonical(new.value) != canonical(applied(old.value, edit))
    ]
    assert len(before) > 200
    assert wrong == []


def test_five_hundred_random_edits_meet_the_targets(go_reader: GoReader) -> None:
    total = Tally()
    for name, text in [*texts_in([EXAMPLES, Path(__file__).parent]), *generated_texts(30)]:
        total.add(edit_text(name, text, 14, go_reader, ["clustercfg"])["clustercfg"])
    assert total.counts["edits"] >= 500
    assert (total.minimal_share, total.notes) == (100, [])
