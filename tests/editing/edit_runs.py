"""Random edits over many texts by several editors, counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from document_maker import make_document
from edit_choice import Edit, applied, choose_edits
from edit_judgement import Outcome, canonical, data_of, judge
from edit_peers import EDITORS, Editor

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.draft import HARMLESS
from real_parts import GoReader

__all__ = ["HEAD", "Tally", "edit_text", "generated_texts", "texts_in"]

MOST_BYTES = 100_000
HEAD = (
    "| editor | edits | minimal | wrong data, our reader | wrong data, Go | lost comments | refused or failed "
    "| lines beyond need, mean / most | ms |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(slots=True)
class Tally:
    """What became of the edits of one editor."""

    counts: Counter[str] = field(default_factory=Counter)
    excess: list[int] = field(default_factory=list)
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    """Every edit that did not come out as it should."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why edits were refused."""

    def add(self, other: Tally) -> None:
        """Count what another tally counted, too."""
        self.counts += other.counts
        self.reasons += other.reasons
        self.excess += other.excess
        self.seconds += other.seconds
        self.notes += other.notes

    def count(self, name: str, outcome: Outcome, *, wrong_for_go: bool) -> None:
        """Count the outcome of an edit of the text called `name`."""
        wrong = outcome.wrong_here or wrong_for_go
        self.counts["edits"] += 1
        self.counts["refused"] += outcome.result is None
        self.counts["minimal"] += outcome.minimal and not wrong_for_go
        self.counts["wrong here"] += outcome.wrong_here
        self.counts["wrong for Go"] += wrong_for_go
        self.counts["lost comments"] += bool(outcome.lost_comments)
        if outcome.result is None:
            self.reasons[outcome.reason] += 1
        elif not wrong:
            self.excess.append(outcome.excess)
        if wrong or not outcome.minimal or outcome.lost_comments:
            edit = outcome.edit
            fault = "wrong for Go" if wrong_for_go else _fault(outcome)
            self.notes.append(f"{name}: {edit.kind} {edit.path} = {edit.value!r}: {fault}")

    @property
    def minimal_share(self) -> float:
        """The share of minimal edits among all, refused ones included, in percent."""
        return 100 * self.counts["minimal"] / max(self.counts["edits"], 1)

    def row(self, name: str) -> str:
        """Return the line of the table, under `HEAD`."""
        counts, edits = self.counts, max(self.counts["edits"], 1)
        figures = (counts["wrong here"], counts["wrong for Go"], counts["lost comments"], counts["refused"])
        mean = sum(self.excess) / max(len(self.excess), 1)
        excess = f"{mean:.2f} / {max(self.excess, default=0)}"
        cells = [name, counts["edits"], f"{self.minimal_share:.2f} %", *figures, excess]
        return f"| {' | '.join(map(str, cells))} | {1000 * self.seconds / edits:.1f} |"


def _fault(outcome: Outcome) -> str:
    if outcome.result is None:
        return outcome.reason
    if outcome.wrong_here:
        return "wrong data"
    if outcome.lost_comments:
        return f"lost {outcome.lost_comments}"
    return f"{outcome.excess} lines too many" if outcome.excess else "changed elsewhere"


def texts_in(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file that is sound YAML with something in it; the byte order mark is left out."""
    for folder in folders:
        for path in sorted(folder.rglob("*.y*ml")) if folder.is_dir() else [folder]:
            data = path.read_bytes()
            document = Document.from_bytes(data)[0] if len(data) <= MOST_BYTES else None
            if document is not None and _is_sound(document):
                yield path.name, document.text


def generated_texts(count: int) -> Iterator[tuple[str, str]]:
    """Yield name and text of `count` made-up documents."""
    for seed in range(count):
        text = make_document(random.Random(seed))
        if _is_sound(Document(text)):
            yield f"generated {seed}", text


def _is_sound(document: Document) -> bool:
    sound = not document.reading.exhausted and all(each.kind in HARMLESS for each in document.problems)
    return sound and document.root is not None


def edit_text(
    name: str, text: str, count: int, go: GoReader | None, editors: Sequence[str] = tuple(EDITORS)
) -> dict[str, Tally]:
    """Let every editor make `count` edits of a text, each on the text as it was, and count what came out."""
    edits, data = choose_edits(text, count, name), data_of(text)
    tallies: dict[str, Tally] = {}
    for editor in editors:
        tally = tallies[editor] = Tally()
        outcomes = [judge(text, data, edit, _timed(EDITORS[editor], tally)) for edit in edits]
        for outcome, wrong in zip(outcomes, _wrong_for_go(text, outcomes, go), strict=True):
            tally.count(name, outcome, wrong_for_go=wrong)
    return tallies


def _timed(editor: Editor, tally: Tally) -> Editor:
    def timed(text: str, edit: Edit) -> str:
        start = time.perf_counter()
        try:
            return editor(text, edit)
        finally:
            tally.seconds += time.perf_counter() - start

    return timed


def _wrong_for_go(text: str, outcomes: Sequence[Outcome], go: GoReader | None) -> Iterator[bool]:
    """Tell for each outcome whether Go reads other data than the edit asks for; not where Go refuses the text."""
    if go is None:
        return iter([False] * len(outcomes))
    before, *answers = go.read([text, *(outcome.result or "" for outcome in outcomes)])
    return iter(
        [
            before.error is None
            and outcome.result is not None
            and (
                answer.error is not None
                or canonical(answer.value) != canonical(applied(before.value, outcome.edit))
            )
            for outcome, answer in zip(outcomes, answers, strict=True)
        ]
    )
