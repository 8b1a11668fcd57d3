"""The reference of fields: an index, and a page for each block of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.cli.field_page import example_lines
from clustercfg.models.fields import FieldDescription, describe, documented_paths
from clustercfg.models.sources import REPOSITORY
from clustercfg.translation import gettext as _
from clustercfg.translation import speaking
from docsite.markdown import code, facts, fenced, table
from docsite.pages import Page
from docsite.words import word

__all__ = ["field_pages"]

FOLDER = "reference/fields"
_HEAD, _GENERAL = "head", "general"


def field_pages(language: str) -> Iterator[Page]:
    """Yield the index and the page of each block."""
    with speaking(language):
        fields = [found for found in map(describe, documented_paths()) if found]
    groups: dict[str, list[FieldDescription]] = {}
    for field in fields:
        groups.setdefault(_group(field.path), []).append(field)
    yield Page(f"{FOLDER}/index.md", word("fields", language), _index(groups, language))
    for group, members in groups.items():
        text = "\n".join(_page(group, members, language))
        yield Page(f"{FOLDER}/{group}.md", _plain_title(group, language), text)


def _page(group: str, members: list[FieldDescription], language: str) -> Iterator[str]:
    """Yield the parts of a page: the block itself below the title, then what is in it."""
    first, *others = members
    is_block = first.path == f"spec.{group}"
    yield f"# {_title(group, language)}" + (f" {{ #{_anchor(first.path)} }}\n" if is_block else "\n")
    if is_block:
        yield _entry(first, language)
    for field in others if is_block else members:
        label = (
            field.path.removeprefix(f"spec.{group}").lstrip("[].")
            if group not in (_HEAD, _GENERAL)
            else field.path
        )
        yield f'## `{field.path}` {{ #{_anchor(field.path)} data-toc-label="{label.replace("<", "&lt;")}" }}\n'
        yield _entry(field, language)


def _group(path: str) -> str:
    """Return the page of a field: its block below spec, or one of two for what has no block."""
    first, _dot, rest = path.partition(".")
    if first != "spec" or not rest:
        return _HEAD
    block, dot, _rest = rest.partition(".")
    has_block = dot or any(
        each.startswith((f"spec.{block}.", f"spec.{block}[].")) for each in documented_paths()
    )
    return block.removesuffix("[]") if has_block else _GENERAL


def _title(group: str, language: str) -> str:
    return word(group, language) if group in (_HEAD, _GENERAL) else code(f"spec.{group}")


def _plain_title(group: str, language: str) -> str:
    return _title(group, language).strip("`")


def _index(groups: dict[str, list[FieldDescription]], language: str) -> str:
    parts = [
        f"# {word('fields', language)}\n",
        word("fields-intro", language).format(repository=REPOSITORY) + "\n",
    ]
    head = [word(key, language) for key in ("field", "type", "default", "since")]
    for group, fields in groups.items():
        rows = [
            [f"[`{each.path}`]({group}.md#{_anchor(each.path)})", each.type, _default(each), each.since]
            for each in fields
        ]
        parts += [f"## {_title(group, language)} {{ #{group.lower()} }}\n", table(head, rows)]
    return "\n".join(parts)


def _anchor(path: str) -> str:
    return path.replace("[]", "").replace(".", "-").strip("<>").replace("<", "").replace(">", "").lower()


def _default(field: FieldDescription) -> str:
    """Return the default as code, or as the words that stand for it."""
    default = "" if field.default in ("[]", "{}") else field.default
    in_words = re.search(r"\s|[^\x00-\x7f]", default)
    return default if in_words else code(default)


def _entry(field: FieldDescription, language: str) -> str:
    secret = word("remark", language).format(text=word("secret", language)) if field.secret else ""
    since = f"{word('installer', language)} {field.since}" if field.since else ""
    required, condition = _required(field, language)
    about = facts(
        [
            (word("type", language), field.type + secret),
            (word("unit", language), field.unit),
            (word("values", language), _values(field, language)),
            (word("default", language), _default(field)),
            (word(required, language), condition),
            (word("since", language), since),
            (
                word("old-names", language),
                word("comma", language).join(code(each) for each in field.old_names),
            ),
            (word("source", language), "\n".join(_source(each) for each in field.sources)),
        ]
    )
    example = (
        fenced("\n".join(example_lines(field)), "yaml", word("example", language)) if field.example else ""
    )
    return f"{field.description}\n\n{about}\n\n{example}"


def _values(field: FieldDescription, language: str) -> str:
    is_open = field.open and field.allowed
    doubtful = word("remark", language).format(text=word("doubtful", language)) if is_open else ""
    if field.meanings:
        lines = [
            f"`{value}`: {meaning}" for value, meaning in zip(field.allowed, field.meanings, strict=True)
        ]
        return "\n".join([*lines, doubtful.strip()] if doubtful else lines)
    return word("comma", language).join(code(each) for each in field.allowed) + doubtful


def _required(field: FieldDescription, language: str) -> tuple[str, str]:
    """Return the key of the term, and what is said of it."""
    with speaking(language):
        always = _("always")
    if field.required_when not in ("", always):
        return "required-when", word("when", language).format(condition=field.required_when)
    return "required", word("yes", language) if field.required or field.required_when else ""


def _source(path: str) -> str:
    return f"[{path}]({REPOSITORY}/blob/main/{path})" if "/" in path else path
