"""Reading configurations: dumps, includes, and what nginx itself refuses."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.errors import MissingExtraError, StorageError
from clustercfg.storage.nginx.allowance import Allowance
from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.patterns import UnknownPatternError, compiled, search
from clustercfg.storage.nginx.requests import BadTargetError, normalized, request_for
from clustercfg.storage.nginx.resolve import resolve
from clustercfg.storage.nginx.sources import Disk, Dump, source_of_text
from clustercfg.storage.nginx.tree import parse
from nginx_cases import MAIN
from nginx_replay import NginxRoom, NotStartedError

SITE = b"server { listen 8080; root /srv/site; }"
REFUSED = [
    ("a missing semicolon", "events {} http { server { root /a } }", 1, "not terminated"),
    ("too many words", "events {}\nhttp { server {\nroot /a b;\n} }", 3, "invalid number of arguments"),
    ("an open block", "events {}\nhttp {\n server { }\n", 3, 'expecting "}"'),
    ("one brace too many", "events {}\nhttp { }\n}", 3, 'unexpected "}"'),
    ("an open quote", 'events {}\nhttp { server { root "/a; } }', 2, 'expecting """'),
    ("a missing file", "events {}\nhttp {\ninclude missing.conf;\n}", 3, "missing"),
    (
        "the same location twice",
        "events {}\nhttp { server {\nlocation /a {}\nlocation ^~ /a {} } }",
        4,
        "there already",
    ),
    (
        "three words of a location",
        "events {}\nhttp { server {\nlocation ~ a b {} } }",
        3,
        "invalid number of arguments",
    ),
    ("a wrong modifier", "events {}\nhttp { server {\nlocation =~ /a {} } }", 3, "refuse this: location"),
    ("a broken address", "events {}\nhttp { server {\nlisten [::g]:80; } }", 3, "address"),
    ("a file that includes itself", f"events {{}}\nhttp {{\ninclude {MAIN};\n}}", None, "includes itself"),
    ("braces without end", "http {" * 3000, None, ""),
]


