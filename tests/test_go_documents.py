"""A text that we find nothing wrong with, Go's reader accepts, and takes for the same data."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustercfg.yamltext.document import Document, plain_value

if TYPE_CHECKING:
    from real_parts import GoReader

SEED = 20
EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))
SLIPS = [
    "\t",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\r\n",
    *":-#'\"[]{},*!|>%@`?/.~é中\x85\u2028\u2029",
    "- a",
    ": ",
    " #",
    "0",
    "<<: ",
]


def alike(value: Any) -> Any:
    """Return `value` as JSON carries it: with one kind of number."""
    if isinstance(value, dict):
        return {key: alike(each) for key, each in value.items()}
    if isinstance(value, list):
        return [alike(each) for each in value]
    return float(value) if type(value) in {int, float} else value


def reading(text: str) -> tuple[bool, Any]:
    """Return whether we find the text sound, and its data as JSON carries it."""
    document, _ = Document.from_bytes(text.encode())
    if document is None or document.problems:
        return False, None
    return True, alike(plain_value(document.root)) if document.root else None


def slipped(generator: random.Random) -> str:
    """Return some lines of an example after a few slips of the keyboard."""
    lines = generator.choice(EXAMPLES).read_text(encoding="utf-8").splitlines()
    start = generator.randrange(len(lines))
    text = "\n".join(lines[start : start + generator.randint(3, 25)]) + "\n"
    if generator.random() < 0.6:
        text = textwrap.dedent(text)
    for _ in range(generator.randint(0, 3)):
        place = generator.randint(0, len(text))
        end = place + generator.choice((0, 0, 1, 1, 2))
        text = text[:place] + generator.choice(["", *SLIPS]) + text[end:]
    return text


def test_every_example_is_read_as_go_reads_it(go_reader: GoReader) -> None:
    sound = [path for path in EXAMPLES if path.name != "broken.yaml"]
    assert len(sound) >= 7
    for path, answer in zip(sound, go_reader.read([path.read_bytes() for path in sound]), strict=True):
        assert answer.error is None
        assert reading(path.read_text(encoding="utf-8")) == (True, alike(answer.value)), path.name


def test_what_passes_here_passes_in_go(go_reader: GoReader) -> None:
    generator = random.Random(SEED)
    texts = [slipped(generator) for _ in range(2000)]
    ours = [reading(text) for text in texts]
    assert 500 < sum(sound for sound, _ in ours) < 1500
    wrong = [
        (text, data, answer)
        for text, (sound, data), answer in zip(texts, ours, go_reader.read(texts), strict=True)
        if sound and (answer.error or alike(answer.value) != data)
    ]
    assert wrong == []
