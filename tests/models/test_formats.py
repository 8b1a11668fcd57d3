"""Formats: what each takes, what it refuses, and what it suggests instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.models.formats import FORMATS, dsn_problem
from strategies import FORMAT_VALUES, awkward_text

RIGHT = {
    "absolute-path": ["/", "/root/offline", "/home/my files/x.iso", "/root/xxl-job"],
    "bootstrap-node": ["auto", "10.0.0.1", "fd00::1", "localhost", "www.tinder-node-server.com"],
    "cidr": ["10.233.64.0/18", "10.0.0.1/8", "0.0.0.0/0", "fd00::/64", "fd00::/128"],
    "cluster-name": ["my-cluster", "a", "my.cluster", "1st"],
    "cri-version": ["1.7.0", "24.0", "20.10.7", "1.7.0-rc.1"],
    "host-or-url": ["10.0.0.1:9000", "minio", "s3.example.com", "https://s3.example.com:9000", "[fd00::1]:9000"],
    "host-port": ["host1:9092", "10.0.0.1:1", "[fd00::1]:65535"],
    "http-url": ["http://10.0.1.1:8080", "https://h/a/b?c=d", "HTTP://H", "http://[fd00::1]:80/", "http://u:p@h/", "http://my_host"],
    "ip": ["10.0.0.1", "255.255.255.255", "::", "fd00::1", "::ffff:10.0.0.1"],
    "kubernetes-version": ["v1.29.5", "v1.30.0-rc.1"],
    "node-name": ["g-master1", "node1.example.com"],
    "ntp": ["0.pool.ntp.org", "172.30.120.197 iburst", "10.0.0.1 iburst minpoll 4"],
    "package-repository": [
        *("http://10.0.1.1:8080/centos/\\$releasever/os/\\$basearch/", "http://h/$releasever", "http://h/${releasever}"),
        *("deb http://h/ubuntu jammy main", "deb [trusted=yes] http://h/ubuntu/ ./", "deb-src https://h/debian bookworm main"),
    ],
    "port": ["1", "22", "65535"],
    "redis-url": [
        *("redis://localhost", "redis://:password@localhost:6379", "rediss://user:p%23@h:1/15?option=1"),
        *("redis://:p@h1:1?addr=h2:2&addr=h3:3", "redis+sentinel://:p@h1:1,h2:2,h3/mymaster", "redis+sentinel://h1/m/0"),
    ],
    "ssl-name": ["10.0.0.1", "registry.example.com"],
    "taint": ["node.daocloud.io/es-only=true:NoSchedule", "key:NoExecute", "key=:PreferNoSchedule"],
    "vip": ["10.6.229.10/32", "fd00::10/128"],
}  # fmt: skip
WRONG: dict[str, dict[str, str | None]] = {
    "absolute-path": {"offline": None, "~/x": None, "./x": None, "C:\\x": None, "/a\nb": None, "": None, "/path/to/iso": None},
    "bootstrap-node": {"Auto": "auto", "http://h": None, "a b": None, "": None, "10.0.0.256": None},
    "cidr": {"10.0.0.0": None, "10.0.0.0/33": None, "10.0.0.0/08": None, "fd00::/129": None, "a/8": None, "/8": None},
    "cluster-name": {"My-Cluster": "my-cluster", "my_cluster": "my-cluster", "-a": None, "a" * 254: None, "": None},
    "cri-version": {"v1.7.0": "1.7.0", "1": None, "latest": None},
    "host-or-url": {"ftp://h": None, "h:0": None, "a b": None, "": None},
    "host-port": {"host1": None, "host1:": None, "host1:70000": None, ":9092": None, "http://h:1": None},
    "http-url": {
        "h": None, "ftp://h": None, "http:/h": "http://h", "http:h": "http://h", "https//h": "https://h", "https：//h": "https://h",
        "http://": None, "http://h:0": None, "http://h:x": None, "http://a b": None, "http://999.1.1.1": None, "http://[::1": None,
        "your-external-registry": None, "http://10.5.14.XXX:XXXX": None, "": None,
    },
    "ip": {"10.0.0.1/32": "10.0.0.1", " 10.0.0.1": "10.0.0.1", "10.0.0.01": None, "10.0.0": None, "fe80::1%eth0": None, "xx.xx.xx.xx": None},
    "kubernetes-version": {"1.29.5": "v1.29.5", "V1.29.5": "v1.29.5", "v1.29": None, "latest": None},
    "node-name": {"G_Master1": "g-master1", "a..b": None, "a" * 64: None},
    "ntp": {"": None, "a b;c": None, "http://h": None},
    "package-repository": {"h": None, "deb": None, "deb h jammy": None, "rpm http://h": None, "http://${IP}/a": None},
    "port": {"0": None, "022": "22", "65536": None, "22 ": "22", "ssh": None, "": None},
    "redis-url": {
        "http://h": None, "redis://": None, "redis://:p@": None, "redis://:p#a@h:1": None, "redis://:p/a@h:1": None, "redis://h:0": None,
        "redis://h/db": None, "redis+sentinel://h1,h2": None, "redis://:%zz@h": None, "redis://h ": None, "redis://h#1": None,
        "redis://h?addr=h2:x": None, "redis://:p@xx.xx.xx.xx:6379": None, "": None,
    },
    "ssl-name": {"a b": None, "xxx.xx.xx.193": None, "": None},
    "taint": {"key": None, "key=v:noschedule": "key=v:NoSchedule", "key=v:NoRun": None, "=v:NoExecute": None, "a b:NoExecute": None, "A/b/c:NoExecute": None},
    "vip": {
        "10.0.0.1": "10.0.0.1/32", "10.0.0.1/24": "10.0.0.1/32", "fd00::1": "fd00::1/128", "fd00::1/32": "fd00::1/128",
        "10.0.0.1-10.0.0.5": None, "xx.xx.xx.xx/32": None, "172.30.**.**/32": None, "": None,
    },
}  # fmt: skip

MYSQL = "user:password@tcp(localhost:3306)/dbname"
POSTGRES = "host=172.30.41.2 user=kpanda password=password dbname=kpanda port=5432"


def test_every_format_is_tested() -> None:
    assert set(RIGHT) == set(WRONG) == set(FORMATS) == set(FORMAT_VALUES)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in RIGHT.items() for value in values]
)
def test_right_values_pass(name: str, value: str) -> None:
    assert FORMATS[name](value) is None


@pytest.mark.parametrize(
    ("name", "value", "suggestion"),
    [(name, value, suggestion) for name, values in WRONG.items() for value, suggestion in values.items()],
)
def test_wrong_values_are_refused_with_a_remedy_where_there_is_one(
    name: str, value: str, suggestion: str | None
) -> None:
    problem = FORMATS[name](value)
    assert problem is not None
    assert problem.message.endswith(".")
    assert problem.suggestion == suggestion
    assert suggestion is None or FORMATS[name](suggestion) is None


@given(st.sampled_from(sorted(FORMATS)), awkward_text)
def test_any_text_gets_an_answer_and_every_suggestion_is_right(name: str, text: str) -> None:
    problem = FORMATS[name](text)
    if problem is not None and problem.suggestion is not None:
        assert FORMATS[name](problem.suggestion) is None


@pytest.mark.parametrize(
    ("driver", "dsn"),
    [
        ("mysql", MYSQL),
        ("mysql", "u:p/a@ss@tcp(h)/d?charset=utf8&loc=Asia%2FShanghai"),
        ("mysql", "u@unix(/var/run/mysqld.sock)/d"),
        ("mysql", "u:p@tcp([fd00::1]:3306)/d"),
        ("postgres", POSTGRES),
        ("postgres", "host=h user=u password='a b\\' c' dbname=d port=5432 sslmode=disable"),
        ("postgres", "postgres://u:p@h:5432/d"),
        ("kingbase", POSTGRES.replace("5432", "54321")),
        ("oracle", "whatever"),
    ],
)
def test_connection_strings_in_their_drivers_form_pass(driver: str, dsn: str) -> None:
    assert dsn_problem(driver, dsn) is None


@pytest.mark.parametrize(
    ("driver", "dsn"),
    [
        ("mysql", POSTGRES),
        ("mysql", "user:hunter2@localhost:3306/dbname"),
        ("mysql", "user:hunter2@tcp(localhost:3306/dbname"),
        ("mysql", "user:hunter2@tcp(localhost:3306)"),
        ("mysql", "user:hunter2@tcp(localhost:3306)/"),
        ("mysql", "tcp(localhost:3306)/dbname"),
        ("mysql", "user:hunter2@tcp(localhost:x)/dbname"),
        ("mysql", "user:hunter2@tcp(xx.xx.xx.xx:3306)/dbname"),
        ("mysql", "mysql://user:hunter2@localhost:3306/dbname"),
        ("mysql", ""),
        ("postgres", MYSQL),
        ("postgres", "host=h user=u password=hunter2 dbname=d port=0"),
        ("postgres", "user=u password=hunter2 dbname=d"),
        ("postgres", "host=h user=u password=hunter2 pass dbname=d"),
        ("postgres", "host=xx.xx.xx.xx user=u password=hunter2 dbname=d"),
        ("postgres", "mysql://u:hunter2@h/d"),
        ("kingbase", ""),
    ],
)
def test_other_connection_strings_are_refused_without_a_word_of_them(driver: str, dsn: str) -> None:
    problem = dsn_problem(driver, dsn)
    assert problem is not None
    assert "hunter2" not in problem.message
    assert problem.suggestion is None


@given(st.text(), st.sampled_from(["mysql", "postgres", "kingbase", "x"]))
def test_any_connection_string_gets_an_answer(dsn: str, driver: str) -> None:
    problem = dsn_problem(driver, dsn)
    assert problem is None or problem.message.endswith(".")
