"""Keys that are misspelt, repeated, or in the wrong place."""

from __future__ import annotations

import re
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_NEIGHBORS = dict(
    zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioiosdfghjkkkxcvbnmn", strict=True)  # on an English keyboard
)
_FREE = r"spec\.(?:kubeanConfig|.*nodeLabels|externalMiddlewares\.(?:database|S3Storage)\.\w+)(?:\..*)?"
"""Names below these are the user's own."""
_ONCE = frozenset(
    "clusterName bootstrapNode instanceName resourcesMountPath registryPort minioServerPort minioConsolePort "
    "chartmuseumPort istioGatewayVip insightVip SourceIP privateKeyPath fullPackagePath skipValidateOSPackage "
    "externalRepoType externalRepoURLs externalImageRepo externalImageRepoUsername externalImageRepoPassword "
    "externalChartRepoType externalChartRepo externalChartRepoUsername externalChartRepoPassword k8sVersion "
    "additionalSSLSubjectAltName isoPath osPackagePath brokers anonymous bucket accessKey secretKey logPath "
    "logHostPath policyFile logMaxAge logMaxBackups logMaxSize policyCustomRules cni clusterCIDR serviceCIDR "
    "criProvider criVersion skipProvision mode oneTimeValidDays kubeanConfig".split()
)
"""Names that stand in one place only (field table), so that everybody knows where they belong."""


def _own(outline: Outline, pattern: str = r"spec\..*") -> list[Entry]:
    """Return the entries whose key is one of the field table's."""
    free = {entry.index for entry in outline.find(_FREE)}
    return [entry for entry in outline.find(pattern) if entry.key and entry.index not in free]


def _renamed(outline: Outline, entry: Entry, key: str, *, known: bool = True) -> Mistake | None:
    return change(outline, {entry.index: [entry.line(key=key)]}, known=known) if key != entry.key else None


@kind()
def typo_in_a_key(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, [entry for entry in _own(outline) if len(entry.key) > 3])
    if entry is None:
        return None
    key = entry.key
    at = rng.randrange(1, len(key) - 1)
    return _renamed(
        outline,
        entry,
        rng.choice(
            (
                key[:at] + key[at + 1 :],
                key[:at] + key[at] + key[at:],
                key[:at] + key[at + 1] + key[at] + key[at + 2 :],
                key[:at] + _NEIGHBORS.get(key[at], "x") + key[at + 1 :],
            )
        ),
    )


@kind()
def two_typos_in_a_key(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, [entry for entry in _own(outline) if len(entry.key) > 8])
    if entry is None:
        return None
    key = entry.key
    one, two = sorted(rng.sample(range(1, len(key) - 1), 2))
    return _renamed(outline, entry, key[:one] + key[one + 1 : two] + key[two] + key[two:])


@kind()
def typo_in_a_key_of_the_head(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("apiVersion|kind|spec"))
    if entry is None:
        return None
    wrong = {"apiVersion": ("apiversion", "apiVerison", "version"), "kind": ("Kind", "knd", "kinds")}
    return _renamed(outline, entry, rng.choice(wrong.get(entry.key, ("Spec", "specs", "sepc"))))


@kind()
def key_in_another_case(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _own(outline))
    if entry is None:
        return None
    key = entry.key
    return _renamed(outline, entry, rng.choice((key.lower(), key[0].swapcase() + key[1:], key.upper())))


@kind()
def key_with_underscores_or_dashes(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _own(outline))
    if entry is None:
        return None
    return _renamed(
        outline, entry, re.sub(r"(?<=[a-z])([A-Z])", rng.choice(("_", "-")) + r"\1", entry.key).lower()
    )


@kind()
def key_in_singular_or_plural(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _own(outline))
    if entry is None:
        return None
    return _renamed(outline, entry, entry.key[:-1] if entry.key.endswith("s") else entry.key + "s")


@kind()
def key_without_its_first_word(outline: Outline, rng: Random) -> Mistake | None:
    """`repoEndpoint` for `externalRepoEndpoint`, `user` for `ansibleUser`."""
    entry = pick(rng, _own(outline, r"spec\..+\.(?:ansible|external|node|log|istio)[A-Z]\w+"))
    if entry is None:
        return None
    rest = re.sub(r"^[a-z]+", "", entry.key)
    return _renamed(outline, entry, rest[0].lower() + rest[1:])


