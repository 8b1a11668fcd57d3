"""What a JSON Schema tells people: descriptions, defaults, examples and snippets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from clustercfg.models.defaults import default_of
from clustercfg.models.fields import FieldDescription, describe, field_info
from clustercfg.models.shapes import MappingShape, StringShape
from clustercfg.models.sources import REPOSITORY
from clustercfg.schema_unions import OUTDATED
from clustercfg.translation import gettext as _

__all__ = [
    "block_snippet",
    "item_snippet",
    "name_texts",
    "old_texts",
    "texts",
    "value_texts",
    "variant_snippets",
]

_NOTHING = ("", "[]", "{}")


def texts(path: str) -> dict[str, Any]:
    """Return descriptions (plain and in Markdown), default and examples of a documented path."""
    known, info = describe(path), field_info(path)
    found: dict[str, Any] = _descriptions(known, "") if known else {}
    default = default_of(path)
    if isinstance(default, str | int | bool):
        found["default"] = default
    if known and "\n" in known.example:
        # As a value an editor would write it in one line; the snippet of the field writes it as a block.
        example = (
            f"```yaml\n{known.path.rpartition('.')[2]}: |-\n  "
            + known.example.replace("\n", "\n  ")
            + "\n```"
        )
        found["markdownDescription"] += f"\n\n{example}"
        return found
    return found | ({"examples": list(info.examples)} if info.examples else {})


def name_texts(path: str) -> dict[str, str]:
    """Return the descriptions for a key that anyone may choose, where the documents say what stands below it."""
    known = describe(path)
    return _descriptions(known, "") if known else {}


def old_texts(path: str, key: str) -> dict[str, Any]:
    """Return the descriptions for an old name of a documented path, which is no longer offered."""
    known = describe(path)
    outdated = _("Outdated: use {key}.").format(key=key)
    return (_descriptions(known, outdated) if known else {}) | {"doNotSuggest": True}


def value_texts(path: str, values: Sequence[str]) -> dict[str, Any]:
    """Return the description of each of the documented values."""
    known = describe(path)
    if known is None or len(known.meanings) != len(values):
        return {}
    return {"markdownEnumDescriptions": [_escaped(meaning) for meaning in known.meanings]}


def _descriptions(known: FieldDescription, lead: str) -> dict[str, str]:
    plain = [known.description, *(_plain_fact(title, text) for title, text in _facts(known))]
    marked = [f"- {_marked_fact(title, text)}" for title, text in (*_facts(known), *_sources(known))]
    lines = [_escaped(known.description), "\n".join(marked)]
    if lead:
        return {"description": lead, "markdownDescription": "\n\n".join((f"**{_escaped(lead)}**", *lines))}
    return {"description": "\n\n".join(plain), "markdownDescription": "\n\n".join(lines)}


def _plain_fact(title: str, text: str) -> str:
    return _("{title}: {fact}.").format(title=title, fact=_plain(text))


def _marked_fact(title: str, text: str) -> str:
    return _("**{title}**: {fact}").format(title=title, fact=text)


def _facts(known: FieldDescription) -> Iterator[tuple[str, str]]:
    """Yield what there is to know, as title and Markdown."""
    yield _("Type"), _escaped(known.type)
    if known.unit:
        yield _("Unit"), known.unit
    if known.required_when == _("always"):
        yield _("Required"), known.required_when
    elif known.required_when:
        yield _("Required when"), _escaped(known.required_when)
    if known.default not in _NOTHING:
        is_value = default_of(known.path) is not None
        yield _("Default"), f"`{known.default}`" if is_value else _escaped(known.default)
    yield _("Since installer"), known.since


def _sources(known: FieldDescription) -> Iterator[tuple[str, str]]:
    yield _("Source"), ", ".join(f"[{path.rpartition('/')[2]}]({_address(path)})" for path in known.sources)


def _address(path: str) -> str:
    kind = "blob" if path.endswith(".md") else "tree"
    return f"{REPOSITORY}/{kind}/main/{path}"


def _escaped(text: str) -> str:
    """Keep Markdown from reading the text's own marks."""
    return re.sub(r"([\\`*<\[\]])", r"\\\1", text)


def _plain(text: str) -> str:
    return re.sub(r"\\([\\`*<\[\]])", r"\1", text.strip("`"))


def block_snippet(path: str) -> dict[str, Any]:
    """Return a snippet that begins a text of several lines."""
    return {"label": "|-", "body": f"|-\n  ${{1:{_example(describe(path)).partition(chr(10))[0]}}}"}


def item_snippet(item: MappingShape, path: str) -> dict[str, Any]:
    """Return a snippet with the keys that an item always or usually needs."""
    known = {key: describe(f"{path}[].{key}") for key in item.fields}
    needed = [key for key, each in known.items() if each and _is_needed(item, key, each)]
    return {"label": item.name, "body": _body(needed, f"{path}[]")}


def variant_snippets(union: MappingShape, path: str) -> list[dict[str, Any]]:
    """Return a snippet for each variant of a union that needs more than its `type`."""
    known = describe(f"{path}.type")
    told = dict(zip(known.allowed, known.meanings, strict=True)) if known else {}
    return [
        {
            "label": "type: external" + ("" if tag == "external" else f" ({tag.upper()})"),
            "markdownDescription": _escaped(told["external"]),
            "body": {"type": "external"} | _body(variant.required, path),
        }
        for tag, variant in union.variants.items()
        if variant.required and not OUTDATED.intersection(variant.required)
    ]


def _body(keys: Iterable[str], path: str) -> dict[str, Any]:
    """Return the keys with their examples, at which the editor stops one after the other."""
    return {key: _stop(f"{path}.{key}", number) for number, key in enumerate(keys, 1)}


def _stop(path: str, number: int) -> str | list[str]:
    examples = field_info(path).examples or [""]
    if isinstance(examples[0], list):
        return [f"${{{number}:{_in_snippet(examples[0][0])}}}"]
    return f"${{{number}:{_in_snippet(_example(describe(path)))}}}"


def _in_snippet(text: str) -> str:
    """Keep an editor from reading the text's own dollars as places to stop at."""
    return re.sub(r"([\\$}])", r"\\\1", text)


def _is_needed(item: MappingShape, key: str, known: FieldDescription) -> bool:
    is_text = isinstance(item.fields[key].shape, StringShape)
    return known.required or (is_text and bool(known.required_when))


def _example(known: FieldDescription | None) -> str:
    return known.example if known else ""
