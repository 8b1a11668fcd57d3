"""Reusable types of fields. Their markers are read twice: by Pydantic to validate, by `tabulate` to build the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from annotated_types import Ge, Le
from pydantic import BeforeValidator, GetCoreSchemaHandler, SecretStr, Strict
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from clustercfg.models.base import without_absent
from clustercfg.models.formats import FORMATS
from clustercfg.models.shapes import BooleanShape, ChoiceShape, IntegerShape, Shape, StringShape
from clustercfg.translation import gettext as _

__all__ = [
    "AbsolutePath",
    "AddonPath",
    "Boolean",
    "BootstrapNode",
    "Cidr",
    "ClusterName",
    "Contents",
    "CriVersion",
    "Format",
    "HostOrUrl",
    "HostPort",
    "HttpUrl",
    "Integer",
    "IpAddress",
    "Keys",
    "KubernetesVersion",
    "Named",
    "Natural",
    "NodeName",
    "NtpServer",
    "PackageRepository",
    "Port",
    "Positive",
    "RedisUrl",
    "Secret",
    "Shaped",
    "SourceIp",
    "SshPort",
    "SslName",
    "Suggested",
    "Taint",
    "Text",
    "Vip",
]


@dataclass(frozen=True, slots=True)
class Format:
    """The string must pass the check `name` of `formats.FORMATS`."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let Pydantic run the check after the type itself."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, value: str | SecretStr) -> str | SecretStr:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        problem = FORMATS[self.name](text)
        if problem is not None:
            raise PydanticCustomError("format", "{problem}", {"problem": problem.message})
        return value


@dataclass(frozen=True, slots=True)
class Suggested:
    """The documented values of a string; any other is accepted here and doubted by the linter."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The documented keys of a mapping with free keys."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """The table shows this shape instead of the one derived from the type."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Contents:
    """The string itself holds YAML: the variables of `model`, or a list of anything when `model` is None."""

    model: type[Any] | None = None


Text: TypeAlias = Annotated[str, Strict()]
Secret: TypeAlias = SecretStr
Boolean: TypeAlias = Annotated[bool, Strict()]
Integer: TypeAlias = Annotated[int, Strict()]
Natural: TypeAlias = Annotated[int, Strict(), Ge(0)]
Positive: TypeAlias = Annotated[int, Strict(), Ge(1)]
Port: TypeAlias = Annotated[int, Strict(), Ge(1), Le(65535)]

AbsolutePath: TypeAlias = Annotated[str, Strict(), Format("absolute-path")]
BootstrapNode: TypeAlias = Annotated[str, Strict(), Format("bootstrap-node")]
Cidr: TypeAlias = Annotated[str, Strict(), Format("cidr")]
ClusterName: TypeAlias = Annotated[str, Strict(), Format("cluster-name")]
CriVersion: TypeAlias = Annotated[str, Strict(), Format("cri-version")]
HostOrUrl: TypeAlias = Annotated[str, Strict(), Format("host-or-url")]
HostPort: TypeAlias = Annotated[str, Strict(), Format("host-port")]
HttpUrl: TypeAlias = Annotated[str, Strict(), Format("http-url")]
IpAddress: TypeAlias = Annotated[str, Strict(), Format("ip")]
KubernetesVersion: TypeAlias = Annotated[str, Strict(), Format("kubernetes-version")]
NodeName: TypeAlias = Annotated[str, Strict(), Format("node-name")]
NtpServer: TypeAlias = Annotated[str, Strict(), Format("ntp")]
PackageRepository: TypeAlias = Annotated[str, Strict(), Format("package-repository")]
RedisUrl: TypeAlias = Annotated[SecretStr, Format("redis-url")]
SslName: TypeAlias = Annotated[str, Strict(), Format("ssl-name")]
Taint: TypeAlias = Annotated[str, Strict(), Format("taint")]
Vip: TypeAlias = Annotated[str, Strict(), Format("vip")]

_Value = TypeVar("_Value")


def _without_nulls(value: Any) -> Any:
    return without_absent(value, frozenset(), None) if isinstance(value, Mapping) else value


Named: TypeAlias = Annotated[dict[str, _Value], BeforeValidator(_without_nulls)]
"""A mapping with free keys, where null means that the key is absent."""

AddonPath: TypeAlias = AbsolutePath | list[AbsolutePath]


def _number_of(value: Any) -> Any:
    if isinstance(value, str) and FORMATS["port"](value) is None:
        return int(value)
    return value


def _source_ip_of(value: Any) -> Any:
    if isinstance(value, str) and value == "false":
        return False
    if isinstance(value, bool) or value == "auto":
        return value
    raise PydanticCustomError("source_ip", "{problem}", {"problem": _("SourceIP is auto or false.")})


SshPort: TypeAlias = Annotated[
    int,
    Strict(),
    Ge(1),
    Le(65535),
    BeforeValidator(_number_of),
    Shaped(ChoiceShape((StringShape(format="port"), IntegerShape(1, 65535)))),
]
"""A port as a number or as text; the documents show both."""

SourceIp: TypeAlias = Annotated[
    Literal["auto"] | Annotated[bool, Strict()],
    BeforeValidator(_source_ip_of),
    Shaped(ChoiceShape((StringShape(values=("auto", "false")), BooleanShape()))),
]
"""`auto`, or a boolean; the text "false" means the boolean."""
