"""CC327: masters whose names say that they are workers."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.machines import Machine, machines
from clustercfg.linting.rule import Finding
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.geometry import column, entry_block, newline_of, stands_alone
from clustercfg.yamltext.nodes import Item, SequenceNode
from clustercfg.yamltext.paths import Path

__all__ = ["workers_among_masters"]

_MASTERS: Path = ("spec", "masterNodes")
_HEAD = "workerNodes:"


def workers_among_masters(view: View) -> Iterator[Finding]:
    """The list of masters ends with machines that are named workers, and there is no list of workers.

    ## Why it matters
    Where the line `workerNodes:` is lost, the workers become masters, and nothing else tells of it. A name is only a
    name, so this is advice.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-worker1
        ip: 10.6.229.31
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
    ```

    ## Fix
    Unsafe: the line is written above the first of them.

    ## Source
    Samples of cluster-config in the installation guide, whose machines are named after their lists.
    """
    masters = [machine for machine in machines(view) if machine.role == _MASTERS[-1]]
    first = len(masters)
    while first and _is_named_worker(masters[first - 1]):
        first -= 1
    if first in (0, len(masters)) or not view.lacks("spec.workerNodes"):
        return
    machine, path = masters[first], (*masters[first].path, "nodeName")
    yield Finding(
        *view.place(path),
        _("{node} stands in masterNodes, and its name says that it is a worker.").format(node=machine.name),
        _("Look whether the line {line} is missing above it.").format(line=_HEAD),
        view.name(path),
        fix=_with_head(view, machine),
    )


def _is_named_worker(machine: Machine) -> bool:
    name = (machine.name or "").lower()
    return "worker" in name and "master" not in name


def _with_head(view: View, machine: Machine) -> Fix | None:
    """Write the name of the list above a machine."""
    text, item = view.document.text, view.document.find(machine.path)
    whole = view.document.node(_MASTERS)
    if view.document.find("spec.workerNodes") is not None or not isinstance(item, Item):
        return None
    if not isinstance(whole, SequenceNode) or whole.flow or not stands_alone(text, item):
        return None
    goal, margin = entry_block(text, item)[0], column(text, view.key_place(_MASTERS)[0])
    edit = Edit(goal, goal, f"{' ' * margin}{_HEAD}{newline_of(text)}")
    return Fix(_("Write {line} above").format(line=_HEAD), (edit,))
