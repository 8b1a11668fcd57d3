"""What is told of doubtful things in configurations of nginx: words that name what they are about, and where it stands."""

from __future__ import annotations

import pytest

from clustercfg.storage.nginx.configuration import read_configuration
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.resolve import resolve
from clustercfg.storage.nginx.sources import source_of_text
from nginx_cases import reason_at, resolved_in

URL = "http://10.0.1.1/x"
NAMED = "http://files.example/x"
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
    reasons = resolved_in(http, url).reasons
    assert any(f"{reason_at(each)} {each.text}".startswith(words) for each in reasons), reasons


@pytest.mark.parametrize("block", ["server { listen 80; root /srv; }", "location / { root /srv; }"])
def test_the_doubt_about_a_part_of_a_configuration_stands_at_its_first_line(block: str) -> None:
    configuration = read_configuration(source_of_text(block.encode(), name="site.conf"))
    (reason,) = resolve(configuration, request_for(URL)).reasons
    assert (reason.code, str(reason.place)) == ("fragment", "site.conf:1")
    assert reason.text.startswith("these locations" if "location" in block else "this is a part")
