"""What the text of kubeanConfig says, asked by the name of a variable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clustercfg.linting.additions import append_lines, combined, prepend_to_text
from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.view import Slot, View
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["KUBEAN_CONFIG", "lacks_variable", "variable", "with_variables"]

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


def with_variables(view: View, values: Mapping[str, str], title: str) -> Fix | None:
    """Return the fix that gives variables their values: in place, as new lines of the text, or in a new kubeanConfig."""
    text, whole = view.document.text, view.slot(KUBEAN_CONFIG)
    if whole is None:
        lines = [f"  {name}: {value}" for name, value in values.items()]
        return append_lines(text, view.document.node("spec"), (f"{_KEY}: |-", *lines), title)
    if not isinstance(whole.node, ScalarNode) or whole.node.style != "|":
        return None
    written = {name: slot for name in values if (slot := view.slot((*KUBEAN_CONFIG, name)))}
    new = [f"{name}: {value}" for name, value in values.items() if name not in written]
    fixes = [_rewritten(slot, values[name]) for name, slot in written.items()]
    return combined(title, [*fixes, prepend_to_text(text, whole.node, new)] if new else fixes)


def _rewritten(slot: Slot, value: str) -> Fix | None:
    if not isinstance(slot.node, ScalarNode) or "\n" in slot.node.text:
        return None
    return Fix("", (Edit(slot.node.start, slot.node.end, value),))
