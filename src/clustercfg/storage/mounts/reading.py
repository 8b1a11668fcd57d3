"""From the output of a tool to a container, whatever tool it was."""

from __future__ import annotations

import json
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.mounts import cri, docker, runtime_spec, template_text
from clustercfg.storage.mounts.container import Container
from clustercfg.storage.mounts.data import items, text
from clustercfg.storage.mounts.objects import SavedObjects, flattened, is_object
from clustercfg.storage.mounts.pods import container_in_pod
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document, plain_value

__all__ = ["parsed", "read_inspection"]

_MOST_BYTES = 4 << 20
"""As many bytes of JSON become thirty times as many in memory."""
_SHAPES = (docker, cri, runtime_spec)


def read_inspection(content: bytes, name: str | None = None, pod: str | None = None) -> Container:
    """Return the container in saved output; `name` and `pod` choose where there are several.

    Raises:
        StorageError: it is no such output, or it is not clear which container is meant.
    """
    readable = _decoded(content)
    if template_text.is_template_text(readable):
        return template_text.container_of(readable)
    data = parsed(readable)
    entries = [each for each in (data if isinstance(data, list) else [data]) if isinstance(each, dict)]
    if any(map(is_object, entries)):
        return _in_pods(SavedObjects(tuple(flattened(entries))), name, pod)
    if entries and all(map(docker.is_mount, entries)):
        return Container("", tuple(map(docker.mount_of, entries)))
    return _chosen([found for each in entries if (found := _container(each))], name)


def _decoded(content: bytes) -> str:
    if len(content) > _MOST_BYTES:
        raise StorageError(
            _("more than {limit:,} bytes of the description of a container are not read").format(
                limit=_MOST_BYTES
            ),
            _("save what the tool prints of this container or pod alone"),
        )
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _not_understood() from None


def parsed(readable: str) -> Any:
    """Return JSON or YAML as plain data.

    Raises:
        StorageError: it is neither.
    """
    try:
        return json.loads(readable)
    except (ValueError, RecursionError):
        document = Document(readable)
        if document.root is None or document.problems:
            raise _not_understood() from None
        return plain_value(document.root)


def _not_understood() -> StorageError:
    return StorageError(
        _("this is not what docker, nerdctl, podman, crictl, ctr or kubectl print of a container"),
        _("save the output of `docker inspect NAME`, `crictl inspect ID` or `kubectl get pod NAME -o yaml`"),
    )


def _container(data: dict[str, Any]) -> Container | None:
    return next((shape.container_of(data) for shape in _SHAPES if shape.is_container(data)), None)


def _chosen(containers: list[Container], name: str | None) -> Container:
    if not containers:
        raise _not_understood()
    named = [each for each in containers if name in (None, each.name)]
    if len(named) == 1:
        return named[0]
    if len(containers) == 1:
        return containers[0]
    raise StorageError(
        _("there are several containers: {names}").format(names=", ".join(each.name for each in containers)),
        _("say which one with --container NAME"),
    )


def _in_pods(objects: SavedObjects, name: str | None, wanted: str | None) -> Container:
    pods = [each for each in objects.objects if text(each, "kind") == "Pod"]
    named = [each for each in pods if wanted in (None, text(each, "metadata", "name"))]
    if not named:
        raise StorageError(_("there is no such pod in this output"))
    if len({_owner(each) for each in named}) > 1:
        names = ", ".join(text(each, "metadata", "name") for each in named)
        raise StorageError(
            _("there are several pods: {names}").format(names=names),
            _("say which one with --pod NAMESPACE/NAME"),
        )
    return container_in_pod(named[0], name, objects)


def _owner(pod: dict[str, Any]) -> str:
    owners = (text(each, "uid") for each in items(pod, "metadata", "ownerReferences"))
    return next(owners, text(pod, "metadata", "name"))
