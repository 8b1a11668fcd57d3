"""Small configurations that hold one doubtful thing each: what the resolver says of it, in one line."""

from __future__ import annotations

import pytest

from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.resolve import Resolution, resolve
from clustercfg.storage.nginx.sources import source_of_text
from clustercfg.storage.reasons import Reason

URL = "http://10.0.1.1/x"
NAMED = "http://files.example/x"
MAPS = " ".join(f"map $host $a{number} {{ default $a{number + 1}; }}" for number in range(1, 8))
"""Seven maps, each of which names the next."""


def resolved(http: str, url: str) -> Resolution:
    text = f"events {{}}\nhttp {{\n{http}\n}}\n"
    return resolve(
        read_configuration(source_of_text(text.encode(), name="/etc/nginx/nginx.conf")), request_for(url)
    )


def told(resolution: Resolution) -> str:
    """The answer in a line: what is sent, how sure that is, and why it is not."""
    outcome = resolution.outcome
    sent = outcome.path if outcome.answer == "files" else f"{outcome.answer} {outcome.status or outcome.path}"
    return " ".join(
        [str(sent), resolution.confidence.value, *sorted({_reason(each) for each in resolution.reasons})]
    )


def _reason(reason: Reason) -> str:
    return f"{reason.code}:{reason.place.line}" if reason.place else reason.code


