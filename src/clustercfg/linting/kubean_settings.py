"""What the text of kubeanConfig says, asked by the name of a variable."""

from __future__ import annotations

import re
from typing import Any

from clustercfg.linting.additions import append_lines, prepend_to_text
from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.view import View
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["KUBEAN_CONFIG", "lacks_variable", "variable", "with_variable"]

_KEY = "kubeanConfig"
KUBEAN_CONFIG: Path = ("spec", _KEY)


def variable(view: View, name: str) -> Any:
    """Return the value of a variable; None when it is absent, malformed or a placeholder."""
    return view.get((*KUBEAN_CONFIG, name))


def lacks_variable(view: View, name: str) -> bool:
    """Return whether a variable is surely absent: no line of the text names it, readable or not."""
    if not view.lacks((*KUBEAN_CONFIG, name)) or view.may_hide(_KEY):
        return False
    slot = view.slot(KUBEAN_CONFIG)
    if slot is None:
        return True
    lines = (line.partition("#")[0] for line in view.document.text[slot.start : slot.end].splitlines())
    return not any(re.search(rf"\b{re.escape(name)}\b", line) for line in lines)


def with_variable(view: View, name: str, value: str, title: str) -> Fix | None:
    """Return the fix that gives a variable a value: in place, as a new line of the text, or with a new kubeanConfig."""
    text, line = view.document.text, f"{name}: {value}"
    slot = view.slot((*KUBEAN_CONFIG, name))
    whole = view.slot(KUBEAN_CONFIG)
    if whole is None:
        spec = view.document.node("spec")
        return append_lines(text, spec, (f"{_KEY}: |-", f"  {line}"), title)
    if not isinstance(whole.node, ScalarNode) or whole.node.style != "|":
        return None
    if slot is None:
        return prepend_to_text(text, whole.node, line, title)
    if not isinstance(slot.node, ScalarNode) or "\n" in text[slot.start : slot.end]:
        return None
    return Fix(title, (Edit(slot.node.start, slot.node.end, value),))
