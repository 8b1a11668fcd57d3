"""The document of a ClusterConfig: a YAML document that also takes a changed configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.errors import EditRefusedError
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import EmbeddedShape, MappingShape, Shape
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document as YamlDocument

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig
    from clustercfg.yamltext.paths import Path

__all__ = ["Document"]


class Document(YamlDocument):
    """The text of a clusterConfig.yaml with the place of everything in it.

    Fields that hold YAML of their own as a text, such as `spec.kubeanConfig`, may be edited by a path that leads into
    that text; where there is none yet, one is made.
    """

    def update(self, config: ClusterConfig) -> None:
        """Make only the edits that let the document say what `config` says.

        Comments, order, quotes and keys that are not part of `config` stay. Keys that were never written stay absent
        unless they changed. Machines are matched by `nodeName`.

        Raises:
            EditRefusedError: an edit cannot be made safely, or the document holds no valid configuration to compare
                with. The document is unchanged.
        """
        from clustercfg.updating import differences  # noqa: PLC0415 - only who updates pays for the models

        operations = differences(self, config)
        if not operations:
            return
        before = self.text
        self.apply(operations)
        if differences(self, config):
            self._replace(before)
            raise EditRefusedError(_("the changed configuration cannot be written back as it is"))

    def _is_text_place(self, path: Path) -> bool:
        shape: Shape | None = TABLE
        for step in path:
            field = shape.fields.get(str(step)) if isinstance(shape, MappingShape) else None
            shape = None if field is None else field.shape
        return isinstance(shape, EmbeddedShape)