TABLE = [
    ("server { listen 80; root /srv; if ($http_x) { return 403; } }", URL, "/srv/x conditional condition:3"),
    (
        "server { listen 80; root /srv; if ($host = $http_x) { return 403; } }",
        URL,
        "/srv/x conditional condition:3",
    ),
    ("server { listen 80; root /srv; if ($host !~ ^10) { return 403; } }", URL, "/srv/x certain"),
    ("server { listen 80; root /srv; if ($host !~* ^MIRROR) { return 403; } }", URL, "status 403 certain"),
    ("server { listen 80; root /srv; if ($host ~* ^MIRROR) { return 403; } }", URL, "/srv/x certain"),
    (
        "server { listen 80; root /srv; if (-f /srv$uri) { return 403; } }",
        URL,
        "status 403 conditional condition:3",
    ),
    (
        "server { listen 80; root /srv; if (-f /other$uri) { return 403; } }",
        URL,
        "/srv/x conditional condition:3",
    ),
    (
        "server { listen 80; root /srv; if (-f $document_root$uri) { return 403; } }",
        URL,
        "status 403 conditional condition:3",
    ),
    (
        "server { listen 80; root /srv; if (!-d $request_filename) { return 403; } }",
        URL,
        "status 403 conditional condition:3",
    ),
    (
        "server { listen 80; root /srv; if (-x $request_filename) { return 403; } }",
        URL,
        "/srv/x conditional condition:3",
    ),
    (
        "server { listen 80; root /srv; if (!-x $request_filename) { return 403; } }",
        URL,
        "/srv/x conditional condition:3",
    ),
    ("server { listen 80; root /srv; disable_symlinks off; gzip_static on; }", URL, "/srv/x certain"),
    ("server { listen 80; root /srv; sub_filter a b; sub_filter_types text/css; }", URL, "/srv/x certain"),
    ("server { listen 80; root /srv; gzip off; gzip_types *; }", URL, "/srv/x certain"),
    (
        "server { listen 80; server_name .Files.example; root /srv/$server_name; }",
        URL,
        "/srv/files.example/x certain",
    ),
    ("server { listen 80; server_name ~^(.*)X$; root /srv/$server_name; }", URL, "/srv/~^(.*)X$/x certain"),
    ("server { listen 80; root /srv; rewrite ^/x$ http://other.example/ ; }", URL, "redirect 302 certain"),
    ("server { listen 80; root /srv; rewrite ^/x$ /y redirect; }", URL, "redirect 302 certain"),
    ("server { listen 80; root /srv; rewrite ^/x$ /y permanent; }", URL, "redirect 301 certain"),
    ("server { listen 80; root /srv; rewrite ^/x$ /$http_y; }", URL, "None indeterminate variable:3"),
    ("server { listen 80; root /srv; return http://other.example/; }", URL, "redirect 302 certain"),
    ("server { listen 80; root /srv; return 308 http://other.example/; }", URL, "redirect 308 certain"),
    ("server { listen 80; root /srv; try_files /$http_x =404; }", URL, "None indeterminate variable:3"),
    ("server { listen 80; root /srv; try_files $uri /index.html; }", URL, "/srv/x certain fallback:3"),
    ("server { listen 80; root /srv; try_files $uri =404; }", URL, "/srv/x certain"),
    ("server { listen 80; root /srv; try_files $uri/ =403; }", URL, "status 403 certain"),
    ("server { listen 80; root /srv; try_files $uri/ @none; }", URL, "status 500 conditional candidate:3"),
    (
        "server { listen 80; root /srv; try_files $uri/ @there; location @there { root /there; } }",
        URL,
        "/there/x conditional candidate:3",
    ),
    (
        "server { listen 80; root /srv; try_files $uri/ /y; location = /y { internal; root /there; } }",
        URL,
        "/there/y conditional candidate:3",
    ),
    ("server { listen 80; root /srv; perl x; }", URL, "program None certain handler:3"),
    ("server { root /srv; }", URL, "/srv/x certain"),
    ("server { listen 80 proxy_protocol; root /srv; }", URL, "/srv/x conditional proxy-protocol:3"),
    ("server { listen 80 http2; root /srv; }", URL, "/srv/x conditional http2:3"),
    ("server { listen 80 quic; root /srv; }", URL, "nothing None certain no-server"),
    ("server { listen files.example:80; root /srv; }", URL, "/srv/x conditional listen:3"),
    ("server { listen [::1]:80; root /srv; }", URL, "nothing None certain no-server"),
    ("server { listen 81; root /srv; }", URL, "nothing None certain no-server"),
    (
        "server { listen 80; root /srv; } server { listen 80; server_name ~(?|x)y; root /other; }",
        URL,
        "/srv/x conditional server-name",
    ),
    ("server { listen 80; server_name ~(?|x)y; root /srv; }", URL, "/srv/x certain"),
    ("map $host $r { ~^10 a; default b; } server { listen 80; root /srv/$r; }", URL, "/srv/a/x certain"),
    ("map $host $r { ~*^MIRROR a; default b; } server { listen 80; root /srv/$r; }", URL, "/srv/b/x certain"),
    (
        "map $http_x $r { ~x a; default b; } server { listen 80; root /srv/$r; }",
        URL,
        "None indeterminate variable:3",
    ),
    (
        "map $host $r { default $q; } map $host $q { default b; } server { listen 80; root /srv/$r; }",
        URL,
        "/srv/b/x certain",
    ),
    (
        "map $host $r { default $r; } server { listen 80; root /srv/$r; }",
        URL,
        "None indeterminate variable:3",
    ),
    (
        "server { listen 80; set $y /srv; set_by_lua $y 'return 1'; root $y; }",
        URL,
        "None indeterminate variable:3",
    ),
    ("server { listen 80; root /srv/$1; }", URL, "/srv/x certain"),
    ("server { listen 80; root /srv/$scheme-$https-$server_port; }", URL, "/srv/http--80/x certain"),
    ("server { root /srv; }", "http://10.0.1.1:8000/x", "/srv/x conditional listen:3"),
    (
        "server { listen 443 ssl; ssl_verify_client on; root /srv; }",
        "https://10.0.1.1/x",
        "/srv/x conditional client-certificate:3",
    ),
    ("server { listen 443 ssl; ssl_verify_client off; root /srv; }", "https://10.0.1.1/x", "/srv/x certain"),
    ("server { listen 443 ssl http2; root /srv; }", "https://10.0.1.1/x", "/srv/x certain"),
    ("server { listen [::1]:80; root /srv; }", "http://files.example/x", "/srv/x conditional address"),
    (
        "server { listen 10.0.1.1:80; root /srv; } server { listen 10.0.1.2:80; root /other; }",
        "http://files.example/x",
        "/srv/x conditional address",
    ),
    (
        "server { listen 10.0.1.1:80; root /srv; } server { listen 10.0.1.2:80; root /other; }",
        "http://10.0.1.2/x",
        "/other/x certain",
    ),
    (
        "server { listen files.example:80; root /srv; }",
        "http://files.example/x",
        "/srv/x conditional address",
    ),
    ("server { listen localhost:80; root /srv; }", "http://127.0.0.1/x", "/srv/x certain"),
    ("server { listen [::]:80 ipv6only=off; root /srv; }", URL, "/srv/x certain"),
    (
        "server { listen 80; root /srv/$https$scheme; } server { listen 443 ssl; root /srv/$https; }",
        "https://10.0.1.1/x",
        "/srv/on/x certain",
    ),
    ("server { listen 80; root /srv; }", "http://10.0.1.1/x/../y//z/./w", "/srv/y/z/w certain"),
    ("server { listen 80; root /srv; }", "http://10.0.1.1/a/", "folder /srv/a/ certain"),
    ("server { listen 80; root /srv$request_uri; }", URL, "/srv/x/x certain"),
    ("server { listen 80; root /srv; }", "http://10.0.1.1/a/b/.", "folder /srv/a/b/ certain"),
    ("server { listen 80; root /srv; }", "http://10.0.1.1/a/b/..", "folder /srv/a/ certain"),
    ("server { listen 80; root /srv; if ($host ~* ^FILES) { return 403; } }", NAMED, "status 403 certain"),
    ("server { listen 80; root /srv; if ($host ~ ^FILES) { return 403; } }", NAMED, "/srv/x certain"),
    ("server { listen 80; root /srv; satisfy any; deny all; }", URL, "status 403 certain"),
    (
        "server { listen 80; root /srv; try_files /closed /by/$scheme =404; }",
        URL,
        "/srv/by/http conditional candidate:3",
    ),
    (
        "server { listen 80; root /$server_addr/$request_method/-$args-$query_string-$is_args-$arg_a; }",
        URL,
        "/10.0.1.1/GET/----/x certain",
    ),
    (
        "server { listen 80; root /$document_uri/$http_host/$scheme; }",
        "http://Files.example:80/x",
        "/x/Files.example/http/x certain",
    ),
    (f"{MAPS} map $host $a8 {{ default /srv; }} server {{ listen 80; root $a1; }}", URL, "/srv/x certain"),
    (
        f"{MAPS} map $host $a8 {{ default $a1; }} server {{ listen 80; root $a1; }}",
        URL,
        "None indeterminate variable:3",
    ),
    (
        "map $b $a { default 1; } map $a $b { default 1; } server { listen 80; root /$a; }",
        URL,
        "None indeterminate variable:3",
    ),
    (
        "server { listen 80; server_name ~^10; root /srv; } server { listen 80; root /other; }",
        URL,
        "/srv/x certain",
    ),
]


