"""What a JSON Schema tells people: descriptions, defaults, examples and snippets."""

from __future__ import annotations

from typing import Any

from clustercfg.models.fields import FieldDescription, describe, field_info
from clustercfg.models.shapes import MappingShape, StringShape
from clustercfg.translation import gettext as _

__all__ = ["item_snippet", "texts"]


def texts(path: str) -> dict[str, Any]:
    """Return description, default and examples of a documented path."""
    known, info = describe(path), field_info(path)
    if known is None:
        return {}
    found: dict[str, Any] = {"description": "\n\n".join(_sentences(known))}
    default = info.get_default(call_default_factory=True)
    if isinstance(default, str | int | bool) and known.default:
        # The `type` of a union has a default of its own in each member; the documented one is right for all.
        found["default"] = known.default if isinstance(default, str) else default
    return found | ({"examples": list(info.examples)} if info.examples else {})


def _sentences(known: FieldDescription) -> list[str]:
    sentences = [known.description]
    if known.required_when and not known.required:
        sentences.append(_("Required when: {condition}.").format(condition=known.required_when))
    if known.default:
        sentences.append(_("Default: {default}.").format(default=known.default))
    return [*sentences, _("Since installer {version}.").format(version=known.since)]


def item_snippet(item: MappingShape, path: str) -> dict[str, Any]:
    """Return a snippet with the keys that an item always or usually needs."""
    known = {key: describe(f"{path}[].{key}") for key in item.fields}
    needed = [key for key, each in known.items() if each and _is_needed(item, key, each)]
    body = {key: f"${{{number}:{_example(known[key])}}}" for number, key in enumerate(needed, 1)}
    return {"label": item.name, "body": body}


def _is_needed(item: MappingShape, key: str, known: FieldDescription) -> bool:
    is_text = isinstance(item.fields[key].shape, StringShape)
    return known.required or (is_text and bool(known.required_when))


def _example(known: FieldDescription | None) -> str:
    return known.example if known else ""
