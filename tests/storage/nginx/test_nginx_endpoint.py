"""The directory behind an endpoint: every path of the packages is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.endpoint import EndpointMapping, map_endpoint
from clustercfg.storage.nginx.requests import normalized, request_for
from clustercfg.storage.nginx.sources import source_of_text
from clustercfg.storage.reasons import Confidence

PATHS = ("dl.k8s.io/kubeadm", "get.helm.sh/helm.tar.gz", "github.com/cni-plugins.tgz")


def mapped(server: str, url: str = "http://10.0.1.1:8080", paths: tuple[str, ...] = PATHS) -> EndpointMapping:
    text = f"http {{ server {{ listen 8080; root /srv/web; {server} }} }}"
    return map_endpoint(
        read_configuration(source_of_text(text.encode(), "nginx.conf")), request_for(url), paths
    )


@pytest.mark.parametrize(
    ("server", "url", "directory"),
    [
        ("", "http://10.0.1.1:8080", "/srv/web"),
        ("", "http://10.0.1.1:8080/", "/srv/web"),
        ("", "http://10.0.1.1:8080/mirror", "/srv/web/mirror"),
        ("", "http://10.0.1.1:8080/mirror/", "/srv/web/mirror"),
        ("location /mirror/ { alias /data/files/; }", "http://10.0.1.1:8080/mirror", "/data/files"),
        ("location /mirror { alias /data/files/; }", "http://10.0.1.1:8080/mirror", "/data/files"),
        ("location ~ ^/v(\\d)/(.*)$ { alias /data/$1/$2; }", "http://10.0.1.1:8080/v2", "/data/2"),
        ("root /;", "http://10.0.1.1:8080/srv", "/srv"),
        ("root /; location /x/ { alias /; }", "http://10.0.1.1:8080/x", "/"),
        ("", "http://10.0.1.1:8080/a%20b/%E6%96%87", "/srv/web/a b/文"),
        ("rewrite ^/old/(.*)$ /new/$1;", "http://10.0.1.1:8080/old", "/srv/web/new"),
        ("try_files /packages$uri $uri =404;", "http://10.0.1.1:8080", "/srv/web/packages"),
    ],
)
def test_one_directory_for_all(server: str, url: str, directory: str) -> None:
    mapping = mapped(server, url)
    assert (mapping.directory, mapping.confidence, len(mapping.groups)) == (directory, Confidence.CERTAIN, 1)
    assert (mapping.groups[0].count, mapping.sampled) == (3, False)


@pytest.mark.parametrize(
    ("server", "groups"),
    [
        ("location ~ \\.tgz$ { root /data; }", {"/srv/web": 2, "/data": 1}),
        ("location /github.com/ { proxy_pass http://127.0.0.1:9; }", {"/srv/web": 2, None: 1}),
        ("location ~ \\.(gz|tgz)$ { return 404; }", {None: 2, "/srv/web": 1}),
        ("location / { alias /data; }", {None: 3}),
        ("location ~ /([^/]+)$ { alias /data/$1; }", {None: 3}),
        ("try_files /index.html =404; location / { try_files /index.html =404; }", {None: 3}),
    ],
)
def test_paths_that_go_elsewhere_are_told_apart(server: str, groups: dict[str | None, int]) -> None:
    mapping = mapped(server)
    counted: dict[str | None, int] = {}
    for group in mapping.groups:
        counted[group.directory] = counted.get(group.directory, 0) + group.count
    assert counted == groups
    assert mapping.directory is None
    assert list(mapping.groups) == sorted(mapping.groups, key=lambda group: -group.count)


def test_a_path_that_is_changed_says_where_nginx_looks() -> None:
    group = mapped("location / { alias /data; }").groups[0]
    assert group.confidence is Confidence.INDETERMINATE
    assert "nginx looks for dl.k8s.io/kubeadm at /datadl.k8s.io/kubeadm" in group.reasons[-1].text


def test_a_mapping_has_all_it_says_in_json() -> None:
    mapping = mapped(
        "location /dl.k8s.io/ { alias /data/; } location ~ helm { root /srv/web; try_files $uri /x; }"
        "location ~ tgz$ { return 404; }",
        paths=(*PATHS, "github.com/b.tgz", "github.com/c.tgz", "github.com/d.tgz"),
    )
    data = mapping.to_dict()
    refused, moved, found = data.pop("groups")
    assert data == {"directory": None, "confidence": "indeterminate", "sampled": False}
    server = {"place": "nginx.conf:1", "rule": "only"}
    assert refused == {
        "directory": None,
        "answer": "status",
        "status": 404,
        "confidence": "certain",
        "server": server,
        "location": {"text": "location ~ tgz$", "place": "nginx.conf:1", "rule": "pattern"},
        "base": {"text": None, "place": None},
        "reasons": [],
        "count": 4,
        "examples": [PATHS[2], "github.com/b.tgz", "github.com/c.tgz"],
    }
    assert moved["location"] == {"text": "location /dl.k8s.io/", "place": "nginx.conf:1", "rule": "prefix"}
    assert moved["base"] == {"text": "alias /data/", "place": "nginx.conf:1"}
    assert moved["reasons"][0]["code"] == "path-changed"
    assert moved["reasons"][0]["place"] == "nginx.conf:1"
    assert (found["directory"], found["answer"], found["confidence"]) == ("/srv/web", "files", "certain")
    text = found["reasons"][0].pop("message")
    assert text.startswith("a missing file is answered by /x")
    assert found["reasons"] == [{"code": "fallback", "confidence": "certain", "place": "nginx.conf:1"}]


def test_where_nobody_listens_there_is_no_server_to_name() -> None:
    (group,) = mapped("", "http://10.0.1.1:81").groups
    assert (group.answer, group.server, group.server_rule, group.base) == ("nothing", None, "", None)
    assert [reason.code for reason in group.reasons] == ["no-server"]


def test_without_packages_typical_paths_are_asked() -> None:
    mapping = mapped("location ~ \\.tgz$ { root /data; }", paths=())
    assert mapping.sampled
    assert {group.directory for group in mapping.groups} == {"/srv/web", "/data"}


def test_secrets_of_a_configuration_are_not_repeated() -> None:
    mapping = mapped(
        "location /get.helm.sh/ { proxy_pass http://user:hunter2@10.0.0.1; proxy_set_header X hunter2; }"
        "location /github.com/ { return 302 http://user:hunter2@10.0.0.1; }"
        "location /dl.k8s.io/ { auth_basic hunter2; if ($http_x = hunter2) { return 403; } }"
    )
    assert "hunter2" not in str(mapping.to_dict()) + repr(mapping)


SEGMENT = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=5).filter(
    lambda name: name not in (".", "..")
)


@given(st.lists(SEGMENT, min_size=1, max_size=4).map("/".join))
def test_any_name_is_found_again_below_the_root(path: str) -> None:
    assert mapped("", paths=(path,)).directory == "/srv/web"
    assert normalized(request_for("http://h/a").below(path).target) == f"/a/{path}"
