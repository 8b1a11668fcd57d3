"""A language server over standard input and output, as an editor talks to it."""

from __future__ import annotations

import contextlib
import itertools
import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CURSOR", "Completion", "Finding", "LanguageServer"]

CURSOR = "│"
"""Stands for the cursor in a text."""
# Only a server that hangs takes that long.
_PATIENCE = 120
_SETTINGS: dict[str, Any] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "format": {"enable": False},
        "customTags": [],
    },
    "editor": {"tabSize": 2},
}
_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {"configuration": True},
}


@dataclass(frozen=True)
class Finding:
    """What an editor underlines, and what it says there."""

    text: str
    message: str


@dataclass(frozen=True)
class Completion:
    """What an editor offers, and what it writes."""

    label: str
    inserted: str
    documentation: str


class LanguageServer:
    """One running server; documents need not exist on disk, but relative schemas are looked for beside them."""

    def __init__(self, program: Path, folder: Path) -> None:
        command = ["node", str(program), "--stdio"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._folder = folder
        self._numbers = itertools.count(1)
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": _CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})

    def close(self) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        try:
            self._process.wait(_PATIENCE)
        finally:
            self._process.kill()
            # It ends with the output; only then may that be closed.
            self._listener.join(_PATIENCE)
            self._process.communicate()

    def findings(self, text: str) -> list[Finding]:
        """Return what is underlined in a document."""
        uri = self._open(text)
        while True:
            told = self._told.get(timeout=_PATIENCE)
            if told["uri"] == uri:
                lines = text.splitlines()
                return [Finding(_at(lines, each["range"]), each["message"]) for each in told["diagnostics"]]

    def completions(self, text: str) -> list[Completion]:
        """Return what is offered at the cursor."""
        found = self._ask("textDocument/completion", self._place(text))
        items = found["items"] if isinstance(found, dict) else found
        return [
            Completion(each["label"], each.get("insertText", each["label"]), _text(each.get("documentation")))
            for each in items
        ]

    def hover(self, text: str) -> str:
        """Return what is shown at the cursor."""
        found = self._ask("textDocument/hover", self._place(text))
        return _text(found["contents"]) if found else ""

    def _place(self, text: str) -> dict[str, Any]:
        before, cursor, after = text.partition(CURSOR)
        assert cursor
        lines = before.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        return {"textDocument": {"uri": self._open(before + after)}, "position": position}

    def _open(self, text: str) -> str:
        uri = (self._folder / f"document-{next(self._numbers)}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, parameters: Mapping[str, Any] | None) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method} | ({} if parameters is None else {"params": parameters}))
        while True:
            answer = self._answers.get(timeout=_PATIENCE)
            if answer["id"] == number:
                assert "error" not in answer, answer
                return answer["result"]

    def _tell(self, method: str, parameters: Mapping[str, Any] | None) -> None:
        self._send({"method": method} | ({} if parameters is None else {"params": parameters}))

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _listen(self) -> None:
        for message in self._messages():
            if "method" not in message:
                self._answers.put(message)
            elif "id" in message:
                self._answer(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._told.put(message["params"])

    def _answer(self, question: Mapping[str, Any]) -> None:
        items = (
            question["params"].get("items", []) if question["method"] == "workspace/configuration" else None
        )
        known = None if items is None else [_SETTINGS.get(each.get("section"), {}) for each in items]
        # A server that ends needs no answer.
        with contextlib.suppress(BrokenPipeError):
            self._send({"id": question["id"], "result": known})

    def _messages(self) -> Iterator[dict[str, Any]]:
        stream = self._process.stdout
        assert stream
        while True:
            length = 0
            while (line := stream.readline()).strip():
                name, _colon, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not line:
                return
            content = stream.read(length)
            if len(content) < length:
                return
            yield json.loads(content)


def _at(lines: list[str], span: Mapping[str, Any]) -> str:
    start, end = span["start"], span["end"]
    line = lines[start["line"]] if start["line"] < len(lines) else ""
    return line[start["character"] : end["character"] if end["line"] == start["line"] else None]


def _text(content: Any) -> str:
    return content.get("value", "") if isinstance(content, dict) else content or ""
