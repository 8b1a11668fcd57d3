"""Every setting of a configuration with its defaults applied, and whether the file or the default says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from clustercfg.linting.masking import MASK, mask_value
from clustercfg.models.base import Block, document_name
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path, format_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustercfg.models.cluster import ClusterConfig

__all__ = ["Setting", "settings_of"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that is in force; secrets are masked.

    `value` is None when the default is known in words only; `note` then holds them.
    """

    path: Path
    value: Any
    in_file: bool
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        origin = "file" if self.in_file else "default"
        return {"path": format_path(self.path), "value": self.value, "origin": origin, "note": self.note}


def settings_of(config: ClusterConfig) -> Iterator[Setting]:
    """Yield the settings of `config` in the order of the documents."""
    yield from _of_block(config, (), in_file=True)


def _of_block(block: Block, path: Path, *, in_file: bool) -> Iterator[Setting]:
    for attribute, field in type(block).model_fields.items():
        extra = field.json_schema_extra
        note = extra.get("documentedDefault") if isinstance(extra, dict) else None
        given = in_file and attribute in block.model_fields_set
        here = (*path, document_name(field))
        yield from _of_value(getattr(block, attribute), here, in_file=given, note=str(note or ""))


def _of_value(value: Any, path: Path, *, in_file: bool, note: str = "") -> Iterator[Setting]:
    if isinstance(value, Block):
        yield from _of_block(value, path, in_file=in_file)
    elif isinstance(value, list) and any(isinstance(each, Block | list) for each in value):
        for index, each in enumerate(value):
            yield from _of_value(each, (*path, index), in_file=in_file)
    elif isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _of_value(each, (*path, str(key)), in_file=in_file)
    elif value is None:
        if note:
            yield Setting(path, None, in_file=False, note=_(note))
    elif in_file or value not in ([], {}):
        yield Setting(path, _shown(value), in_file=in_file)


def _shown(value: Any) -> Any:
    # The models know which texts are secret; what others hold (URLs, variables of Kubespray) its look tells.
    return MASK if isinstance(value, SecretStr) else mask_value(value, None)
