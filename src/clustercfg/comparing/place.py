"""Where a comparison stands in the documents, and what the documents say of that place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from clustercfg.comparing.difference import Difference, Kind
from clustercfg.linting.masking import mask_value, shape_of_key
from clustercfg.linting.secrets import is_secret_name
from clustercfg.linting.typed import is_free, options_of
from clustercfg.models.shapes import ListShape, MapShape, Shape

__all__ = ["Place"]

_SIMPLE = re.compile(r'[^.\[\]"=\s]+')
_SIMPLE_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    `name` is its path with machines in place of indices, `pattern` its path as `models.fields` spells it; `secret`
    holds for all that stands below.
    """

    name: str
    pattern: str
    shape: Shape | None
    last_key: str = ""
    secret: bool = False

    def key(self, key: str) -> Place:
        """Return the place of a key of the mapping that stands here."""
        shape = shape_of_key(self.shape, key)
        step = "<name>" if isinstance(self.shape, MapShape) else key
        name = (
            self.name + ("." if self.name else "") + key if _SIMPLE.fullmatch(key) else self._bracketed(key)
        )
        secret = self.secret or (is_free(shape) and is_secret_name(key))
        return Place(name, f"{self.pattern}.{step}".lstrip("."), shape, key, secret)

    def item(self, step: str | int) -> Place:
        """Return the place of an item of the list that stands here, by its name or index."""
        shape = next((each.item for each in options_of(self.shape) if isinstance(each, ListShape)), None)
        name = self._bracketed(str(step), quoted=not _SIMPLE_NAME.fullmatch(str(step)))
        return Place(name, f"{self.pattern}[]", shape, self.last_key, self.secret)

    def _bracketed(self, step: str, *, quoted: bool = True) -> str:
        return f"{self.name}[{json.dumps(step, ensure_ascii=False) if quoted else step}]"

    def difference(self, kind: Kind, before: Any = None, after: Any = None) -> Difference:
        """Return a difference at this place, with its secrets masked."""
        shown = self._masked(before), self._masked(after)
        return Difference(self.name, kind, *shown, secret=shown != (before, after))

    def _masked(self, value: Any) -> Any:
        return mask_value(value, self.shape, self.last_key, secret=self.secret)
