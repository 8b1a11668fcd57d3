"""The walls of the house: what every module has, and who may know whom."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import clustercfg

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src" / "clustercfg"
# An empty file only says that a folder is a package.
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.read_bytes().strip())
GENERATED = {PACKAGE / "models" / "shape_table.py"}
WRITTEN = sorted(
    {
        *MODULES,
        *(each for folder in ("tests", "tools", "benchmarks") for each in (PROJECT / folder).rglob("*.py")),
    }
    - GENERATED
)
MOST_LINES = 350

GROUND = {"errors", "records", "translation"}
FLOORS = {"models", "yamltext"}
WORKSHOPS = {
    "comparing",
    "documents",
    "generating",
    "linting",
    "loading",
    "migration",
    "schema",
    "storage",
    "updating",
    "writing",
}
MAY_KNOW = {
    "translation": set[str](),
    "records": set[str](),
    "errors": {"translation"},
    "models": GROUND,
    "yamltext": GROUND,
    "linting": GROUND | FLOORS,
    "schema": GROUND | FLOORS,
    "storage": GROUND | FLOORS,
    "writing": GROUND | FLOORS,
    "generating": GROUND | FLOORS | {"linting", "writing"},
    "updating": GROUND | FLOORS | {"linting"},
    "documents": GROUND | FLOORS | {"updating"},
    "loading": GROUND | FLOORS | {"linting", "documents"},
    "comparing": GROUND | FLOORS | {"linting", "loading", "documents"},
    "migration": GROUND | FLOORS | {"linting", "loading", "documents"},
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
    """Return the room of a dotted name: `models` for `clustercfg.models.nodes`, nothing for a name of the package.

    A room without a folder may have several files: `schema_unions` belongs to `schema`.
    """
    name = dotted.split(".")[1]
    if not ((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()):
        return ""
    first = name.partition("_")[0]
    return first if name not in MAY_KNOW and first in MAY_KNOW else name


def room_of_file(path: Path) -> str:
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else room_of(f"clustercfg.{name}")


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


DOORS = sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES} - {"__main__"})
KINDS = "print([n for n in clustercfg.__all__ if isinstance(getattr(clustercfg, n), types.ModuleType)])"


@pytest.mark.parametrize("name", clustercfg.__all__)
def test_every_public_name_can_be_the_first(name: str) -> None:
    assert fresh(f"from clustercfg import {name}; print({name} is not None)") == "True\n"


@pytest.mark.parametrize("door", DOORS)
def test_public_names_stay_what_they_are_whatever_was_imported_before(door: str) -> None:
    earlier = "clustercfg" if door == "__init__" else f"clustercfg.{door}"
    assert fresh(f"import types, {earlier}, clustercfg; {KINDS}") == "[]\n"


def test_no_room_has_the_name_of_a_public_name() -> None:
    assert set(DOORS) & set(clustercfg.__all__) == set()


def test_importing_the_package_imports_nothing_else_of_weight() -> None:
    heavy = "{'argparse', 're', 'typing', 'json', 'jsonschema', 'pydantic', 'ruamel', 'ruamel.yaml', 'subprocess', 'urllib'}"
    assert fresh(f"import sys, clustercfg; print(sorted(set(sys.modules) & {heavy}))") == "[]\n"


def test_lint_needs_neither_pydantic_nor_jsonschema() -> None:
    code = """
        import contextlib, io, sys
        from clustercfg.cli import main
        with contextlib.redirect_stdout(io.StringIO()):
            code = main(["lint", "examples/full.yaml"])
        print(code, sorted({"pydantic", "pydantic_core", "jsonschema"} & set(sys.modules)))
    """
    assert fresh(textwrap.dedent(code)) == "0 []\n"