@kind()
def key_of_an_older_version(outline: Outline, rng: Random) -> Mistake | None:
    """Names of v1alpha2, or of older pages of the guide (field table, sections 1.5, 1.8 and 3.3)."""
    old = {
        "externalChartRepoUsername": "externalChartUsername",
        "externalChartRepoPassword": "externalChartMuseumPassword",
        "imagesAndCharts": "registry",
        "osRepos": "repoConfig",
        "externalMiddlewares": "externalMiddleware",
        "dbDriverName": "driver",
        "connectionMaxIdleSeconds": "connectionMaxIdleTimeSeconds",
        "addonPackage": "addonOfflinePackagePath",
        "tinderKind": "bootstrap",
        "masterNodes": "globalMasterNodes",
        "workerNodes": "globalWorkerNodes",
        "clusterName": "globalClusterName",
    }
    entry = pick(rng, outline.find("spec.*", lambda entry: entry.key in old))
    return entry and _renamed(outline, entry, old[entry.key])


@kind()
def a_line_twice(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.key and entry.is_leaf)))
    if entry is None or entry.dash:
        return None
    line = outline.lines[entry.index]
    return change(outline, {entry.index: [line, line]})


@kind()
def a_key_twice_with_two_values(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.key and entry.is_leaf)))
    other = pick(rng, [each for each in outline.entries if entry and each.name == entry.name])
    if entry is None or entry.dash or other is None:
        return None
    value = other.value if other.value != entry.value else rng.choice(("new", '"changed-1"', "10"))
    lines = [outline.lines[entry.index], entry.line(value=value, tail="")]
    return change(outline, {entry.index: rng.sample(lines, 2)}, known=False)


@kind()
def key_one_level_up(outline: Outline, rng: Random) -> Mistake | None:
    """A key that was cut out of its block and pasted below it, in the block's own column."""
    entry = pick(rng, _own(outline, r"spec\.\w+\.\w+"))
    if entry is None or not entry.is_leaf or entry.dash:
        return None
    block = outline.parent(entry)
    if block is None or block.end - block.index < 3:
        return None
    moved = entry.line(margin=block.margin)
    last = block.end - 1
    changes = {entry.index: [], last: [outline.lines[last], moved]}
    if entry.index == last:
        changes = {last: [moved]}
    text = outline.edited(changes)
    return Mistake(outline.text, text, frozenset({block.end}), entry.key in _ONCE)


@kind()
def key_in_another_block(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _own(outline, r"spec\.\w+\.\w+"))
    if entry is None or not entry.is_leaf or entry.dash:
        return None
    block = outline.parent(entry)
    others = outline.find(r"spec\.\w+\.\w+", lambda each: each.is_leaf and each.path[1] != entry.path[1])
    target = pick(rng, others)
    if block is None or target is None or block.end - block.index < 3:
        return None
    moved = [outline.lines[target.index], entry.line(margin=target.margin)]
    text = outline.edited({entry.index: [], target.index: moved})
    line = target.index + 2 - (entry.index < target.index)
    return Mistake(outline.text, text, frozenset({line}), entry.key in _ONCE)


@kind()
def block_in_another_block(outline: Outline, rng: Random) -> Mistake | None:
    """A whole block was pasted at the end of another one, with its new neighbors' indentation."""
    block = pick(rng, outline.find(r"spec\.\w+", lambda entry: entry.is_head))
    target = pick(rng, outline.find(r"spec\.\w+\.\w+", lambda entry: entry.is_leaf and not entry.dash))
    if block is None or target is None or block.path[:2] == target.path[:2] or target.margin == block.margin:
        return None
    by = " " * (target.column - block.column)
    lines = [by + line if line.strip() else line for line in outline.lines[block.index : block.end]]
    changes: dict[int, list[str]] = {index: [] for index in range(block.index, block.end)}
    text = outline.edited(changes | {target.index: [outline.lines[target.index], *lines]})
    first = target.index + 2 - (len(lines) if block.index < target.index else 0)
    return Mistake(outline.text, text, frozenset(range(first, first + len(lines))))
