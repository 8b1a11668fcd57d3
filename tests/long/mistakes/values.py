"""Values of the wrong kind, spelling or unit."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_CHOICES = (
    r"spec\.loadBalancer\.type|spec\.(?:osRepos|imagesAndCharts|binaries)\.type|spec\.renewCerts\.mode|"
    r"spec\.network\.cni|spec\.cri\.criProvider|.*\.dbDriverName|.*\.accessType|spec\.osRepos\.externalRepoType|"
    r"spec\.imagesAndCharts\.externalChartRepoType"
)
"""Fields that take one of a few words (field table)."""
_INTEGERS = r"spec\.(?:auditConfig|renewCerts|tinderKind)\.\w+|.*\.(?:max|connectionMax)\w+"
_LISTS = r"spec\.ntpServer|spec\.osRepos\.externalRepoURLs|.*\.brokers|.*\.nodeTaints"


def _valued(outline: Outline, entry: Entry, plain: str, *, known: bool = True) -> Mistake | None:
    value = f"{entry.quote}{plain}{entry.quote}"
    return (
        change(outline, {entry.index: [entry.line(value=value)]}, known=known)
        if plain != entry.plain
        else None
    )


def _choice(outline: Outline, rng: Random) -> Entry | None:
    return pick(rng, outline.find(_CHOICES, lambda entry: entry.is_leaf))


@kind()
def misspelt_choice(outline: Outline, rng: Random) -> Mistake | None:
    entry = _choice(outline, rng)
    if entry is None or len(entry.plain) < 5:
        return None
    word, at = entry.plain, rng.randrange(1, len(entry.plain) - 1)
    wrong = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return _valued(outline, entry, wrong)


@kind()
def choice_in_another_case(outline: Outline, rng: Random) -> Mistake | None:
    entry = _choice(outline, rng)
    if entry is None:
        return None
    word = entry.plain
    return _valued(outline, entry, rng.choice((word.upper(), word.title(), word.lower(), word.swapcase())))


@kind()
def choice_with_other_dashes(outline: Outline, rng: Random) -> Mistake | None:
    """`built-in`, `official_service`, `node-port`: words that mean the same to a person."""
    entry = _choice(outline, rng)
    if entry is None:
        return None
    other = {
        "builtin": ("built-in", "build-in", "buildin"),
        "official-service": ("official_service", "officialService", "official service"),
        "NodePort": ("node-port", "Node-Port", "nodeport"),
        "metallb": ("metal-lb", "MetalLB", "metal_lb"),
        "cloudLB": ("cloud-lb", "cloud_lb"),
        "onetime": ("one-time", "oneTime"),
        "readonly": ("read-only", "readOnly"),
        "readwrite": ("read-write", "readWrite"),
    }.get(entry.plain)
    return _valued(outline, entry, rng.choice(other)) if other else None


@kind()
def choice_that_does_not_exist(outline: Outline, rng: Random) -> Mistake | None:
    """Words of other products: nothing says what was meant."""
    pattern = (
        r"spec\.loadBalancer\.type|spec\.(?:osRepos|imagesAndCharts|binaries)\.type|spec\.renewCerts\.mode"
    )
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf))
    words = ("haproxy", "minio", "nginx", "harbor", "internal", "local", "default", "s3", "yes", "http")
    return entry and _valued(outline, entry, rng.choice(words), known=False)


@kind()
def choice_of_an_older_version(outline: Outline, rng: Random) -> Mistake | None:
    """v1alpha2 wrote `built-in` and `online` (field table, section 3.3)."""
    entry = pick(rng, outline.find(r"spec\.imagesAndCharts\.type"))
    old = {"builtin": "built-in", "official-service": "online"}
    return entry and (_valued(outline, entry, old[entry.plain]) if entry.plain in old else None)


@kind()
def number_with_a_unit(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_INTEGERS, lambda entry: entry.plain.isdigit() and not entry.quote))
    if entry is None or entry.name.endswith("Port"):
        return None
    units = ("MB", "M", "Mi", " MB", "m") if entry.name.endswith("Size") else ("d", "s", "h", " days", "天")
    return _valued(outline, entry, entry.plain + rng.choice(units))


@kind()
def number_with_a_comma_or_point(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_INTEGERS, lambda each: len(each.plain) > 2 and each.plain.isdigit()))
    if entry is None:
        return None
    sign = rng.choice((",", "."))
    return _valued(
        outline,
        entry,
        f"{entry.plain[:-3]}{sign}{entry.plain[-3:]}" if len(entry.plain) > 3 else entry.plain + ".5",
        known=len(entry.plain) > 3,
    )


@kind()
def negative_number(outline: Outline, rng: Random) -> Mistake | None:
    pattern = r"spec\.(?:auditConfig|renewCerts|tinderKind)\.\w+"
    entry = pick(rng, outline.find(pattern, lambda entry: entry.plain.isdigit()))
    return entry and _valued(outline, entry, f"-{entry.plain}")


@kind()
def word_for_a_number(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_INTEGERS, lambda entry: entry.plain.isdigit()))
    return entry and _valued(outline, entry, rng.choice(("ten", "unlimited", "auto", "default")), known=False)


@kind()
def list_in_place_of_a_value(outline: Outline, rng: Random) -> Mistake | None:
    pattern = (
        r"spec\.(?:clusterName|bootstrapNode|fullPackagePath|k8sVersion|\w+\.(?:type|mode|\w+Vip|\w+CIDR))"
    )
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf))
    if entry is None:
        return None
    if rng.random() < 0.5:
        return change(outline, {entry.index: [entry.line(value=f"[{entry.value}]")]})
    item = f"{entry.margin}  - {entry.value}{entry.tail}"
    return change(outline, {entry.index: [entry.line(value="", gap="", tail=""), item]})


@kind()
def value_in_place_of_a_list(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(
        rng, outline.find(_LISTS, lambda entry: entry.is_head and len(outline.below(*entry.path)) == 2)
    )
    if entry is None:
        return None
    item = outline.below(*entry.path)[1]
    line = entry.line(value=item.value, gap=" ", tail="")
    return change(outline, {entry.index: [line], item.index: []}, {entry.index})


@kind()
def several_values_in_place_of_a_list(outline: Outline, rng: Random) -> Mistake | None:
    """`ntpServer: a, b`: the items in one line, with commas."""
    entry = pick(
        rng, outline.find(_LISTS, lambda entry: entry.is_head and len(outline.below(*entry.path)) > 2)
    )
    if entry is None:
        return None
    items = outline.below(*entry.path)[1:]
    line = entry.line(value=rng.choice((", ", ",", " ")).join(each.plain for each in items), gap=" ", tail="")
    return change(outline, {entry.index: [line]} | {each.index: [] for each in items}, {entry.index})


@kind()
def mapping_in_place_of_a_list(outline: Outline, rng: Random) -> Mistake | None:
    """One machine below `masterNodes:` without any dash."""
    entry = pick(rng, outline.find(r"spec\.(?:master|worker|etcd)Nodes", lambda entry: entry.is_head))
    if entry is None:
        return None
    heads = [each for each in outline.below(*entry.path) if each.dash and len(each.path) == 4]
    if len(heads) != 1:
        return None
    changes = {heads[0].index: [heads[0].line(dash=" " * len(heads[0].dash))]}
    return change(outline, changes, set(range(entry.index, entry.end)))


@kind()
def value_deleted(outline: Outline, rng: Random) -> Mistake | None:
    """A required key with nothing behind it."""
    pattern = (
        r"spec\.\w+Nodes\.\d+\.(?:ip|nodeName)|spec\.loadBalancer\.\w+Vip|.*\.(?:dataSourceName|brokers)"
    )
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf and not entry.value.startswith("[")))
    if entry is None:
        return None
    value = rng.choice(("", '""', "null"))
    return change(outline, {entry.index: [entry.line(value=value, gap=" " if value else "")]}, known=False)


@kind()
def placeholder_left_in(outline: Outline, rng: Random) -> Mistake | None:
    pattern = r"spec\.\w+Nodes\.\d+\.(?:ip|ansiblePass)|spec\.loadBalancer\.\w+Vip|spec\..+(?:Endpoint|Path|Password)"
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf))
    if entry is None:
        return None
    words = ["xx.xx.xx.xx", "172.30.**.**", "10.5.14.XXX"] if entry.name == "ip" else []
    words += ["<your-value>", "FILL-ME-IN", "YOUR_VALUE_HERE", "TODO", "******"]
    return change(outline, {entry.index: [entry.line(value=f'"{rng.choice(words)}"')]}, known=False)


@kind()
def variable_that_nobody_replaces(outline: Outline, rng: Random) -> Mistake | None:
    """`${MASTER_IP}`, `{{ master_ip }}`: no shell and no template reads this file."""
    pattern = (
        r"spec\.\w+Nodes\.\d+\.(?:ip|ansiblePass)|spec\.loadBalancer\.\w+Vip|spec\..+(?:Endpoint|Password)"
    )
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf))
    if entry is None:
        return None
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", entry.name).upper()
    value = rng.choice((f"${{{name}}}", f"${name}", f"{{{{ {name.lower()} }}}}", f"<{name}>", f"%{name}%"))
    if rng.random() < 0.5:
        value = f'"{value}"'
    return change(outline, {entry.index: [entry.line(value=value)]}, known=False)


@kind()
def connection_string_of_the_other_driver(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r".*\.dbDriverName", lambda entry: entry.plain in ("mysql", "postgres")))
    if entry is None:
        return None
    other = {"mysql": "postgres", "postgres": "mysql"}[entry.plain]
    source = outline.at(*entry.path[:-1], "dataSourceName")
    found = _valued(outline, entry, other)
    lines = {entry.index + 1} | ({source.index + 1} if source else set())
    return found and Mistake(found.original, found.text, frozenset(lines))


@kind()
def broken_connection_string(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r".*\.dataSourceName", lambda entry: "@tcp(" in entry.plain))
    if entry is None:
        return None
    plain = entry.plain
    wrong = rng.choice(
        (
            plain.replace(")", "", 1),
            plain.replace("@tcp(", "@", 1).replace(")", "", 1),
            plain.replace("@tcp", "tcp"),
            f"mysql://{plain}",
        )
    )
    return _valued(outline, entry, wrong)


@kind()
def broken_redis_url(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r".*\.redis\.\w+", lambda entry: "://" in entry.plain))
    if entry is None:
        return None
    plain = entry.plain
    wrong = rng.choice(
        (
            plain.partition("://")[2],
            plain.replace("redis", "http", 1),
            plain.replace("redis", "rediss:", 1),
            plain.replace("://", ":/"),
        )
    )
    return _valued(outline, entry, wrong, known=False)


@kind()
def neighboring_values_swapped(outline: Outline, rng: Random) -> Mistake | None:
    """Any two values of one block that stand below each other."""
    pairs = [
        (one, two)
        for one, two in pairwise(outline.entries)
        if one.is_leaf
        and two.is_leaf
        and one.key
        and two.key
        and one.path[:-1] == two.path[:-1]
        and one.value != two.value
    ]
    chosen = pick(rng, [pair for pair in pairs if pair[0].path[0] == "spec"])
    if chosen is None:
        return None
    one, two = chosen
    return change(outline, {one.index: [one.line(value=two.value)], two.index: [two.line(value=one.value)]})
