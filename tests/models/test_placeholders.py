"""Placeholders are told from real values."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustercfg.models import placeholders
from clustercfg.models.placeholders import PLACEHOLDER, is_placeholder, is_secret_placeholder
from documented_values import SPECS
from strategies import FORMAT_VALUES

PLACEHOLDERS = """
xx.xx.xx.xx xx.xx.xx.xx/32 10.5.14.XXX 10.5.14.XX 172.30.41.xxx/32 172.30.**.** 172.30.**.**/32 xxx.xx.xx.194 x.x.x.x 10.x.x.1
https://xx.xx.xx.xx:9200 http://10.5.14.XXX:XXXX host:xxxx http://${IP_ADDRESS}:9000/kubean ${NAME} ${name <your-name> /root/<iso> {{name}}
__REGISTRY__ FILL-IN FILL-IN-THE-FOLDER FILL_ME_IN fill-in YOUR-ACCESS-KEY-HERE PASSWORD-HERE your-external-registry https://your-registry.example.com
CHANGE-ME changeme change_me Please-replace-with-Your-Real-ISO-PATH REPLACE-ME ****** ** XXXX xx absolute-path-of-the-offline-directory
path-to-your-iso the-url-of-the-registry full-path /path/to/file vX.Y.Z X.Y.Z xxx.example.com xx.example.com /root/xxx.iso ... … TBD TODO placeholder
请填写密码 替换为您的地址 /root/你的目录
""".split()
REAL = """
my-cluster g-master1 auto master worker etcd /root/offline /root/xxl-job /root/my-exxtras foxx.example.com exxample.com example.xxx xxl
10.0.0.1 10.0.0.1/32 172.30.120.197 10.233.64.0/18 fd00::1 fd00::1/128 v1.29.5 1.7.0 20.10 65535 http://10.0.1.1:8080
http://h/centos/\\$releasever/os/\\$basearch/ http://h/$releasever http://h/${releasever}/${basearch} https://external-repo.daocloud.io
/root/CentOS-7-x86_64-DVD-2009.iso /root/os-pkgs-centos7-v0.4.4.tar.gz node.daocloud.io/es-only=true:NoSchedule 0.pool.ntp.org
redis://:password@localhost:6379 www.tinder-node-server.com path-of-exile hostname-1 file-server url-shortener name-for-us todo-list fillmore
change-log replace-worker here sphere your2 yours-truly.example.com exchange-me please X11 x86 maxx.example.com
""".split()
SECRETS = [
    "<your password>",
    *"""
****** ***** * XXXX xx xxxx <password> YOUR-ACCESS-KEY-HERE YOUR-SECRET-KEY-HERE your_password yourpassword changeme CHANGE-ME
${PASSWORD} {{password}} __SECRET__ FILL-IN FILL-IN-YOUR-PASSWORD please-change-it placeholder TODO ... 请填写密码
$ANSIBLE_PASS %ANSIBLE_PASS% $S3_SECRET_KEY %EXTERNAL_REPO_PASSWORD%
""".split(),
]
REAL_SECRETS = """
dangerous rootpass123 Harbor12345 dangerous@2022 p**ss xx1 x1xx my-password here-i-am a${b}c <a b changeme1 123456 password Pl3ase xXxXa
$ANSIBLE_PASS1 $ansible_pass %ANSIBLE_PASS $PASS ANSIBLE_PASS $A_B x$ANSIBLE_PASS $_PASS $$
""".split()


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_placeholders_are_seen(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize("value", REAL)
def test_real_values_are_left_alone(value: str) -> None:
    assert not is_placeholder(value)


@pytest.mark.parametrize("value", SECRETS)
def test_a_secret_that_is_nothing_but_a_placeholder_is_seen(value: str) -> None:
    assert is_secret_placeholder(value)


@pytest.mark.parametrize("value", REAL_SECRETS)
def test_a_secret_may_hold_anything(value: str) -> None:
    assert not is_secret_placeholder(value)


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


def test_no_documented_value_is_a_placeholder() -> None:
    found = {text for spec in SPECS for text in strings(spec) if is_placeholder(text)}
    assert found == {"YOUR-ACCESS-KEY-HERE", "YOUR-SECRET-KEY-HERE"}


@pytest.mark.parametrize("name", ["ip", "vip", "cidr", "kubernetes-version", "cri-version", "port"])
def test_no_address_or_number_is_a_placeholder(name: str) -> None:
    @given(FORMAT_VALUES[name])
    def check(value: str) -> None:
        assert not is_placeholder(value)

    check()


def written_by(pattern: str) -> st.SearchStrategy[str]:
    """Return the texts that a pattern describes, with and without something around them."""
    known = st.from_regex(re.compile(pattern, re.VERBOSE), alphabet=st.characters(codec="ascii"))
    return known.map(str.strip).filter(lambda text: len(text) <= placeholders.PLACEHOLDER_LIMIT)


@settings(max_examples=400)
@given(written_by(PLACEHOLDER))
def test_whatever_the_pattern_describes_is_looked_at(text: str) -> None:
    assert is_placeholder(text) == (re.search(PLACEHOLDER, text, re.VERBOSE) is not None)


@settings(max_examples=400)
@given(written_by(rf"\A(?:{placeholders._WHOLE})\Z"))
def test_whatever_the_pattern_for_secrets_describes_is_looked_at(text: str) -> None:
    assert is_secret_placeholder(text) == (re.fullmatch(placeholders._WHOLE, text, re.VERBOSE) is not None)


@pytest.mark.parametrize(
    "value",
    [
        *(f"name{word}the" for word in ("-of-", "_to_", " for ", "-on-", "-from-", "-where-", "-in-")),
        *(f"{word}-name" for word in ("absolute", "full", "real", "actual", "complete")),
        *(f"{word}_this" for word in ("replace", "insert", "enter", "put", "type", "use")),
        *("10.10.10.x", "x.10.10.10", "${A}", "a __A__", "....", "change me"),
    ],
)
def test_each_kind_is_looked_at(value: str) -> None:
    assert re.search(PLACEHOLDER, value, re.VERBOSE)
    assert is_placeholder(value)


@pytest.mark.parametrize("value", ["replaceit", "replace me", "replace-this", "ReplaceMe"])
def test_each_kind_in_secrets_is_looked_at(value: str) -> None:
    assert is_secret_placeholder(value)
