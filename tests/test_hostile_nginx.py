"""Whatever stands in an nginx configuration: `binaries locate` answers, in time, or names the limit that was hit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hostile_runs import IS_FULL, SIZE, assert_told_within_limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")

SERVER = "http{server{listen 80;\n"
END = "}}"
ROOT = "root /a;}}"
EVIL = "^(([a-z/.0-9_-])+)+!$"


def filled(unit: str, head: str = "", tail: str = "") -> str:
    return head + unit * ((SIZE - len(head) - len(tail)) // len(unit)) + tail


def numbered(form: str, head: str = "", tail: str = "") -> str:
    """Return as many numbered pieces as fit; `#` stands for the number."""
    count = (SIZE - len(head) - len(tail)) // (len(form) + 6)
    return head + "".join(form.replace("#", str(number)) for number in range(count)) + tail


def dump(**files: str) -> str:
    return "".join(f"# configuration file /{name}:\n{text}\n" for name, text in files.items())


REPRESENTATIVES: dict[str, str] = {
    "hundreds of blocks": SERVER + "location / {" + "if ($a) {" * 400 + "}" * 401 + END,
    "locations in locations": SERVER
    + "".join(f"location /{'a' * n} {{" for n in range(90))
    + "}" * 90
    + ROOT,
    "directives": filled("root /a;\n", SERVER, END),
    "unknown modules": numbered("unknown# on;\n", SERVER, ROOT),
    "one word": filled("a"),
    "an open quote": filled("a", '"'),
    "Lua": filled("{}", SERVER + "content_by_lua_block {", "}" + END),
    "servers on all ports": filled("server{listen 1-65535;}\n", "http{", "}"),
    "patterns": numbered("location ~ ^/a#(.*)x*$ {root /a;}\n", SERVER, END),
    "names": filled("server{server_name *.a b.* ~^c(.*)$; root /a;}\n", "http{", "}"),
    "entries of a map": numbered("~a#(.*) /b;\n", "http{map $uri $x {", "default /a;}server{root $x;}}"),
    "conditions": filled("if ($a = b) {set $c d;}\n", SERVER, ROOT),
    "candidates": filled(" $uri", SERVER + "root /a; try_files", " =404;" + END),
    "maps that ask maps": "http{"
    + "".join(
        f"map $uri $x{n} {{volatile; default {'$x' + str(n + 1):s}{('$x' + str(n + 1)) * 99};}}"
        for n in range(8)
    )
    + "map $uri $x8 {default a;} server{root /$x0;}}",
    "a value that doubles": SERVER + "set $a aaaaaaaa;" + 'set $a "$a$a";' * 60 + "root /$a;" + END,
    "a circle of rewrites": SERVER + "location / {rewrite ^(.*)$ $1$1 last;}" + ROOT,
    "an endless search in many locations": "".join(
        [SERVER, *(f'location ~ "{EVIL}{number}" {{root /b;}}\n' for number in range(200)), ROOT]
    ),
    "an endless search in a rewrite": f'{SERVER}rewrite "{EVIL}" /b last;{ROOT}',
    "an endless search in a condition": f'{SERVER}if ($uri ~ "{EVIL}") {{root /b;}}{ROOT}',
    "a huge number of a group": SERVER + "root /a/$" + "0" + "9" * 4_000 + ";" + END,
    "folders that include each other": dump(
        m=SERVER + "include /d/*;" + ROOT,
        **{f"{'defgh'[n]}/{k}": f"include /{'efghi'[n]}/*;" for n in range(5) for k in range(20)},
        **{"i/1": "set $a b;"},
    ),
    "one file a million times": dump(m=filled("include /b;\n", SERVER, ROOT), b="set $a b;\n" * 900),
    "a chain of files": dump(
        m=f"{SERVER}include /0;{ROOT}", **{str(n): f"include /{n + 1};" for n in range(900)}
    ),
}
MORE: dict[str, str] = {
    "open blocks": filled("a{"),
    "closed blocks": "a{" * (SIZE // 3) + "}" * (SIZE // 3),
    "unknown directives": filled("rot /a;\n", SERVER, ROOT),
    "semicolons": filled(";"),
    "words": filled("a "),
    "one line": filled("set $a b;", SERVER, ROOT),
    "comments": filled("# a\n", "", SERVER + ROOT),
    "blanks": filled(" ", "", SERVER + ROOT),
    "an open quote over lines": filled("a\n", "'"),
    "an open quote in a directive": filled("a\n", SERVER + 'root "'),
    "an open variable": filled("a", "root ${"),
    "backslashes": filled("\\"),
    "NUL": filled("\0"),
    "servers": numbered("server{listen 80;server_name a#;root /a;}\n", "http{", "}"),
    "locations": numbered("location /a# {root /a;}\n", SERVER, END),
    "long patterns": filled(f'location ~ "{"a?" * 1500}" {{root /a;}}\n', SERVER, END),
    "maps": numbered("map $uri $x# {default /a;}\n", "http{", "server{root $x1;}}"),
    "rewrites": filled("rewrite ^/x(.*)$ /$1;\n", SERVER, ROOT),
    "rules": filled("allow 10.2.3.4;\n", SERVER, ROOT),
    "a circle of maps": "http{map $y $x {default $y;} map $x $y {default $x;} server{root $x;}}",
    "a path that doubles": SERVER + "rewrite ^(.*)$ $1$1;" * 60 + ROOT,
    "an endless search in a location": f'{SERVER}location ~ "{EVIL}" {{root /b;}}{ROOT}',
    "an endless search among equals": SERVER + "location ~ .*.*.*.*.*.*.*.*.*.*.*.*! {root /b;}" + ROOT,
    "an endless search in a map": f'http{{map $uri $x {{default /a; "~{EVIL}" /b;}} server{{root $x;}}}}',
    "patterns of names": dump(
        m=filled("include /x*y*;\n", SERVER, ROOT), **{f"x{n}": "" for n in range(900)}
    ),
}
"""Like one of the others; `make hostile` takes them as well."""
TEXTS = REPRESENTATIVES | MORE if IS_FULL else REPRESENTATIVES
SAID: dict[str, str] = {
    "hundreds of blocks": "more than 100 blocks within each other are not read",
    "one word": "too long parameter",
    "an open quote": "unexpected end of file",
    "folders that include each other": "names are not looked through",
    "one file a million times": "are not read",
    "a chain of files": "files that include each other 30 deep are not read",
    "an endless search in a location": "cannot be told here",
    "an endless search in many locations": "cannot be told here",
    "an endless search in a rewrite": "cannot be told here",
    "an endless search in a condition": "cannot be told from the configuration",
}


def asked(file: Path) -> list[str]:
    url = "http://10.0.0.1/" + "a" * 40
    return ["binaries", "locate", url, "--nginx-conf", str(file), "--prefix", "/usr"]


def test_any_configuration_is_answered_within_the_limits(tmp_path: Path) -> None:
    commands = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        file = tmp_path / f"{number}.conf"
        file.write_text(text, encoding="utf-8")
        commands[name] = asked(file)
    assert_told_within_limits(commands, told=SAID)


def test_files_on_the_disk_end_within_the_limits_as_well(tmp_path: Path) -> None:
    farm = tmp_path / "farm"
    farm.mkdir()
    for number in range(20):
        (farm / f"link{number}").symlink_to(farm)
    (farm / "a.conf").write_text(f"include {tmp_path}/farm/*/*/*/*/*/*/*/a.conf;", encoding="utf-8")
    (tmp_path / "one").write_text("include two;", encoding="utf-8")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "around").symlink_to("around")
    texts = {
        "a farm of links": f"{SERVER}include {farm}/a.conf;{ROOT}",
        "a link to the file that includes it": f"{SERVER}include one;{ROOT}",
        "a link to itself": f"{SERVER}include around;{ROOT}",
        "a device": f"{SERVER}include /dev/zero;{ROOT}",
        "a folder": f"{SERVER}include farm;{ROOT}",
    }
    commands = {}
    for name, text in texts.items():
        file = tmp_path / f"{name}.conf"
        file.write_text(text, encoding="utf-8")
        commands[name] = asked(file)
    said = {
        "a farm of links": "more than 200,000 names are not looked through",
        "a link to the file that includes it": "includes itself",
        "a link to itself": "around",
        "a device": "more than 1,048,576 bytes",
        "a folder": "farm",
    }
    commands["a device as the main file"] = asked(Path("/dev/zero"))
    assert_told_within_limits(commands, codes=[3], told=said)


ODD: dict[str, str] = {
    "listen 1-99999999999;": "invalid port",
    "listen " + "9" * 4_096 + ";": "invalid port",
    "listen 0;": "invalid port",
    "listen 80-79;": "invalid port",
    "return ²;": "redirected",
    "return 1000;": "invalid return code",
    "return 0404;": "answered with an error",
    "try_files $uri =" + "9" * 4_000 + ";": "invalid return code",
    "try_files $uri 99999;": "/srv",
    "root /" + "a" * 4_096 + ";": "too long parameter",
    "root /" + "a" * 4_090 + ";": "/aaa",
    "set $a " + "b" * 5_000 + ";": "too long parameter",
}


def test_what_nginx_refuses_is_refused(tmp_path: Path) -> None:
    commands = {}
    for number, words in enumerate(ODD):
        file = tmp_path / f"{number}.conf"
        root = "" if "root" in words else "root /srv;"
        file.write_text(f"{SERVER}{root}{words}}}}}", "utf-8")
        commands[words] = asked(file)
    assert_told_within_limits(commands, told=ODD)
