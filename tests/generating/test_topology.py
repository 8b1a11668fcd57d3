"""What a topology takes, what it refuses, and that it keeps secrets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from clustercfg import Topology
from clustercfg.generating.machines import Machine, UnclearMachinesError, read_machines

SECRET = "teal-Badger-2084"  # noqa: S105 - made up


@pytest.mark.parametrize(
    ("text", "machines"),
    [
        ("10.0.0.1", ["None None 10.0.0.1 None"]),
        ("m=10.0.0.1:2222", ["m None 10.0.0.1 2222"]),
        ("m=root@10.0.0.1", ["m root 10.0.0.1 None"]),
        ("fd00::1", ["None None fd00::1 None"]),
        ("m=root@[fd00::1]:22", ["m root fd00::1 22"]),
        ("g[1-2]=root@10.0.0.[9-10]:22", ["g1 root 10.0.0.9 22", "g2 root 10.0.0.10 22"]),
        ("g[01-02]=10.0.[1-2].7", ["g01 None 10.0.1.7 None", "g02 None 10.0.2.7 None"]),
        ("10.0.0.[1,5,7-8]", [f"None None 10.0.0.{last} None" for last in (1, 5, 7, 8)]),
        (
            "r[1-2]n[1-2]=10.0.[1-2].[1-2]",
            [f"r{a}n{b} None 10.0.{a}.{b} None" for a in (1, 2) for b in (1, 2)],
        ),
    ],
)
def test_short_forms_of_machines(text: str, machines: list[str]) -> None:
    assert [f"{each.name} {each.user} {each.ip} {each.ssh_port}" for each in read_machines(text)] == machines


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "written NAME=USER@IP:PORT"),
        ("=10.0.0.1", "written NAME=USER@IP:PORT"),
        ("m=@10.0.0.1", "written NAME=USER@IP:PORT"),
        ("m[1-2]=10.0.0.1", "as many names as addresses: there are 2 and 1"),
        ("m=10.0.0.[1-2]", "as many names as addresses: there are 1 and 2"),
        ("10.0.0.[3-1]", "begins with its smallest"),
        ("10.0.0.[1-", "range is written"),
        ("10.0.0.[1--2]", "range is written"),
        ("10.0.0.[1-99999999999]", "range is written"),
        ("10.0.[0-255].[0-255]", "at most 1000"),
        ("10.0.0.1:ssh", "port is a number"),
        (f"m=root:{SECRET}@10.0.0.1", "password does not stand here"),
    ],
)
def test_short_forms_that_cannot_be_read(text: str, reason: str) -> None:
    with pytest.raises(UnclearMachinesError, match=reason) as caught:
        read_machines(text)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("text", ["m=10.0.0.300", "M_1=10.0.0.1", "10.0.0.1:70000", "m=host"])
def test_short_forms_whose_parts_are_wrong(text: str) -> None:
    with pytest.raises(ValidationError):
        read_machines(text)


@given(st.text() | st.text("[]-,0123456789.:@=am"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        machines = read_machines(text)
    except (UnclearMachinesError, ValidationError):
        return
    assert all(each.ip for each in machines)


@pytest.mark.parametrize(
    ("answers", "place", "message"),
    [
        ({"masters": 0}, "masters", "from 1 to 1000"),
        ({"workers": -1}, "workers", "from 0 to 1000"),
        ({"master_nodes": [{"ip": "10.0.0.300"}]}, "master_nodes.0.ip", "no IP"),
        ({"full_package_path": "offline"}, "full_package_path", "absolute path"),
        ({"unknown": 1}, "unknown", "not permitted"),
        ({"masters": 1, "master_nodes": read_machines("10.0.0.[1-3]")}, "", "master_nodes: more machines"),
        ({"workers": 2, "es_only_workers": 3}, "", "es_only_workers: there are not"),
        ({"install_mode": "install-app", "masters": 3}, "", "masters: not with install-app"),
        (
            {"install_mode": "install-app", "os_repos": {"kind": "builtin"}},
            "",
            "os_repos: not with install-app",
        ),
        ({"binaries": {"endpoint": "http://x"}}, "", "binaries.endpoint: not with official-service"),
        (
            {"binaries": {"kind": "http", "endpoint": "http://x", "user": "u"}},
            "",
            "binaries.user: not with http",
        ),
        ({"os_repos": {"kind": "s3", "urls": ["http://x"]}}, "", "os_repos.urls: not with s3"),
        ({"load_balancer": "NodePort", "insight_vip": "10.0.0.1"}, "", "insight_vip: not with NodePort"),
        ({"full_package_path": "/offline"}, "", "full_package_path: of no use"),
        (
            {"binaries": {"kind": "s3", "endpoint": f"http://u:{SECRET}@x"}},
            "binaries.endpoint",
            "give them apart",
        ),
        (
            {"os_repos": {"kind": "http", "urls": [f"deb http://u:{SECRET}@x/ a b"]}},
            "os_repos.urls.0",
            "give them apart",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(answers: dict[str, Any], place: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Topology(**answers)
    (error,) = caught.value.errors(include_input=False)
    assert ".".join(map(str, error["loc"])) == place
    assert message in error["msg"]
    assert SECRET not in str(caught.value)


def test_no_form_of_a_topology_shows_a_secret() -> None:
    source = {"kind": "s3", "endpoint": "https://s3.example.com", "user": "u", "password": SECRET}
    topology = Topology(
        password=SECRET,
        master_nodes=(Machine(password=SECRET),),
        binaries=source,
        os_repos=source,
        images_and_charts={"kind": "external", "registry_password": SECRET, "chart_repo_password": SECRET},
        kubean_variables={"http_proxy": f"http://u:{SECRET}@proxy"},
    )
    assert SECRET not in f"{topology} {topology!r} {topology.binaries} {topology.master_nodes}"
    with pytest.raises(ValidationError):
        setattr(topology, "masters", 3)  # noqa: B010 - mypy knows that it is frozen


@pytest.mark.parametrize(
    ("ip", "vip"), [("10.0.0.9", "10.0.0.9/32"), ("10.0.0.9/32", "10.0.0.9/32"), ("fd00::9", "fd00::9/128")]
)
def test_a_virtual_ip_gets_its_prefix(ip: str, vip: str) -> None:
    topology = Topology(insight_vip=ip)
    assert (topology.insight_vip, topology.balancer) == (vip, "metallb")