@pytest.mark.parametrize(("http", "url", "expected"), TABLE)
def test_what_is_doubtful_is_told_with_its_reason(http: str, url: str, expected: str) -> None:
    assert told(resolved(http, url)) == expected


ROOT = "server { listen 80; root /srv; %s }"
ONLY_ONE_EACH = "server { listen 10.0.1.1:80; root /srv; }\nserver { listen 10.0.1.2:80; root /other; }"
WORDS = [
    ("server { listen 80; root /srv/$http_x; }", URL, "variable:3 root depends on $http_x, whose"),
    (
        "server { listen 80; location /x { alias $http_a/$http_b; } }",
        URL,
        "variable:3 alias depends on $http_a, $http_b, whose",
    ),
    ("server { listen 80; root $arg_x; }", URL, "variable:3 the path of root is empty"),
    ("server { listen 80; location / { alias $arg_x; } }", URL, "variable:3 the path of alias is empty"),
    ("server { listen 80; root srv; }", URL, "prefix srv is relative to nginx's prefix"),
    ("server { listen 80; }", URL, "prefix html is relative to nginx's prefix"),
    ("server { listen 80; try_files $uri =404; }", URL, "prefix html is relative to nginx's prefix"),
    (
        ROOT % "rewrite ^/x$ /$http_y/$http_z;",
        URL,
        "variable:3 the path is rewritten with $http_y, $http_z, whose",
    ),
    (
        ROOT % "try_files /$http_x/$http_y =404;",
        URL,
        "variable:3 try_files depends on $http_x, $http_y, whose",
    ),
    (ROOT % "try_files /closed $uri =404;", URL, "candidate:3 nginx takes /closed instead"),
    (ROOT % "try_files $uri /index.html;", URL, "fallback:3 a missing file is answered by /index.html and"),
    (ROOT % "try_files $uri/ /y;", URL, "candidate:3 nginx takes a folder of try_files instead"),
    (ROOT % "location / { proxy_pass http://h; }", URL, "handler:3 proxy_pass passes requests on"),
    (ROOT % "empty_gif;", URL, "handler:3 empty_gif answers requests"),
    (
        ROOT % "disable_symlinks if_not_owner;",
        URL,
        "condition:3 nginx refuses files behind symbolic links",
    ),
    (ROOT % "gzip_static always;", URL, "condition:3 nginx sends the file with .gz at its end"),
    (ROOT % "js_body_filter x;", URL, "script:3 js_body_filter may change"),
    (ROOT % "allow 10.0.0.0/8; deny all;", URL, "access:3 the client's address decides"),
    (ROOT % "auth_basic x;", URL, "access:3 a user name and password are asked for"),
    (ROOT % "sub_filter a b; sub_filter_types *;", URL, "filter:3 sub_filter changes files of every kind"),
    (ROOT % "echo_before_body x;", URL, "module:3 echo_before_body belongs to a module"),
    (
        ONLY_ONE_EACH,
        NAMED,
        "address nginx listens on several addresses: on another one the answer comes from /etc/nginx/nginx.conf:4",
    ),
    (ONLY_ONE_EACH, NAMED, "address nginx listens on 10.0.1.1:80, 10.0.1.2:80 only"),
    (
        "server { listen [::1]:80; listen 10.0.1.2:79-81; root /srv; }",
        NAMED,
        "address nginx listens on 10.0.1.2:79-81, [::1]:80 only",
    ),
    (
        "server { listen 81; listen [::]:8000-8002; root /srv; }",
        URL,
        "no-server no server listens on 10.0.1.1:80; there are: *:81 (/etc/nginx/nginx.conf:3), [::]:8000-8002 (",
    ),
    ("server { listen 81; }", NAMED, "no-server no server listens on files.example:80; there are: *:81 ("),
    ("upstream x { server 10.0.0.1; }", URL, "no-server the configuration has no server"),
    (
        "server { listen 80; } server { listen 80; server_name ~(?|x)y; }",
        URL,
        "server-name whether the server name ~(?|x)y matches",
    ),
    (
        "server { listen 80; } server { listen 80; server_name $hostname; }",
        URL,
        "server-name whether the server name $hostname matches",
    ),
    (
        "server { listen files.example:80; }",
        URL,
        "listen:3 nginx listens on the address of files.example, which",
    ),
    ("server { root /srv; }", "http://10.0.1.1:8000/x", "listen:3 a server without `listen` is on port 8000"),
    ("server { listen 80 proxy_protocol; }", URL, "proxy-protocol:3 the port expects a proxy"),
    ("server { listen 80 http2; }", URL, "http2:3 before nginx 1.25.1"),
    (
        "server { listen 443 ssl; ssl_verify_client on; }",
        "https://10.0.1.1/x",
        "client-certificate:3 the server asks for a client certificate",
    ),
    (ROOT % "location ~ (?|a) { }", URL, "location:3 whether location ~ (?|a) takes this path"),
    (
        ROOT % "location / { return 403; } error_page 403 404 /x.html;",
        URL,
        "error-page:3 nginx answers such an error with another page",
    ),
    ("server { listen 443 ssl; }", "http://10.0.1.1:443/x", "scheme:3 the port speaks https, not http"),
    (ROOT % "", "https://10.0.1.1:80/x", "scheme:3 the port speaks http, not https"),
    (
        "server { listen 443 ssl; ssl_reject_handshake on; }",
        "https://10.0.1.1/x",
        "scheme:3 the server refuses to encrypt for this host",
    ),
    (
        ROOT % "location /x { rewrite ^/x$ /z break; alias /y; }",
        URL,
        "alias:3 nginx refuses an alias where the path was rewritten",
    ),
    (ROOT % "if ($http_x) { return 403; }", URL, "condition:3 whether this `if` holds"),
    (ROOT % "rewrite (?|x) /y;", URL, "rewrite:3 whether the regular expression of this rewrite matches"),
    (ROOT % "if (-f /srv$uri) { return 403; }", URL, "condition:3 a test whether a file exists decides this"),
]


@pytest.mark.parametrize(("http", "url", "words"), WORDS)
def test_what_is_doubtful_is_told_in_words_that_name_it(http: str, url: str, words: str) -> None:
    reasons = resolved(http, url).reasons
    assert any(f"{_reason(each)} {each.text}".startswith(words) for each in reasons), reasons


@pytest.mark.parametrize("block", ["server { listen 80; root /srv; }", "location / { root /srv; }"])
def test_the_doubt_about_a_part_of_a_configuration_stands_at_its_first_line(block: str) -> None:
    configuration = read_configuration(source_of_text(block.encode(), name="site.conf"))
    (reason,) = resolve(configuration, request_for(URL)).reasons
    assert (reason.code, str(reason.place)) == ("fragment", "site.conf:1")
    assert reason.text.startswith("these locations" if "location" in block else "this is a part")
