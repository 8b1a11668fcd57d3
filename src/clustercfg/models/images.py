"""`spec.imagesAndCharts` and `spec.addonPackage`: container images, charts and add-ons."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from clustercfg.models.base import Block, documented
from clustercfg.models.types import AddonPath, HttpUrl, Secret, SslName, Suggested, Text
from clustercfg.models.unions import Union, told_apart_by
from clustercfg.translation import mark

__all__ = [
    "AddonPackage",
    "BuiltinImagesAndCharts",
    "ExternalImagesAndCharts",
    "ImagesAndCharts",
    "OfficialServiceImagesAndCharts",
]

_TYPE = documented(
    "type",
    "Source of container images and charts: the internet (official-service), the bootstrap node (builtin), or your own registry (external).",
    since="v0.6.0",
    sources=("cluster-config", "external-images"),
    examples=("builtin", "external"),
    default="official-service",
    values={
        "official-service": mark("Images and charts come from the internet."),
        "builtin": mark("Images and charts come from the bootstrap node."),
        "external": mark("Images and charts come from your own registry and chart repository."),
    },
    blank_is_absent=True,
)


_ALT_NAME = documented(
    "additionalSSLSubjectAltName",
    "A further IP address or domain name in the certificate of the built-in registry.",
    since="v0.7.0",
    sources=("tinder-ha",),
    examples=("registry.example.com",),
)


class OfficialServiceImagesAndCharts(Block):
    """Images and charts come from the internet."""

    type: Annotated[Literal["official-service"], _TYPE] = "official-service"
    additional_ssl_subject_alt_name: Annotated[SslName | None, _ALT_NAME] = None


class BuiltinImagesAndCharts(Block):
    """Images and charts come from the bootstrap node."""

    type: Annotated[Literal["builtin"], _TYPE] = "builtin"
    additional_ssl_subject_alt_name: Annotated[SslName | None, _ALT_NAME] = None


class ExternalImagesAndCharts(Block):
    """Images and charts come from your own registry and chart repository."""

    type: Annotated[Literal["external"], _TYPE] = "external"
    external_image_repo: Annotated[
        HttpUrl,
        documented(
            "externalImageRepo",
            "URL of the image registry, with http:// or https://.",
            since="v0.6.0",
            sources=("cluster-config", "offline", "ocp"),
            examples=("https://external-registry.example.com",),
            required_when=mark("type is external"),
        ),
    ]
    external_image_repo_username: Annotated[
        Text | None,
        documented(
            "externalImageRepoUsername",
            "User of the registry, for pushing images.",
            since="v0.6.0",
            sources=("cluster-config", "external-images"),
            examples=("admin",),
            blank_is_absent=True,
        ),
    ] = None
    external_image_repo_password: Annotated[
        Secret | None,
        documented(
            "externalImageRepoPassword",
            "Password of the registry user.",
            since="v0.6.0",
            sources=("cluster-config", "external-images"),
            blank_is_absent=True,
        ),
    ] = None
    external_chart_repo_type: Annotated[
        Text | None,
        Suggested(("chartmuseum", "harbor", "jfrog")),
        documented(
            "externalChartRepoType",
            "Kind of the chart repository.",
            since="v0.6.0",
            sources=("cluster-config", "external-images", "release-notes"),
            examples=("chartmuseum",),
            required_when=mark("type is external and the installer creates the cluster"),
        ),
    ] = None
    external_chart_repo: Annotated[
        HttpUrl | None,
        documented(
            "externalChartRepo",
            "URL of the chart repository.",
            since="v0.6.0",
            sources=("cluster-config", "external-images"),
            examples=("https://external-charts.example.com:8081",),
            required_when=mark("type is external and the installer creates the cluster"),
        ),
    ] = None
    external_chart_repo_username: Annotated[
        Text | None,
        documented(
            "externalChartRepoUsername",
            "User of the chart repository.",
            since="v0.6.0",
            sources=("cluster-config",),
            examples=("rootuser",),
            old_names=("externalChartUsername",),
            blank_is_absent=True,
        ),
    ] = None
    external_chart_repo_password: Annotated[
        Secret | None,
        documented(
            "externalChartRepoPassword",
            "Password of the chart repository's user.",
            since="v0.6.0",
            sources=("cluster-config", "external-images"),
            old_names=("externalChartMuseumPassword",),
            blank_is_absent=True,
        ),
    ] = None
    additional_ssl_subject_alt_name: Annotated[SslName | None, _ALT_NAME] = None


_MEMBERS: dict[str, type[Block]] = {
    "official-service": OfficialServiceImagesAndCharts,
    "builtin": BuiltinImagesAndCharts,
    "external": ExternalImagesAndCharts,
}

ImagesAndCharts: TypeAlias = Annotated[
    Annotated[OfficialServiceImagesAndCharts, Tag("official-service")]
    | Annotated[BuiltinImagesAndCharts, Tag("builtin")]
    | Annotated[ExternalImagesAndCharts, Tag("external")],
    told_apart_by(
        "imagesAndCharts", _MEMBERS, "must be a mapping whose type is official-service, builtin or external"
    ),
    Union("ImagesAndCharts", "imagesAndCharts", tuple(_MEMBERS.values())),
]


class AddonPackage(Block):
    """The offline package of add-ons."""

    path: Annotated[
        AddonPath | None,
        documented(
            "path",
            "Absolute path of the add-on archive on the bootstrap node, or a list of several (since v0.19.0).",
            since="v0.6.0",
            sources=("cluster-config", "uos", "release-notes"),
            examples=(
                "/root/addon-offline-full-package-v0.4.8-amd64.tar.gz",
                ["/root/addon-offline-full-package-v0.20.0-amd64.tar.gz"],
            ),
            required_when=mark("add-ons are to be imported offline"),
        ),
    ] = None
