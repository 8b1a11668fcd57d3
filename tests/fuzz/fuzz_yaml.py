"""The reader and lint: any bytes yield nodes and a report, in time, and Go refuses nothing that we find sound."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fuzz_go import go_dialogue
from fuzz_target import MOST_SECONDS, Target

from clustercfg.linting.fixing import fix
from clustercfg.linting.reports import FORMATS
from clustercfg.loading import Loaded, loads
from clustercfg.yamltext.document import Document, plain_value
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode
from report_checks import assert_sound_report
from secret_files import WHOLE, markers
from test_go_documents import alike

__all__ = ["LINT", "READER", "YAML_TOKENS"]

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
YAML_TOKENS = tuple(
    token.encode()
    for token in (
        *("\t", '"', "'", "：", "“", "”", "*a", "&a ", "!", "!!str ", "%", "@", "`", "{", "}", "[", "]", ":"),
        *(
            ": ",
            "- ",
            "-",
            "? ",
            "?",
            "|",
            ">",
            "|-\n",
            "|2\n",
            ">+\n",
            "#",
            " # ",
            "...",
            "\n...\n",
            "---\n",
        ),
        *("--- ", "\r", "\r\n", "\n", "\n  ", "\0", "\u2028", "\ufeff", "\x85", "\x7f", "\xa0", "😀", "\\"),
        *(
            "%YAML 1.2\n",
            "%TAG ! a\n",
            "%FOO b\n",
            "<<: *a\n",
            "<<: ",
            "<<",
            "\\$",
            "\\/",
            "\\x41",
            "\\ud800",
        ),
        *(
            "~",
            "null",
            "yes",
            "0123",
            "1e5",
            ".inf",
            "1_000",
            "12:30:45",
            "2024-01-01",
            ",",
            ", ",
            "''",
            '""',
        ),
        *(
            "a: b",
            "[a, b]",
            "{a: b}",
            "\n  a: b",
            "\n- a",
            "\n? a\n: b",
            "{{",
            "}}",
            "${X}",
            "xx.xx",
            "=",
            "\n ",
        ),
        *(
            "# clustercfg: ignore[CC301] x",
            "redis://:a@b",
            "user:pw@",
            "password: ",
            "http://a:b@c",
            "  ",
            "    ",
        ),
    )
)


@cache
def _examples() -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted(_EXAMPLES.glob("*.yaml")))


# ---- the reader


def _check_reader(data: bytes) -> None:
    document, problem = Document.from_bytes(data)
    if document is None:
        assert problem is not None
        return
    root, problems = document.root, document.problems
    if root is not None:
        _check_spans(document.text, root)
        plain_value(root)
    for each in problems:
        assert 0 <= each.start <= each.end <= len(document.text), each
        assert all(0 <= edit.start <= edit.end <= len(document.text) for edit in each.repair), each
    assert list(document.comments) == sorted(document.comments, key=lambda comment: comment.start)
    # A text that is one scalar is no configuration; lint says so.
    if not problems and not isinstance(root, ScalarNode) and (go := go_dialogue()):
        _check_against_go(go.ask(document.text), root)


def _check_spans(text: str, root: Node) -> None:
    assert 0 <= root.start <= root.end <= len(text)
    for child in _children(root):
        # A colon that is missing is thought of as standing at the end.
        assert 0 <= child.end <= len(text) + 1
        parts = [child.value, child.key] if isinstance(child, Entry) else [child.value]
        assert all(0 <= part.start <= part.end <= len(text) for part in parts), child
        if isinstance(child, Entry):
            assert child.key.start <= child.colon <= len(text), child
        # What is shown to people must be text that can be encoded.
        for part in parts:
            if isinstance(part, ScalarNode):
                part.text.encode()


def _children(root: Node) -> Iterator[Entry | Item]:
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, ScalarNode):
            continue
        for child in node.entries if isinstance(node, MappingNode) else node.items:
            yield child
            if child.alias is None:
                pending.append(child.value)


def _check_against_go(answer: dict[str, object], root: Node | None) -> None:
    assert "error" not in answer, f"Go refuses: {answer['error']}"
    ours = None if root is None else alike(plain_value(root))
    assert alike(answer.get("value")) == ours, f"Go reads {answer.get('value')!r}"


# ---- lint

_MARKED = re.compile(r"Zq[0-9]{2}wK")
_SECRET_LINES = frozenset(line for line in WHOLE.split("\n") if _MARKED.search(line))


def _check_lint(data: bytes) -> None:
    start = time.process_time()
    loaded = loads(data)
    assert time.process_time() - start < MOST_SECONDS
    assert_sound_report(loaded.report, loaded.document)
    if loaded.document is None:
        assert loaded.config is None
        return
    texts = {loaded.document.text}
    for unsafe in (False, True):
        fixed = fix(loaded.document, unsafe=unsafe, seconds=math.inf)
        assert_sound_report(fixed.report, fixed.document)
        again = fix(fixed.document, unsafe=unsafe, seconds=math.inf)
        assert again.text == fixed.text, "fixing does not come to rest"
        texts.add(fixed.text)
    if _secrets_stand_as_they_did(loaded.document.text):
        for output in _outputs(loaded):
            assert not markers(output), f"a secret is shown: {markers(output)}"


def _secrets_stand_as_they_did(text: str) -> bool:
    """Whether every secret is still behind its own key, so that it can be known for one."""
    marked = [line for line in re.split(r"\r\n|\n|\r", text) if _MARKED.search(line)]
    return bool(marked) and all(line in _SECRET_LINES for line in marked)


def _outputs(loaded: Loaded) -> Iterator[str]:
    yield json.dumps(loaded.report.to_dict())
    yield from (render([loaded.report], color=False, width=80) for render in FORMATS.values())
    yield from (repr(loaded), str(loaded), repr(loaded.report), repr(loaded.config))


LINT = Target(
    "lint",
    _check_lint,
    YAML_TOKENS,
    lambda: [*_examples()[:3], WHOLE.encode()],
    most_seconds=8 * MOST_SECONDS,
)
READER = Target("reader", _check_reader, YAML_TOKENS, lambda: _examples()[:1], most_bytes=600)
