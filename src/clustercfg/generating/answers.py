"""What all answers to the generator share: they are frozen, checked one by one, and never show a secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Strict
from pydantic_core import PydanticCustomError

from clustercfg.models.base import mask_userinfo
from clustercfg.models.hosts import is_ip, is_ipv4, split_url
from clustercfg.models.types import HttpUrl, PackageRepository, Vip
from clustercfg.translation import gettext as _

__all__ = [
    "MOST_MACHINES",
    "Answer",
    "Masters",
    "OpenRepository",
    "OpenUrl",
    "SingleAddress",
    "SshPort",
    "Workers",
    "refusal",
]

MOST_MACHINES = 1000
"""Beyond it a number is a slip, and the file would outgrow what the linter reads."""


class Answer(BaseModel):
    """Something the generator is told; None always means: not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield name, mask_userinfo(value)


def refusal(problem: str, **names: str) -> PydanticCustomError:
    """Return the error for an answer that cannot be.

    Args:
        problem: a sentence for people, without any secret; `{names}` and `{kind}` in it are filled from `names`.
        names: the fields that the sentence is about, for callers that call them otherwise.
    """
    context = {"problem": problem.format(**names), "template": problem, **names}
    return PydanticCustomError("answer", "{problem}", context)


def _within(lowest: int, highest: int) -> AfterValidator:
    def check(number: int) -> int:
        if not lowest <= number <= highest:
            message = _("A number from {lowest} to {highest} is expected here.")
            raise refusal(message.format(lowest=lowest, highest=highest))
        return number

    return AfterValidator(check)


def _without_login(url: str) -> str:
    parts = split_url(url[url.find("http") :])
    if parts is not None and parts.userinfo is not None:
        raise refusal(_("A URL holds no user and no password here: give them apart."))
    return url


def _with_prefix(value: Any) -> Any:
    if isinstance(value, str) and is_ip(value):
        return f"{value}/{32 if is_ipv4(value) else 128}"
    return value


OpenUrl: TypeAlias = Annotated[HttpUrl, AfterValidator(_without_login)]
"""A URL without user and password: those have keys of their own."""

OpenRepository: TypeAlias = Annotated[PackageRepository, AfterValidator(_without_login)]
"""A repository for yum or apt, whose URL holds no user and no password."""

SingleAddress: TypeAlias = Annotated[Vip, BeforeValidator(_with_prefix)]
"""A virtual IP; the prefix of a single address is added."""

Masters: TypeAlias = Annotated[int, Strict(), _within(1, MOST_MACHINES)]
Workers: TypeAlias = Annotated[int, Strict(), _within(0, MOST_MACHINES)]
SshPort: TypeAlias = Annotated[int, Strict(), _within(1, 65535)]
