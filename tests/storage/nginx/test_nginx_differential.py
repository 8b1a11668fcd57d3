"""Random configurations: what the resolver is certain of, a real nginx does.

CLUSTERCFG_NGINX_CASES sets how many configurations are tried (200 unless told; `make long-nginx` tries 2,000).
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.resolve import Resolution, resolve
from clustercfg.storage.nginx.sources import source_of_text
from clustercfg.storage.reasons import Confidence
from nginx_cases import MAIN, described, listening_ports
from nginx_replay import NginxRoom

CONFIGURATIONS = int(os.environ.get("CLUSTERCFG_NGINX_CASES", "200"))
TOLD = Counter[Confidence]()
ANSWERS = Counter[str]()

ADDRESSES = {"10.0.1.1": "10.0.1.1", "10.0.1.2": "10.0.1.2", "[fd00::1]": "fd00::1"} | dict.fromkeys(
    ("a.test", "b.test", "x.a.test", "a.other"), "10.0.1.1"
)
IPV4 = tuple(host for host in ADDRESSES if host != "[fd00::1]")
LISTENS = {
    "8080": IPV4,
    "*:8080": IPV4,
    "10.0.1.1:8080": ("10.0.1.1", "a.test", "b.test"),
    "10.0.1.2:8080": ("10.0.1.2",),
    "[::]:8080": ("[fd00::1]",),
    "8081": IPV4,
}
NAMES = (
    "_",
    "a.test",
    "b.test",
    "10.0.1.1",
    "*.test",
    "*.a.test",
    ".test",
    "a.*",
    r"~^(?<part>\w)\.",
    '"~^x{1}"',
    r"~^b",
)
SEGMENTS = ("a", "b", "ab", "a.tgz", "b.tgz", "c.txt")
PATTERNS = (
    r"\.tgz$",
    "^/a",
    "/b",
    r"^/(?<one>\w+)/(?<two>.+)$",
    r"\.(tgz|txt)$",
    r"^/([ab]+)\b",
    "/A",
    "[^/]+/b",
    r"^/(?<same>\w)/\k<same>",
)
UNKNOWN_PATTERNS = ("^/[ab]++c", r"^/a\Q.tgz\E$")

segments = st.sampled_from(SEGMENTS)
roots = st.integers(0, 3).map(lambda number: f"/srv/r{number}")
paths = st.lists(segments, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))


@dataclass(frozen=True, slots=True)
class Question:
    configuration: str
    urls: tuple[str, ...]


@st.composite
def contents(draw: st.DrawFn, name: str, modifier: str) -> str:
    """Draw what a location holds besides locations."""
    root = draw(roots)
    slash = draw(st.sampled_from(["", "/"]))
    aliases = [f"alias {root}{slash};"] if modifier in ("", "^~") else []
    if modifier == "=":
        aliases = [f"alias {root}/one;"]
    if modifier in ("~", "~*"):
        aliases = [f"alias {root}$uri;", f"alias {root}/$1;", f"alias {root}/one;"]
    plain = ["", "", f"root {root}{slash};", f"root {root}{slash};", *aliases, *aliases]
    if draw(st.integers(0, 39)) == 0:
        return draw(st.sampled_from(_doubtful(root)))
    return draw(st.sampled_from([*plain, *_unusual(root, name)]))


def _unusual(root: str, name: str) -> tuple[str, ...]:
    inside = name if name.startswith("/") else "/a"
    return (
        "return 410;",
        "deny all;",
        "internal;",
        f"root {root}; try_files $uri =404;",
        f"root {root}; try_files /in$uri $uri /b/index.html;",
        f"root {root}; rewrite ^{inside}(.*)$ /b$1 last;",
        f"root {root}; rewrite ^/(.*)$ /moved/$1 break;",
        f"root {root}; if ($host = a.test) {{ return 403; }}",
        f"root {root}; if ($request_uri ~ (tgz)) {{ root {root}/if-$1; }}",
        f"set $to {root}; root $to;",
    )


def _doubtful(root: str) -> tuple[str, ...]:
    return (
        f"root {root}; allow 10.0.1.0/24; deny all;",
        f"root {root}/$http_x_kind;",
        f"root {root}; if ($http_user_agent) {{ return 403; }}",
    )


@st.composite
def locations(draw: st.DrawFn, parent: str = "", depth: int = 0, *, inside_pattern: bool = False) -> str:
    """Draw the locations of a server or location; nginx refuses those that are the same or outside their parent."""
    text, seen = "", set()
    for _number in range(draw(st.integers(0, 4 if depth == 0 else 2))):
        kinds = ["~", "~*"] if inside_pattern else ["", "", "^~", "=", "~", "~*"]
        modifier = draw(st.sampled_from(kinds))
        pattern = modifier in ("~", "~*")
        name = (
            draw(st.sampled_from([*PATTERNS * 8, *UNKNOWN_PATTERNS]))
            if pattern
            else _below(parent, draw(st.sampled_from(_ENDS)))
        )
        key = (modifier == "=", name)
        if not pattern and key in seen:
            continue
        seen.add(key)
        inner = ""
        if depth < 2 and modifier != "=":
            inner = draw(locations(name, depth + 1, inside_pattern=inside_pattern or pattern))
        text += f'location {modifier} "{name}" {{ {draw(contents(name, modifier))} {inner} }}\n'
    return text


_ENDS = ("", "/", "/a", "/a/", "/a/b", "/b", "/ab/", "/a.tgz", "b", "b/")


def _below(parent: str, end: str) -> str:
    name = parent.removesuffix("/") + end if end.startswith("/") else parent + end
    return name if name.startswith("/") else "/" + name


@st.composite
def servers(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """Draw servers, and the beginnings of URLs that reach one of them."""
    text, reached, defaults = "", set(), set()
    for _number in range(draw(st.integers(1, 4))):
        inside = ""
        listens = st.lists(st.sampled_from(sorted(LISTENS)), min_size=1, max_size=2, unique_by=_socket)
        for listen in draw(listens):
            marked = _socket(listen) not in defaults and draw(st.integers(0, 4)) == 0
            defaults |= {_socket(listen)} if marked else set()
            inside += f"listen {listen}{' default_server' if marked else ''};\n"
            reached |= {f"http://{host}:{listen[-4:]}" for host in LISTENS[listen]}
        names = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
        inside += f"server_name {' '.join(names)};\n" if names else ""
        inside += draw(
            st.sampled_from(["", "merge_slashes off;\n", "rewrite ^/ab/(.*)$ /a/$1;\n", "", "", ""])
        )
        inside += f"root {draw(roots)};\n" if draw(st.booleans()) else ""
        text += f"server {{\n{inside}{draw(locations())}}}\n"
    return text, tuple(sorted(reached))


def _socket(listen: str) -> str:
    return listen.removeprefix("*:")


@st.composite
def questions(draw: st.DrawFn) -> Question:
    shared = draw(st.sampled_from(["root /srv/shared;\n", "map $uri $kind { default any; ~tgz tgz; }\n", ""]))
    inside, reached = draw(servers())
    strange = ("http://10.0.1.2:8081", "http://[fd00::1]:8080", "http://unknown.test:8080")
    origins = st.sampled_from((*reached * 6, *strange))
    noise = st.sampled_from([*[""] * 12, "/", "/..", "/.", "%2e"])
    urls = st.builds(lambda origin, path, end: f"{origin}{path}{end}", origins, paths, noise)
    return Question(
        f"events {{}}\nhttp {{\n{shared}{inside}}}\n",
        tuple(draw(st.lists(urls, min_size=8, max_size=8, unique=True))),
    )


@pytest.mark.usefixtures("nginx_room")
class TestAgainstNginx:
    """What the resolver is certain of, and how often it is."""

    @given(questions())
    @settings(
        max_examples=CONFIGURATIONS,
        deadline=None,
        derandomize="CLUSTERCFG_NGINX_CASES" not in os.environ,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    def test_nginx_does_what_the_resolver_is_certain_of(
        self, nginx_room: NginxRoom, question: Question
    ) -> None:
        content = question.configuration.encode()
        configuration = read_configuration(source_of_text(content, MAIN), prefix="/usr/share/nginx/")
        nginx_room.start({MAIN: content}, MAIN, listening_ports(configuration))
        for url in question.urls:
            resolution = resolve(configuration, request_for(url, address=_address(url)))
            TOLD[resolution.confidence] += 1
            ANSWERS[resolution.outcome.answer] += 1
            if resolution.confidence is Confidence.CERTAIN:
                _compare(nginx_room, url, resolution)

    def test_it_is_certain_of_most(self) -> None:
        print(f"certain: {TOLD[Confidence.CERTAIN]} of {TOLD.total()}; {dict(ANSWERS)}")  # noqa: T201 - the figure that the long run is for
        assert TOLD[Confidence.CERTAIN] >= 0.9 * TOLD.total() > 0


def _address(url: str) -> str | None:
    return ADDRESSES.get(url.removeprefix("http://").split("/")[0].rpartition(":")[0])


def _compare(room: NginxRoom, url: str, resolution: Resolution) -> None:
    outcome = resolution.outcome
    if outcome.answer == "files":
        assert outcome.path is not None
        served, status = room.serves(url, outcome.path)
        assert served, (url, described(resolution), status)
        return
    status = room.get(url).status
    if outcome.answer in ("status", "redirect", "nothing"):
        assert status == (outcome.status or 0), (url, described(resolution))
