"""A catalog in which every text stands in brackets: what is shown without them was never given to a translator."""

from __future__ import annotations

import re
from pathlib import Path

from catalogs import compiled, template, updated

__all__ = ["english_outside_brackets", "write_pseudo_catalog"]

_OPEN, _CLOSE = "⟦", "⟧"
# Two words of the language in a row; words of commands, keys and paths have other characters at their sides.
_ENGLISH = re.compile(r"(?<![\w./=:$-])[A-Za-z]?[a-z]+ [a-z]{2,}(?![\w./=:({-])")


def write_pseudo_catalog(folder: Path) -> None:
    """Write the catalog where the language `zh` is looked for below `folder`."""
    texts = template()
    for message in texts:
        if message.id:
            several = isinstance(message.id, tuple | list)
            message.string = tuple(map(_bracketed, message.id)) if several else _bracketed(str(message.id))
    path = folder / "zh" / "LC_MESSAGES" / "clustercfg.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled(updated(texts, [texts])))


def _bracketed(text: str) -> str:
    return re.sub(r"\S.*\S|\S", lambda found: f"{_OPEN}{found[0]}{_CLOSE}", text, count=1, flags=re.DOTALL)


def english_outside_brackets(text: str) -> list[str]:
    """Return the English that stands in no bracket; brackets nest where one text is put into another."""
    depth, left = 0, []
    for part in re.split(f"([{_OPEN}{_CLOSE}])", text):
        depth += (part == _OPEN) - (part == _CLOSE)
        if not depth:
            left.append(part)
    return _ENGLISH.findall("".join(left))
