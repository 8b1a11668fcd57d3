"""Ranges of addresses, compared with the standard library."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.linting.addresses import read_range

Network = IPv4Network | IPv6Network


@st.composite
def written_networks(draw: st.DrawFn) -> str:
    address = draw(st.ip_addresses())
    return f"{address}/{draw(st.integers(0, address.max_prefixlen))}"


def by_library(text: str) -> Network:
    return ip_network(text, strict=False)


@given(written_networks())
def test_a_network_reaches_from_its_first_to_its_last_address(text: str) -> None:
    ours, network = read_range(text), by_library(text)
    assert (ours.version, ours.first, ours.last) == (
        network.version,
        int(network.network_address),
        int(network.broadcast_address),
    )
    assert ours.given == int(ip_address(text.partition("/")[0]))
    assert ours.first_address == str(network.network_address)


@given(written_networks(), written_networks())
def test_two_networks_meet_when_they_overlap(one: str, other: str) -> None:
    mine, theirs = by_library(one), by_library(other)
    meet = mine.version == theirs.version and mine.overlaps(theirs)
    assert read_range(one).meets(read_range(other)) is meet


@pytest.mark.parametrize(
    ("one", "other", "prefix", "near"),
    [
        ("10.6.127.1", "10.6.127.254", 24, True),
        ("10.6.127.1", "10.6.126.1", 24, False),
        ("10.6.127.1", "10.6.0.1", 16, True),
        ("fd00:1::1", "fd00:1:0:0:ffff::2", 64, True),
        ("fd00:1::1", "fd00:2::1", 64, False),
        ("10.6.127.1", "fd00:1::1", 16, False),
    ],
)
def test_addresses_are_near_in_the_same_network(one: str, other: str, prefix: int, near: bool) -> None:
    assert read_range(one).is_near(read_range(other), prefix) is near


def test_an_address_is_a_range_of_one_whatever_its_spelling() -> None:
    assert read_range("fd00:0:0::1") == read_range("fd00::1")
    assert read_range("10.0.0.7").first == read_range("10.0.0.7").last
