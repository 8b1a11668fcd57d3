"""Whatever the text: every command that shows, compares or changes it answers in time, and refuses without a trace."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from hostile_runs import IS_FULL, MEGABYTES, SIZE, judged
from hostile_texts import HEAD, HOSTILE, at_size

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")

LARGEST = min(SIZE, 128 << 10)
"""Of what is changed or compared: an edit reads its result again, so it takes a multiple of what `lint` takes."""
SOUND = HEAD.replace("spec:", "metadata:\nspec:") + "  clusterName: a\n"
COMMANDS: dict[str, tuple[str, ...]] = {
    "show": ("show", "@"),
    "get": ("get", "@", "spec.clusterName"),
    "set": ("set", "@", "spec.clusterName=other"),
    "unset": ("unset", "@", "spec.clusterName"),
    "migrate": ("migrate", "--to", "v1alpha4", "@"),
    "migrate --in-place": ("migrate", "--in-place", "--to", "v1alpha4", "@"),
    "diff": ("diff", "@", "sound.yaml"),
    "schema --check": ("schema", "--check", "@"),
}
WRITING = ("set", "unset", "migrate --in-place")
LARGEST_WORK = "a text block"
"""It is sound, so that commands have all their work with it."""
PAIRS = [
    (command, text)
    for text, usual in zip(list(HOSTILE)[:: 1 if IS_FULL else 2], itertools.cycle(COMMANDS), strict=False)
    for command in COMMANDS
    if IS_FULL or command == usual or text == LARGEST_WORK
]


def test_any_text_is_answered_within_the_limits_and_changed_only_when_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sound.yaml").write_text(SOUND, encoding="utf-8")
    texts = {name: at_size(HOSTILE[name], LARGEST) for name in HOSTILE}
    lines = []
    for number, (command, text) in enumerate(PAIRS):
        Path(f"{number}.yaml").write_bytes(texts[text])
        lines.append([f"{number}.yaml" if word == "@" else word for word in COMMANDS[command]])
    wrong, written = [], set()
    for number, ((command, text), (code, memory, said)) in enumerate(zip(PAIRS, judged(lines), strict=True)):
        is_changed = Path(f"{number}.yaml").read_bytes() != texts[text]
        is_wrong = code not in (0, 1, 3) or memory > MEGABYTES or not said.strip() or "Traceback" in said
        if is_wrong or (is_changed and (code or command not in WRITING)):
            wrong.append((command, text, code, memory, is_changed, said[-300:]))
        written |= {command} if is_changed else set()
    assert not wrong, wrong
    assert written >= {"set", "migrate --in-place"}
