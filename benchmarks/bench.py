"""Measure clustercfg beside its peers, in one run on the same files, and say which limits hold.

    make bench                                # everything; about ten minutes
    make bench ARGS="--only lint,load --rounds 31"

What is compared runs in turn, round after round, so that a slow moment of the machine hits each alike. Times are
medians, with the distance of the quartiles behind them: wall-clock time of whole processes, processor time of what
runs inside one. A ratio is the median of the ratios within the rounds. Exit code 1 says that a limit was missed.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from in_process import edit_rows, growth_rows, load_rows
from measured import Row, Samples
from package_import import import_package_rows
from whole_processes import import_rows, lint_rows, tree_rows

__all__ = ["main"]

PROJECT = Path(__file__).resolve().parent.parent
PARTS: Mapping[str, Callable[[Path, int], Iterator[Row]]] = {
    "lint": lint_rows,
    "tree": tree_rows,
    "python-import": import_rows,
    "load": load_rows,
    "set": edit_rows,
    "growth": growth_rows,
    "package": import_package_rows,
}


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", default=",".join(PARTS), help=f"parts, with commas between them: {', '.join(PARTS)}"
    )
    parser.add_argument("--rounds", type=int, default=21, help="counted rounds; long parts take fewer (21)")
    parser.add_argument("--output", type=Path, default=PROJECT / "build" / "bench" / "bench.json")
    return parser.parse_args(words)


def _shown(samples: Samples | None) -> str:
    if samples is None:
        return ""
    return f"{samples.name} {samples.median:,.1f} ±{samples.spread:,.1f} {samples.unit}"


def _line(row: Row) -> str:
    figure = f"{row.figure:.2f}{row.unit and ' ' + row.unit}"
    limits = f"{row.must:g}" + (f" / {row.aim:g}" if row.aim is not None else "")
    return f"{row.what:<42}  {_shown(row.ours):<34}  {_shown(row.peer):<34}  {figure:>9}  {limits:>10}  {row.verdict}"


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the JSON and say whether the limits hold."""
    arguments = _arguments(words)
    # pip compiles what it installs, so the peers have their bytecode; this tree is installed in place and may not.
    compileall.compile_dir(PROJECT / "src", quiet=1)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}\n"
    )
    print(
        f"{'what':<42}  {'clustercfg':<34}  {'peer':<34}  {'ratio':>9}  {'must / aim':>10}  holds", flush=True
    )
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for part in arguments.only.split(","):
        with tempfile.TemporaryDirectory(dir=arguments.output.parent) as folder:
            for row in PARTS[part](Path(folder), arguments.rounds):
                rows.append(row)
                print(_line(row), flush=True)
    content = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "rows": [row.to_dict() for row in rows],
    }
    arguments.output.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 1 if any(row.verdict == "MISSED" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
