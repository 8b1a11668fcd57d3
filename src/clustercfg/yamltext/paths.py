"""Paths into a document: tuples of keys and indices, written `spec.masterNodes[0].ip`."""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["Path", "format_path", "parse_path"]

Path: TypeAlias = "tuple[str | int, ...]"

_STEP = re.compile(r'(?:^|\.)([^.\[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')
_SIMPLE_KEY = re.compile(r'[^.\[\]"\s]+\Z')


def parse_path(text: str) -> Path:
    """Return the steps of a dotted path; a key with dots is written `nodeLabels["a.b/c"]`.

    Raises:
        ValueError: `text` is no such path.

    >>> parse_path('spec.workerNodes[0].nodeLabels["daocloud.io/hostname"]')
    ('spec', 'workerNodes', 0, 'nodeLabels', 'daocloud.io/hostname')
    """
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        if match is None:
            raise ValueError(text)
        key, index, quoted = match.groups()
        steps.append(key if key is not None else int(index) if index is not None else _unquoted(quoted, text))
        position = match.end()
    return tuple(steps)


def _unquoted(quoted: str, text: str) -> str:
    from json import loads  # noqa: PLC0415 - keys with dots are rare

    try:
        key: str = loads(quoted)
    except ValueError:
        raise ValueError(text) from None
    return key


def format_path(path: Path) -> str:
    """Return the dotted form of `path`; the inverse of `parse_path`."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _SIMPLE_KEY.match(step):
            parts.append(f".{step}" if parts else step)
        else:
            from json import dumps  # noqa: PLC0415 - the same

            parts.append(f"[{dumps(step, ensure_ascii=False)}]")
    return "".join(parts)
