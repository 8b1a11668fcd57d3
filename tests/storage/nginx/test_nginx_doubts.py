"""Small configurations that hold one doubtful thing each: what the resolver says of it, in one line."""

from __future__ import annotations

import pytest

from clustercfg.storage.nginx.resolve import Resolution
from nginx_cases import reason_at, resolved_in

URL = "http://10.0.1.1/x"
NAMED = "http://files.example/x"
MAPS = " ".join(f"map $host $a{number} {{ default $a{number + 1}; }}" for number in range(1, 8))
"""Seven maps, each of which names the next."""


def told(resolution: Resolution) -> str:
    """The answer in a line: what is sent, how sure that is, and why it is not."""
    outcome = resolution.outcome
    sent = outcome.path if outcome.answer == "files" else f"{outcome.answer} {outcome.status or outcome.path}"
    return " ".join(
        [str(sent), resolution.confidence.value, *sorted({reason_at(each) for each in resolution.reasons})]
    )


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
    ("server { listen 80; location = /x { alias /srv/.; } }", URL, "folder /srv/. certain"),
    ("server { listen 80; location = /x { alias /srv/a/..; } }", URL, "folder /srv/a/.. certain"),
    (
        "server { listen 80; location /a/ { alias /srv/; if (-f $document_root$uri) { return 403; } } }",
        "http://10.0.1.1/a/x",
        "/srv/x conditional condition:3",
    ),
    (
        "server { listen 80; root /other; } server { listen files.example:80; root /srv; }",
        NAMED,
        "/srv/x conditional address",
    ),
    ("server { listen 80; root /srv; rewrite ^/x$ $arg_y; }", URL, "status 500 certain"),
    ("map $host $r { ~^0 a; default b; } server { listen 80; root /srv/$r; }", URL, "/srv/b/x certain"),
    (
        "server { listen 10.0.1.1:80; root /other; } server { listen [::]:80; root /srv; }",
        NAMED,
        "/srv/x conditional address",
    ),
    (
        "map $uri $r { volatile; /x a; default b; } server { listen 80; set $s $r; rewrite ^ /y; root /$s/$r; }",
        URL,
        "/a/b/y certain",
    ),
    (
        "map $uri $r { /x a; default b; } server { listen 80; set $s $r; rewrite ^ /y; root /$s/$r; }",
        URL,
        "/a/a/y certain",
    ),
    (
        "server { listen 80; location / { try_files $uri/ /c/x; } location /c/ { alias /srv/c/; } }",
        URL,
        "/srv/c/x conditional candidate:3",
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
    assert told(resolved_in(http, url)) == expected
