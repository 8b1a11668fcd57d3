"""From a model back to the data of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from clustercfg.models.base import Block, document_name

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["document_data"]


def document_data(block: Block, *, complete: bool = False) -> dict[str, Any]:
    """Return the data of a block in the spelling and order of the documents.

    What equals its default is left out, unless `complete`; what is None always is. Secrets are in it as they are:
    never log the result.
    """
    fields = type(block).model_fields
    written = {
        document_name(field): _plain(getattr(block, key), complete=complete)
        for key, field in fields.items()
        if not _may_be_left_out(getattr(block, key), field, complete=complete)
    }
    return written | {
        key: _plain(value, complete=complete) for key, value in (block.model_extra or {}).items()
    }


def _may_be_left_out(value: Any, field: FieldInfo, *, complete: bool) -> bool:
    if value is None or complete or field.is_required():
        return value is None
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if document_name(field) == "type" and extra.get("documentedDefault"):
        # Each member of a union has its own `type`, but a document without one means the documented default.
        return bool(value == extra["documentedDefault"])
    return bool(value == field.get_default(call_default_factory=True))


def _plain(value: Any, *, complete: bool) -> Any:
    if isinstance(value, Block):
        return document_data(value, complete=complete)
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, list):
        return [_plain(each, complete=complete) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each, complete=complete) for key, each in value.items()}
    return value
