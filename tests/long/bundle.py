"""Try the bundle of `make bundle` on bare interpreters without a network, and compare its bill of materials with it.

    make test-bundle

Needs `unshare` (util-linux) and the right to make a network namespace. An interpreter gets an empty home, a PATH with
itself alone, and no variable of ours. Ends with a table; exit code 1 says that something is not as it should be.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interpreters import VERSIONS, interpreters
from shipping.bundle import BUNDLE
from shipping.materials import BILL, held

__all__ = ["main"]

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "examples"


@dataclass(frozen=True, slots=True)
class Try:
    """A command, with the exit code and the words that are to come of it."""

    words: tuple[str | Path, ...]
    code: int
    told: tuple[str, ...]


TRIES = (
    Try(("lint", EXAMPLES / "full.yaml"), 0, ("no problems found",)),
    Try(("lint", EXAMPLES / "broken.yaml", "--format", "concise"), 1, ("CC301", "CC113", "CC213")),
    Try(("lint", EXAMPLES / "broken.yaml", "--lang", "zh"), 1, ("CC301", "缺少前缀")),
    Try(("generate", "--master", "3", "--worker", "2"), 0, ("kind: ClusterConfig", "masterNodes:")),
    Try(("show", EXAMPLES / "external-s3.yaml"), 0, ("S3",)),
    Try(("schema", "--check", EXAMPLES / "full.yaml"), 0, ()),
    Try(("binaries", "check", EXAMPLES / "external-http.yaml"), 1, ("FAIL  port", "1 failed")),
    Try(("binaries", "check", EXAMPLES / "external-s3.yaml"), 1, ("FAIL  name of the host", "1 failed")),
    Try(("doctor", "--format", "json"), 0, ("boto3", "isal", "nginx-crossplane")),
)


class Machine:
    """A machine with one interpreter, an empty home and no network."""

    def __init__(self, interpreter: str, version: str, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        (self.programs / f"python{version}").symlink_to(interpreter)
        # Every Linux with glibc has it; the start code asks it which C library is there.
        (self.programs / "ldd").symlink_to(shutil.which("ldd") or "ldd")
        self.env = {"HOME": str(folder), "PATH": str(self.programs), "LANG": "C.UTF-8"}
        self.folder = folder

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program there; `unshare` itself comes from here."""
        variables = (f"{name}={value}" for name, value in self.env.items())
        command = ("unshare", "--net", "--", "env", "-i", *variables, *words)
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=600
        )

    def faults(self) -> Iterator[str]:
        """Yield what is not as it should be."""
        for each in TRIES:
            done = self.run(BUNDLE, *each.words)
            shown = " ".join(map(str, each.words))
            if done.returncode != each.code:
                yield f"{shown}: exit code {done.returncode}: {(done.stdout + done.stderr)[-1000:]}"
            yield from (f"{shown}: does not say {words!r}" for words in each.told if words not in done.stdout)
            yield from (f"{shown}: a {word}" for word in ("Traceback", "Warning") if word in done.stderr)
        yield from self._schema_faults()
        yield from self._script_faults()

    def _schema_faults(self) -> Iterator[str]:
        shipped = PROJECT / "schemas" / "clusterconfig-v1alpha3.schema.json"
        if self.run(BUNDLE, "schema").stdout != shipped.read_text(encoding="utf-8"):
            yield f"schema: not the text of {shipped.name}"

    def _script_faults(self) -> Iterator[str]:
        script = "import boto3, clustercfg; print(clustercfg.loads('spec: 1').report.ok)"
        done = self.run("/usr/bin/env", "PEX_INTERPRETER=1", BUNDLE, "-c", script)
        if done.stdout != "False\n":
            yield f"a script: {(done.stdout + done.stderr)[-1000:]}"


def main() -> int:
    """Try every Python that is here, and print a table."""
    faults = list(_bill_faults())
    print("| Python | tries | not as they should be | first start, later starts |\n| --- | --- | --- | --- |")
    for version in VERSIONS:
        interpreter = next(filter(_is_bare, interpreters(version)), None)
        if interpreter is None:
            faults.append(f"Python {version}: no bare interpreter in PATH or pyenv")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            machine = Machine(interpreter, version, Path(scratch))
            starts = [_seconds(machine) for _ in range(4)]
            found = [f"Python {version}: {fault}" for fault in machine.faults()]
        print(f"| {version} | {len(TRIES) + 2} | {len(found)} | {starts[0]:.1f} s, {min(starts[1:]):.1f} s |")
        faults += found
    print("\n".join(faults) or f"All as it should be; {BILL.name} names all that is in {BUNDLE.name}.")
    return 1 if faults else 0


def _is_bare(interpreter: str) -> bool:
    """Return whether nothing is installed there that the bundle ought to bring."""
    command = (interpreter, "-c", "import pydantic")
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode != 0


def _seconds(machine: Machine) -> float:
    begun = time.monotonic()
    machine.run(BUNDLE, "--version")
    return time.monotonic() - begun


def _bill_faults() -> Iterator[str]:
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    parts = [bill["metadata"]["component"], *bill["components"]]
    named = {(part["name"], part.get("version")) for part in parts if part["name"] != "pex"}
    if len(named) == len(parts):
        yield f"{BILL.name}: does not name pex"
    for name, version in sorted(named ^ held(BUNDLE), key=str):
        yield f"{name} {version}: only in one of {BILL.name} and {BUNDLE.name}"


if __name__ == "__main__":
    sys.exit(main())
