"""What `explain` shows of fields."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from clustercfg.linting.reports.characters import columns, wrap
from clustercfg.models.fields import documented_paths
from clustercfg.models.sources import REPOSITORY
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustercfg.linting.reports.palette import Palette
    from clustercfg.models.fields import FieldDescription

__all__ = ["example_lines", "field_data", "field_list", "field_page", "fields_called"]


def fields_called(name: str) -> list[str]:
    """Return the documented paths that end in `name`, whatever its case: one key or several."""
    ending = name.lower().replace("[]", "")
    return [path for path in documented_paths() if _ends_in(path.lower().replace("[]", ""), ending)]


def _ends_in(path: str, ending: str) -> bool:
    return path == ending or path.endswith("." + ending)


def field_data(field: FieldDescription) -> dict[str, Any]:
    """Return a field as plain data."""
    return dataclasses.asdict(field)


def field_list(fields: Iterable[FieldDescription], palette: Palette, width: int) -> str:
    """Return one entry per field: its path and what it is."""
    lines = (
        line
        for field in fields
        for line in (palette.paint(field.path, "bold"), *_indented(field.description, width))
    )
    return "".join(line + "\n" for line in lines)


def field_page(field: FieldDescription, palette: Palette, width: int) -> str:
    """Return all there is to know about one field."""
    lines = [palette.paint(field.path, "bold"), *_indented(field.description, width), ""]
    facts = [(title, texts) for title, texts in _facts(field) if any(texts)]
    indent = max(columns(title) for title, _texts in facts) + 4
    for title, texts in facts:
        first, *rest = [line for text in texts for line in wrap(text, width - indent)]
        lines.append(f"  {palette.paint(title, 'green')}{' ' * (indent - 2 - columns(title))}{first}")
        lines += [" " * indent + line for line in rest]
    if field.example:
        lines += [
            "",
            palette.paint(_("An example"), "bold"),
            *(f"    {line}" for line in example_lines(field)),
        ]
    return "\n".join([*lines, *_children(field.path, palette)]) + "\n"


def _indented(text: str, width: int) -> list[str]:
    return ["  " + line for line in wrap(text, width - 2)]


def _facts(field: FieldDescription) -> Iterator[tuple[str, list[str]]]:
    yield _("type"), [(_("{type} (secret)") if field.secret else "{type}").format(type=field.type)]
    yield (
        _("values"),
        [
            (_("{values} (others are doubtful)") if field.open and field.allowed else "{values}").format(
                values=", ".join(field.allowed)
            )
        ],
    )
    yield _("default"), [field.default if field.default not in ("[]", "{}") else ""]
    yield _("required"), [_required(field)]
    yield _("since"), [_("installer {version}").format(version=field.since) if field.since else ""]
    yield _("old names"), [", ".join(field.old_names)]
    yield _("sources"), [f"{source}" for source in field.sources]
    yield "", [_("(in {repository})").format(repository=REPOSITORY)] if field.sources else []


def _required(field: FieldDescription) -> str:
    if field.required_when:
        return (
            _("when {condition}").format(condition=field.required_when)
            if field.required_when != _("always")
            else _("always")
        )
    return _("always") if field.required else _("never")


def example_lines(field: FieldDescription) -> list[str]:
    """Return the example in its place in a document."""
    lines: list[str] = []
    lead = ""
    *parents, last = field.path.split(".")
    depth = 0
    for part in parents:
        key = part.removesuffix("[]")
        text_of_yaml = " |-" if key == "kubeanConfig" else ""
        lines.append(f"{lead or '  ' * depth}{key}:{text_of_yaml}")
        depth += 1
        lead = ""
        if part.endswith("[]"):
            lead = "  " * depth + "- "
            depth += 1
    if "\n" in field.example:
        return [
            *lines,
            f"{lead or '  ' * depth}{last}: |-",
            *("  " * (depth + 1) + line for line in field.example.split("\n")),
        ]
    return [*lines, f"{lead or '  ' * depth}{last}: {field.example}"]


def _children(path: str, palette: Palette) -> list[str]:
    below = [each for each in documented_paths() if _parent(each) == path.replace("[]", "")]
    if not below:
        return []
    return ["", palette.paint(_("Fields"), "bold"), *("  " + each for each in below)]


def _parent(path: str) -> str:
    return path.replace("[]", "").rpartition(".")[0]
