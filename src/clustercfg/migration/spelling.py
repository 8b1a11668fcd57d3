"""Keys in the wrong case: a Go program takes them all the same, so they are spelled right before they are migrated."""

from __future__ import annotations

from clustercfg.linting.header import OLD_API_VERSIONS
from clustercfg.migration.draft import Draft
from clustercfg.models.history import MOVED
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import MappingShape
from clustercfg.yamltext.nodes import MappingNode

__all__ = ["OLD_KEYS", "is_key_of_spec", "mend_spelling"]

_DEPTH_BELOW_SPEC = 2
OLD_KEYS = frozenset(
    each.key
    for each in MOVED
    if each.until in OLD_API_VERSIONS
    and each.path.startswith("spec.")
    and each.path.count(".") < _DEPTH_BELOW_SPEC
)
"""The keys that `spec` had in older versions and has no longer."""


def _keys_of_today() -> frozenset[str]:
    spec = TABLE.fields["spec"].shape
    return frozenset(spec.fields) if isinstance(spec, MappingShape) else frozenset()


_KEYS = OLD_KEYS | _keys_of_today()


def is_key_of_spec(key: str) -> bool:
    """Return whether `spec` has, or had, a key of this name, in whatever case."""
    return key.lower() in {each.lower() for each in _KEYS}


def mend_spelling(draft: Draft, version: str) -> None:
    """Spell the keys of `spec` as documented: in a file of an older version all of them, later those of older versions."""
    spec = draft.document.node("spec")
    if not isinstance(spec, MappingNode):
        return
    wanted = {each.lower(): each for each in (_KEYS if version in OLD_API_VERSIONS else OLD_KEYS)}
    for key in [entry.key.text for entry in spec.entries]:
        name = wanted.get(key.lower(), key)
        draft.bring(("spec", key), ("spec", name))
