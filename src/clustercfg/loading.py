"""load and loads: a file or text in, its report, its document and its typed configuration out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustercfg.documents import Document
from clustercfg.errors import InvalidConfigError
from clustercfg.linting.linter import Inspection, Options, inspect_document, undecodable
from clustercfg.linting.shape.absent import ABSENT
from clustercfg.yamltext.decoding import MAXIMUM_BYTES
from clustercfg.yamltext.document import Document as YamlDocument

if TYPE_CHECKING:
    from clustercfg.linting.diagnostics import Report
    from clustercfg.models.cluster import ClusterConfig

__all__ = ["Loaded", "lint", "load", "loads"]

_UNBUILT: Any = object()


class Loaded:
    """What was read from a file or a text. Content never raises; ask `report`."""

    def __init__(self, inspection: Inspection, document: Document | None) -> None:
        self._inspection = inspection
        self._document = document
        self._config: Any = _UNBUILT

    @property
    def report(self) -> Report:
        """Every finding, sorted by place."""
        return self._inspection.report

    @property
    def document(self) -> Document | None:
        """The text with its places; None only when the bytes are no text."""
        return self._document

    @property
    def config(self) -> ClusterConfig | None:
        """The typed configuration, or None when the shape of the document does not allow it.

        Keys are taken as their documented spelling; unknown keys and nulls are left out; text is what is written,
        also where a reader of YAML 1.1 would take it differently (the report warns of that).
        """
        if self._config is _UNBUILT:
            self._config = _build(self._inspection.data)
        config: ClusterConfig | None = self._config
        return config

    def require(self) -> ClusterConfig:
        """Return the typed configuration of a document without errors.

        Raises:
            InvalidConfigError: the report holds errors; it is carried along.
        """
        config = self.config
        if config is None or not self.report.ok:
            raise InvalidConfigError(self.report)
        return config

    def __repr__(self) -> str:
        return f"<Loaded {self.report.path}: {len(self.report.errors)} errors, {len(self.report.warnings)} warnings>"


def _build(data: Any) -> ClusterConfig | None:
    if data is ABSENT or not isinstance(data, dict):
        return None
    from pydantic import ValidationError  # noqa: PLC0415 - only who asks for the typed configuration pays for Pydantic

    from clustercfg.models.cluster import ClusterConfig  # noqa: PLC0415 - the same

    try:
        return ClusterConfig.model_validate(data)
    except ValidationError:
        return None


def load(path: str | os.PathLike[str], *, mode: str = "auto") -> Loaded:
    """Read and check a file.

    Args:
        path: the file.
        mode: what the installer will be asked to do: `cluster-create`, `install-app`, or `auto` to tell by the nodes.

    Raises:
        OSError: the file cannot be read.
        ValueError: there is no such mode.
    """
    file = Path(path)
    with file.open("rb") as stream:
        data = stream.read(MAXIMUM_BYTES + 1)  # enough to refuse the file
    return _loaded(data, str(path), mode, file)


def loads(source: str | bytes, *, path: str = "<text>", mode: str = "auto") -> Loaded:
    """Read and check a text, or the bytes of a file; `path` names it in the report. Never raises for content."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return _loaded(data, path, mode, None)


def _loaded(data: bytes, path: str, mode: str, file: Path | None) -> Loaded:
    options = Options(mode=mode)
    document, problem = Document.from_bytes(data, file=file)
    if document is None:
        return Loaded(Inspection(undecodable(problem, path, options), None), None)
    return Loaded(inspect_document(document, path=path, options=options), document)


def lint(source: str | bytes | os.PathLike[str] | YamlDocument, *, mode: str = "auto") -> Report:
    """Return the report on a document, a text, the bytes of a file, or the file at a path.

    A `str` is YAML text, never a file name; pass a `Path` for a file.

    Raises:
        OSError: the file at a path cannot be read.
    """
    if isinstance(source, YamlDocument):
        return inspect_document(source, options=Options(mode=mode)).report
    if isinstance(source, str | bytes):
        return loads(source, mode=mode).report
    return load(source, mode=mode).report
