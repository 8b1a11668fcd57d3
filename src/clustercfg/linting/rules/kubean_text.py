"""CC349: what stands in the text of kubeanConfig and is none of its variables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.kubean_settings import KUBEAN_CONFIG
from clustercfg.linting.rule import Finding
from clustercfg.linting.shape.keys import home, takes
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.geometry import column, line_start, newline_of
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path, format_path, parse_path

__all__ = ["cluster_keys_in_kubean_config"]


def cluster_keys_in_kubean_config(view: View) -> Iterator[Finding]:
    """Keys of the cluster configuration stand among the variables of kubeanConfig.

    ## Why it matters
    The text of kubeanConfig is handed to Kubespray, which knows no such variable, so the setting has no effect. Most
    often the line with the name of its block was lost, or lines were indented too far.

    ## Example
    ```yaml
    kubeanConfig: |-
      node_sysctl_tuning: true
      clusterCIDR: 10.233.64.0/18
    ```

    ## Use instead
    ```yaml
    kubeanConfig: |-
      node_sysctl_tuning: true
    network:
      clusterCIDR: 10.233.64.0/18
    ```

    ## Fix
    Unsafe: where the text ends with keys of one block, and that block is missing, its name is written above them.

    ## Source
    Key-field table of cluster-config in the installation guide; the names of Kubespray's variables have no capitals.
    """
    keys = [path for path in view.keys(KUBEAN_CONFIG) if len(path) == len(KUBEAN_CONFIG) + 1]
    places = {path: place for path in keys if (place := _place(str(path[-1])))}
    for place in dict.fromkeys(places.values()):
        paths = [path for path, each in places.items() if each == place]
        message = ngettext(
            "{keys} is no variable of kubeanConfig; it belongs below {place}.",
            "{keys} are no variables of kubeanConfig; they belong below {place}.",
            len(paths),
        )
        yield Finding(
            *view.key_place(paths[0]),
            message.format(keys=", ".join(str(path[-1]) for path in paths), place=place),
            _(
                "Look whether the line with the name of a block is missing above, or lines stand too far right."
            ),
            view.name(paths[0]),
            fix=_with_head(view, keys, paths, place),
        )


def _place(key: str) -> str:
    """Where a key of the cluster configuration belongs; "" for what may be a variable."""
    return "" if key == key.lower() else home(format_path(KUBEAN_CONFIG), key)


def _with_head(view: View, keys: Sequence[Path], strays: Sequence[Path], place: str) -> Fix | None:
    """Write the name of a block above the keys of it with which the text ends."""
    whole, target = view.slot(KUBEAN_CONFIG), parse_path(place) if place.count(".") == 1 else ()
    if not target or "," in place or view.document.find(target) is not None:
        return None
    if whole is None or not isinstance(whole.node, ScalarNode) or whole.node.style != "|":
        return None
    count = len(keys)
    while count and takes(place, str(keys[count - 1][-1])):
        count -= 1
    if count == len(keys) or strays[0] not in keys[count:]:
        return None
    text, start = view.document.text, view.slots[keys[count]].key_start
    goal = line_start(text, start)
    if text[goal:start].strip():
        return None
    head = f"{' ' * column(text, whole.key_start)}{target[-1]}:{newline_of(text)}"
    return Fix(_("Write {line} above").format(line=f"{target[-1]}:"), (Edit(goal, goal, head),))
