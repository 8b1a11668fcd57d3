"""Values that are legal and yet hardly what was meant: signs left over, invisible characters, lines joined to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import quote
from clustercfg.linting.shape.leaves import Leaf
from clustercfg.models.formats import FORMATS
from clustercfg.models.shapes import BooleanShape, IntegerShape, Shape, StringShape
from clustercfg.translation import gettext as _
from clustercfg.yamltext.geometry import line_end
from clustercfg.yamltext.nodes import Entry, ScalarNode
from clustercfg.yamltext.scalars import resolve_core, resolve_go

__all__ = ["commented_value", "doubt_string", "over_lines"]

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SIGNS = ",;\\"
_GLUED_HASH = re.compile(r"(?<=\S)#(?: |[^\x00-\x7f])")
_GLUED_COMMENT = re.compile(r"[ \t]+#([^\s#][!-~]*)[ \t]*\Z")
_COMMENT = re.compile(r"[ \t]*#[ \t]*(?=\S)")
_BREAK = re.compile(r"(?<![ \t])[ \t]*\r?\n[ \t\r\n]*")


def doubt_string(leaf: Leaf, shape: StringShape) -> None:
    """Report what is doubtful about a string that has the form that its field wants."""
    found = next((doubt for doubt in (_invisible, _stray_quote, _left_over, _glued) if doubt(leaf)), None)
    if found is None and shape.secret and not leaf.node.style:
        _doubt_secret(leaf)


def _invisible(leaf: Leaf) -> bool:
    if not INVISIBLE.search(leaf.node.text):
        return False
    found = list(INVISIBLE.finditer(leaf.text, leaf.node.start, leaf.node.end))
    edits = tuple(Edit(each.start(), each.end(), "") for each in found)
    fix = Fix(_("Delete the invisible characters"), edits) if edits else None
    leaf.report("invisible-character", fix, character=f"U+{ord(found[0][0]):04X}" if found else "")
    return True


def _stray_quote(leaf: Leaf) -> bool:
    """A plain value that ends with a quote that nothing opened."""
    text, start = leaf.node.text, leaf.node.start
    mark = text[-1:]
    if leaf.node.style or mark not in ("'", '"') or text.count(mark) != 1 or (mark == '"' and "\\" in text):
        return False
    leaf.report("leftover-sign", Fix(_("Write the opening quote"), (Edit(start, start, mark),)), sign=mark)
    return True


def _left_over(leaf: Leaf) -> bool:
    text, end = leaf.node.text, leaf.node.end
    bare = text.rstrip(_SIGNS)
    if leaf.node.style or not bare or len(bare) == len(text):
        return False
    fix = Fix(_("Delete the sign"), (Edit(end - len(text) + len(bare.rstrip()), end, ""),))
    leaf.report("leftover-sign", fix, sign=text[len(bare)])
    return True


def _glued(leaf: Leaf) -> bool:
    """A comment without the blank before it, which makes it a part of the value."""
    match = _GLUED_HASH.search(leaf.node.text)
    if match is None or leaf.node.style:
        return False
    place = leaf.node.start + match.start()
    if leaf.text[place : place + 1] != "#":
        return False
    fix = Fix(_("Write a blank before the comment"), (Edit(place, place, " "),))
    leaf.report("leftover-sign", fix, sign="#")
    return True


def _doubt_secret(leaf: Leaf) -> None:
    node = leaf.node
    rest = leaf.text[node.end : line_end(leaf.text, node.end)]
    if _GLUED_COMMENT.match(rest):
        leaf.report("comment-in-secret")
    elif isinstance(resolve_go(node.text), bool | int | float) or isinstance(
        resolve_core(node.text), bool | int | float
    ):
        leaf.report("unquoted-secret", quote(leaf.text, node, _("Put quotes around the value")))


def over_lines(leaf: Leaf, shape: StringShape) -> None:
    """Report a value in quotes or none that goes on in the next line: YAML joins its lines with blanks."""
    written = leaf.text[leaf.node.start : leaf.node.end]
    if "\\\n" not in written:
        leaf.report("value-over-lines", _one_line_fix(leaf, shape) if "#" not in written else None)


def _one_line_fix(leaf: Leaf, shape: StringShape) -> Fix | None:
    """Give the lines of a list item a dash each if each is a value; else join a value without blanks."""
    node = leaf.node
    breaks = list(_BREAK.finditer(leaf.text, node.start, node.end))
    parts = _BREAK.split(leaf.text[node.start : node.end])
    if isinstance(leaf.path[-1], int) and not node.style and _all_fit(parts, shape):
        return Fix(_("Write a dash before each line"), tuple(_dashes(leaf, breaks)))
    if any(len(part.split()) != 1 for part in parts):
        return None
    return Fix(_("Join the lines"), tuple(Edit(each.start(), each.end(), "") for each in breaks))


def _all_fit(parts: list[str], shape: StringShape) -> bool:
    check = FORMATS[shape.format] if shape.format else None
    return check is not None and all(check(part) is None for part in parts)


def _dashes(leaf: Leaf, breaks: list[re.Match[str]]) -> Iterator[Edit]:
    """Put the dashes below the first one."""
    line = leaf.text.rfind("\n", 0, leaf.node.start) + 1
    lead = re.sub(r"[^ \n-]", " ", leaf.text[line : leaf.node.start])
    for each in breaks:
        last = each[0].rfind("\n") + 1
        yield Edit(each.start() + last, each.end(), lead)


def commented_value(text: str, shape: Shape, entry: Entry) -> tuple[int, int, Fix] | None:
    """Return the place of a value that only a comment sign behind its key hides, and the fix that takes it away."""
    match = _COMMENT.match(text, entry.colon + 1)
    value = entry.value
    if match is None or entry.alias or not isinstance(value, ScalarNode) or value.text:
        return None
    start, end = match.end(), line_end(text, match.end())
    fits = _fitting(shape)
    if fits is None or not fits(text[start:end].strip()):
        return None
    lead = " " if match[0].startswith("#") else ""
    hash_at = match.start() + match[0].index("#")
    return hash_at, end, Fix(_("Take the comment sign away"), (Edit(hash_at, start, lead),))


def _fitting(shape: Shape) -> Callable[[str], bool] | None:
    if isinstance(shape, IntegerShape):
        return str.isdecimal
    if isinstance(shape, BooleanShape):
        return ("true", "false").__contains__
    if not isinstance(shape, StringShape):
        return None
    if shape.values:
        return shape.values.__contains__
    if shape.format:
        check = FORMATS[shape.format]
        return lambda text: check(_bare(text)) is None
    return lambda text: re.fullmatch(r"[!-~]+", text) is not None


def _bare(text: str) -> str:
    return text[1:-1] if text[:1] == text[-1:] and text[:1] in ("'", '"') and len(text) > 1 else text
