"""What all models share: how a block reads its data, and how a field is described."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo
    from pydantic.functional_validators import ModelWrapValidatorHandler
    from typing_extensions import Self

__all__ = [
    "Block",
    "document_name",
    "documented",
    "keys_that_may_be_blank",
    "known_keys",
    "mask_userinfo",
    "names_of",
    "without_absent",
]


def documented(  # noqa: PLR0913 - a field has that many things to be said about it
    name: str,
    description: str,
    *,
    since: str,
    sources: tuple[str, ...],
    examples: tuple[object, ...] = (),
    default: str = "",
    required_when: str = "",
    old_names: tuple[str, ...] = (),
    unit: str = "",
    values: Mapping[str, str] | None = None,
    blank_is_absent: bool = False,
    show: bool = True,
) -> Any:
    """Describe one key of the document: what goes beside a field's type in `Annotated`.

    Args:
        name: the key as the documents spell it.
        description: one or two English sentences; extracted for translation (keyword `documented`, argument 2).
        since: the installer version that first read the key.
        sources: keys of `sources.SOURCES`.
        examples: values as they stand in a document.
        default: the default in words, where the model itself has none.
        required_when: in words, marked for translation; empty when never.
        old_names: other spellings that the documents still print for the same key.
        unit: what a number counts, marked for translation.
        values: documented values and what each means, marked for translation.
        blank_is_absent: an empty string means the same as leaving the key out.
        show: False keeps the value out of `repr`.
    """
    extra: dict[str, Any] = {"since": since, "sources": list(sources), "oldNames": list(old_names)}
    extra |= {"documentedDefault": default, "requiredWhen": required_when, "blankIsAbsent": blank_is_absent}
    extra |= {"unit": unit, "values": dict(values or {})}
    return Field(
        validation_alias=AliasChoices(name, *old_names),
        serialization_alias=name,
        description=description,
        examples=list(examples),
        json_schema_extra=extra,
        repr=show,
    )


class Block(BaseModel):
    """A mapping of the document: no unknown keys; a known one with `null` or an empty credential counts as absent."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        validate_assignment=True,
        hide_input_in_errors=True,
    )

    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of keys of which all or none must be given."""

    @model_validator(mode="wrap")
    @classmethod
    def _leave_out_what_is_absent(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, Mapping):
            block = handler(without_absent(data, keys_that_may_be_blank(cls), known_keys(cls)))
            _refuse_parts_of_groups(block)
            return block
        # On assignment Pydantic hands in the model itself, which must stay as it was if the new value is refused.
        before = dict(getattr(data, "__dict__", {}))
        block = handler(data)
        try:
            _drop_blanks(block)
            _refuse_parts_of_groups(block)
        except PydanticCustomError:
            block.__dict__.update(before)
            raise
        return block

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        # Nothing is known of what the documents do not name, so any of it may be a secret.
        unknown = self.model_extra or {}
        for name, value in super().__repr_args__():
            yield name, "***" if name in unknown else mask_userinfo(value)


def mask_userinfo(value: Any) -> Any:
    """Return `value` with the user name and password inside its URLs masked; lists and mappings included."""
    if isinstance(value, str):
        return re.sub(r"://[^/\s]*@|://[^/\s@]*:\S*@", "://***@", value)
    if isinstance(value, list):
        return [mask_userinfo(each) for each in value]
    if isinstance(value, dict):
        return {key: mask_userinfo(each) for key, each in value.items()}
    return value


def document_name(field: FieldInfo) -> str:
    """Return the key of a field as the documents spell it."""
    return str(field.serialization_alias)


def names_of(attribute: str, field: FieldInfo) -> tuple[str, ...]:
    """Return every name under which a field is read: its attribute, its key, its old keys."""
    choices = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else []
    return (attribute, *(str(choice) for choice in choices))


def without_absent(
    data: Mapping[Any, Any], blank: frozenset[str], known: frozenset[str] | None
) -> dict[Any, Any]:
    """Return `data` without the keys that count as absent: null, or empty where `blank` says so.

    A key that is not `known` stays, so that it is told; None knows every key.
    """
    return {
        key: value
        for key, value in data.items()
        if not (value is None and (known is None or key in known)) and not (key in blank and _is_blank(value))
    }


def _drop_blanks(block: Block) -> None:
    for key, field in type(block).model_fields.items():
        if key not in keys_that_may_be_blank(type(block)) or not _is_blank(getattr(block, key)):
            continue
        if field.is_required():
            problem = _("{key} must not be empty.").format(key=document_name(field))
            raise PydanticCustomError("blank", "{problem}", {"problem": problem})
        block.__dict__[key] = field.get_default(call_default_factory=True)


def _refuse_parts_of_groups(block: Block) -> None:
    fields = type(block).model_fields
    for group in block.together:
        given = {document_name(field) for key, field in fields.items() if getattr(block, key) is not None}
        if given & set(group) and not given >= set(group):
            problem = _("{keys} belong together: give all or none.").format(keys=", ".join(group))
            raise PydanticCustomError("incomplete", "{problem}", {"problem": problem})


@cache
def keys_that_may_be_blank(model: type[Block]) -> frozenset[str]:
    """Return every name of those fields of `model` for which an empty string means absent."""
    described = [(key, field, field.json_schema_extra) for key, field in model.model_fields.items()]
    return frozenset(
        name
        for key, field, extra in described
        if isinstance(extra, dict) and extra["blankIsAbsent"]
        for name in names_of(key, field)
    )


@cache
def known_keys(model: type[Block]) -> frozenset[str] | None:
    """Return every name of the fields of `model`; None where other keys are welcome too."""
    if model.model_config.get("extra") == "allow":
        return None
    return frozenset(name for key, field in model.model_fields.items() for name in names_of(key, field))


def _is_blank(value: object) -> bool:
    return value == "" or (isinstance(value, SecretStr) and not value.get_secret_value())
