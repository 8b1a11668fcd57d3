"""Where packages come from, as the generator is told: kinds and what goes with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from clustercfg.generating.answers import Answer, OpenRepository, OpenUrl
from clustercfg.models.types import AbsolutePath, Secret, Text

__all__ = ["AccessType", "BinarySource", "ImageSource", "OsPackageSource", "Source"]

AccessType = Literal["official-service", "builtin", "external"]


class Source(Answer):
    """A source of packages. `kind` is None when the access type of the whole decides."""

    goes_with: ClassVar[Mapping[str, tuple[str, ...]]]
    """What may be given for each kind."""
    external: ClassVar[str]
    """The kind that the access type `external` stands for."""

    def kind_under(self, access_type: AccessType) -> str:
        """Return the kind, which `access_type` decides where it was not said."""
        said: str | None = getattr(self, "kind", None)
        return said or (self.external if access_type == "external" else access_type)

    def misfits(self, kind: str) -> list[str]:
        """Return what was given but does not go with `kind`."""
        given = self.model_dump(exclude_none=True, exclude={"kind"}, exclude_defaults=True)
        return [name for name in given if name not in self.goes_with.get(kind, ())]


class BinarySource(Source):
    """Where the Kubernetes binaries come from: an `endpoint` with user and password speaks S3, one without HTTP."""

    goes_with = {"s3": ("endpoint", "user", "password"), "http": ("endpoint",)}  # noqa: RUF012 - a ClassVar of Source
    external = "s3"

    kind: Literal["official-service", "builtin", "s3", "http"] | None = None
    endpoint: OpenUrl | None = None
    user: Text | None = None
    password: Secret | None = None


class OsPackageSource(Source):
    """Where the operating system's packages come from."""

    goes_with = {  # noqa: RUF012 - a ClassVar of Source
        "builtin": ("iso_path", "os_package_path"),
        "s3": ("iso_path", "os_package_path", "endpoint", "user", "password"),
        "http": ("family", "urls"),
    }
    external = "s3"

    kind: Literal["official-service", "builtin", "none", "s3", "http"] | None = None
    iso_path: AbsolutePath | None = None
    os_package_path: AbsolutePath | None = None
    endpoint: OpenUrl | None = None
    user: Text | None = None
    password: Secret | None = None
    family: Text | None = None
    """Of the package manager: centos, debian or ubuntu."""
    urls: tuple[OpenRepository, ...] = ()


class ImageSource(Source):
    """Where images and charts come from. A registry that is given without a user needs none."""

    goes_with = {  # noqa: RUF012 - a ClassVar of Source
        "external": (
            "registry",
            "registry_user",
            "registry_password",
            "chart_repo_type",
            "chart_repo",
            "chart_repo_user",
            "chart_repo_password",
        )
    }
    external = "external"

    kind: AccessType | None = None
    registry: OpenUrl | None = None
    registry_user: Text | None = None
    registry_password: Secret | None = None
    chart_repo_type: Text | None = None
    chart_repo: OpenUrl | None = None
    chart_repo_user: Text | None = None
    chart_repo_password: Secret | None = None
