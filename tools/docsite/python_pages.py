"""The reference of the Python API, from signatures and docstrings."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import clustercfg
from docsite.markdown import code, fenced, table
from docsite.pages import Page
from docsite.python_summaries import SUMMARIES
from docsite.words import word

__all__ = ["python_pages"]

_SECTION = re.compile(r"^(Args|Raises):\n((?:[ ]{4}.*\n?|\n)+)", re.MULTILINE)
_TITLES = {"Args": "parameters", "Raises": "raises"}
_PYDANTIC_ROOT = "ClusterConfig"


def python_pages(language: str) -> Iterator[Page]:
    """Yield the one page."""
    parts = [f"# {word('python', language)}\n", word("python-intro", language) + "\n"]
    if language != "en":
        parts.append(word("english-docstring", language) + "\n")
    for title, names in _kinds().items():
        parts.append(f"## {word(title, language)} {{ #{title} }}\n")
        parts += [_entry(name, language) for name in names]
    yield Page("reference/python.md", word("python", language), "\n".join(parts))


def _kinds() -> Mapping[str, list[str]]:
    kinds: dict[str, list[str]] = {"functions": [], "classes": [], "exceptions": []}
    for name in clustercfg.__all__:
        value = getattr(clustercfg, name)
        if inspect.isfunction(value):
            kinds["functions"].append(name)
        elif inspect.isclass(value):
            kinds["exceptions" if issubclass(value, Exception) else "classes"].append(name)
    return kinds


def _entry(name: str, language: str) -> str:
    value = getattr(clustercfg, name)
    heading = f"### `{name}` {{ #{name.lower()} }}\n"
    summary = [] if language == "en" else [SUMMARIES[name] + "\n"]
    if inspect.isfunction(value):
        return "\n".join(
            [heading, *summary, fenced(_signature(name, value), "python"), *_document(value, language)]
        )
    if name == _PYDANTIC_ROOT:
        return "\n".join([heading, *summary, *_document(value, language), word(name, language) + "\n"])
    members = list(_members(value))
    head = [word(key, language) for key in ("member", "type", "meaning")]
    return "\n".join(
        [heading, *summary, *_document(value, language), *([table(head, members)] if members else [])]
    )


def _signature(name: str, function: Any) -> str:
    """Return a signature as it stands in the source, one parameter a line where it is long."""
    parts = _parameters(function)
    result = inspect.signature(function).return_annotation
    short = f"{name}({', '.join(parts)}) -> {_type(result)}"
    if len(short) <= 88:  # noqa: PLR2004 - what fits beside the table of contents
        return short
    return f"{name}(\n    " + ",\n    ".join(parts) + f",\n) -> {_type(result)}"


def _parameters(function: Any) -> list[str]:
    parts: list[str] = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        named = "" if parameter.annotation is parameter.empty else f": {_type(parameter.annotation)}"
        parts.append(f"{parameter.name}{named}{default}")
    return [part for part in parts if part != "self"]


def _type(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return (
        text.replace("AnyDocument", "Document").replace("YamlDocument", "Document").replace("[Document]", "")
    )


def _document(value: Any, language: str) -> Iterator[str]:
    """Yield a docstring as Markdown; arguments and exceptions become lists."""
    text = (inspect.getdoc(value) or "") + "\n"
    yield _SECTION.sub("", text).strip() + "\n"
    for kind, lines in _SECTION.findall(text):
        yield f"**{word(_TITLES[kind], language)}**\n\n" + _list(textwrap.dedent(lines)) + "\n"


def _list(lines: str) -> str:
    items = re.sub(r"\n\s+", " ", lines.strip()).split("\n")
    return "\n".join(re.sub(r"^(\w+): ", r"- `\1`: ", item) for item in items)


def _members(kind: type) -> Iterator[list[str]]:
    """Yield the public attributes, properties and methods with what is said of each, those of our own parents included."""
    seen: set[str] = set()
    for owner in kind.__mro__:
        if not owner.__module__.startswith("clustercfg") or owner.__name__ == "Block":
            continue
        for name, kind_of_value, text in _said_of_members(owner):
            if name not in seen:
                seen.add(name)
                yield [code(name), code(_type(kind_of_value)), text]


@cache
def _said_of_members(owner: type) -> tuple[tuple[str, str, str], ...]:
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
    except (OSError, TypeError):
        return ()
    assert isinstance(body, ast.ClassDef)
    return tuple(_from_body(owner, body))


def _from_body(owner: type, body: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and text of each public member in the body of a class."""
    for statement, after in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
            yield _method(owner, statement)
        elif isinstance(statement, ast.AnnAssign | ast.Assign) and (name := _public(statement)):
            kind = ast.unparse(statement.annotation) if isinstance(statement, ast.AnnAssign) else ""
            yield name, kind, _described(statement) + _string(after)


def _method(owner: type, statement: ast.FunctionDef) -> tuple[str, str, str]:
    first = (ast.get_docstring(statement) or "").split("\n\n")[0].replace("\n", " ")
    result = ast.unparse(statement.returns) if statement.returns else ""
    if any(ast.unparse(each) in ("property", "cached_property") for each in statement.decorator_list):
        return statement.name, result, first
    function = inspect.unwrap(getattr(owner, statement.name))
    names = [re.sub(r": .*?(?= = |$)", "", part).replace(" = ", "=") for part in _parameters(function)]
    return f"{statement.name}({', '.join(names)})", result, first


def _public(statement: ast.AnnAssign | ast.Assign) -> str:
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    name = target.id if isinstance(target, ast.Name) else ""
    return "" if name.startswith("_") or name == "model_config" else name


def _described(statement: ast.AnnAssign | ast.Assign) -> str:
    """Return the description that a field of a Pydantic model gives."""
    if not isinstance(statement.value, ast.Call):
        return ""
    texts = [each.value for each in statement.value.keywords if each.arg == "description"]
    return next((str(each.value) for each in texts if isinstance(each, ast.Constant)), "")


def _string(statement: ast.stmt | None) -> str:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return str(value.value).replace("\n", " ") if isinstance(value, ast.Constant) else ""
