"""`spec.externalMiddlewares`: databases and other services that already exist."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clustercfg.models.base import Block, documented
from clustercfg.models.databases import COMPONENTS, Database
from clustercfg.models.types import (
    Boolean,
    HostOrUrl,
    HostPort,
    HttpUrl,
    Keys,
    Named,
    RedisUrl,
    Secret,
    Text,
)
from clustercfg.translation import mark

__all__ = [
    "Elasticsearch",
    "ElasticsearchInsight",
    "ExternalMiddlewares",
    "Kafka",
    "ObjectStorage",
    "Redis",
]

_DOCUMENTS = ("cluster-config", "external-middlewares")
_WITH_THE_BLOCK = mark("the block is given")


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
