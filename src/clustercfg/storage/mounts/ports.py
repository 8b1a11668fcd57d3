"""From the port in a URL to the port on which a container listens."""

from __future__ import annotations

from dataclasses import dataclass

from clustercfg.storage.mounts.container import Container, PublishedPort
from clustercfg.storage.reasons import Confidence, Reason
from clustercfg.translation import gettext as _

__all__ = ["PortAnswer", "listening_port"]


@dataclass(frozen=True, slots=True)
class PortAnswer:
    """The port on which the container is reached."""

    port: int
    translated: bool
    """Whether the connection arrives at the container's own address, not at the URL's."""
    reasons: tuple[Reason, ...] = ()


def listening_port(container: Container, host: str, port: int) -> PortAnswer:
    """Return the container's port for `port` of the URL's `host`."""
    if container.host_network:
        return PortAnswer(port, translated=False)
    if container.ports is None:
        text = _("which port of the container port {port} leads to is not known; --listen-port says it")
        return PortAnswer(port, True, (Reason("port", text.format(port=port), Confidence.CONDITIONAL),))
    fitting = [each for each in container.ports if each.host == port and _is_for(each, host)]
    if fitting:
        return PortAnswer(fitting[0].container, translated=True)
    if container.address is not None and host == container.address:
        return PortAnswer(port, translated=False)
    return PortAnswer(port, True, (_not_published(container, port),))


def _is_for(published: PublishedPort, host: str) -> bool:
    """Return whether the URL's host can be the published address; a name can be any that is not this machine's own."""
    loopback = published.address.startswith("127.")
    is_name = any(letter.isalpha() for letter in host) and ":" not in host
    return (
        published.everywhere or published.address == host or (is_name and loopback is (host == "localhost"))
    )


def _not_published(container: Container, port: int) -> Reason:
    published = ", ".join(
        f"{each.address + ':' if each.address else ''}{each.host} -> {each.container}"
        for each in container.ports or ()
    )
    if published:
        text = _("the container does not publish port {port} there; it publishes {published}")
    else:
        text = _(
            "the container publishes no port, so port {port} of its host leads elsewhere; --listen-port says otherwise"
        )
    return Reason("port", text.format(port=port, published=published), Confidence.CONDITIONAL)
