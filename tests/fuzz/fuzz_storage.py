"""The readers of what other programs print: nginx configurations and descriptions of containers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from fuzz_target import Target, told

from clustercfg.errors import StorageError
from clustercfg.storage import clusters, runtimes
from clustercfg.storage.clusters import find_pod
from clustercfg.storage.mounts.choice import place_of
from clustercfg.storage.mounts.ports import listening_port
from clustercfg.storage.mounts.reading import read_inspection
from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.endpoint import map_endpoint
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.sources import source_of_text
from clustercfg.storage.programs import Completed
from clustercfg.storage.runtimes import RUNTIMES, find_container

__all__ = ["MOUNTS", "NGINX"]

_STORAGE = Path(__file__).resolve().parents[1] / "storage"

# ---- nginx: the first line is a URL, the rest a configuration


def _check_nginx(data: bytes) -> None:
    url, _break, content = data.partition(b"\n")
    try:
        endpoint = request_for(url.decode("utf-8", "surrogateescape"))
        configuration = read_configuration(
            source_of_text(content, "/etc/nginx/nginx.conf"), prefix="/usr/share/nginx/"
        )
    except StorageError as error:
        told(error.message)
        return
    mapping = map_endpoint(configuration, endpoint, ["a/b.tgz", "c d", "../e", "%41"])
    shown = json.loads(json.dumps(mapping.to_dict()))
    assert sum(group["count"] for group in shown["groups"]) == 4
    for group in mapping.groups:
        assert group.directory is None or group.directory.startswith("/")
        assert all(reason.text and reason.code for reason in group.reasons)
    assert map_endpoint(configuration, endpoint, ["a/b.tgz", "c d", "../e", "%41"]) == mapping


_NGINX_TOKENS = tuple(
    token.encode()
    for token in (
        *(
            "server {",
            "location / {",
            "location = /a {",
            "location ~ \\.tgz$ {",
            "location ^~ /b {",
            "}",
            ";",
            "{",
        ),
        *(
            "root /srv;",
            "alias /data/;",
            "alias /data/$1;",
            "listen 8080;",
            "listen [::]:80;",
            "listen unix:/a;",
        ),
        *(
            "server_name a.test *.b ~^c(?<x>.)$;",
            "try_files $uri $uri/ =404;",
            "return 301 /x;",
            "internal;",
            "#",
        ),
        *(
            "rewrite ^/(.*)$ /$1 last;",
            "rewrite a b break;",
            "if ($host = a) {",
            "set $a /b;",
            "deny all;",
            "$uri",
        ),
        *(
            "map $uri $k { default a; ~b c; }",
            "include /etc/nginx/*.conf;",
            "error_page 404 /e;",
            "proxy_pass http://a;",
        ),
        *(
            "autoindex on;",
            "# configuration file /etc/nginx/nginx.conf:\n",
            "'",
            '"',
            "\\",
            "http {",
            "events {}",
            "\n",
        ),
        *(
            "content_by_lua_block { }",
            "(?P<a>",
            "[",
            "(",
            "$",
            "${a}",
            "..",
            "%2e",
            "%",
            "//",
            "\0",
            "\xff",
            "中",
        ),
    )
)


def _nginx_seeds() -> Sequence[bytes]:
    texts = [path.read_bytes() for path in sorted((_STORAGE / "nginx" / "cases").glob("*.conf"))]
    return [b"http://10.0.1.1:8080/a\n" + text for text in texts if len(text) < 1200][::3]


# ---- containers: the first line is a path, the rest what a tool printed


def _check_mounts(data: bytes) -> None:
    path, _break, content = data.partition(b"\n")
    _ask(content)
    try:
        container = read_inspection(content)
    except StorageError as error:
        told(error.message)
        return
    place = place_of(container, path.decode("utf-8", "replace"))
    json.loads(json.dumps(place.to_dict()))
    answer = listening_port(container, "10.0.1.1", 8080)
    assert all(reason.text for reason in (*place.reasons, *answer.reasons))


def _ask(content: bytes) -> None:
    """Let a tool, any by the length of `content`, answer with it whatever it is asked."""

    def run(arguments: Sequence[str]) -> Completed:
        return Completed(tuple(arguments), 0, content, "", 0.0)

    tool = (*RUNTIMES, "kubectl")[len(content) % (len(RUNTIMES) + 1)]
    with mock.patch.object(runtimes, "run", run), mock.patch.object(clusters, "run", run):
        try:
            found = find_pod("files", "web-0") if tool == "kubectl" else find_container(tool, "web")
        except StorageError as error:
            told(error.message)
        else:
            assert found.commands


_MOUNTS_TOKENS = tuple(
    token.encode()
    for token in (
        *(
            '"Mounts": [',
            '"Source": "/a"',
            '"Destination": "/b"',
            '"Type": "bind"',
            '"RW": true',
            "null",
            "[]",
            "{}",
        ),
        *(
            '"status": {',
            '"info": {',
            '"mounts": [',
            '"hostPath": "/a"',
            '"containerPath": "/b"',
            '"Spec": {',
            "true",
        ),
        *(
            '"kind": "Pod"',
            '"kind": "List"',
            '"items": [',
            '"volumes": [',
            '"volumeMounts": [',
            '"subPath": "x"',
            "1e9",
        ),
        *(
            '"persistentVolumeClaim": {"claimName": "c"}',
            '"ports": [',
            '"hostPort": 80',
            '"name": "a"',
            "-1",
            '"',
            ",",
        ),
        *(
            '"NetworkSettings": {"Ports": {"80/tcp": [{"HostPort": "8080"}]}}',
            "kind: Pod",
            "metadata:",
            "---\n",
            "NaN",
        ),
        *(
            "/a -> /b",
            '"/proc"',
            "\\u0000",
            "\\ud800",
            "\xff\xfe",
            "²",
            '"80/tcp"',
            '"HostConfig": {',
            "99999999999",
            "/",
        ),
    )
)


_POD = b"""\
apiVersion: v1
kind: List
items:
  - {kind: PersistentVolumeClaim, metadata: {name: data, namespace: files}, spec: {volumeName: pv1}}
  - {kind: PersistentVolume, metadata: {name: pv1}, spec: {hostPath: {path: /srv/pv1}}}
  - kind: Pod
    metadata: {name: web-0, namespace: files, ownerReferences: [{kind: StatefulSet, uid: u1}]}
    spec:
      nodeName: worker-1
      containers:
        - name: nginx
          ports: [{containerPort: 80, hostPort: 8080}]
          volumeMounts: [{name: html, mountPath: /usr/share/nginx/html, subPath: www, readOnly: true}]
      volumes:
        - {name: html, persistentVolumeClaim: {claimName: data}}
        - {name: other, nfs: {server: 10.0.0.9, path: /export}}
    status: {phase: Running, podIP: 10.1.0.7}
"""


def _mounts_seeds() -> Sequence[bytes]:
    recorded = sorted((_STORAGE / "mounts" / "recorded").glob("*.[jt]*"))
    contents = [*(path.read_bytes() for path in recorded), _POD]
    return [b"/usr/share/nginx/html/a\n" + content for content in contents]


NGINX = Target("nginx", _check_nginx, _NGINX_TOKENS, _nginx_seeds, most_bytes=1500)
MOUNTS = Target("mounts", _check_mounts, _MOUNTS_TOKENS, _mounts_seeds)
