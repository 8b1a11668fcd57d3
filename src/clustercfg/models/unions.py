"""Unions of models that are told apart by a function of `kinds`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Discriminator, SecretStr

from clustercfg.models.base import document_name
from clustercfg.models.kinds import DISCRIMINATORS

__all__ = ["Union", "told_apart_by"]


@dataclass(frozen=True, slots=True)
class Union:
    """Marks a union for the table: its name, and the name of its function in `kinds.DISCRIMINATORS`."""

    name: str
    discriminator: str


def told_apart_by(name: str, members: Mapping[str, type[BaseModel]], wrong_type: str) -> Discriminator:
    """Return the Pydantic discriminator for `members` (tag -> model); `wrong_type` is the message for any other."""
    tags = {model: tag for tag, model in members.items()}
    keys = {
        attribute: document_name(field) for model in tags for attribute, field in model.model_fields.items()
    }

    def kind(data: Any) -> str | None:
        if isinstance(data, BaseModel):
            return tags.get(type(data))
        if not isinstance(data, Mapping):
            return None
        return DISCRIMINATORS[name]({keys.get(key, key): _plain(value) for key, value in data.items()})

    return Discriminator(kind, custom_error_type="kind", custom_error_message=wrong_type)


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
