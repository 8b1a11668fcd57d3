"""`spec.osRepos`: where the packages of the operating system come from."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from clustercfg.models.base import Block, documented
from clustercfg.models.types import AbsolutePath, Boolean, HttpUrl, PackageRepository, Secret, Suggested, Text
from clustercfg.models.unions import Union, told_apart_by
from clustercfg.translation import mark

__all__ = [
    "BuiltinOsRepos",
    "HttpOsRepos",
    "NoneOsRepos",
    "OfficialServiceOsRepos",
    "OsRepos",
    "S3OsRepos",
]

_TYPE = documented(
    "type",
    "Source of the operating system's packages: the internet (official-service), the bootstrap node (builtin), your own server (external), or none when they are already installed by hand.",
    since="v0.6.0",
    sources=("cluster-config", "external-os", "otherlinux", "neokylin"),
    examples=("builtin", "external", "none"),
    default="official-service",
    values={
        "official-service": mark("The nodes use the package repositories of the internet."),
        "builtin": mark("The bootstrap node serves the packages of isoPath and osPackagePath."),
        "none": mark("The packages are installed by hand; no repository is set up."),
        "external": mark(
            "The nodes use your own server: S3-compatible storage (externalRepoEndpoint), which the installer fills, or repositories that you filled (externalRepoURLs)."
        ),
    },
    blank_is_absent=True,
)
_ISO = documented(
    "isoPath",
    "Absolute path of the operating system's installation image on the bootstrap node.",
    since="v0.4.0",
    sources=("cluster-config", "external-os", "release-notes"),
    examples=("/root/CentOS-7-x86_64-DVD-2009.iso",),
    required_when=mark(
        "type is builtin, or external with S3-compatible storage; not when upgrading (since v0.9.0)"
    ),
)
_PACKAGES = documented(
    "osPackagePath",
    "Absolute path of the os-pkgs archive on the bootstrap node; its version must fit the installer's.",
    since="v0.5.0",
    sources=("cluster-config", "start-install", "release-notes"),
    examples=("/root/os-pkgs-centos7-v0.4.4.tar.gz",),
    required_when=mark(
        "type is builtin, or external with S3-compatible storage; not when upgrading (since v0.9.0)"
    ),
)
_SKIP = documented(
    "skipValidateOSPackage",
    "Leave out the check of the os-pkgs archive.",
    since="v0.22.0",
    sources=("release-notes",),
    examples=(True,),
)


class OfficialServiceOsRepos(Block):
    """The nodes use the package repositories of the internet."""

    type: Annotated[Literal["official-service"], _TYPE] = "official-service"
    skip_validate_os_package: Annotated[Boolean, _SKIP] = False


class NoneOsRepos(Block):
    """The packages are installed by hand; the installer sets up no repository."""

    type: Annotated[Literal["none"], _TYPE] = "none"
    skip_validate_os_package: Annotated[Boolean, _SKIP] = False


class BuiltinOsRepos(Block):
    """The bootstrap node serves the packages of an installation image and an os-pkgs archive."""

    type: Annotated[Literal["builtin"], _TYPE] = "builtin"
    iso_path: Annotated[AbsolutePath | None, _ISO] = None
    os_package_path: Annotated[AbsolutePath | None, _PACKAGES] = None
    skip_validate_os_package: Annotated[Boolean, _SKIP] = False


class S3OsRepos(Block):
    """The installer uploads the packages to S3-compatible storage."""

    type: Annotated[Literal["external"], _TYPE] = "external"
    iso_path: Annotated[AbsolutePath | None, _ISO] = None
    os_package_path: Annotated[AbsolutePath | None, _PACKAGES] = None
    external_repo_endpoint: Annotated[
        HttpUrl,
        documented(
            "externalRepoEndpoint",
            "Address of S3-compatible storage to which the installer uploads the packages.",
            since="v0.7.0",
            sources=("cluster-config", "external-os"),
            examples=("https://external-repo.example.com",),
            required_when=mark("type is external with S3-compatible storage"),
        ),
    ]
    external_repo_username: Annotated[
        Text,
        documented(
            "externalRepoUsername",
            "User of the S3-compatible storage; needs to read and write the bucket.",
            since="v0.7.0",
            sources=("cluster-config", "external-os"),
            examples=("rootuser",),
            required_when=mark("externalRepoEndpoint is given"),
            blank_is_absent=True,
        ),
    ]
    external_repo_password: Annotated[
        Secret,
        documented(
            "externalRepoPassword",
            "Password of the S3 user.",
            since="v0.7.0",
            sources=("cluster-config", "external-os"),
            required_when=mark("externalRepoEndpoint is given"),
            blank_is_absent=True,
        ),
    ]
    skip_validate_os_package: Annotated[Boolean, _SKIP] = False


class HttpOsRepos(Block):
    """The nodes use a server into which the packages were put by hand."""

    type: Annotated[Literal["external"], _TYPE] = "external"
    iso_path: Annotated[AbsolutePath | None, _ISO] = None
    os_package_path: Annotated[AbsolutePath | None, _PACKAGES] = None
    external_repo_type: Annotated[
        Text,
        Suggested(("centos", "debian", "ubuntu")),
        documented(
            "externalRepoType",
            "Family of the package manager: centos for CentOS, RedHat, Kylin, AlmaLinux, Fedora and openEuler; debian; ubuntu.",
            since="v0.7.0",
            sources=("cluster-config", "external-os"),
            examples=("centos",),
            values={
                "centos": mark(
                    "Packages for yum or dnf: CentOS, RedHat, Kylin, AlmaLinux, Fedora, openEuler."
                ),
                "debian": mark("Packages for apt, as Debian names its releases."),
                "ubuntu": mark("Packages for apt, as Ubuntu names its releases."),
            },
            required_when=mark("type is external without S3-compatible storage"),
        ),
    ]
    external_repo_urls: Annotated[
        list[PackageRepository],
        documented(
            "externalRepoURLs",
            "Base URLs of the yum repositories, or lines for apt that begin with deb. Write variables as \\$releasever in single quotes.",
            since="v0.7.0",
            sources=("cluster-config", "external-os", "faq"),
            examples=(["http://10.0.1.1:8080/centos/\\$releasever/os/\\$basearch/"],),
            required_when=mark("type is external without S3-compatible storage"),
        ),
    ]
    skip_validate_os_package: Annotated[Boolean, _SKIP] = False


_MEMBERS: dict[str, type[Block]] = {
    "official-service": OfficialServiceOsRepos,
    "builtin": BuiltinOsRepos,
    "none": NoneOsRepos,
    "s3": S3OsRepos,
    "http": HttpOsRepos,
}

OsRepos: TypeAlias = Annotated[
    Annotated[OfficialServiceOsRepos, Tag("official-service")]
    | Annotated[BuiltinOsRepos, Tag("builtin")]
    | Annotated[NoneOsRepos, Tag("none")]
    | Annotated[S3OsRepos, Tag("s3")]
    | Annotated[HttpOsRepos, Tag("http")],
    told_apart_by(
        "osRepos", _MEMBERS, "must be a mapping whose type is official-service, builtin, external or none"
    ),
    Union("OsRepos", "osRepos", tuple(_MEMBERS.values())),
]
