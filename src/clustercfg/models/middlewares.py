"""`spec.externalMiddlewares`: databases and other services that already exist."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from clustercfg.models.base import Block, documented
from clustercfg.models.types import (
    Boolean,
    HostOrUrl,
    HostPort,
    HttpUrl,
    Integer,
    Keys,
    Named,
    RedisUrl,
    Secret,
    Suggested,
    Text,
)
from clustercfg.translation import mark

__all__ = [
    "COMPONENTS",
    "Database",
    "Elasticsearch",
    "ElasticsearchInsight",
    "ExternalMiddlewares",
    "Kafka",
    "ObjectStorage",
    "Redis",
]

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
_WITH_THE_BLOCK = mark("the block is given")


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
            default=mark("0 by the table of the documents, 1800 by their sample"),
            old_names=("connectionMaxIdleTimeSeconds",),
        ),
    ] = None


class ElasticsearchInsight(Block):
    """The Elasticsearch that Insight writes to."""

    endpoint: Annotated[
        HttpUrl,
        documented(
            "endpoint",
            "URL of Elasticsearch.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("https://elasticsearch.example.com:9200",),
            required_when=_WITH_THE_BLOCK,
        ),
    ]
    anonymous: Annotated[
        Boolean,
        documented(
            "anonymous",
            "Whether Elasticsearch is used without logging in; user name and password must then be absent.",
            since="v0.7.0",
            sources=("cluster-config",),
            examples=(False,),
        ),
    ] = False
    insecure: Annotated[
        Boolean,
        documented(
            "insecure",
            "Whether the server's certificate is left unchecked.",
            since="v0.20.0",
            sources=("cluster-config", "release-notes"),
            examples=(True,),
        ),
    ] = False
    username: Annotated[
        Text | None,
        documented(
            "username",
            "User of Elasticsearch.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("elastic",),
            required_when=mark("anonymous is not true"),
            blank_is_absent=True,
        ),
    ] = None
    password: Annotated[
        Secret | None,
        documented(
            "password",
            "Password of the Elasticsearch user.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            required_when=mark("anonymous is not true"),
            blank_is_absent=True,
        ),
    ] = None


class Elasticsearch(Block):
    """External Elasticsearch by component; only Insight uses it."""

    insight: Annotated[
        ElasticsearchInsight | None,
        documented("insight", "Elasticsearch of Insight.", since="v0.7.0", sources=_DOCUMENTS),
    ] = None


class Redis(Block):
    """External Redis by component; only container management (kpanda) uses it."""

    kpanda: Annotated[
        RedisUrl | None,
        documented(
            "kpanda",
            "URL of Redis: redis:// or rediss:// for one server or a cluster, redis+sentinel:// for Sentinel. Special characters in the password must be percent-encoded.",
            since="v0.8.0",
            sources=("external-middlewares", "release-notes"),
            examples=("redis://redis.example.com:6379",),
        ),
    ] = None


class Kafka(Block):
    """External Kafka."""

    brokers: Annotated[
        list[HostPort],
        documented(
            "brokers",
            "Addresses of the brokers, each as host:port.",
            since="v0.13.0",
            sources=_DOCUMENTS,
            examples=(["host1:9092", "host2:9092"],),
            required_when=_WITH_THE_BLOCK,
        ),
    ]
    username: Annotated[
        Text | None,
        documented(
            "username",
            "User of Kafka.",
            since="v0.13.0",
            sources=_DOCUMENTS,
            examples=("kafka",),
            blank_is_absent=True,
        ),
    ] = None
    password: Annotated[
        Secret | None,
        documented(
            "password",
            "Password of the Kafka user.",
            since="v0.13.0",
            sources=_DOCUMENTS,
            blank_is_absent=True,
        ),
    ] = None


class ObjectStorage(Block):
    """External S3-compatible storage for the platform's own data."""

    endpoint: Annotated[
        HostOrUrl,
        documented(
            "endpoint",
            "Address of the storage: host:port or a URL.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("s3.example.com:9000",),
            required_when=_WITH_THE_BLOCK,
        ),
    ]
    insecure: Annotated[
        Boolean | None,
        documented(
            "insecure",
            "Whether the server's certificate is left unchecked.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=(True,),
        ),
    ] = None
    bucket: Annotated[
        Text,
        documented(
            "bucket",
            "Name of the bucket.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            examples=("bucketname",),
            required_when=_WITH_THE_BLOCK,
        ),
    ]
    access_key: Annotated[
        Secret,
        documented(
            "accessKey",
            "Access key.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            required_when=_WITH_THE_BLOCK,
            blank_is_absent=True,
        ),
    ]
    secret_key: Annotated[
        Secret,
        documented(
            "secretKey",
            "Secret key.",
            since="v0.7.0",
            sources=_DOCUMENTS,
            required_when=_WITH_THE_BLOCK,
            blank_is_absent=True,
        ),
    ]


class ExternalMiddlewares(Block):
    """Services that the platform uses instead of installing its own."""

    database: Annotated[
        Named[list[Database]],
        Keys(COMPONENTS),
        documented(
            "database",
            "SQL databases by component, each with one or more connections.",
            since="v0.7.0",
            sources=_DOCUMENTS,
        ),
    ] = Field(default_factory=dict)
    elasticsearch: Annotated[
        Elasticsearch | None,
        documented("elasticsearch", "Elasticsearch by component.", since="v0.7.0", sources=_DOCUMENTS),
    ] = None
    redis: Annotated[
        Redis | None,
        documented(
            "redis", "Redis by component.", since="v0.8.0", sources=("external-middlewares", "release-notes")
        ),
    ] = None
    kafka: Annotated[
        Kafka | None,
        documented("kafka", "Kafka.", since="v0.13.0", sources=_DOCUMENTS),
    ] = None
    s3_storage: Annotated[
        Named[ObjectStorage],
        Keys(("default",)),
        documented("S3Storage", "S3-compatible storage by name.", since="v0.7.0", sources=_DOCUMENTS),
    ] = Field(default_factory=dict)