@pytest.mark.parametrize(
    ("text", "line", "what"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_nginx_refuses_is_refused_with_its_line(
    text: str, line: int | None, what: str, nginx_room: NginxRoom
) -> None:
    with pytest.raises(NotStartedError):
        nginx_room.start({MAIN: text.encode()}, MAIN, [])
    with pytest.raises(StorageError, match=MAIN) as caught:
        read_configuration(source_of_text(text.encode(), MAIN))
    assert what in caught.value.message
    if line:
        assert caught.value.message.startswith(f"{MAIN}:{line}:")


def test_a_byte_order_mark_is_refused_by_both(nginx_room: NginxRoom) -> None:
    content = b"\xef\xbb\xbfevents {}\nhttp { " + SITE + b" }"
    with pytest.raises(NotStartedError):
        nginx_room.start({MAIN: content}, MAIN, [])
    with pytest.raises(StorageError):
        read_configuration(source_of_text(b"\xef\xbb\xbfhttp { }", MAIN))


def test_noise_around_a_dump_is_ignored() -> None:
    noise = b"nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\r\n"
    dump = noise + b"# configuration file /etc/nginx/nginx.conf:\r\nhttp { include site; }\r\n"
    dump += b"# configuration file /etc/nginx/site:\r\n" + SITE
    configuration = read_configuration(source_of_text(dump, "dump"))
    assert resolve(configuration, request_for("http://10.0.1.1:8080/x")).outcome.path == "/srv/site/x"
    assert configuration.main == "/etc/nginx/nginx.conf"


def test_files_are_included_from_the_folder_of_the_main_file(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    for name, number in {"b.conf": 2, "a.conf": 1, ".hidden.conf": 9, "c.txt": 3}.items():
        (sites / name).write_text(f"server {{ listen {number}; include sites/shared; }}", encoding="utf-8")
    (sites / "shared").write_text("root /srv/shared;", encoding="utf-8")
    (tmp_path / "nginx.conf").write_text("http { include sites/*.conf; include none/*; }", encoding="utf-8")
    configuration = read_configuration(Disk(str(tmp_path / "nginx.conf")))
    ports = [listen.ports[0] for server in configuration.servers for listen in server.listens]
    assert ports == [1, 2]
    assert configuration.servers[0].directive.place.file == str(sites / "a.conf")


NAMES = st.text(st.sampled_from("ab.*?"), min_size=1, max_size=4).filter(lambda name: name.strip("."))


@given(st.sets(st.tuples(NAMES, NAMES), max_size=5), NAMES, NAMES)
def test_a_dump_is_matched_as_files_are(names: set[tuple[str, str]], folder: str, pattern: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        for inner, name in names:
            (Path(root) / inner).mkdir(exist_ok=True)
            (Path(root) / inner / name).touch()
        parts = {f"{root}/{inner}/{name}": b"" for inner, name in names}
        wanted = f"{root}/{folder}/{pattern}"
        found = Dump({f"{root}/main": b"", **parts}).matching(wanted, Allowance("main"))
        assert found == Disk(f"{root}/main").matching(wanted, Allowance("main"))
        assert found == sorted(glob.glob(wanted))  # noqa: PTH207 - names as they are, as nginx has them


@pytest.mark.parametrize(
    ("content", "remedy"), [(b"", "try it as root"), (b"  \n", "try it as root"), (b"nothing;", "`nginx -T`")]
)
def test_what_is_no_configuration_is_told(content: bytes, remedy: str) -> None:
    with pytest.raises(StorageError, match=r"^saved: there is no") as caught:
        read_configuration(source_of_text(content, "saved"))
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "words", ["alias", "map $a {}", "return", "rewrite ^/x", "root", "set $a", "try_files $uri"]
)
def test_what_needs_more_words_is_refused_in_a_part_as_well(words: str) -> None:
    name, ending = words.split(maxsplit=1)[0], "" if words.endswith("}") else ";"
    with pytest.raises(StorageError) as caught:
        read_configuration(source_of_text(f"location / {{\n{words}{ending} }}".encode(), "site.conf"))
    assert caught.value.message.startswith("site.conf:2: nginx would refuse this: ")
    assert "invalid number of arguments" in caught.value.message
    assert f'"{name}"' in caught.value.message


def test_what_is_missing_from_a_dump_is_named_with_where_to_get_it() -> None:
    dump = Dump({"/etc/nginx/nginx.conf": b"http {\ninclude site; }"})
    with pytest.raises(
        StorageError, match=r"^/etc/nginx/nginx\.conf:2: .* /etc/nginx/site is missing"
    ) as caught:
        read_configuration(dump)
    assert "`nginx -T`" in caught.value.remedy


def test_files_come_in_the_order_of_their_bytes(tmp_path: Path) -> None:
    names = [os.fsdecode(name) for name in (b"a", b"\x80", "é".encode(), b"\xff")]
    for name in names:
        (tmp_path / name).touch()
    parts = {f"{tmp_path}/{name}": b"" for name in reversed(names)}
    for source in (Dump(parts), Disk(f"{tmp_path}/a")):
        assert source.matching(f"{tmp_path}/*", Allowance("a")) == [f"{tmp_path}/{name}" for name in names]


def test_a_missing_main_file_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "nginx.conf")
    with pytest.raises(StorageError, match=f"^{path}: there is no such file"):
        read_configuration(Disk(path))


def test_too_much_is_refused() -> None:
    with pytest.raises(StorageError, match="more than 1,048,576 bytes"):
        source_of_text(b"#" * (2**24 + 1), "nginx.conf")


def test_without_the_parser_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "crossplane", None)
    with pytest.raises(MissingExtraError) as caught:
        parse(source_of_text(SITE, "nginx.conf"))
    assert "pip install 'clustercfg[storage]'" in caught.value.remedy


SAME = [
    (r"\.tgz$", "/a.tgz", True),
    (r"^/a(?!b)", "/ab", False),
    ("^/[[:digit:]]+$", "/12", True),
    ("^/[[:alpha:][:digit:]_]+$", "/a_1", True),
    (r"(?i)\.TGZ$", "/a.tgz", True),
    (r"^/a{2}$", "/aa", True),
    ("^/a{,2}$", "/a{,2}", True),
    ("^/a{$", "/a{", True),
    ("[]a]$", "/]", True),
    ("[a[b]$", "/[", True),
    ("[a&&b~~c||d]$", "/&", True),
    (r"\Aa\z", "a", True),
    (r"\x41", "A", True),
    (r"^/\h$", "/\t", True),
    (r"(?<n>\w)/\k<n>$", "a/a", True),
    (r"(?P<n>\w)/\k{n}$", "a/b", False),
    (r"(?i:A)b", "ab", True),
    ("é$", "/é", True),
    ("^.$", "é", False),
    (r"^/\w+$", "/é", False),
    (r"^/[\w.]+$", "/a.b", True),
    (r"^/[^\d]$", "/1", False),
    (r"^/[\].]$", "/]", True),
    (r"^/[\-a]$", "/-", True),
]


@pytest.mark.parametrize(("pattern", "text", "matches"), SAME)
def test_patterns_mean_what_nginx_makes_of_them(
    pattern: str, text: str, *, matches: bool, nginx_room: NginxRoom
) -> None:
    assert bool(search(compiled(pattern), text)) is matches
    if text.startswith("/"):
        quoted = pattern.replace("\\", "\\\\").replace('"', '\\"')
        content = f'events {{}} http {{ server {{ listen 8080; location ~ "{quoted}" {{ return 201; }} }} }}'
        nginx_room.start({MAIN: content.encode()}, MAIN, [8080])
        status = nginx_room.get(f"http://10.0.1.1:8080/{quote(text[1:])}").status
        assert (status == 201) is matches


@pytest.mark.parametrize(
    "pattern",
    [
        "a++",
        "(?>a)",
        r"\Qa\E",
        r"\R",
        "(*ANYCRLF)a",
        "(?|a|b)",
        r"\p{L}",
        "(a",
        "[[:nope:]]",
        "[[.a.]]",
        r"a\Kb",
        r"(a)(?1)",
        "(?x)a b",
        r"\12",
        r"[\z]",
        "[--a]",
    ],
)
def test_other_patterns_are_not_guessed(pattern: str) -> None:
    with pytest.raises(UnknownPatternError):
        compiled(pattern)


@given(st.text(st.sampled_from("ab/.%2e"), max_size=12))
def test_a_path_is_normal_or_refused(path: str) -> None:
    try:
        found = normalized("/" + path)
    except BadTargetError:
        return
    assert found.startswith("/")
    assert "//" not in found
    assert not {".", ".."} & set(found.split("/"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://h",
        "http://",
        "http://user:hunter2@h/",
        "http://h:99999",
        "http://[::1",
        "http://h/?token=hunter2",
        "http://h/#hunter2",
    ],
)
def test_other_urls_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        request_for(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "host", "port", "authority", "address"),
    [
        ("http://10.0.1.1", "10.0.1.1", 80, "10.0.1.1", "10.0.1.1"),
        ("https://Web.Example.org:443/a", "web.example.org", 443, "Web.Example.org", None),
        ("http://[fd00::1]:8080/", "fd00::1", 8080, "[fd00::1]:8080", "fd00::1"),
        (" http://localhost/ ", "localhost", 80, "localhost", "127.0.0.1"),
    ],
)
def test_a_url_is_taken_apart(url: str, host: str, port: int, authority: str, address: str | None) -> None:
    request = request_for(url)
    assert (request.host, request.port, request.authority, request.address) == (
        host,
        port,
        authority,
        address,
    )
