"""What `ctr containers info` and `nerdctl inspect --mode native` print: the runtime specification of the OCI.

`ctr c info --spec` prints the specification alone, `ctr c info` wraps it; so does the former where the option stands behind
the container's name and a newer ctr overlooks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercfg.storage.mounts.container import Container, Mount
from clustercfg.storage.mounts.data import items, mapping, text, texts
from clustercfg.translation import gettext as _

__all__ = ["container_of", "is_container", "mounts_of"]

_BIND_OPTIONS = frozenset({"bind", "rbind"})


def is_container(data: Any) -> bool:
    """Return whether `data` is a specification or wraps one."""
    return isinstance(data, dict) and ("ociVersion" in data or isinstance(data.get("Spec"), dict))


def container_of(data: dict[str, Any]) -> Container:
    """Return what `data` says."""
    spec = data if "ociVersion" in data else mapping(data, "Spec")
    networks = [each for each in items(spec, "linux", "namespaces") if text(each, "type") == "network"]
    return Container(text(data, "ID"), tuple(mounts_of(spec)), host_network=not networks)


def mounts_of(spec: dict[str, Any]) -> Iterator[Mount]:
    """Yield what is mounted from outside; proc, sysfs and their like are left out."""
    for each in items(spec, "mounts"):
        options = set(texts(each, "options"))
        kind, destination = text(each, "type"), text(each, "destination")
        if kind == "bind" or options & _BIND_OPTIONS:
            yield Mount(destination, text(each, "source"), "bind", "ro" in options)
        elif kind == "tmpfs" and not destination.startswith(("/dev", "/run", "/proc", "/sys")):
            yield Mount(destination, None, kind, refusal=_("it is in memory and gone with the container"))
