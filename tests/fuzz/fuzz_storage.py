"""The readers of what other programs wrote: nginx configurations, descriptions of containers, tarballs."""

from __future__ import annotations

import gzip
import json
import os
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from fuzz_target import Target

from clustercfg.errors import PackageRefusedError, StorageError
from clustercfg.storage.mounts.choice import place_of
from clustercfg.storage.mounts.ports import listening_port
from clustercfg.storage.mounts.reading import read_inspection
from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.endpoint import map_endpoint
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.sources import source_of_text
from clustercfg.storage.package import import_package, plan_package, read_package
from tarballs import Member, files, tree_of, write_tarball

__all__ = ["MOUNTS", "NGINX", "TARBALLS"]

_STORAGE = Path(__file__).resolve().parents[1] / "storage"

# ---- nginx: the first line is a URL, the rest a configuration


def _check_nginx(data: bytes) -> None:
    url, _break, content = data.partition(b"\n")
    try:
        endpoint = request_for(url.decode("utf-8", "surrogateescape"))
        configuration = read_configuration(source_of_text(content, "/etc/nginx/nginx.conf"), prefix="/usr/share/nginx/")
    except StorageError as error:
        assert error.message
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
        *("server {", "location / {", "location = /a {", "location ~ \\.tgz$ {", "location ^~ /b {", "}", ";", "{"),
        *("root /srv;", "alias /data/;", "alias /data/$1;", "listen 8080;", "listen [::]:80;", "listen unix:/a;"),
        *("server_name a.test *.b ~^c(?<x>.)$;", "try_files $uri $uri/ =404;", "return 301 /x;", "internal;", "#"),
        *("rewrite ^/(.*)$ /$1 last;", "rewrite a b break;", "if ($host = a) {", "set $a /b;", "deny all;", "$uri"),
        *("map $uri $k { default a; ~b c; }", "include /etc/nginx/*.conf;", "error_page 404 /e;", "proxy_pass http://a;"),
        *("autoindex on;", "# configuration file /etc/nginx/nginx.conf:\n", "'", '"', "\\", "http {", "events {}", "\n"),
        *("content_by_lua_block { }", "(?P<a>", "[", "(", "$", "${a}", "..", "%2e", "%", "//", "\0", "\xff", "中"),
    )
)


def _nginx_seeds() -> Sequence[bytes]:
    texts = [path.read_bytes() for path in sorted((_STORAGE / "nginx" / "cases").glob("*.conf"))]
    return [b"http://10.0.1.1:8080/a\n" + text for text in texts if len(text) < 1200][::3]


# ---- containers: the first line is a path, the rest what a tool printed


def _check_mounts(data: bytes) -> None:
    path, _break, content = data.partition(b"\n")
    try:
        container = read_inspection(content)
    except StorageError as error:
        assert error.message
        return
    place = place_of(container, path.decode("utf-8", "replace"))
    json.loads(json.dumps(place.to_dict()))
    answer = listening_port(container, "10.0.1.1", 8080)
    assert all(reason.text for reason in (*place.reasons, *answer.reasons))
    repr(container).encode("utf-8", "surrogatepass")


_MOUNTS_TOKENS = tuple(
    token.encode()
    for token in (
        *('"Mounts": [', '"Source": "/a"', '"Destination": "/b"', '"Type": "bind"', '"RW": true', "null", "[]", "{}"),
        *('"status": {', '"info": {', '"mounts": [', '"hostPath": "/a"', '"containerPath": "/b"', '"Spec": {', "true"),
        *('"kind": "Pod"', '"kind": "List"', '"items": [', '"volumes": [', '"volumeMounts": [', '"subPath": "x"', "1e9"),
        *('"persistentVolumeClaim": {"claimName": "c"}', '"ports": [', '"hostPort": 80', '"name": "a"', "-1", '"', ","),
        *('"NetworkSettings": {"Ports": {"80/tcp": [{"HostPort": "8080"}]}}', "kind: Pod", "metadata:", "---\n", "NaN"),
        *("/a -> /b", '"/proc"', "\\u0000", "\\ud800", "\xff\xfe", "²", '"80/tcp"', '"HostConfig": {', "99999999999", "/"),
    )
)


def _mounts_seeds() -> Sequence[bytes]:
    recorded = sorted((_STORAGE / "mounts" / "recorded").glob("*.[jt]*"))
    return [b"/usr/share/nginx/html/a\n" + path.read_bytes() for path in recorded]


