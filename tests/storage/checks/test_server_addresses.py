"""A server's address taken apart and put together again."""

from __future__ import annotations

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.addresses import files_repo_of_bucket, kubeadm_path, parse_address

PARSED = [
    ("http://h", ("http", "h", 80, "", False), "http://h", "/a%20b/~c"),
    ("https://h:443/", ("https", "h", 443, "", False), "https://h", "/a%20b/~c"),
    ("https://h:80/x/", ("https", "h", 80, "/x", False), "https://h:80/x", "/x/a%20b/~c"),
    ("http://[fd00::1]:443//x//", ("http", "fd00::1", 443, "//x", False), "http://[fd00::1]:443//x", None),
    ("http://[fd00::1]", ("http", "fd00::1", 80, "", False), "http://[fd00::1]", None),
    ("h:9000", ("https", "h", 9000, "", True), "https://h:9000", None),
    ("10.0.1.1", ("https", "10.0.1.1", 443, "", True), "https://10.0.1.1", None),
    ("http://me:hunter2@h/x?token=hunter2#hunter2", ("http", "h", 80, "/x", False), "http://h/x", None),
]


@pytest.mark.parametrize(("url", "parts", "shown", "target"), PARSED)
def test_an_address_is_taken_apart(
    url: str, parts: tuple[object, ...], shown: str, target: str | None
) -> None:
    found = parse_address(url)
    assert (found.scheme, found.host, found.port, found.path, found.scheme_is_guessed) == parts
    assert found.shown == shown
    assert found.origin + found.path == shown
    assert target in (None, found.target("a b/~c"))
    assert "hunter2" not in repr(found) + shown


def test_what_is_not_shown_is_known() -> None:
    found = parse_address("http://me:hunter2@h/x?token=a#b")
    assert (found.userinfo, found.rest) == ("me:hunter2", "?token=a#b")
    assert (parse_address("http://h").userinfo, parse_address("h").rest) == (None, "")


@pytest.mark.parametrize(
    "url", ["", "ftp://h", "http://", "http://h:0", "http://h:70000", "h:port", "http://hunter2 x/"]
)
def test_what_is_no_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(StorageError, match="this is no address of a server") as caught:
        parse_address(url)
    assert "http://host:port" in caught.value.remedy
    assert "hunter2" not in str(caught.value)


def test_where_nodes_look_for_files() -> None:
    assert files_repo_of_bucket("https://h:9000/") == "https://h:9000/kubean"
    assert files_repo_of_bucket("https://h:9000", "mine") == "https://h:9000/mine"
    assert kubeadm_path("v1.31.6") == "dl.k8s.io/release/v1.31.6/bin/linux/amd64/kubeadm"
    assert kubeadm_path("v1.31.6", "arm64").endswith("/v1.31.6/bin/linux/arm64/kubeadm")
