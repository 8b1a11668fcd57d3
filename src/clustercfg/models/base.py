"""What all models share: how a block reads its data, and how a field is described."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Block", "document_name", "documented", "mask_userinfo", "names_of"]


def documented(
    name: str,
    description: str,
    *,
    since: str,
    sources: tuple[str, ...],
    examples: tuple[object, ...] = (),
    default: str = "",
    required_when: str = "",
    old_names: tuple[str, ...] = (),
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
        blank_is_absent: an empty string means the same as leaving the key out.
        show: False keeps the value out of `repr`.
    """
    extra: dict[str, Any] = {"since": since, "sources": list(sources), "oldNames": list(old_names)}
    extra |= {"documentedDefault": default, "requiredWhen": required_when, "blankIsAbsent": blank_is_absent}
    return Field(
        validation_alias=AliasChoices(name, *old_names),
        serialization_alias=name,
        description=description,
        examples=list(examples),
        json_schema_extra=extra,
        repr=show,
    )


class Block(BaseModel):
    """A mapping of the document: no unknown keys, and `null` or an empty credential counts as absent."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        validate_assignment=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of keys of which all or none must be given."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        blank = {
            name
            for key, field in cls.model_fields.items()
            if _blank_is_absent(field)
            for name in names_of(key, field)
        }
        return {
            key: value
            for key, value in data.items()
            if value is not None and not (value == "" and key in blank)
        }

    @model_validator(mode="after")
    def _has_whole_groups(self) -> Self:
        present = {
            document_name(field)
            for key, field in type(self).model_fields.items()
            if getattr(self, key) is not None
        }
        for group in self.together:
            if present & set(group) and not present >= set(group):
                problem = _("{keys} belong together: give all or none.").format(keys=", ".join(group))
                raise PydanticCustomError("incomplete", "{problem}", {"problem": problem})
        return self

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield name, mask_userinfo(value)


def mask_userinfo(value: Any) -> Any:
    """Return `value` with the user name and password inside its URLs masked; lists and mappings included."""
    if isinstance(value, str):
        return re.sub(r"//[^/@\s]*@", "//***@", value)
    if isinstance(value, list):
        return [mask_userinfo(each) for each in value]
    if isinstance(value, dict):
        return {key: mask_userinfo(each) for key, each in value.items()}
    return value


def document_name(field: Any) -> str:
    """Return the key of a field as the documents spell it."""
    return str(field.serialization_alias)


def names_of(attribute: str, field: Any) -> tuple[str, ...]:
    """Return every name under which a field is read: its attribute, its key, its old keys."""
    choices = field.validation_alias.choices if field.validation_alias else []
    return (attribute, *(str(choice) for choice in choices))


def _blank_is_absent(field: Any) -> bool:
    return bool((field.json_schema_extra or {}).get("blankIsAbsent"))
