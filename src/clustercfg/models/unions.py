"""Unions of models that are told apart by a function of `kinds`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Discriminator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from clustercfg.models.base import Block, document_name, keys_that_may_be_blank, known_keys, without_absent
from clustercfg.models.kinds import DISCRIMINATORS

__all__ = ["Union", "told_apart_by"]


@dataclass(frozen=True, slots=True)
class Union:
    """Marks a union for the table, and drops empty credentials whatever the member that is meant.

    `name` is the name of the mapping in the table, `discriminator` the function in `kinds.DISCRIMINATORS`.
    """

    name: str
    discriminator: str
    members: tuple[type[Block], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Clean the data before Pydantic picks the member."""
        blank = frozenset[str]().union(*map(keys_that_may_be_blank, self.members))
        known = frozenset[str]().union(*(known_keys(each) or () for each in self.members))

        def cleaned(data: Any) -> Any:
            return without_absent(data, blank, known) if isinstance(data, Mapping) else data

        return core_schema.no_info_before_validator_function(cleaned, handler(source))


def told_apart_by(name: str, members: Mapping[str, type[Block]], wrong_type: str) -> Discriminator:
    """Return the Pydantic discriminator for `members` (tag -> model); `wrong_type` is the message for any other."""
    tags: dict[type[BaseModel], str] = {model: tag for tag, model in members.items()}
    keys = {
        attribute: document_name(field)
        for model in members.values()
        for attribute, field in model.model_fields.items()
    }

    def kind(data: Any) -> str | None:
        if isinstance(data, BaseModel):
            return tags.get(type(data))
        if not isinstance(data, Mapping):
            return None
        return DISCRIMINATORS[name]({keys.get(str(key), str(key)): value for key, value in data.items()})

    return Discriminator(kind, custom_error_type="kind", custom_error_message=wrong_type)
