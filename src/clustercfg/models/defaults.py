"""What a field that is not given counts as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined

from clustercfg.models.base import Block
from clustercfg.models.fields import field_info, field_shape
from clustercfg.models.plain import document_data
from clustercfg.models.shapes import StringShape

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["default_of"]


def default_of(path: str) -> Any:
    """Return the default of a field as plain data; None if there is none, or it is known in words only.

    Args:
        path: a documented path, as `documented_paths` spells it.
    """
    try:
        info = field_info(path)
    except KeyError:
        return None
    return _in_the_documents(path, info) or _in_the_model(info)


def _in_the_documents(path: str, info: FieldInfo) -> str | None:
    """The default that the documents name where the model has none: a member of a union has a `type` of its own."""
    extra = info.json_schema_extra
    words = extra.get("documentedDefault") if isinstance(extra, dict) else None
    shape = field_shape(path).shape
    is_value = isinstance(shape, StringShape) and words in shape.values
    return str(words) if is_value else None


def _in_the_model(info: FieldInfo) -> Any:
    default = info.get_default(call_default_factory=True)
    if isinstance(default, Block):
        return document_data(default, complete=True) or None
    return None if default is PydanticUndefined else default
