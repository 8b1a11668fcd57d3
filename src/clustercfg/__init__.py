"""Read, check, explain and change `clusterConfig.yaml` of the DaoCloud Enterprise 5.0 installer.

    loaded = clustercfg.load("clusterConfig.yaml")
    for finding in loaded.report:
        print(finding.start.line, finding.code, finding.message)
    config = loaded.require()

Everything is imported when it is first used, so that `import clustercfg` costs almost nothing.
"""

from __future__ import annotations

# Type checkers take a constant of this name for true; importing it from `typing` would cost 10 ms.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from clustercfg.comparing.comparison import compare
    from clustercfg.comparing.difference import Difference
    from clustercfg.documents import Document
    from clustercfg.errors import ClusterCfgError, EditRefusedError, InvalidConfigError, SaveError
    from clustercfg.generating.generation import generate
    from clustercfg.generating.topology import Topology
    from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Position, Related, Report, Severity
    from clustercfg.linting.fixing import Fixed, fix
    from clustercfg.loading import Loaded, lint, load, loads
    from clustercfg.migration.migrating import migrate
    from clustercfg.migration.report import Migration
    from clustercfg.models.cluster import ClusterConfig
    from clustercfg.schema import json_schema
    from clustercfg.writing import dumps

__version__ = "0.1.0"

__all__ = [
    "ClusterCfgError",
    "ClusterConfig",
    "Diagnostic",
    "Difference",
    "Document",
    "Edit",
    "EditRefusedError",
    "Fix",
    "Fixed",
    "InvalidConfigError",
    "Loaded",
    "Migration",
    "Position",
    "Related",
    "Report",
    "SaveError",
    "Severity",
    "Topology",
    "__version__",
    "compare",
    "dumps",
    "fix",
    "generate",
    "json_schema",
    "lint",
    "load",
    "loads",
    "migrate",
]

_ORIGINS = {
    "ClusterCfgError": "errors",
    "EditRefusedError": "errors",
    "InvalidConfigError": "errors",
    "SaveError": "errors",
    "Diagnostic": "linting.diagnostics",
    "Edit": "linting.diagnostics",
    "Fix": "linting.diagnostics",
    "Position": "linting.diagnostics",
    "Related": "linting.diagnostics",
    "Report": "linting.diagnostics",
    "Severity": "linting.diagnostics",
    "Fixed": "linting.fixing",
    "fix": "linting.fixing",
    "Loaded": "loading",
    "lint": "loading",
    "load": "loading",
    "loads": "loading",
    "Migration": "migration.report",
    "migrate": "migration.migrating",
    "ClusterConfig": "models.cluster",
    "json_schema": "schema",
    "dumps": "writing",
    "generate": "generating.generation",
    "Topology": "generating.topology",
    "Document": "documents",
    "Difference": "comparing.difference",
    "compare": "comparing.comparison",
}


if not TYPE_CHECKING:  # to a type checker a misspelt name is to be a mistake

    def __getattr__(name: str) -> Any:
        if name not in _ORIGINS:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from importlib import import_module  # noqa: PLC0415 - who uses no name need not import it

        value = getattr(import_module(f"{__name__}.{_ORIGINS[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
