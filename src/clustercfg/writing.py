"""New YAML from a ClusterConfig, written so that every reader takes each value for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.models.plain import document_data
from clustercfg.yamltext.rendering import render

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig

__all__ = ["dumps"]


def dumps(config: ClusterConfig) -> str:
    """Return new YAML for `config`: keys as the documents spell and order them, defaults left out, secrets written.

    YAML 1.1 and YAML 1.2 readers get the same strings from it, and it reads back to an equal `ClusterConfig`.

    Raises:
        TypeError: `metadata` holds a value that JSON cannot express.
    """
    return render(document_data(config)) + "\n"
