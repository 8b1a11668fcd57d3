"""What is asked: URLs, addresses and ports, host names and wildcards."""

from __future__ import annotations

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.listening import Listen
from clustercfg.storage.nginx.names import Names
from clustercfg.storage.nginx.patterns import compiled, search
from clustercfg.storage.nginx.requests import BadTargetError, normalized, request_for
from clustercfg.storage.nginx.sources import source_of_text

REFUSED = [
    ("http://[::1", "this is no URL", ""),
    ("http://h:99999", "this is no URL", ""),
    ("ftp://h/", "an http:// or https:// URL is needed", ""),
    ("http:///x", "an http:// or https:// URL is needed", ""),
    ("http://user@h/", "the URL holds a user name or a password", "leave it out: it is not needed"),
    ("http://h/?x", "the URL has a part after ? or #", "leave it out"),
    ("http://h/#x", "the URL has a part after ? or #", "leave it out"),
]


@pytest.mark.parametrize(("url", "message", "remedy"), REFUSED)
def test_a_url_is_refused_with_the_reason(url: str, message: str, remedy: str) -> None:
    with pytest.raises(StorageError) as caught:
        request_for(url)
    assert caught.value.message.startswith(message)
    assert caught.value.remedy.startswith(remedy)
    assert bool(caught.value.remedy) is bool(remedy)


@pytest.mark.parametrize(
    ("url", "more", "port", "address"),
    [
        ("http://10.0.1.1:8080", {}, 8080, "10.0.1.1"),
        ("http://10.0.1.1:8080", {"listen_port": 80}, 80, None),
        ("http://10.0.1.1:8080", {"listen_port": 80, "address": "10.244.0.7"}, 80, "10.244.0.7"),
        ("http://files.example", {"address": "localhost"}, 80, "127.0.0.1"),
        ("http://files.example.", {}, 80, None),
        ("https://[FD00::0:1]", {}, 443, "fd00::1"),
    ],
)
def test_nginx_is_reached_on_an_address_and_a_port(
    url: str, more: dict[str, object], port: int, address: str | None
) -> None:
    request = request_for(url, **more)  # type: ignore[arg-type] # the table's own columns
    assert (request.port, request.address) == (port, address)
    assert not request.host.endswith(".")


def test_an_address_that_is_none_is_named() -> None:
    with pytest.raises(StorageError, match=r"^files is no IP address"):
        request_for("http://h", address="files")


@pytest.mark.parametrize(
    ("url", "path", "target"),
    [
        ("http://h", "a", "/a"),
        ("http://h/x/", "a b/ü#?%", "/x/a%20b/%C3%BC%23%3F%25"),
        ("http://h/%41 b/~(x)", "\udcff", "/%41%20b/~(x)/%FF"),
    ],
)
def test_a_path_is_sent_percent_encoded(url: str, path: str, target: str) -> None:
    assert request_for(url).below(path).target == target


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/a//b", "/a/b"),
        ("/a/./b", "/a/b"),
        ("/a/.", "/a/"),
        ("/a/b/..", "/a/"),
        ("/a/../b", "/b"),
        ("/%61/%2E%2e/b", "/b"),
        ("/a/...", "/a/..."),
        ("/", "/"),
    ],
)
def test_a_target_is_normalized(target: str, path: str) -> None:
    assert normalized(target) == path


def test_slashes_may_be_kept() -> None:
    assert normalized("/a//b/./", merge_slashes=False) == "/a//b/"


@pytest.mark.parametrize("target", ["/..", "/a/../..", "/%00", "/%4", "/%zz", "a", ""])
def test_a_bad_target_is_refused_and_named(target: str) -> None:
    with pytest.raises(BadTargetError) as caught:
        normalized(target)
    assert caught.value.args == (target,)


def test_bytes_that_are_no_text_are_matched_and_kept() -> None:
    assert search(compiled("^/(?<n>.)(x)?$"), "/\udcff") == (("/\udcff", "\udcff", ""), {"n": "\udcff"})


LISTENS = [
    ("listen 8080;", ["*:8080 4"]),
    ("listen 10.0.1.1;", ["10.0.1.1:80 4"]),
    ("listen 10.0.1.1:81-83;", ["10.0.1.1:81-83 4"]),
    ("listen *:82;", ["*:82 4"]),
    ("listen 0.0.0.0:82;", ["*:82 4"]),
    ("listen [::];", ["[::]:80 6"]),
    ("listen [fd00::0:1]:81;", ["[fd00::1]:81 6"]),
    ("listen localhost;", ["127.0.0.1:80 4"]),
    ("listen files.example:84;", ["files.example:84 0"]),
    ("listen unix:/run/nginx.sock;", []),
    ("listen unix:/run/nginx.sock; listen 85;", ["*:85 4"]),
    ("", ["*:80 4"]),
]


def shown(listen: Listen) -> str:
    return f"{listen.shown} {listen.family}"


@pytest.mark.parametrize(("directives", "expected"), LISTENS)
def test_a_server_listens_where_it_says(directives: str, expected: list[str]) -> None:
    source = source_of_text(f"http {{ server {{ {directives} }} }}".encode(), "nginx.conf")
    (server,) = read_configuration(source).servers
    assert [shown(each) for each in server.listens] == expected
    assert all(each.wildcard is (each.address in ("*", "::")) for each in server.listens)
    assert all(str(each.place) == "nginx.conf:1" for each in server.listens)


@pytest.mark.parametrize("address", ["::g", "::1::", "1"])
def test_an_address_in_brackets_that_is_none_is_refused_by_name(address: str) -> None:
    source = source_of_text(f"http {{\nserver {{ listen [{address}]:80; }} }}".encode(), "nginx.conf")
    with pytest.raises(StorageError, match=rf"^nginx\.conf:2: .* refuse this address: {address}$"):
        read_configuration(source)


NAMES = Names.of(
    [
        (0, ["Exact.example", "*.example", "mail.*"]),
        (1, ["exact.example", "*.deep.example", ".dotted.example"]),
        (2, ["mail.files.*", "~^pattern", r"~^(?<part>UPPER)\."]),
    ]
)


@pytest.mark.parametrize(
    ("host", "owner", "rule"),
    [
        ("exact.example", 0, "exact-name"),
        ("x.example", 0, "wildcard-name"),
        ("x.deep.example", 1, "wildcard-name"),
        ("deep.example", 0, "wildcard-name"),
        ("dotted.example", 1, "exact-name"),
        ("x.dotted.example", 1, "wildcard-name"),
        ("mail.org", 0, "wildcard-name"),
        ("mail.files.org", 2, "wildcard-name"),
        ("mail.example", 0, "wildcard-name"),
        ("pattern.org", 2, "pattern-name"),
        ("upper.org", 2, "pattern-name"),
        ("example", None, ""),
        ("mail", None, ""),
    ],
)
def test_a_host_name_means_the_server_that_nginx_takes(host: str, owner: int | None, rule: str) -> None:
    found = NAMES.find(host)
    assert (found.owner if found else None, found.rule if found else "") == (owner, rule)
    assert NAMES.doubtful == []
    if host == "upper.org":
        assert found is not None
        assert found.match == (("upper.", "upper"), {"part": "upper"})
