"""CC323 to CC325, CC360 and CC361: the bootstrap machine, and what the installation as a whole needs."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.sources import creates_cluster, source_kind
from clustercfg.linting.view import View
from clustercfg.models.hosts import is_ip
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = [
    "bootstrap_name_alone",
    "cluster_name_missing",
    "ignored_by_install_app",
    "tinder_kind_port_clash",
    "too_many_time_servers",
]

_PORTS = {"registryPort": 443, "minioServerPort": 9000, "minioConsolePort": 9001, "chartmuseumPort": 8081}
_MOST_TIME_SERVERS = 4
_CLUSTER_KEYS = ("masterNodes", "workerNodes", "etcdNodes", "osRepos", "binaries")


def too_many_time_servers(view: View) -> Iterator[Finding]:
    """More than four time servers.

    ## Why it matters
    The requirements ask for one to four. More do not make the time better.

    ## Example
    ```yaml
    ntpServer: [10.6.229.1, 10.6.229.2, 10.6.229.3, 10.6.229.4, 10.6.229.5]
    ```

    ## Use instead
    ```yaml
    ntpServer: [10.6.229.1, 10.6.229.2, 10.6.229.3, 10.6.229.4]
    ```

    ## Source
    Deploy-requirements of the installation guide.
    """
    servers = list(view.items("spec.ntpServer"))
    if len(servers) <= _MOST_TIME_SERVERS:
        return
    yield Finding(
        *view.place(servers[_MOST_TIME_SERVERS]),
        _("{count} time servers are listed; the requirements ask for one to four.").format(
            count=len(servers)
        ),
        _("Keep the four nearest."),
        view.name(servers[_MOST_TIME_SERVERS]),
    )


def cluster_name_missing(view: View) -> Iterator[Finding]:
    """A new cluster has no name.

    ## Why it matters
    Nearly every example of a new cluster names it; the one that does not leaves open what name it gets.

    ## Example
    ```yaml
    spec:
      masterNodes:
        - nodeName: g-master1
          ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    spec:
      clusterName: my-cluster
      masterNodes:
        - nodeName: g-master1
          ip: 10.6.229.21
    ```

    ## Source
    Examples of cluster-config in the installation guide, against its ECS page.
    """
    path = ("spec", "clusterName")
    if creates_cluster(view) and view.lacks(path):
        yield Finding(
            *view.key_place(path),
            _("clusterName is missing; the documents name every new cluster."),
            _("Add clusterName to spec."),
            view.name(path),
        )


def ignored_by_install_app(view: View) -> Iterator[Finding]:
    """Keys for a new cluster, although an existing one is to be used (`--mode install-app`).

    ## Why it matters
    `install-app` puts the platform into a cluster that exists. Nodes, OS packages and Kubernetes binaries are not its
    business; whoever wrote them expects something that does not happen.

    ## Example
    ```yaml
    loadBalancer:
      type: NodePort
    osRepos:
      type: builtin
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: NodePort
    ```

    ## Source
    Online, offline and OCP pages of the installation guide.
    """
    paths: list[Path] = [("spec", key) for key in _CLUSTER_KEYS if view.has(("spec", key))]
    if view.mode != "install-app" or not paths:
        return
    paths.sort(key=view.key_place)
    yield Finding(
        *view.key_place(paths[0]),
        _("install-app does not use {keys}.").format(keys=", ".join(str(path[-1]) for path in paths)),
        _("Remove what is for a new cluster, or install with cluster-create."),
        view.name(paths[0]),
        tuple(Second(_("not used either"), *view.key_place(path)) for path in paths[1:]),
    )


def tinder_kind_port_clash(view: View) -> Iterator[Finding]:
    """Two services of the bootstrap machine are to listen on the same port.

    ## Why it matters
    The registry, MinIO, its console and ChartMuseum all run on the bootstrap machine. A port that is not written has
    its default: 443, 9000, 9001 and 8081.

    ## Example
    ```yaml
    tinderKind:
      registryPort: 9000
    ```

    ## Use instead
    ```yaml
    tinderKind:
      registryPort: 8443
    ```

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    used: dict[int, Path] = {}
    paths: list[Path] = [("spec", "tinderKind", key) for key in _PORTS]
    # A written port is blamed rather than a default, and the later one rather than the earlier.
    for path in sorted(paths, key=lambda each: (view.has(each), view.key_place(each))):
        port = view.get(path) if view.has(path) else _PORTS[str(path[-1])] if view.lacks(path) else None
        if port is None:
            continue
        first = used.setdefault(port, path)
        if first is not path:
            yield _clash(view, path, first, port)


def _clash(view: View, path: Path, first: Path, port: int) -> Finding:
    is_written = view.has(first)
    message = _("{key} and {other} both use port {port}.") if is_written else None
    message = message or _("{key} uses port {port}, the default of {other}.")
    return Finding(
        *view.place(path),
        message.format(key=path[-1], other=first[-1], port=port),
        _("Choose another port."),
        view.name(path),
        (Second(_("the other one"), *view.place(first)),) if is_written else (),
    )


def bootstrap_name_alone(view: View) -> Iterator[Finding]:
    """The bootstrap machine has a domain, and the certificate of its registry lacks its IP.

    ## Why it matters
    For a second bootstrap machine, the guide gives one of the two by domain and the other by IP: `bootstrapNode` with
    the domain and `additionalSSLSubjectAltName` with the IP, and the other way round on the standby. The certificate
    of the built-in registry then fits both.

    ## Example
    ```yaml
    bootstrapNode: bootstrap.example.com
    imagesAndCharts:
      type: builtin
    ```

    ## Use instead
    ```yaml
    bootstrapNode: bootstrap.example.com
    imagesAndCharts:
      type: builtin
      additionalSSLSubjectAltName: 10.6.229.5
    ```

    ## Source
    Page on a highly available bootstrap machine (thinder-ha) of the installation guide.
    """
    path, other = ("spec", "bootstrapNode"), ("spec", "imagesAndCharts", "additionalSSLSubjectAltName")
    name = view.get(path)
    if name in (None, "auto") or source_kind(view, "imagesAndCharts") != "builtin":
        return
    second = view.get(other)
    if view.lacks(other) and not is_ip(name):
        message = _("The certificate of the built-in registry will not hold the IP of {name}.")
    elif second is not None and is_ip(second) == is_ip(name):
        message = _("bootstrapNode and additionalSSLSubjectAltName should be a domain and an IP.")
    else:
        return
    yield Finding(
        *view.place(other if second is not None else path),
        message.format(name=name),
        _("Give the other form of the address in additionalSSLSubjectAltName."),
        view.name(other),
        severity=Severity.INFO,
    )
