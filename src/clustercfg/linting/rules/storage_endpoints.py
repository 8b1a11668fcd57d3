"""CC421 to CC425: external storage for packages, S3-compatible or plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.endpoints import Endpoint, source_endpoints
from clustercfg.linting.fixes import replace_part
from clustercfg.linting.rule import Finding
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Entry
from clustercfg.yamltext.paths import Path

__all__ = [
    "console_port",
    "outdated_external_repository",
    "s3_endpoint_with_path",
    "s3_port_without_credentials",
    "unencrypted_credentials",
]

_BINARIES: Path = ("spec", "binaries")
_CREDENTIALS = ("externalRepoUsername", "externalRepoPassword")
_BUCKET = "/kubean"
_S3_PORT = "9000"
_CONSOLE_PORT = "9001"


def outdated_external_repository(view: View) -> Iterator[Finding]:
    """The older key for external binaries, one URL with the bucket in it.

    ## Why it matters
    The page on external binaries (installer v0.8.0 and later) has `externalRepoEndpoint` instead, with a user name and
    a password for S3-compatible storage; such an endpoint names no bucket.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepository: https://minio.example.com:9000/kubean
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: https://minio.example.com:9000
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Fix
    Unsafe: the key is renamed. With credentials the bucket `/kubean` is taken off, since S3 adds it; without them the
    URL stays as it is, and names a plain HTTP server.

    ## Source
    External-binary page and minimal external example of cluster-config in the installation guide.
    """
    for each in source_endpoints(view):
        if each.kind != "repository":
            continue
        yield Finding(
            *view.key_place(each.path),
            _("externalRepository is outdated; the key is externalRepoEndpoint now."),
            _("For S3-compatible storage give the endpoint without a bucket, a user name and a password."),
            view.name(each.path),
            fix=_renamed_repository(view, each),
        )


def _renamed_repository(view: View, endpoint: Endpoint) -> Fix | None:
    entry = view.document.find(endpoint.path)
    given = [key for key in _CREDENTIALS if view.has((*_BINARIES, key))]
    if not isinstance(entry, Entry) or len(given) == 1:
        return None
    title = _("Rename to externalRepoEndpoint")
    rename = Edit(entry.key.start, entry.key.end, "externalRepoEndpoint")
    if not given or not endpoint.folder:
        return Fix(title, (rename,))
    shortened = _without_bucket(view, endpoint)
    return Fix(title, (rename, *shortened.edits)) if shortened else None


def _without_bucket(view: View, endpoint: Endpoint) -> Fix | None:
    slot = view.slot(endpoint.path)
    if slot is None or endpoint.folder != _BUCKET:
        return None
    title = _("Remove {part}").format(part=_BUCKET)
    address = endpoint.address
    return replace_part(view.document.text, slot, address + _BUCKET, address, title)


def s3_endpoint_with_path(view: View) -> Iterator[Finding]:
    """An S3 endpoint that names more than the server.

    ## Why it matters
    With a user name and a password the endpoint is S3-compatible storage, and the installer adds the bucket `kubean`
    itself: with `/kubean` in the endpoint the nodes would ask for `/kubean/kubean/...`. Only the outdated key
    `externalRepository` holds the bucket. Behind any other path most S3 servers refuse the signature.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: https://minio.example.com:9000/kubean
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: https://minio.example.com:9000
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Fix
    Unsafe: `/kubean` is removed; another path is left alone.

    ## Source
    External-binary and external-os pages of the installation guide.
    """
    for each in source_endpoints(view):
        if each.kind != "s3" or not each.folder:
            continue
        if each.folder == _BUCKET:
            message = _("An S3 endpoint names no bucket: the installer adds {path} itself.")
            remedy = _("Only the outdated key externalRepository holds the bucket.")
        else:
            message = _("An S3 endpoint is a server without a path, but this one has {path}.")
            remedy = _("For a plain HTTP server leave user name and password out.")
        place = view.place(each.path)
        fix = _without_bucket(view, each)
        yield Finding(*place, message.format(path=each.folder), remedy, view.name(each.path), fix=fix)


def console_port(view: View) -> Iterator[Finding]:
    """An S3 endpoint at the port of MinIO's web console.

    ## Why it matters
    MinIO answers S3 requests at port 9000; at 9001 a web page answers, and every upload fails.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.5:9001
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.5:9000
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Fix
    Unsafe: the port becomes 9000.

    ## Source
    Field table of cluster-config (tinderKind: MinIO and its console) in the installation guide.
    """
    for each in source_endpoints(view):
        slot = view.slot(each.path)
        if slot is None or each.kind not in ("s3", "repository") or each.port != _CONSOLE_PORT:
            continue
        title = _("Write port {port}").format(port=_S3_PORT)
        fix = replace_part(view.document.text, slot, each.address, f"{each.host}:{_S3_PORT}", title)
        yield Finding(
            *view.place(each.path),
            _("Port {port} is usually MinIO's console, which does not speak S3.").format(port=each.port),
            _("The S3 port of MinIO is {port} unless it was changed.").format(port=_S3_PORT),
            view.name(each.path),
            fix=fix,
        )


def s3_port_without_credentials(view: View) -> Iterator[Finding]:
    """External binaries at MinIO's usual port, but without a user name and a password.

    ## Why it matters
    Without credentials the endpoint is a plain HTTP server: nothing is uploaded, and the nodes ask for
    `<endpoint>/dl.k8s.io/...`. In MinIO the first part of a path is a bucket, so nothing is found there.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.5:9000
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.6.0.5:9000
      externalRepoUsername: installer
      externalRepoPassword: "..."
    ```

    ## Source
    External-binary page of the installation guide; the air-gap examples of Kubean.
    """
    for each in source_endpoints(view):
        is_bare = each.port == _S3_PORT and not each.folder and each.path[:2] == _BINARIES
        if each.kind != "http" or not is_bare:
            continue
        if not all(view.lacks((*_BINARIES, key)) for key in _CREDENTIALS):
            continue
        yield Finding(
            *view.place(each.path),
            _("Port {port} looks like MinIO, but without credentials this is a plain HTTP server.").format(
                port=each.port
            ),
            _("For S3-compatible storage give externalRepoUsername and externalRepoPassword."),
            view.name(each.path),
        )


def unencrypted_credentials(view: View) -> Iterator[Finding]:
    """A user name and a password for a server that is reached without encryption.

    ## Why it matters
    With `http://` everybody on the way can read what is sent: the password of a registry, or the packages that all
    nodes will run.

    ## Example
    ```yaml
    externalImageRepo: http://registry.example.com
    externalImageRepoUsername: installer
    externalImageRepoPassword: "..."
    ```

    ## Use instead
    ```yaml
    externalImageRepo: https://registry.example.com
    externalImageRepoUsername: installer
    externalImageRepoPassword: "..."
    ```

    ## Source
    RFC 7617, section 4.
    """
    for each in source_endpoints(view):
        if each.scheme != "http" or not view.has(_password_of(each.path)):
            continue
        yield Finding(
            *view.place(each.path),
            _("Credentials are given for this server, but it is reached without encryption."),
            _("Use https:// if the server offers it."),
            view.name(each.path),
        )


def _password_of(path: Path) -> Path:
    key = str(path[-1])
    stem = "externalRepo" if key in ("externalRepoEndpoint", "externalRepository") else key
    return (*path[:-1], f"{stem}Password")
