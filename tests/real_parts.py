"""The real programs that tests compare with, and what happens when one is absent."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

__all__ = ["GoAnswer", "GoReader", "GoType", "absent", "build_go_reader", "requires_tool"]

GoType = str | list[Any] | Mapping[str, Any]
"""A Go type as `tests/go/main.go` spells it, such as `{"nodeTaints": ["string"]}`."""

_GO_SOURCE = Path(__file__).parent / "go" / "main.go"
_GO_LIBRARY = Path("/usr/share/gocode/src/sigs.k8s.io/yaml")


def requires_tool(program: str, *, package: str, files: Sequence[Path] = ()) -> str:
    """Return the path of `program`, or skip the test naming the Debian (or else Python) `package` that has it.

    `files` must exist as well (a library has no program). With CLUSTERCFG_REQUIRE_REAL_PARTS=1 an absent part is
    a failure, so that no test is left out unseen where everything ought to be installed.
    """
    found = shutil.which(program) or shutil.which(program, path=str(Path(sys.executable).parent))
    if found is None:
        absent(f"needs the program {program}, of the package {package}")
    for file in files:
        if not file.exists():
            absent(f"needs {file}, of the package {package}")
    return found


def absent(reason: str) -> NoReturn:
    if os.environ.get("CLUSTERCFG_REQUIRE_REAL_PARTS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True, slots=True)
class GoAnswer:
    """What Go made of one document: its value, or the text of its error."""

    value: Any
    error: str | None


@dataclass(frozen=True, slots=True)
class GoReader:
    """A Go program with `sigs.k8s.io/yaml`, the reader of Kubernetes-style programs."""

    program: Path

    def read(
        self, documents: Iterable[str | bytes], as_type: GoType = "any", *, strict: bool = False
    ) -> list[GoAnswer]:
        """Return what Go makes of each document, in one run of the program."""
        questions = [_question(document, as_type, strict=strict) for document in documents]
        done = subprocess.run(
            [self.program],
            input="\n".join(questions),
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        # Not splitlines: an answer may hold U+0085, which JSON does not escape.
        answers = [json.loads(line) for line in done.stdout.removesuffix("\n").split("\n")]
        assert len(answers) == len(questions)
        return [GoAnswer(each.get("value"), each.get("error")) for each in answers]


def _question(document: str | bytes, as_type: GoType, *, strict: bool) -> str:
    content = document.encode() if isinstance(document, str) else document
    return json.dumps(
        {"document": base64.b64encode(content).decode("ascii"), "type": as_type, "strict": strict}
    )


def build_go_reader(folder: Path) -> GoReader:
    """Compile the reader into `folder` unless this very source was compiled there before."""
    go = requires_tool("go", package="golang-go golang-k8s-sigs-yaml-dev", files=[_GO_LIBRARY])
    program = folder / f"reader-{hashlib.sha256(_GO_SOURCE.read_bytes()).hexdigest()[:16]}"
    if not program.exists():
        # Several pytest processes may build at the same time: the rename makes the last one win whole.
        unfinished = program.with_name(f"{program.name}.{os.getpid()}")
        debian = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOTOOLCHAIN": "local"}
        command = [go, "build", "-o", str(unfinished), str(_GO_SOURCE)]
        subprocess.run(command, env=os.environ | debian, check=True, timeout=300)
        unfinished.replace(program)
    return GoReader(program)
