"""`spec.binaries`: where the Kubernetes binaries come from."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Tag

from clustercfg.models.base import Block, documented
from clustercfg.models.types import HttpUrl, Secret, Text
from clustercfg.models.unions import Union, told_apart_by
from clustercfg.translation import mark

__all__ = [
    "Binaries",
    "BuiltinBinaries",
    "HttpBinaries",
    "OfficialServiceBinaries",
    "RepositoryBinaries",
    "S3Binaries",
]

_TYPE = documented(
    "type",
    "Source of the Kubernetes binaries: the internet (official-service), the bootstrap node (builtin), or your own storage (external).",
    since="v0.6.0",
    sources=("cluster-config", "external-binary"),
    examples=("builtin", "external"),
    default="official-service",
    values={
        "official-service": mark("The nodes download the binaries from the internet."),
        "builtin": mark("The nodes download the binaries from the bootstrap node."),
        "external": mark(
            "The nodes download the binaries from your own storage: S3-compatible, which the installer fills, or a plain HTTP server, which you fill."
        ),
    },
    blank_is_absent=True,
)
_ENDPOINT = documented(
    "externalRepoEndpoint",
    "Address of your own storage. With a user name and a password it is an S3-compatible service and names no bucket; without them it is a plain HTTP server.",
    since="v0.8.0",
    sources=("external-binary",),
    examples=("https://external-repo.example.com", "http://10.0.1.1:8080"),
    required_when=mark("type is external"),
)
_USERNAME = documented(
    "externalRepoUsername",
    "User of the S3-compatible storage; needs to read and write the bucket.",
    since="v0.8.0",
    sources=("external-binary",),
    examples=("rootuser",),
    required_when=mark("the endpoint is S3-compatible storage"),
    blank_is_absent=True,
)
_PASSWORD = documented(
    "externalRepoPassword",
    "Password of the S3 user.",
    since="v0.8.0",
    sources=("external-binary",),
    required_when=mark("the endpoint is S3-compatible storage"),
    blank_is_absent=True,
)


class OfficialServiceBinaries(Block):
    """The nodes download the binaries from the internet."""

    type: Annotated[Literal["official-service"], _TYPE] = "official-service"


class BuiltinBinaries(Block):
    """The nodes download the binaries from the bootstrap node."""

    type: Annotated[Literal["builtin"], _TYPE] = "builtin"


class S3Binaries(Block):
    """The installer uploads the binaries to S3-compatible storage, and the nodes download them from there."""

    type: Annotated[Literal["external"], _TYPE] = "external"
    external_repo_endpoint: Annotated[HttpUrl, _ENDPOINT]
    external_repo_username: Annotated[Text, _USERNAME]
    external_repo_password: Annotated[Secret, _PASSWORD]


class HttpBinaries(Block):
    """The nodes download the binaries from a plain HTTP server, where they were put by hand."""

    type: Annotated[Literal["external"], _TYPE] = "external"
    external_repo_endpoint: Annotated[HttpUrl, _ENDPOINT]


class RepositoryBinaries(Block):
    """The older form of external storage: one URL, used exactly as written."""

    together: ClassVar[tuple[tuple[str, ...], ...]] = (("externalRepoUsername", "externalRepoPassword"),)

    type: Annotated[Literal["external"], _TYPE] = "external"
    external_repository: Annotated[
        HttpUrl,
        documented(
            "externalRepository",
            "Outdated: the full URL of external storage with its bucket. Use externalRepoEndpoint instead.",
            since="v0.6.0",
            sources=("cluster-config",),
            examples=("https://external-binaries.example.com:9000/kubean",),
        ),
    ]
    external_repo_username: Annotated[Text | None, _USERNAME] = None
    external_repo_password: Annotated[Secret | None, _PASSWORD] = None


_MEMBERS: dict[str, type[Block]] = {
    "official-service": OfficialServiceBinaries,
    "builtin": BuiltinBinaries,
    "s3": S3Binaries,
    "http": HttpBinaries,
    "repository": RepositoryBinaries,
}

Binaries: TypeAlias = Annotated[
    Annotated[OfficialServiceBinaries, Tag("official-service")]
    | Annotated[BuiltinBinaries, Tag("builtin")]
    | Annotated[S3Binaries, Tag("s3")]
    | Annotated[HttpBinaries, Tag("http")]
    | Annotated[RepositoryBinaries, Tag("repository")],
    told_apart_by(
        "binaries", _MEMBERS, "must be a mapping whose type is official-service, builtin or external"
    ),
    Union("Binaries", "binaries", tuple(_MEMBERS.values())),
]
