"""Install the wheel for several Pythons and run its tests there, with the newest and with the oldest libraries.

    make test-pythons PYTHONS="3.10 3.13" ARGS="--libraries newest tests/models"

An interpreter comes from PATH or from pyenv; one that is missing is a miss. Each gets a virtual environment below
`build/pythons` with the wheel, not the sources. The oldest libraries are the lowest versions that `pyproject.toml`
allows and for which that Python has a wheel; what only the tests need is new. Ends with a table, in which the exit
code 1 says that something failed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interpreters import VERSIONS, interpreters

__all__ = ["main"]

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "build" / "pythons"
LIBRARIES = ("newest", "oldest")
_UV = (sys.executable, "-m", "uv", "--quiet", "--no-python-downloads")
_COUNTS = re.compile(r"^(?:=+ )?(?P<counts>\d+ (?:passed|failed|skipped).*) in [0-9.]+s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the tests of one Python with one choice of libraries."""

    version: str
    libraries: str
    counts: str
    minutes: float
    ok: bool


def main(words: Sequence[str] | None = None) -> int:
    """Run every asked-for Python with every asked-for choice of libraries, and print a table."""
    asked, pytest_words = _parser().parse_known_args(words)
    wheel = _built_wheel()
    outcomes = []
    for version in asked.python or VERSIONS:
        for libraries in asked.libraries or LIBRARIES:
            outcomes.append(_outcome(version, libraries, wheel, pytest_words))
            print(_row(outcomes[-1]), flush=True)
    print("\n| Python | libraries | tests | minutes |\n| --- | --- | --- | --- |")
    print("\n".join(map(_row, outcomes)))
    return 0 if all(each.ok for each in outcomes) else 1


def _row(outcome: Outcome) -> str:
    shown = outcome.counts if outcome.ok else f"FAILED: {outcome.counts}"
    return f"| {outcome.version} | {outcome.libraries} | {shown} | {outcome.minutes:.1f} |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], allow_abbrev=False)
    parser.add_argument("--python", action="append", help=f"versions (default: {' '.join(VERSIONS)})")
    parser.add_argument("--libraries", action="append", choices=LIBRARIES, help="default: both")
    return parser


def _built_wheel() -> Path:
    shutil.rmtree(FOLDER / "wheel", ignore_errors=True)
    build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel")
    subprocess.run(
        (*build, "--directory", FOLDER / "wheel"), cwd=PROJECT, check=True, stdout=subprocess.DEVNULL
    )
    (wheel,) = (FOLDER / "wheel").glob("*.whl")
    return wheel


def _outcome(version: str, libraries: str, wheel: Path, pytest_words: Sequence[str]) -> Outcome:
    interpreter = next(interpreters(version), None)
    if interpreter is None:
        return Outcome(version, libraries, "no such interpreter in PATH or pyenv", 0, ok=False)
    begun = time.monotonic()
    home = FOLDER / f"{version}-{libraries}"
    try:
        python = _environment(home, interpreter, version, libraries, wheel)
    except subprocess.CalledProcessError:
        return Outcome(version, libraries, "the wheel could not be installed", 0, ok=False)
    ok, counts = _tested(home, python, pytest_words)
    return Outcome(version, libraries, counts, (time.monotonic() - begun) / 60, ok)


def _environment(home: Path, interpreter: str, version: str, libraries: str, wheel: Path) -> str:
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run((*_UV, "venv", "--python", interpreter, home), check=True)
    python = str(home / "bin" / "python")
    chosen = ("--overrides", _oldest(home, version)) if libraries == "oldest" else ()
    what = f"clustercfg[dev,storage] @ {wheel.as_uri()}"
    subprocess.run((*_UV, "pip", "install", "--python", python, *chosen, what), check=True)
    return python


def _oldest(home: Path, version: str) -> Path:
    """Write and return the file that holds the lowest allowed version of each library that `pyproject.toml` names.

    A tool of the tests may ask for a newer one; it must do with the old one.
    """
    lowest = ("--resolution", "lowest-direct", "--only-binary", ":all:", "--python-version", version)
    form = ("--no-header", "--annotation-style", "line")
    command = (*_UV, "pip", "compile", "pyproject.toml", "--extra", "storage", *lowest, *form)
    text = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    direct = [
        line.partition("#")[0].strip() for line in text.splitlines() if "clustercfg" in line.partition("#")[2]
    ]
    file = home / "oldest.txt"
    file.write_text("\n".join(direct) + "\n")
    return file


def _tested(home: Path, python: str, words: Sequence[str]) -> tuple[bool, str]:
    """Return whether all tests passed, and how many did; `pytest.txt` tells the rest, also while they run."""
    own = ("-o", f"cache_dir={home / 'cache'}")
    # Which programs the tests find must not depend on who called us.
    env = os.environ | {"PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(home)}
    told = home / "pytest.txt"
    with told.open("wb") as output:
        command = (python, "-m", "pytest", "-q", *own, *words)
        done = subprocess.run(
            command, cwd=PROJECT, env=env, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    text = told.read_text(errors="replace")
    if done.returncode:
        print(text[-8000:])
    return done.returncode == 0, (_COUNTS.findall(text) or ["no tests"])[-1]


if __name__ == "__main__":
    sys.exit(main())
