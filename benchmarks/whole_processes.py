"""Whole processes: `lint` of one file and of a tree against yamllint and check-jsonschema; the import of the package."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from measured import Row, Samples, in_turn, run_process
from realistic import faulty_config, other_yaml, realistic_config

__all__ = ["import_rows", "lint_rows", "tree_rows"]

PROJECT = Path(__file__).resolve().parent.parent
SCHEMA = PROJECT / "schemas" / "clusterconfig-v1alpha3.schema.json"
FINDINGS = (0, 1)
SITES, OTHERS = 500, 5_000


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _lint(path: Path) -> list[str]:
    return [_tool("clustercfg"), "lint", str(path)]


def _yamllint(path: Path) -> list[str]:
    return [_tool("yamllint"), "-d", "relaxed", str(path)]


def _check_jsonschema(path: Path) -> list[str]:
    return [_tool("check-jsonschema"), "--schemafile", str(SCHEMA), str(path)]


def _milliseconds(command: list[str]) -> Callable[[], float]:
    return lambda: run_process(command, expected=FINDINGS)[0]


def _megabytes(command: list[str]) -> Callable[[], float]:
    return lambda: run_process(command, expected=FINDINGS)[1]


def lint_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the rows about one file."""
    files = (
        ("250 lines, clean", realistic_config(250), (1.0, 0.5)),
        ("250 lines, 10 findings", faulty_config(250), (1.0, 0.5)),
        ("1,000 lines, clean", realistic_config(1000), (0.5, 0.2)),
    )
    for title, text, (must, aim) in files:
        file = folder / "clusterConfig.yaml"
        file.write_text(text, encoding="utf-8")
        commands = {
            "lint": _lint(file),
            "yamllint": _yamllint(file),
            "check-jsonschema": _check_jsonschema(file),
        }
        taken = in_turn({name: _milliseconds(command) for name, command in commands.items()}, rounds)
        yield Row.against(f"lint, {title}", taken["lint"], taken["yamllint"], must=must, aim=aim)
        yield Row.against(f"lint, {title}", taken["lint"], taken["check-jsonschema"], must=0.4, aim=0.15)


def make_tree(folder: Path, sites: int, others: int) -> Path:
    """Write `sites` ClusterConfigs of 100 to 400 lines and `others` of another kind; return the folder of the former."""
    random = Random(1)  # noqa: S311 - the same sizes each time
    (folder / "sites").mkdir(parents=True)
    for number in range(sites):
        text = realistic_config(random.randint(100, 400))
        (folder / "sites" / f"{number}.yaml").write_text(text, encoding="utf-8")
    for number in range(others):
        beside = folder / "others" / str(number // 100)
        beside.mkdir(parents=True, exist_ok=True)
        (beside / f"{number}.yaml").write_text(other_yaml(random.randint(20, 300)), encoding="utf-8")
    return folder / "sites"


def tree_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the rows about many files: yamllint gets the ClusterConfigs alone."""
    whole, fifth = folder / "whole", folder / "fifth"
    sites = make_tree(whole, SITES, OTHERS)
    make_tree(fifth, SITES // 5, OTHERS // 5)
    rounds = max(rounds // 5, 3)
    doers = {"lint": _milliseconds(_lint(whole)), "yamllint": _milliseconds(_yamllint(sites))}
    taken = in_turn(doers, rounds)
    title = f"lint, {SITES} files among {OTHERS:,} others"
    yield Row.against(title, taken["lint"], taken["yamllint"], must=0.25, aim=0.1)
    memory = in_turn(
        {"lint": _megabytes(_lint(whole)), "a fifth of them": _megabytes(_lint(fifth))}, rounds, unit="MB"
    )
    yield Row.against(f"memory, {SITES} files", memory["lint"], memory["a fifth of them"], must=1.1)


def import_rows(_folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the row about `import clustercfg` over bare Python."""
    programs = {"import clustercfg": "import clustercfg", "bare Python": "pass"}
    doers = {name: _milliseconds([sys.executable, "-c", words]) for name, words in programs.items()}
    taken = in_turn(doers, 2 * rounds)
    ours, bare = taken["import clustercfg"], taken["bare Python"]
    more = Samples("", tuple(this - that for this, that in zip(ours.values, bare.values, strict=True)))
    yield Row("import clustercfg, over bare Python", ours, bare, more.median, 5.0, unit="ms")
