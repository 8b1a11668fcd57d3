"""CC326 and CC456: addresses and paths that have the right form and lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Fix
from clustercfg.linting.fixes import replace_scalar
from clustercfg.linting.machines import machines
from clustercfg.linting.rule import Finding
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["blank_in_path", "loopback_node"]

_PATHS: tuple[Path, ...] = (
    ("spec", "fullPackagePath"),
    ("spec", "privateKeyPath"),
    ("spec", "osRepos", "isoPath"),
    ("spec", "osRepos", "osPackagePath"),
    ("spec", "addonPackage", "path"),
    ("spec", "tinderKind", "resourcesMountPath"),
)
_OWN = ("0.0.0.0", "::", "::1")  # noqa: S104 - only compared


def loopback_node(view: View) -> Iterator[Finding]:
    """A machine with an address that every machine has for itself.

    ## Why it matters
    The bootstrap node logs in to each machine by its address, and the machines reach each other by it. `127.0.0.1`
    and `0.0.0.0` name whatever machine uses them.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 127.0.0.1
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Source
    The key-field table of cluster-config: the address of the node. RFC 6890.
    """
    for machine in machines(view):
        address = machine.ip.first_address if machine.ip is not None else None
        if address is not None and (address.startswith("127.") or address in _OWN):
            path = (*machine.path, "ip")
            yield Finding(
                *view.place(path),
                _("No other machine reaches this one as {address}.").format(address=address),
                _("Give the address that the machine has in the hosts' network."),
                view.name(path),
            )


def blank_in_path(view: View) -> Iterator[Finding]:
    """A path with a blank in it.

    ## Why it matters
    The offline package, its images and archives have names without blanks, and scripts that pass such a path on often
    break it in two. Mostly the blank came with copied text.

    ## Example
    ```yaml
    fullPackagePath: /data/off line
    ```

    ## Use instead
    ```yaml
    fullPackagePath: /data/offline
    ```

    ## Fix
    Unsafe: the blanks are taken out.

    ## Source
    The file names on the download and start-install pages of the installation guide.
    """
    for base in _PATHS:
        for path in (base, *view.items(base)):
            value = view.get(path)
            if isinstance(value, str) and len(value.split()) > 1:
                yield Finding(
                    *view.place(path),
                    _("This path has a blank in it."),
                    _("Check it; rename the folder or file if the blank is really there."),
                    view.name(path),
                    fix=_without_blanks(view, path, value),
                )


def _without_blanks(view: View, path: Path, value: str) -> Fix | None:
    slot = view.slot(path)
    if slot is None or not isinstance(slot.node, ScalarNode) or slot.node.start != slot.start:
        return None
    return replace_scalar(
        view.document.text, slot.node, "".join(value.split()), _("Take the blank out"), safe=False
    )
