"""From v1alpha1 to v1alpha2 (installer v0.4.0): one cluster instead of two, and blocks for what belongs together.

Source: the pages of cluster-config before and after v0.4.0, and the release notes of v0.4.0.
"""

from __future__ import annotations

import re

from clustercfg.errors import EditRefusedError
from clustercfg.migration.draft import Draft
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path, format_path

__all__ = ["to_v1alpha2"]

_LOAD_BALANCER: Path = ("spec", "loadBalancer")
_COMPACT: Path = ("spec", "compactClusterMode")
_REGISTRY: Path = ("spec", "persistentRegistryDomainName")
_VIPS = ("istioGatewayVip", "insightVip")
_SUCCESSORS = ("clusterName", "masterNodes", "workerNodes")
_SIDES = {
    "mgmt": ("mgmtClusterName", "mgmtMasterNodes", "mgmtWorkerNodes"),
    "global": ("globalClusterName", "globalMasterNodes", "globalWorkerNodes"),
}
_TRUE, _FALSE = ("true", "yes", "on", "y"), ("false", "no", "off", "n")
_RANGE = re.compile(r"\s*[\d.:a-fA-FxX*]+(?:/\d+)?\s*-\s*[\d.:a-fA-FxX*]+(?:/\d+)?\s*")
_PORT = re.compile(r":[\dxX*]+/*\s*\Z")


def to_v1alpha2(draft: Draft, *, older: bool) -> None:
    """Bring the keys of v1alpha1 to where v1alpha2 has them.

    `older` says whether the file is of v1alpha1 as a whole; otherwise only what was left over is mended.
    """
    _load_balancer(draft)
    _machines(draft, older=older)
    _registry(draft)
    draft.drop(("spec", "registryVip"), _("the registry that it led to is gone since v1alpha2"))
    draft.drop(_COMPACT, _("since v1alpha2 there is one cluster only"))


# ---- load balancer


def _load_balancer(draft: Draft) -> None:
    """Its type was the whole value, and its addresses stood beside it."""
    node = draft.document.node(_LOAD_BALANCER)
    if isinstance(node, ScalarNode) and not node.is_null:
        if node.text:
            draft.wrap(_LOAD_BALANCER, (*_LOAD_BALANCER, "type"), {}, "")
        else:
            draft.drop(_LOAD_BALANCER, _("it was empty"))
    for key in _VIPS:
        _virtual_ip(draft, ("spec", key), (*_LOAD_BALANCER, key))


def _virtual_ip(draft: Draft, path: Path, target: Path) -> None:
    is_range = _RANGE.fullmatch(draft.text(path)) is not None
    if is_range and draft.text((*_LOAD_BALANCER, "type")) != "metallb":
        draft.drop(path, _("a range of addresses has no successor, and only metallb uses it"))
        return
    draft.bring(path, target)
    if is_range:
        reason = _("it was a range of addresses; since v1alpha2 it is a single one, with its prefix /32")
        draft.replace_by_placeholder(target, "FILL-IN-ONE-ADDRESS", reason)


# ---- clusters and nodes


def _machines(draft: Draft, *, older: bool) -> None:
    """One of the two clusters becomes the only one."""
    if not any(draft.has(("spec", key)) for keys in _SIDES.values() for key in keys):
        return
    compact = _is_compact(draft, default=older)
    side, other = ("mgmt", "global") if compact else ("global", "mgmt")
    if _has_machines(draft, other) and not _has_machines(draft, side):
        side, other = other, side
        _doubt(draft, side, compact=compact)
    for key, successor in zip(_SIDES[side], _SUCCESSORS, strict=True):
        draft.bring(("spec", key), ("spec", successor))
    if not draft.given(("spec", "clusterName")):
        draft.bring(("spec", _SIDES[other][0]), ("spec", "clusterName"))
    for key in _SIDES[other]:
        draft.drop(("spec", key), _reason_for_losing(compact=compact))


def _is_compact(draft: Draft, *, default: bool) -> bool:
    """Return compactClusterMode.

    Raises:
        EditRefusedError: it is neither true nor false, so nobody knows which nodes remain.
    """
    text = draft.text(_COMPACT).lower()
    if not text:
        return default
    if text in (*_TRUE, *_FALSE):
        return text in _TRUE
    message = _("{path} must be true or false: it decides which nodes remain")
    raise EditRefusedError(message.format(path=format_path(_COMPACT)))


def _has_machines(draft: Draft, side: str) -> bool:
    return any(draft.given(("spec", key)) for key in _SIDES[side][1:])


def _reason_for_losing(*, compact: bool) -> str:
    if compact:
        return _(
            "compactClusterMode is true (the default): the global cluster runs on the nodes of the management cluster"
        )
    return _("since v1alpha2 there is no management cluster of its own")


def _doubt(draft: Draft, side: str, *, compact: bool) -> None:
    """Nodes that did not count are better than none, but somebody must know."""
    if compact:
        reason = _(
            "compactClusterMode is true (the default), so these nodes did not count; they were taken because there are"
            " no others: check them"
        )
    else:
        reason = _(
            "these were nodes of the management cluster; they were taken because there are no others: check them"
        )
    lists = (("spec", key) for key in _SIDES[side][1:])
    draft.remark(next(path for path in lists if draft.given(path)), reason)


# ---- registry


def _registry(draft: Draft) -> None:
    """In the commercial edition it was the registry on the bootstrap node, in the community edition one's own."""
    if not draft.has(_REGISTRY):
        return
    address = draft.text(_REGISTRY)
    if not address:
        draft.drop(_REGISTRY, _("it was empty"))
        return
    makes_cluster = any(draft.given(("spec", key)) for key in _SUCCESSORS[1:])
    has_port = _PORT.search(address) is not None
    if makes_cluster and not has_port:
        reason = _("the nodes are listed, so the registry was the one on the bootstrap node")
        draft.wrap(_REGISTRY, ("spec", "registry", "builtinRegistryDomainName"), {"type": "built-in"}, reason)
        return
    reason = _("persistentRegistryDomainName names a registry of your own")
    draft.wrap(_REGISTRY, ("spec", "registry", "externalRegistry"), {"type": "external"}, reason)
    if makes_cluster:
        doubt = _("the address has a port, so it was taken for a registry of your own: check the type")
        draft.remark(("spec", "registry", "type"), doubt)
