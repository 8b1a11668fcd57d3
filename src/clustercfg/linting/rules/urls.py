"""CC431 to CC434: addresses of servers, whatever they serve."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Fix
from clustercfg.linting.endpoints import Endpoint, endpoints, servers, source_endpoints
from clustercfg.linting.fixes import replace_part
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.models.hosts import is_ipv4
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["credentials_in_url", "endpoint_on_bootstrap_port", "endpoint_with_query", "unreachable_endpoint"]

_OWN_NAMES = ("localhost", "localhost.localdomain", "[::1]", "[::]", "0.0.0.0")  # noqa: S104 - nothing is bound to it
_LOAD_BALANCER: Path = ("spec", "loadBalancer")
_TINDER_PORTS = {
    "registryPort": "443",
    "minioServerPort": "9000",
    "minioConsolePort": "9001",
    "chartmuseumPort": "8081",
}


def credentials_in_url(view: View) -> Iterator[Finding]:
    """A user name or password inside a URL.

    ## Why it matters
    URLs are printed: in logs, in error messages, in the ConfigMap that keeps this file. The documents put credentials
    into keys of their own, and S3 takes them from there alone.

    ## Example
    ```yaml
    externalImageRepo: https://installer:secret@registry.example.com
    ```

    ## Use instead
    ```yaml
    externalImageRepo: https://registry.example.com
    externalImageRepoUsername: installer
    externalImageRepoPassword: secret
    ```

    ## Fix
    Unsafe: they are taken out of the URL, where they are also given in keys of their own.

    ## Source
    External-binary, external-os and external-imageandchart pages of the installation guide.
    """
    for each in endpoints(view):
        if not each.has_userinfo:
            continue
        keys = () if each.kind == "http" else _credential_keys(each.path)
        if keys:
            remedy = _("Give them in keys of their own: {keys}.").format(keys=", ".join(keys))
        else:
            remedy = _("Let the nodes read from a plain HTTP server without credentials.")
        yield Finding(
            *view.place(each.path),
            _("The URL holds credentials, which end up in logs."),
            remedy,
            view.name(each.path),
            fix=_without_userinfo(view, each, keys),
        )


def _credential_keys(path: Path) -> tuple[str, ...]:
    """The keys for user and password beside the URL at `path`; none for what takes no credentials."""
    key = str(path[-1])
    if key == "endpoint":
        return ("username", "password") if "elasticsearch" in path else ("accessKey", "secretKey")
    stem = {
        "externalRepoEndpoint": "externalRepo",
        "externalRepository": "externalRepo",
        "externalImageRepo": "externalImageRepo",
        "externalChartRepo": "externalChartRepo",
    }.get(key)
    return (f"{stem}Username", f"{stem}Password") if stem else ()


def _without_userinfo(view: View, endpoint: Endpoint, keys: tuple[str, ...]) -> Fix | None:
    """Only where both keys are given: nowhere else would the file keep what the URL loses."""
    slot = view.slot(endpoint.path)
    if slot is None or not keys or not all(view.has((*endpoint.path[:-1], key)) for key in keys):
        return None
    text = view.document.text
    start = text.find("://", slot.start, slot.end)
    end = text.rfind("@" + endpoint.address, slot.start, slot.end)
    title = _("Take the credentials out of the URL")
    return replace_part(text, slot, text[start + 3 : end + 1], "", title) if 0 <= start < end else None


def endpoint_with_query(view: View) -> Iterator[Finding]:
    """A URL with a query or a fragment.

    ## Why it matters
    The path of each file is written behind this address, so it would become part of the query and never reach the
    server as a path.

    ## Example
    ```yaml
    externalRepoEndpoint: http://10.6.0.5:8080/?site=1
    ```

    ## Use instead
    ```yaml
    externalRepoEndpoint: http://10.6.0.5:8080
    ```

    ## Fix
    Unsafe: the query is removed.

    ## Source
    External-binary page of the installation guide; the air-gap examples of Kubean.
    """
    for each in endpoints(view):
        if not each.query:
            continue
        slot = view.slot(each.path)
        title = _("Remove the query")
        yield Finding(
            *view.place(each.path),
            _("The address has a query or fragment; paths are appended to it."),
            _("Write the address without what begins with {mark}.").format(mark=each.query[:1]),
            view.name(each.path),
            fix=replace_part(view.document.text, slot, each.query, "", title) if slot else None,
        )


def unreachable_endpoint(view: View) -> Iterator[Finding]:
    """A server at an address where the nodes cannot find it.

    ## Why it matters
    Every node reads the same address. `localhost` means each node itself, and a virtual IP of this cluster answers
    only when the cluster runs, long after it needed the server.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://127.0.0.1:8080
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.5:8080
    ```

    ## Source
    External-binary page of the installation guide: the nodes download from this address.
    """
    for each in servers(source_endpoints(view)):
        if _is_own(each.host.lower()):
            message = _("{host} is each machine itself: the nodes do not find your server there.")
            yield Finding(
                *view.place(each.path),
                message.format(host=each.host),
                _("Write the address by which the nodes reach the server."),
                view.name(each.path),
            )
        elif vip := _vip(view, each.host):
            message = _("{host} is a virtual IP of this cluster: nothing answers there before it runs.")
            yield Finding(
                *view.place(each.path),
                message.format(host=each.host),
                _("Write the address of a server that exists already."),
                view.name(each.path),
                (Second(_("the virtual IP"), *view.place(vip)),),
            )


def _is_own(host: str) -> bool:
    return host in _OWN_NAMES or host.endswith(".localhost") or (host.startswith("127.") and is_ipv4(host))


def _vip(view: View, host: str) -> Path | None:
    if view.get((*_LOAD_BALANCER, "type")) != "metallb":
        return None
    paths = ((*_LOAD_BALANCER, key) for key in ("istioGatewayVip", "insightVip"))
    return next(
        (path for path in paths if (view.get(path) or "").partition("/")[0] == host.strip("[]")), None
    )


def endpoint_on_bootstrap_port(view: View) -> Iterator[Finding]:
    """Your own server at a port that the bootstrap node takes for itself.

    ## Why it matters
    The kind cluster on the bootstrap node publishes a registry (443), MinIO (9000, console 9001) and ChartMuseum (8081).
    Another server on the same machine cannot have the same port.

    ## Example
    ```yaml
    bootstrapNode: 10.6.0.2
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.2:9000
    ```

    ## Use instead
    ```yaml
    bootstrapNode: 10.6.0.2
    binaries:
      type: builtin
    ```

    ## Source
    Field table of cluster-config (tinderKind) in the installation guide.
    """
    bootstrap = view.get("spec.bootstrapNode")
    if bootstrap is None or bootstrap == "auto":
        return
    taken = _taken_ports(view)
    for each in servers(endpoints(view)):
        key = taken.get(each.effective_port or "")
        if key is None or each.host.strip("[]").lower() != bootstrap.lower():
            continue
        message = _("The bootstrap node itself uses port {port} (tinderKind.{key}).")
        yield Finding(
            *view.place(each.path),
            message.format(port=each.effective_port, key=key),
            _(
                "Use type builtin if its own storage is meant; else give your server, or tinderKind, another port."
            ),
            view.name(each.path),
            (Second(_("the bootstrap node"), *view.place("spec.bootstrapNode")),),
        )


def _taken_ports(view: View) -> dict[str, str]:
    """Each port of the kind cluster, and the key that sets it."""
    found: dict[str, str] = {}
    for key, default in _TINDER_PORTS.items():
        path = ("spec", "tinderKind", key)
        port = view.get(path) if view.has(path) else default
        found.setdefault(str(port), key)
    return found
