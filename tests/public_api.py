"""The public API as a listing: every public name, and every class that their types name; run this file to write it anew.

    make api                 # refuses while something would break for those who use the present listing
    make api BREAKING=1      # a new version may break: say so in the change log

The listing reads as a stub file. It holds no text for people and no marker of the models: only what a program relies on.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import griffe

__all__ = ["LISTING", "breakages", "listed", "main"]

PROJECT = Path(__file__).resolve().parent.parent
LISTING = PROJECT / "tests" / "api" / "public-api.txt"
_HEAD = "# The public API. Made by `make api`; a test compares it with the code.\n\n"
_PACKAGE = "clustercfg"
_COLOR = re.compile(r"\x1b\[\d+m")
# What Python calls by itself, and every class has in its way.
_COMMON = set(
    "__delattr__ __eq__ __hash__ __init_subclass__ __post_init__ __reduce__ __repr__ __repr_args__ __setattr__"
    " __slots__ model_config".split()
)
# The nodes below a document may change with the reader; the document itself may not.
_PROMISED_OF_TEXT = "clustercfg.yamltext.document"


class _Markers(ast.NodeTransformer):
    """Leaves of `Annotated[X, ...]` the X."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        annotated = isinstance(node.value, ast.Name) and node.value.id == "Annotated"
        return node.slice.elts[0] if annotated and isinstance(node.slice, ast.Tuple) else node


def listed() -> str:
    """Return the listing of the code as it is."""
    package = griffe.load(_PACKAGE, search_paths=[PROJECT / "src"], resolve_aliases=True)
    assert isinstance(package, griffe.Module)
    public = [_target(package[str(name)]) for name in package.exports or ()]
    trees = _reached(public)
    counts = Counter(map(_last, trees))
    kept = {item.path for item in public}
    names = {path: _listed_name(path, alone=path in kept or counts[_last(path)] == 1) for path in trees}
    texts = {names[path]: _text(tree, names[path], names) for path, tree in trees.items()}
    return _HEAD + "".join(f"{texts[name]}\n\n" for name in sorted(texts))


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _listed_name(path: str, *, alone: bool) -> str:
    """Return the last part of `path`, or all of it where several have that name: a public one keeps it."""
    return _last(path) if alone else path.removeprefix(f"{_PACKAGE}.").replace(".", "_")


def _reached(public: list[griffe.Object]) -> dict[str, ast.Module]:
    """Return what can be reached from the public names, by path; each name in a type is replaced by its path."""
    waiting, trees = list(public), dict[str, ast.Module]()
    while waiting:
        item = waiting.pop()
        if item.path in trees:
            continue
        trees[item.path] = tree = _Markers().visit(ast.parse("\n".join(_rendered(item))))
        for node in _type_names(tree):
            if found := _own(item, node.id):
                node.id = found.path
                waiting.append(found)
    return trees


def _text(tree: ast.Module, name: str, names: dict[str, str]) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    match tree.body[0]:
        case ast.ClassDef() | ast.FunctionDef() as made:
            made.name = name
        case ast.Assign(targets=[ast.Name() as target]) | ast.AnnAssign(target=ast.Name() as target):
            target.id = name
    return ast.unparse(tree)


def breakages(before: str, after: str) -> list[str]:
    """Return what of the listing `before` breaks with the listing `after`: one line for each.

    Griffe compares names, arguments and bases. A changed type may break or may not: that the listing differs is all
    that is said of it.
    """
    old, new = (
        griffe.visit("api", filepath=Path("api.py"), code=text, modules_collection=griffe.ModulesCollection())
        for text in (before, after)
    )
    found = griffe.find_breaking_changes(old, new)
    lines = (_COLOR.sub("", each.explain(griffe.ExplanationStyle.ONE_LINE)) for each in found)
    return sorted(line.split(": ", 1)[1] for line in lines)


def _target(item: griffe.Object | griffe.Alias) -> griffe.Object:
    return item.final_target if isinstance(item, griffe.Alias) else item


def _rendered(item: griffe.Object) -> Iterator[str]:
    if isinstance(item, griffe.Class):
        yield f"class {item.name}({', '.join(map(str, item.bases))}):"
        lines = [line for member in _public(item) for line in _rendered(member)]
        yield from (f"    {line}" for line in lines or ["..."])
    elif isinstance(item, griffe.Function):
        yield from (f"@{each.value}" for each in item.decorators)
        yield f"def {_signature(item)}: ..."
    elif isinstance(item, griffe.Attribute) and "property" in item.labels:
        yield "@property"
        yield f"def {item.name}(self) -> {item.annotation}: ..."
    elif isinstance(item, griffe.Attribute):
        kind = f": {item.annotation}" if item.annotation else ""
        value = f" = {item.value}" if item.value is not None else ""
        yield f"{item.name}{kind}{value}" if kind or value else f"{item.name}: object"


def _signature(function: griffe.Function) -> str:
    written = function.signature()
    if not isinstance(function.parent, griffe.Class) or "staticmethod" in function.labels:
        return written
    name, _, rest = written.partition("(")
    first = next(iter(function.parameters)).name
    return f"{name}({first}{'' if rest.startswith(')') else ', '}{rest}"


def _public(item: griffe.Class) -> list[griffe.Object]:
    own = (member for member in item.members.values() if isinstance(member, griffe.Object))
    return [member for member in own if _is_public(member.name)]


def _is_public(name: str) -> bool:
    special = name.startswith("__") and name.endswith("__")
    return name not in _COMMON and (special or not name.startswith("_"))


def _type_names(tree: ast.Module) -> list[ast.Name]:
    """Return the names in types and bases; a default value and a decorator promise nothing."""
    types: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            types.append(node.annotation)
        elif isinstance(node, ast.ClassDef):
            types += node.bases
        elif isinstance(node, ast.FunctionDef) and node.name != "__init__":
            # Who is handed an object need not know what it was made from.
            types += [
                node.returns,
                *(each.annotation for each in ast.walk(node.args) if isinstance(each, ast.arg)),
            ]
    if isinstance(tree.body[0], ast.Assign):
        types.append(tree.body[0].value)
    return [node for part in types if part for node in ast.walk(part) if isinstance(node, ast.Name)]


def _own(item: griffe.Object, name: str) -> griffe.Object | None:
    try:
        path = item.resolve(name)
    except griffe.NameResolutionError:
        return None
    if path.partition(".")[0] != _PACKAGE:
        return None
    found = _target(item.modules_collection[path])
    of_text = found.path.startswith("clustercfg.yamltext.")
    return None if of_text and found.module.path != _PROMISED_OF_TEXT else found


def main() -> int:
    """Write the listing; refuse to when that would break a user's program, unless BREAKING is set."""
    before = LISTING.read_text(encoding="utf-8") if LISTING.exists() else _HEAD
    after = listed()
    broken = breakages(before, after)
    sys.stdout.write("\n".join(broken or ["Nothing breaks."]) + "\n")
    if broken and not os.environ.get("BREAKING"):
        sys.stderr.write("Not written: `make api BREAKING=1` accepts this.\n")
        return 1
    LISTING.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
