"""`spec.externalMiddlewares.database`: SQL databases that already exist."""

from __future__ import annotations

from typing import Annotated, Literal

from clustercfg.models.base import Block, documented
from clustercfg.models.types import Integer, Secret, Suggested, Text
from clustercfg.translation import mark

__all__ = ["COMPONENTS", "Database"]

COMPONENTS = (
    "kpanda",
    "ghippoApiserver",
    "ghippoKeycloak",
    "ghippoAuditserver",
    "skoala",
    "amamba",
    "insight",
    "ipavo",
    "kcollie",
    "gmagpie",
    "dowl",
)
"""The components whose database may be external (external-middlewares)."""

_DOCUMENTS = ("cluster-config", "external-middlewares")


class Database(Block):
    """One connection to the database of a component."""

    db_driver_name: Annotated[
        Text,
        Suggested(("mysql", "postgres", "kingbase")),
        documented(
            "dbDriverName",
            "Driver of the database.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("mysql", "postgres", "kingbase"),
            required_when=mark("always"),
            old_names=("driver",),
        ),
    ]
    data_source_name: Annotated[
        Secret,
        documented(
            "dataSourceName",
            "Connection string; its form follows the driver: user:password@tcp(host:port)/dbname for mysql, host=... user=... password=... dbname=... port=... for postgres and kingbase.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            required_when=mark("always"),
        ),
    ]
    access_type: Annotated[
        Literal["readwrite", "readonly"],
        documented(
            "accessType",
            "Whether this connection may write.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("readwrite", "readonly"),
            values={
                "readwrite": mark("The connection reads and writes."),
                "readonly": mark("The connection only reads."),
            },
        ),
    ] = "readwrite"
    max_open_connections: Annotated[
        Integer | None,
        documented(
            "maxOpenConnections",
            "Greatest number of open connections.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=(100,),
            default=mark("10 by the table of the documents, 100 by their sample"),
        ),
    ] = None
    max_idle_connections: Annotated[
        Integer | None,
        documented(
            "maxIdleConnections",
            "Greatest number of idle connections that are kept.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=(10,),
            default="10",
        ),
    ] = None
    connection_max_lifetime_seconds: Annotated[
        Integer | None,
        documented(
            "connectionMaxLifetimeSeconds",
            "How long a connection may be used again, in seconds.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=(3600,),
            unit=mark("seconds"),
            default=mark("0 by the table of the documents, 3600 by their sample"),
        ),
    ] = None
    connection_max_idle_seconds: Annotated[
        Integer | None,
        documented(
            "connectionMaxIdleSeconds",
            "How long a connection may be idle, in seconds.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=(1800,),
            unit=mark("seconds"),
            default=mark("0 by the table of the documents, 1800 by their sample"),
            old_names=("connectionMaxIdleTimeSeconds",),
        ),
    ] = None