# ---- tarballs: an archive that is not packed yet, so that a changed byte is a changed byte

_BLOCK = 512
_MAGIC = slice(257, 262)
_SUM = slice(148, 156)


def _with_sums(data: bytes) -> bytes:
    """Make every header's checksum right: a wrong one ends the reading before anything else is looked at."""
    blocks = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    return b"".join(_summed(block) if block[_MAGIC] == b"ustar" else block for block in blocks)


def _summed(block: bytes) -> bytes:
    blank = block[: _SUM.start] + b" " * 8 + block[_SUM.stop :]
    return block[: _SUM.start] + b"%06o\0 " % sum(blank) + block[_SUM.stop :]


def _check_tarball(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        room = Path(folder)
        root, outside = room / "root", room / "outside"
        root.mkdir()
        outside.mkdir()
        (outside / "keep").write_text("as it was")
        (root / "there").write_text("before")
        tarball = room / "a.tar.gz"
        tarball.write_bytes(data if data.startswith(b"\x1f\x8b") else gzip.compress(_with_sums(data), 1, mtime=0))
        _import(tarball, root)
        assert sorted(os.listdir(room)) == ["a.tar.gz", "outside", "root"]
        assert tree_of(outside) == tree_of_kept(outside)


def tree_of_kept(outside: Path) -> object:
    assert (outside / "keep").read_text() == "as it was"
    return tree_of(outside)


def _import(tarball: Path, root: Path) -> None:
    before = tree_of(root)
    try:
        wanted = read_package([tarball])
        plan = plan_package([tarball], root)
        assert tree_of(root) == before
        report = import_package([tarball], root)
    except PackageRefusedError as error:
        assert error.message
        assert tree_of(root) == before
        return
    except StorageError as error:
        assert error.message
        return
    assert [file.path for file in plan.files] == [file.path for file in report.plan.files]
    assert [file.path for file in wanted] == [file.path for file in plan.files]
    _check_tree(root, report.plan.root)
    assert not plan_package([tarball], root, verify=True).to_write
    json.dumps(report.to_dict()).encode()


def _check_tree(root: Path, planned: Path) -> None:
    assert planned == root
    for path in root.rglob("*"):
        assert path.resolve().is_relative_to(root.resolve()), path
        if not path.is_symlink():
            assert not path.stat().st_mode & 0o7000, path


_TAR_TOKENS = (
    *(b"\0" * 12, b"ustar\x0000", b"ustar  \0", b"../", b"/", b"..", b"a/../b", b"0000644\0", b"0004755\0", b"\x80\0\0\0"),
    *(b"00000000005\0", b"77777777777\0", b"-1", b"1", b"2", b"5", b"L", b"K", b"x", b"g", b"S", b"V", b"3", b"6", b"\0"),
    *(b"30 path=../../outside/keep\n", b"12 size=100\n", b"17 linkpath=/etc\n", b"9 path=\n", b"\xff", b"7", b"././@LongLink"),
    *(b"22 GNU.sparse.major=1\n", b"11 uid=-1\n", b"top/a\0", b"there\0", b".clustercfg-import\0", b"top\0", b"\n", b"\\"),
)


def _tar_seeds() -> Sequence[bytes]:
    link = Member("top/l", kind=tarfile.SYMTYPE, link="a")
    hard = Member("top/h", kind=tarfile.LNKTYPE, link="top/a")
    folder = Member("top/d/", kind=tarfile.DIRTYPE, mode=0o755)
    long = Member("top/" + "n" * 120 + "/b", b"x")
    choices = [files("top/a", "top/b"), [*files("top/a"), link, hard], [folder, *files("top/d/c")], [long, link]]
    return [_archive(members, form) for members in choices for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)]


def _archive(members: list[Member], form: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        packed = write_tarball(Path(folder) / "a.tar.gz", members, form).read_bytes()
    # Ten kilobytes of zeros end an archive of tar's; two blocks are enough.
    return gzip.GzipFile(fileobj=BytesIO(packed)).read().rstrip(b"\0") + b"\0" * (2 * _BLOCK)


NGINX = Target("nginx", _check_nginx, _NGINX_TOKENS, _nginx_seeds, most_bytes=1500)
MOUNTS = Target("mounts", _check_mounts, _MOUNTS_TOKENS, _mounts_seeds)
TARBALLS = Target("tarballs", _check_tarball, _TAR_TOKENS, _tar_seeds)
