"""Runs every example of a page, and says what the page would show if it were written now."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomli

import clustercfg
from clustercfg.translation import speaking
from docsite.blocks import Block, blocks, with_bodies
from docsite.navigation import HAND_WRITTEN
from docsite.rule_examples import document_around
from docsite.sessions import Session

__all__ = ["NEEDS_SERVERS", "NOT_RUN", "Examined", "examine"]

NOT_RUN = "not run: "
SHOWS = "shows: "
"""In the comment above a block whose body is the output of a command."""
NEEDS_SERVERS = "<!-- servers -->"
"""In a page whose examples need a web server and an S3 service at their addresses."""
_PROMPT = "$ "
_VOLATILE = (
    (re.compile(r"\b\d{4,} MB\b"), "… MB"),
    (re.compile(r"\b[\d.]+ kB(?=[,，]\s*(?:unpacked|解压))"), "… kB"),
    (re.compile(r"\bnginx/\d[\d.]*"), "nginx/…"),
    (re.compile(r"\b\d+\.\d+ (?=ms\b|s[:：]|毫?秒)"), "… "),
)
"""What is another one each time: durations, free space, sizes that depend on zlib, versions."""
_PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Examined:
    """What came of the examples of a page: its text with today's output, what is wrong, and what was not run."""

    text: str = ""
    faults: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def examine(page: str, folder: Path, language: str) -> Examined:
    """Run the examples of `page` in `folder`."""
    return _Examination(page, Session(folder, language)).run()


