"""Measure whole processes: `lint` against check-jsonschema and yamllint, and `import clustercfg` against bare Python.

All commands run in turn, round after round, so that a slow moment of the machine hits each of them alike. The first
round warms the disk cache and is not counted. Exit code 1 says that a limit below was missed.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from realistic import realistic_config

__all__ = ["Measured", "main", "measure"]

PROJECT = Path(__file__).resolve().parent.parent
SCHEMA = PROJECT / "schemas" / "clusterconfig-v1alpha3.schema.json"
MOST_OF_CHECK_JSONSCHEMA = 0.8
MOST_IMPORT_MILLISECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall-clock times of one command, in milliseconds."""

    name: str
    milliseconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of all runs."""
        return statistics.median(self.milliseconds)

    @property
    def spread(self) -> float:
        """How far apart the quartiles are."""
        low, _, high = statistics.quantiles(self.milliseconds, n=4)
        return high - low


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, Measured]:
    """Run every command once per round and return the times of all but the first round."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            times[name].append(_run(command))
    return {name: Measured(name, tuple(each[1:])) for name, each in times.items()}


def _run(command: list[str]) -> float:
    # Without a terminal's settings all tools print plain text.
    environment = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    elapsed = (time.perf_counter() - started) * 1000
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return elapsed


def _commands(file: Path) -> dict[str, list[str]]:
    python = sys.executable
    tools = Path(python).parent
    return {
        "clustercfg lint": [python, "-m", "clustercfg", "lint", str(file)],
        "check-jsonschema": [str(tools / "check-jsonschema"), "--schemafile", str(SCHEMA), str(file)],
        "yamllint": [str(tools / "yamllint"), "-d", "relaxed", str(file)],
        "import clustercfg": [python, "-c", "import clustercfg"],
        "bare Python": [python, "-c", "pass"],
    }


def _table(measured: dict[str, Measured]) -> str:
    base = measured["clustercfg lint"].median
    rows = ["command               median ms   quartiles apart   of lint"]
    rows += [
        f"{each.name:<20}  {each.median:>9.1f}   {each.spread:>15.1f}   {each.median / base:>7.2f}"
        for each in measured.values()
    ]
    return "\n".join(rows)


def _limits(measured: dict[str, Measured]) -> dict[str, tuple[float, float]]:
    """Return what is limited: the measured figure and the highest allowed one."""
    lint, check = measured["clustercfg lint"].median, measured["check-jsonschema"].median
    cost = measured["import clustercfg"].median - measured["bare Python"].median
    return {
        "lint / check-jsonschema": (lint / check, MOST_OF_CHECK_JSONSCHEMA),
        "import clustercfg, ms over bare Python": (cost, MOST_IMPORT_MILLISECONDS),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=21, help="counted runs of each command (default: 21)")
    parser.add_argument("--lines", type=int, default=250, help="length of the file to lint (default: 250)")
    parser.add_argument("--output", type=Path, default=PROJECT / "build" / "bench" / "lint.json")
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, write the JSON and say whether the limits hold."""
    arguments = _arguments()
    # pip compiles what it installs, so the rivals have their bytecode; this tree is installed in place and may not.
    compileall.compile_dir(PROJECT / "src", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clusterConfig.yaml"
        file.write_text(realistic_config(arguments.lines), encoding="utf-8")
        measured = measure(_commands(file), arguments.rounds)
    limits = _limits(measured)
    print(f"{arguments.lines} lines, {arguments.rounds} rounds, Python {platform.python_version()}\n")
    print(_table(measured), end="\n\n")
    for name, (figure, most) in limits.items():
        print(f"{name}: {figure:.2f} (at most {most}) {'ok' if figure <= most else 'MISSED'}")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "lines": arguments.lines,
        "python": platform.python_version(),
        "milliseconds": {name: each.milliseconds for name, each in measured.items()},
        "limits": {name: {"figure": figure, "most": most} for name, (figure, most) in limits.items()},
    }
    arguments.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure <= most for figure, most in limits.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
