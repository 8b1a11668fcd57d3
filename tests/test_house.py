"""The walls of the house: what every module has, and who may know whom."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src" / "clustercfg"
# An empty file only says that a folder is a package.
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.stat().st_size)
GENERATED = {PACKAGE / "models" / "shape_table.py"}
WRITTEN = sorted(
    {*MODULES, *(PROJECT / "tests").rglob("*.py"), *(PROJECT / "benchmarks").rglob("*.py")} - GENERATED
)
MOST_LINES = 350

GROUND = {"errors", "translation"}
FLOORS = {"models", "yamltext"}
WORKSHOPS = {"generator", "linting", "loading", "migration", "schema", "storage", "writing"}
MAY_KNOW = {
    "translation": set[str](),
    "errors": {"translation"},
    "models": GROUND,
    "yamltext": GROUND,
    "linting": GROUND | FLOORS,
    "schema": GROUND | FLOORS,
    "storage": GROUND | FLOORS,
    "writing": GROUND | FLOORS,
    "generator": GROUND | FLOORS | {"linting", "writing"},
    "loading": GROUND | FLOORS | {"linting"},
    "migration": GROUND | FLOORS | {"linting", "loading"},
    "cli": GROUND | FLOORS | WORKSHOPS | {""},
    "": GROUND | FLOORS | WORKSHOPS,
    "__main__": {"cli"},
}
MAY_NAME_IN_TYPES = {"errors": {"linting"}}
OUTWARD = {"aiohttp", "boto3", "botocore", "http", "requests", "smtplib", "socket", "subprocess", "urllib3"}


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(dotted: str) -> str:
    """Return the room of a dotted name: `models` for `clustercfg.models.nodes`, nothing for a name of the package."""
    room = dotted.split(".")[1]
    return room if (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file() else ""


def room_of_file(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def typing_only(tree: ast.Module) -> set[ast.AST]:
    blocks = (
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.If) and ast.unparse(each.test) == "TYPE_CHECKING"
    )
    return {inner for block in blocks for statement in block.body for inner in ast.walk(statement)}


def imports(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield every module that is imported, also those that are named in a text for a later import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ((node, f"{node.module}.{each.name}") for each in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"clustercfg(\.[a-z_]+)+", str(node.value)):
            yield node, str(node.value)


def bound(tree: ast.Module) -> set[str]:
    """Return the names that a module's own level binds."""
    names = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    made = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return names | {node.name for node in tree.body if isinstance(node, made)}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_what_it_offers(path: Path) -> None:
    tree = parsed(path)
    offers = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    offered = [
        ast.literal_eval(node.value)
        for node in offers
        if node.value and ast.unparse(node).startswith("__all__")
    ]
    assert len(offered) == 1
    imported = {module.rpartition(".")[2] for _, module in imports(tree)}
    loaded_later = "__getattr__" in bound(tree)
    assert loaded_later or set(offered[0]) <= bound(tree) | imported


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_no_file_is_longer_than_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_arrows_run_one_way(path: Path) -> None:
    room, tree = room_of_file(path), parsed(path)
    in_types = typing_only(tree)
    allowed = MAY_KNOW[room] | {room}
    wrong = {
        module
        for node, module in imports(tree)
        if module.split(".")[0] == "clustercfg"
        and room_of(module)
        not in allowed | (MAY_NAME_IN_TYPES.get(room, set()) if node in in_types else set())
    }
    assert wrong == set()


@pytest.mark.parametrize("path", [each for each in MODULES if room_of_file(each) != "storage"], ids=named)
def test_only_the_storage_room_reaches_out(path: Path) -> None:
    assert {
        module for _, module in imports(parsed(path)) if module.split(".")[0] in OUTWARD | {"urllib.request"}
    } == set()


@pytest.mark.parametrize("path", [each for each in MODULES if room_of_file(each) != "cli"], ids=named)
def test_only_the_command_line_prints(path: Path) -> None:
    printing = {"print", "sys.stdout", "sys.stderr", "input"}
    assert {
        ast.unparse(node) for node in ast.walk(parsed(path)) if isinstance(node, ast.Name | ast.Attribute)
    } & printing == set()


def fresh(code: str) -> str:
    """Run `code` in an interpreter that has imported nothing yet and return what it printed."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=PROJECT).stdout
