"""Whether an edit came out as it should: its data by two readers, its lines, its untouched bytes, its comments."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from edit_choice import Edit, applied

from clustercfg.yamltext.document import Document, plain_value

__all__ = ["Outcome", "canonical", "changed_lines", "data_of", "judge"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edit. `excess` counts the lines that changed beyond need."""

    edit: Edit
    result: str | None
    """The new text, None when the editor gave up."""
    reason: str = ""
    wrong_here: bool = False
    wrong_elsewhere: bool = False
    """Characters changed that the edit has no business with."""
    excess: int = 0
    lost_comments: tuple[str, ...] = ()

    @property
    def minimal(self) -> bool:
        """True when the edit changed what it had to, and nothing else."""
        return self.result is not None and not (self.excess or self.wrong_elsewhere or self.wrong_here)


def data_of(text: str) -> Any:
    """Return the data of a text as our reader takes it, for Go untyped."""
    root = Document(text.removeprefix("\ufeff")).root
    return None if root is None else plain_value(root)


def canonical(data: Any, *, ordered: bool = False) -> str:
    """Return data as a text that is equal for equal data; whole numbers and others are one kind."""
    return json.dumps(_alike(data), sort_keys=not ordered, ensure_ascii=False)


def _alike(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _alike(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_alike(each) for each in data]
    return float(data) if type(data) in {int, float} else data


def changed_lines(before: str, after: str) -> int:
    """Return how many lines went plus how many came. A line break at the very end counts as an empty line."""
    # The kind of line break is no line: what stays byte for byte is looked at apart.
    old, new = before.replace("\r\n", "\n").split("\n"), after.replace("\r\n", "\n").split("\n")
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    return len(old) + len(new) - 2 * equal


def comments_of(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


def judge(text: str, data: Any, edit: Edit, editor: Callable[[str, Edit], str]) -> Outcome:
    """Let `editor` make `edit` in `text`, whose data is `data`, and look at what came out."""
    try:
        result = editor(text, edit)
    except Exception as error:  # noqa: BLE001 - an editor that fails in any way has given up
        return Outcome(edit, None, f"{type(error).__name__}: {error}".split("\n")[0])
    wanted = canonical(applied(data, edit), ordered=True)
    lost = comments_of(text[: edit.start] + text[edit.end :]) - comments_of(result)
    return Outcome(
        edit,
        result,
        wrong_here=canonical(data_of(result), ordered=True) != wanted,
        wrong_elsewhere=not (result.startswith(text[: edit.start]) and result.endswith(text[edit.end :])),
        excess=max(0, changed_lines(text, result) - edit.lines),
        lost_comments=tuple(lost.elements()),
    )
