"""The mutants of a file: what mutmut would change in it, one change at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

import libcst as cst  # type: ignore[import-not-found, unused-ignore] # only the mutants extra installs it
from mutmut.mutation.file_mutation import (  # type: ignore[import-not-found, unused-ignore] # the same
    Mutation,
    create_mutations,
)

__all__ = ["Mutant", "functions", "mutants_of"]

TEXTS = {"_", "mark", "ngettext"}
OPTIMIZED = 0x1
"""The flag of a code object that tells a function from the body of a class."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change; `path` and `number` name it."""

    path: Path
    number: int
    module: cst.Module = field(repr=False)
    mutation: Mutation = field(repr=False)

    def change(self) -> tuple[int, str, str]:
        """Return the first line that differs, as it was and as it is."""
        before, after = self.module.code.splitlines(), self.mutated().splitlines()
        for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
            if old != new:
                return number, old.strip(), new.strip()
        return len(before), "", ""

    def lines(self) -> range:
        """Return the lines of the statement that is changed; of one with a body only those before it."""
        line = self.change()[0]
        holders = [
            each
            for each in ast.walk(ast.parse(self.module.code))
            if isinstance(each, ast.stmt) and each.lineno <= line <= (each.end_lineno or line)
        ]
        innermost = max(holders, key=lambda each: each.lineno)
        body = getattr(innermost, "body", None)
        return range(innermost.lineno, body[0].lineno if body else (innermost.end_lineno or line) + 1)

    def mutated(self) -> str:
        """Return the source of the changed file."""
        changed = self.module.deep_replace(self.mutation.original_node, self.mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        code: str = changed.code
        return code

    def codes(self) -> tuple[CodeType, CodeType] | None:
        """Return the code of the function that differs, as it was and as it is; None if none does."""
        before, after = (compiled(text, self.path) for text in (self.module.code, self.mutated()))
        pairs = zip(functions(before), functions(after), strict=True)
        return next(((old, new) for old, new in pairs if old != new), None)


def compiled(text: str, path: Path) -> CodeType:
    """Return the code of a module."""
    return compile(text, str(path), "exec", dont_inherit=True)


def functions(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of the functions of a module and of its classes, not of those within functions."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_flags & OPTIMIZED:
            yield constant
        elif isinstance(constant, CodeType):
            yield from functions(constant)


def mutants_of(path: Path) -> list[Mutant]:
    """Return all mutants of the functions of a file, but for those of the texts for people."""
    module, mutations, *_ignored = create_mutations(str(path), path.read_text(encoding="utf-8"))
    texts = set(_texts(module))
    return [
        Mutant(path, number, module, mutation)
        for number, mutation in enumerate(mutations)
        if isinstance(mutation.contained_by_top_level_function, cst.FunctionDef)
        and id(mutation.original_node) not in texts
    ]


def _texts(module: cst.Module) -> Iterator[int]:
    """Yield what stands for each node inside a call that translates."""
    rest: list[cst.CSTNode] = [module]
    while rest:
        node = rest.pop()
        rest.extend(node.children)
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in TEXTS:
            yield id(node)
            yield from (id(each) for argument in node.args for each in _below(argument))


def _below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from _below(child)
