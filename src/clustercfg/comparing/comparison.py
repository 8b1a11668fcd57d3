"""In what two documents differ by their meaning."""

from __future__ import annotations

import os
from pathlib import Path as FilePath
from typing import Any

from clustercfg.comparing.difference import Difference
from clustercfg.comparing.meaning import Meaning
from clustercfg.comparing.place import Place
from clustercfg.comparing.trees import mapping_differences
from clustercfg.errors import InvalidConfigError
from clustercfg.linting.linter import Options, inspect_document, undecodable
from clustercfg.models.shape_table import TABLE
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode

__all__ = ["Source", "compare"]

Source = str | bytes | os.PathLike[str] | Document


def compare(before: Source, after: Source) -> tuple[Difference, ...]:
    """Return in what `after` differs from `before`, in the order of the documents.

    Spelling, comments, quotes and the order of keys do not count. Machines are matched by `nodeName`, or by address if
    they were renamed; `kubeanConfig` is compared by its variables; keys that nobody knows are compared as they are.

    Args:
        before: YAML text, the bytes of a file, a `Path`, or a document; a `str` is never a file name.
        after: the same.

    Raises:
        InvalidConfigError: one of them cannot be read as a whole; it carries the report.
        OSError: the file at a path cannot be read.
    """
    return tuple(mapping_differences(_meaning(before), _meaning(after), Place("", "", TABLE)))


def _meaning(source: Source) -> dict[str, Any]:
    document = _document(source)
    if not isinstance(document.root, MappingNode) or document.reading.left_out or document.reading.exhausted:
        raise InvalidConfigError(inspect_document(document, path=str(document.file or "<text>")).report)
    meaning: dict[str, Any] = Meaning(document.text).of(document.root, TABLE)
    return meaning


def _document(source: Source) -> Document:
    if isinstance(source, Document):
        return source
    file = None
    if isinstance(source, str):
        data = source.encode("utf-8", "surrogatepass")
    elif isinstance(source, bytes):
        data = source
    else:
        file = FilePath(source)
        data = file.read_bytes()
    document, problem = Document.from_bytes(data, file=file)
    if document is None:
        raise InvalidConfigError(undecodable(problem, str(file or "<text>"), Options()))
    return document
