"""IP addresses, ranges, ports and URLs."""

from __future__ import annotations

import re
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_VIPS = r"spec\.loadBalancer\.(?:istioGateway|insight)Vip"
_RANGES = r"spec\.network\.(?:cluster|service)CIDR"
_PORTS = r"spec\.tinderKind\.\w+Port|spec\.\w+Nodes\.\d+\.ansibleSSHPort"


def _valued(entry: Entry, plain: str, *, known: bool = True, outline: Outline) -> Mistake | None:
    """Give the entry another value, in the quotes that it has."""
    if plain == entry.plain:
        return None
    return change(
        outline, {entry.index: [entry.line(value=f"{entry.quote}{plain}{entry.quote}")]}, known=known
    )


def _address(outline: Outline, rng: Random) -> Entry | None:
    pattern = rf"spec\.\w+Nodes\.\d+\.ip|{_VIPS}|{_RANGES}"
    return pick(rng, outline.find(pattern, lambda entry: _IPV4.match(entry.plain) is not None))


def _node(outline: Outline, rng: Random) -> Entry | None:
    return pick(rng, outline.find(r"spec\.\w+Nodes\.\d+\.ip", lambda each: bool(_IPV4.fullmatch(each.plain))))


def _url(outline: Outline, rng: Random) -> Entry | None:
    return pick(rng, outline.find("spec.+", lambda each: re.match(r"https?://", each.plain) is not None))


