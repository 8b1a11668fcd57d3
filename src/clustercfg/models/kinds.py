"""Which member of a union a mapping is: pure functions shared by the models and the linter.

Each takes the raw keys of the document and returns the name of the variant, or None for a `type` that does not exist.
`null` and an empty user name or password count as absent; a `type` that is absent or empty is `official-service`
(table of osRepos.type in the installation guide, cluster-config).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["DISCRIMINATORS", "binaries_kind", "images_and_charts_kind", "os_repos_kind"]

_PLAIN = ("official-service", "builtin")


def binaries_kind(data: Mapping[str, object]) -> str | None:
    """Return official-service, builtin, s3, http or repository (the old key `externalRepository`).

    External storage is S3-compatible when a user name or a password is given, and a plain HTTP server when not
    (installation guide, external-binary). The old key speaks for itself, unless the newer endpoint is given too.
    """
    if _type(data) != "external":
        return _plain(data)
    if _given(data, "externalRepository") and not _given(data, "externalRepoEndpoint"):
        return "repository"
    return "s3" if _has_credentials(data) else "http"


def os_repos_kind(data: Mapping[str, object]) -> str | None:
    """Return official-service, builtin, none, s3 or http.

    External storage is S3-compatible when an endpoint, a user name or a password is given (installation guide,
    external-os): a plain HTTP server is named by `externalRepoURLs` instead.
    """
    if _type(data) == "none":
        return "none"
    if _type(data) != "external":
        return _plain(data)
    return "s3" if _has_credentials(data) or _given(data, "externalRepoEndpoint") else "http"


def images_and_charts_kind(data: Mapping[str, object]) -> str | None:
    """Return official-service, builtin or external."""
    return "external" if _type(data) == "external" else _plain(data)


DISCRIMINATORS: Mapping[str, Callable[[Mapping[str, object]], str | None]] = {
    "binaries": binaries_kind,
    "osRepos": os_repos_kind,
    "imagesAndCharts": images_and_charts_kind,
}


def _type(data: Mapping[str, object]) -> object:
    value = data.get("type")
    return "official-service" if value is None or value == "" else value


def _plain(data: Mapping[str, object]) -> str | None:
    value = _type(data)
    return value if isinstance(value, str) and value in _PLAIN else None


def _has_credentials(data: Mapping[str, object]) -> bool:
    return any(data.get(key) not in (None, "") for key in ("externalRepoUsername", "externalRepoPassword"))


def _given(data: Mapping[str, object], key: str) -> bool:
    return data.get(key) is not None
