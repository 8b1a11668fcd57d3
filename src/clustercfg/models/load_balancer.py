"""`spec.loadBalancer`: how the platform is reached."""

from __future__ import annotations

from typing import Annotated, Literal

from clustercfg.models.base import Block, documented
from clustercfg.models.types import SourceIp, Vip
from clustercfg.translation import mark

__all__ = ["LoadBalancer"]


class LoadBalancer(Block):
    """How the platform is reached from outside the cluster."""

    type: Annotated[
        Literal["NodePort", "metallb", "cloudLB"],
        documented(
            "type",
            "NodePort for trials, metallb for your own hardware, cloudLB for a cloud with its own controller.",
            since="v0.4.0",
            sources=("cluster-config", "online", "offline", "ecs"),
            examples=("metallb",),
            values={
                "NodePort": mark("Ports of the nodes; for trials."),
                "metallb": mark("Virtual IP addresses in the network of the nodes; for your own hardware."),
                "cloudLB": mark("The load balancer of a cloud with its own controller."),
            },
        ),
    ] = "NodePort"
    istio_gateway_vip: Annotated[
        Vip | None,
        documented(
            "istioGatewayVip",
            "Virtual IP of the web interface and the OpenAPI, with /32.",
            since="v0.4.0",
            sources=("cluster-config", "deploy-requirements"),
            examples=("10.6.127.254/32",),
            required_when=mark("type is metallb"),
        ),
    ] = None
    insight_vip: Annotated[
        Vip | None,
        documented(
            "insightVip",
            "Virtual IP to which other clusters send their monitoring data, with /32.",
            since="v0.4.0",
            sources=("cluster-config", "deploy-requirements"),
            examples=("10.6.127.252/32",),
            required_when=mark("type is metallb"),
        ),
    ] = None
    source_ip: Annotated[
        SourceIp,
        documented(
            "SourceIP",
            "Whether audit logs show the address of the client: auto or false.",
            since="v0.17.0",
            sources=("cluster-config", "audit-source-ip"),
            examples=("auto", False),
            values={
                "auto": mark(
                    "Audit logs show the address of the client (with metallb), at the cost of balancing between the nodes."
                ),
                "false": mark("Audit logs show an address of the cluster."),
            },
        ),
    ] = "auto"