@kind()
def octet_out_of_range(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    if entry is None:
        return None
    plain = re.sub(r"\.\d+(/|$)", rf".{rng.randint(256, 999)}\1", entry.plain, count=1)
    return _valued(entry, plain, known=False, outline=outline)


@kind()
def octet_missing(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    return entry and _valued(entry, re.sub(r"\.\d+", "", entry.plain, count=1), known=False, outline=outline)


@kind()
def octet_too_many(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    return entry and _valued(
        entry, re.sub(r"(\.\d+)", r"\1\1", entry.plain, count=1), known=False, outline=outline
    )


@kind()
def two_dots_in_an_address(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    return entry and _valued(entry, entry.plain.replace(".", "..", 1), outline=outline)


@kind()
def commas_in_an_address(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    return entry and _valued(entry, entry.plain.replace(".", ",", rng.choice((1, 2, 3))), outline=outline)


@kind()
def blank_in_an_address(outline: Outline, rng: Random) -> Mistake | None:
    entry = _address(outline, rng)
    if entry is None:
        return None
    at = rng.randrange(1, len(entry.plain))
    return _valued(entry, f"{entry.plain[:at]} {entry.plain[at:]}", outline=outline)


@kind()
def leading_zeros_in_an_address(outline: Outline, rng: Random) -> Mistake | None:
    """Go's and Python's parsers both refuse `10.06.1.1`, which once was octal."""
    entry = _address(outline, rng)
    return entry and _valued(entry, re.sub(r"\.(\d{1,2})\.", r".0\1.", entry.plain, count=1), outline=outline)


@kind()
def prefix_on_a_host_address(outline: Outline, rng: Random) -> Mistake | None:
    entry = _node(outline, rng)
    return entry and _valued(entry, f"{entry.plain}/{rng.choice((24, 32, 16))}", outline=outline)


@kind()
def port_on_a_host_address(outline: Outline, rng: Random) -> Mistake | None:
    entry = _node(outline, rng)
    return entry and _valued(entry, f"{entry.plain}:22", known=False, outline=outline)


@kind()
def two_addresses_in_one_value(outline: Outline, rng: Random) -> Mistake | None:
    entry = _node(outline, rng)
    if entry is None:
        return None
    sign = rng.choice((",", ", ", " ", "-"))
    return _valued(entry, f"{entry.plain}{sign}10.99.0.{rng.randint(1, 99)}", known=False, outline=outline)


@kind()
def address_of_the_machine_itself(outline: Outline, rng: Random) -> Mistake | None:
    """A loopback address names another machine on each node."""
    entry = _node(outline, rng)
    return entry and _valued(entry, rng.choice(("127.0.0.1", "127.0.1.1")), known=False, outline=outline)


@kind()
def virtual_address_without_prefix(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_VIPS))
    return entry and _valued(entry, entry.plain.partition("/")[0], outline=outline)


@kind()
def virtual_address_with_a_network_prefix(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_VIPS, lambda entry: "." in entry.plain))
    if entry is None:
        return None
    return _valued(entry, f"{entry.plain.partition('/')[0]}/{rng.choice((24, 16, 30))}", outline=outline)


@kind()
def virtual_address_of_a_machine(outline: Outline, rng: Random) -> Mistake | None:
    entry, node = pick(rng, outline.find(_VIPS)), _node(outline, rng)
    if entry is None or node is None:
        return None
    found = _valued(entry, f"{node.plain}/32", known=False, outline=outline)
    lines = frozenset({entry.index + 1, node.index + 1})
    return found and Mistake(found.original, found.text, lines, known=False)


@kind()
def one_virtual_address_for_both(outline: Outline, rng: Random) -> Mistake | None:
    found = outline.find(_VIPS)
    if len(found) != 2:
        return None
    one, two = rng.sample(found, 2)
    text = outline.edited({one.index: [one.line(value=two.value)]})
    return Mistake(outline.text, text, frozenset({one.index + 1, two.index + 1}), known=False)


@kind()
def virtual_address_in_another_network(outline: Outline, rng: Random) -> Mistake | None:
    """MetalLB answers on layer 2 (FAQ): the address must be of the hosts' network."""
    entry = pick(rng, outline.find(_VIPS, lambda entry: "." in entry.plain))
    return entry and _valued(entry, f"192.0.2.{rng.randint(1, 254)}/32", known=False, outline=outline)


@kind()
def equal_ranges(outline: Outline, rng: Random) -> Mistake | None:
    found = outline.find(_RANGES)
    if len(found) != 2:
        return None
    one, two = rng.sample(found, 2)
    text = outline.edited({one.index: [one.line(value=two.value)]})
    return Mistake(outline.text, text, frozenset({one.index + 1, two.index + 1}), known=False)


@kind()
def range_around_the_hosts(outline: Outline, rng: Random) -> Mistake | None:
    entry, node = pick(rng, outline.find(_RANGES)), _node(outline, rng)
    if entry is None or node is None:
        return None
    first, second = node.plain.split(".")[:2]
    found = _valued(entry, f"{first}.{second}.0.0/16", known=False, outline=outline)
    nodes = {each.index + 1 for each in outline.find(r"spec\.\w+Nodes\.\d+\.ip")}
    return found and Mistake(found.original, found.text, found.lines | nodes, known=False)


@kind()
def range_with_a_wrong_prefix(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_RANGES, lambda entry: "." in entry.plain))
    if entry is None:
        return None
    address = entry.plain.partition("/")[0]
    wrong = rng.choice((f"{address}/33", f"{address}/180", f"{address}/", address, f"{address}\\18"))
    return _valued(entry, wrong, known=False, outline=outline)


@kind()
def port_out_of_range(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_PORTS, lambda entry: entry.plain.isdigit()))
    if entry is None:
        return None
    wrong = rng.choice(("0", "-1", "65536", "70000", "220000"))
    return _valued(entry, wrong, known=False, outline=outline)


@kind()
def port_that_is_no_number(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_PORTS, lambda entry: entry.plain.isdigit()))
    if entry is None:
        return None
    wrong = rng.choice(("{}/tcp", "tcp/{}", ":{}", "{}.5", "p{}")).format(entry.plain)
    return _valued(entry, wrong, known=False, outline=outline)