class _Examination:
    """The examples of one page on their way."""

    def __init__(self, page: str, session: Session) -> None:
        self.page = page
        self.session = session
        session.environment["PROJECT"] = str(_PROJECT)
        self.examined = Examined()
        self.output: str | None = None
        """What the Python program above printed, until it is shown."""

    def run(self) -> Examined:
        bodies = [(block, self._body(block)) for block in blocks(self.page)]
        self.examined.text = with_bodies(
            self.page, [(block, body) for block, body in bodies if body != block.body]
        )
        return self.examined

    def _body(self, block: Block) -> str:
        if block.language != "text":
            self._expect_no_output(block)
        if block.note.startswith(NOT_RUN):
            self.examined.left_out.append(f"{block.language}: {block.note.removeprefix(NOT_RUN)}")
            return block.body
        if block.note.startswith(SHOWS):
            return self._shown(block, self.session.run(block.note.removeprefix(SHOWS)))
        examine_block = _EXAMINERS.get(block.language)
        if examine_block is None:
            self._fault(block, f"nothing examines {block.language or 'a block without a language'}")
            return block.body
        return examine_block(self, block) or block.body

    def _expect_no_output(self, block: Block) -> None:
        if self.output:
            self._fault(block, f"the program above printed what is not shown: {self.output!r}")
        self.output = None

    def _fault(self, block: Block, text: str) -> None:
        line = self.page.count("\n", 0, block.start)
        self.examined.faults.append(f"line {line}: {text}")

    def setup(self, block: Block) -> None:
        shown = self.session.run(block.body)
        if self.session.code:
            self._fault(block, f"the preparation failed: {shown}")

    def console(self, block: Block) -> str:
        return "".join(self._typed(block, command, shown) for command, shown in _commands(block.body))

    def _shown(self, block: Block, now: str) -> str:
        if self.session.code:
            self._fault(block, f"what is shown cannot be had: {now}")
        return block.body if _says_the_same(block.body, now) else now

    def _typed(self, block: Block, command: str, shown: str) -> str:
        now = self.session.run(command)
        now = now if now.endswith("\n") or not now else now + "\n"
        is_run = re.match(r"echo \$\?|export |cd ", command) is None
        if is_run and self.session.code not in (0, 1):
            self._fault(block, f"{command} ended with {self.session.code}: {now}")
        return f"{_PROMPT}{command}\n{shown if _says_the_same(shown, now) else _settled(now)}"

    def yaml(self, block: Block) -> None:
        self._write(block)
        is_other = block.title and "kind: ClusterConfig" not in block.body
        if is_other or block.note == "broken":
            return
        with speaking("en"):
            report = clustercfg.lint(document_around(block.body))
        meant = [each for each in report if "kind: ClusterConfig" in block.body or each.code < "CC3"]
        for found in meant:
            self._fault(block, f"{found.code} {found.message}")

    def json(self, block: Block) -> None:
        self._write(block)
        try:
            json.loads(re.sub(r"^\s*//.*$", "", block.body, flags=re.MULTILINE))
        except ValueError as error:
            self._fault(block, f"no JSON: {error}")

    def toml(self, block: Block) -> None:
        self._write(block)
        try:
            tomli.loads(block.body)
        except ValueError as error:
            self._fault(block, f"no TOML: {error}")

    def python(self, block: Block) -> None:
        if block.title:
            self._write(block)
            return
        shown = io.StringIO()
        try:
            with self.session.inside(), speaking(self.session.language), contextlib.redirect_stdout(shown):
                exec(compile(block.body, "<example>", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own page
        except Exception as error:  # noqa: BLE001 - whatever the example does wrong
            self._fault(block, f"{type(error).__name__}: {error}")
        self.output = shown.getvalue()

    def text(self, block: Block) -> str:
        """Return what the program above printed; any other text is an illustration, or a file."""
        self._write(block)
        output, self.output = self.output, None
        return block.body if output is None or _says_the_same(block.body, output) else output

    def file(self, block: Block) -> None:
        if not block.title:
            self._fault(block, "a block of this language is a file and needs a title")
        self._write(block)

    def _write(self, block: Block) -> None:
        if re.fullmatch(r"[\w./-]+", block.title):
            path = self.session.folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")


_EXAMINERS: Mapping[str, Callable[[_Examination, Block], str | None]] = {
    "setup": _Examination.setup,
    "console": _Examination.console,
    "yaml": _Examination.yaml,
    "json": _Examination.json,
    "toml": _Examination.toml,
    "python": _Examination.python,
    "text": _Examination.text,
    "nginx": _Examination.file,
    "sh": _Examination.file,
}


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command with what is shown below it; a command goes on behind a backslash."""
    for typed in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        found = re.match(r"((?:[^\n]*\\\n)*[^\n]*)\n?", typed)
        assert found is not None
        yield found[1], typed[found.end() :]


def _settled(output: str) -> str:
    """Return output with the mark for anything in place of what is another one each time."""
    for pattern, mark in _VOLATILE:
        output = pattern.sub(mark, output)
    return output


def _says_the_same(shown: str, now: str) -> bool:
    """Tell whether `now` is what is shown, where `…` stands for anything in a line, or for any lines if it is alone."""
    pattern = re.escape(shown).replace(re.escape("…\n"), "…\n")
    pattern = re.sub(r"^(?:\\ )*…\n", r"(?:.*\\n)*?", pattern.replace("\\\n", "\n"), flags=re.MULTILINE)
    return re.fullmatch(pattern.replace("…", ".*?"), now) is not None


def main() -> int:
    """Write the output of all examples anew (but for pages that need servers); return 1 if one has a fault.

    A page with a fault stays as it is: its output is not what it is meant to show.
    """
    parser = argparse.ArgumentParser(
        prog="docsite.examples", description="Write the output of the examples anew."
    )
    parser.add_argument(
        "pages", nargs="*", type=Path, help="pages below docs/ (default: those that need no servers)"
    )
    arguments = parser.parse_args()
    known = [_PROJECT / "docs" / language / path for language in ("en", "zh") for path in HAND_WRITTEN]
    asked = [page.resolve() for page in arguments.pages]
    return max([_refresh(page, forced=bool(asked)) for page in asked or known], default=0)


def _refresh(file: Path, *, forced: bool) -> int:
    text = file.read_text(encoding="utf-8")
    if NEEDS_SERVERS in text and not forced:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        examined = examine(text, Path(folder), file.relative_to(_PROJECT / "docs").parts[0])
    if examined.text != text and not examined.faults:
        file.write_text(examined.text, encoding="utf-8")
        print(f"written anew: {file.relative_to(_PROJECT)}")
    for fault in examined.faults:
        print(f"{file.relative_to(_PROJECT)}: {fault}", file=sys.stderr)
    return int(bool(examined.faults))


if __name__ == "__main__":
    sys.exit(main())
