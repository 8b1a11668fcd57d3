"""Other editors that keep comments, made to do the same edits. Each takes a text and an edit and returns a text."""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Callable
from typing import Any

from edit_choice import Edit
from ruamel.yaml import YAML

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.layout import Layout

__all__ = ["EDITORS", "Editor", "edit_here"]

Editor = Callable[[str, Edit], str]


def edit_here(text: str, edit: Edit) -> str:
    """Make the edit with our own engine."""
    document = Document(text)
    if edit.kind == "delete":
        document.unset(edit.path)
    else:
        document.set(edit.path, edit.value)
    return document.text


def _changed(data: Any, edit: Edit) -> Any:
    """Make the edit in what a round trip loads."""
    if len(edit.path) > 1 and _at(data, edit.path[:-1]) is None:
        _put(data, edit.path[:-1], {} if edit.kind == "add key" else [])
    if edit.kind == "delete":
        del _at(data, edit.path[:-1])[edit.path[-1]]
    elif edit.kind == "add item":
        _at(data, edit.path[:-1]).append(edit.value)
    else:
        _put(data, edit.path, edit.value)
    return data


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: tuple[str | int, ...], value: Any) -> None:
    _at(data, path[:-1])[path[-1]] = value


def _round_trip(yaml: YAML, text: str, edit: Edit) -> str:
    documents = list(yaml.load_all(text))
    documents[0] = _changed(documents[0], edit)
    stream = io.StringIO()
    if len(documents) == 1:
        yaml.dump(documents[0], stream)
    else:
        yaml.dump_all(documents, stream)
    return stream.getvalue()


def _ruamel(text: str, edit: Edit) -> str:
    """ruamel.yaml's round trip as it comes."""
    return _round_trip(YAML(), text, edit)


def _ruamel_tuned(text: str, edit: Edit) -> str:
    """The best that can be had from it: indentation as in the text, no wrapping, and what it drops put back."""
    carriage, bare_end = "\r\n" in text, not text.endswith("\n")
    style = Layout(text, Document(text).root).style()
    yaml = YAML()
    yaml.width = sys.maxsize
    yaml.preserve_quotes = True
    yaml.allow_duplicate_keys = True
    yaml.indent(mapping=style.indent, sequence=style.offset + 2, offset=style.offset)
    content = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    yaml.explicit_start = next(content, "").startswith("---")
    result = _round_trip(yaml, text.replace("\r\n", "\n"), edit)
    result = result.rstrip("\n") if bare_end else result
    return result.replace("\n", "\r\n") if carriage else result


def _yaml_edit(text: str, edit: Edit) -> str:
    """yaml-edit from PyPI, which edits a lossless tree."""
    import yaml_edit  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415 - only where it is installed

    file = yaml_edit.YamlFile.parse(text)
    root = file.documents()[0].as_mapping()

    def at(path: tuple[str | int, ...]) -> Any:
        node: Any = root
        for step in path:
            found = node.get(step)
            inner = found.as_mapping()
            inner = found.as_sequence() if inner is None else inner
            node = found if inner is None else inner
        return node

    above = at(edit.path[:-1])
    if edit.kind == "delete":
        del above[edit.path[-1]]
    elif isinstance(above, yaml_edit.Node):
        at(edit.path[:-2]).set(
            edit.path[-2], [edit.value] if edit.kind == "add item" else {edit.path[-1]: edit.value}
        )
    elif edit.kind == "add item":
        above.append(edit.value)
    else:
        above.set(edit.path[-1], edit.value)
    return str(file)


EDITORS: dict[str, Editor] = {
    "clustercfg": edit_here,
    "ruamel.yaml round trip": _ruamel,
    "ruamel.yaml round trip, tuned": _ruamel_tuned,
}
if importlib.util.find_spec("yaml_edit"):
    EDITORS["yaml-edit"] = _yaml_edit