@kind()
def port_of_another_service(outline: Outline, rng: Random) -> Mistake | None:
    found = outline.find(r"spec\.tinderKind\.\w+Port")
    if len(found) < 2:
        return None
    one, two = rng.sample(found, 2)
    text = outline.edited({one.index: [one.line(value=two.value)]})
    return Mistake(outline.text, text, frozenset({one.index + 1, two.index + 1}), known=False)


@kind()
def port_of_the_console(outline: Outline, rng: Random) -> Mistake | None:
    """MinIO answers S3 at 9000; 9001 is its console."""
    entry = pick(rng, outline.find(r"spec\..+Endpoint", lambda entry: ":9000" in entry.plain))
    return entry and _valued(entry, entry.plain.replace(":9000", ":9001"), outline=outline)


@kind()
def port_out_of_range_in_a_url(outline: Outline, rng: Random) -> Mistake | None:
    entry = _url(outline, rng)
    if entry is None or not re.search(r":\d+", entry.plain):
        return None
    wrong = re.sub(r":(\d+)", rng.choice((r":\g<1>00", r":99999", r":80a")), entry.plain, count=1)
    return _valued(entry, wrong, known=False, outline=outline)


@kind()
def url_without_scheme(outline: Outline, rng: Random) -> Mistake | None:
    entry = _url(outline, rng)
    return entry and _valued(entry, entry.plain.partition("//")[2], known=False, outline=outline)


@kind()
def misspelt_scheme(outline: Outline, rng: Random) -> Mistake | None:
    entry = _url(outline, rng)
    if entry is None:
        return None
    scheme, _sign, rest = entry.plain.partition("://")
    wrong = rng.choice(
        (
            f"{scheme.replace('tt', 't')}://{rest}",
            f"{scheme}:/{rest}",
            f"{scheme}//{rest}",
            f"{scheme}:///{rest}",
            f"{scheme}:\\\\{rest}",
            f"{scheme}://{scheme}://{rest}",
            f"{scheme}: //{rest}",
        )
    )
    return _valued(entry, wrong, outline=outline)


@kind()
def http_for_https(outline: Outline, rng: Random) -> Mistake | None:
    """Only where a password goes along: it would cross the network in the clear."""
    blocks = outline.find(r"spec\.(?:osRepos|binaries)\.externalRepoEndpoint")
    blocks += outline.find(r"spec\.imagesAndCharts\.external(?:Image|Chart)Repo")
    entry = pick(
        rng, [entry for entry in blocks if entry.plain.startswith("https:") and _has_login(outline, entry)]
    )
    return entry and _valued(entry, entry.plain.replace("https:", "http:"), known=False, outline=outline)


def _has_login(outline: Outline, entry: Entry) -> bool:
    stem = entry.name.replace("Endpoint", "")
    return outline.at(*entry.path[:-1], f"{stem}Password") is not None


@kind()
def credentials_in_a_url(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\..+(?:Endpoint|Repo|endpoint)", lambda each: "://" in each.plain))
    return entry and _valued(entry, entry.plain.replace("://", "://admin:Kestrel-88@"), outline=outline)


@kind()
def blank_in_a_url(outline: Outline, rng: Random) -> Mistake | None:
    entry = _url(outline, rng)
    if entry is None:
        return None
    at = rng.randrange(entry.plain.index("://") + 3, len(entry.plain))
    return _valued(entry, f"{entry.plain[:at]} {entry.plain[at:]}", outline=outline)


@kind()
def endpoint_on_the_bootstrap_machine_s_loopback(outline: Outline, rng: Random) -> Mistake | None:
    """`localhost` is another machine for each node."""
    entry = pick(rng, outline.find(r"spec\..+(?:Endpoint|Repo)", lambda each: "://" in each.plain))
    if entry is None:
        return None
    host = rng.choice(("localhost", "127.0.0.1"))
    return _valued(entry, re.sub(r"://[^:/]+", f"://{host}", entry.plain), known=False, outline=outline)
