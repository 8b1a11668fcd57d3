"""Keys that need, or rule out, another key."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []


def _without(outline: Outline, rng: Random, pattern: str) -> Mistake | None:
    """Delete a key; any line of its block may be blamed, and what follows it."""
    entry = pick(rng, outline.find(pattern, lambda entry: not entry.dash))
    if entry is None:
        return None
    block = outline.parent(entry)
    lines = set(range(block.index, block.end)) if block and block.key != "spec" else set()
    gone = {index: list[str]() for index in range(entry.index, entry.end)}
    if not lines:
        lines = {0, entry.index, *_sources(outline)}
    return change(outline, gone, lines, known=False)


def _sources(outline: Outline) -> set[int]:
    """Return the lines that say where packages come from, and that of spec."""
    found = outline.find(r"spec|spec\.(?:osRepos|imagesAndCharts|binaries)(?:\.type)?")
    return {entry.index for entry in found}


def _type(outline: Outline, block: str) -> str:
    entry = outline.at("spec", block, "type")
    return entry.plain if entry else ""


@kind()
def metallb_without_an_address(outline: Outline, rng: Random) -> Mistake | None:
    if _type(outline, "loadBalancer") != "metallb":
        return None
    return _without(outline, rng, r"spec\.loadBalancer\.(?:istioGateway|insight)Vip")


@kind()
def addresses_without_metallb(outline: Outline, rng: Random) -> Mistake | None:
    entry = outline.at("spec", "loadBalancer", "type")
    if entry is None or entry.plain != "metallb":
        return None
    block = outline.at("spec", "loadBalancer")
    assert block is not None
    changes = {entry.index: [entry.line(value="NodePort")] if rng.random() < 0.5 else []}
    return change(outline, changes, set(range(block.index, block.end)))


@kind()
def no_path_of_the_whole_package(outline: Outline, rng: Random) -> Mistake | None:
    offline = {"builtin", "external"}
    if not offline & {_type(outline, name) for name in ("osRepos", "imagesAndCharts", "binaries")}:
        return None
    return _without(outline, rng, r"spec\.fullPackagePath")


@kind()
def no_image_or_package_of_the_system(outline: Outline, rng: Random) -> Mistake | None:
    if _type(outline, "osRepos") not in ("builtin", "external"):
        return None
    return _without(outline, rng, r"spec\.osRepos\.(?:isoPath|osPackagePath)")


@kind()
def half_a_login(outline: Outline, rng: Random) -> Mistake | None:
    found = outline.find(r"spec\.(?:osRepos|binaries|imagesAndCharts)\.\w+(?:Username|Password)")
    pairs = [entry for entry in found if _partner(outline, entry) is not None]
    entry = pick(rng, pairs)
    if entry is None:
        return None
    return _without(outline, rng, ".".join(map(str, entry.path)).replace(".", r"\."))


def _partner(outline: Outline, entry: Entry) -> Entry | None:
    name = entry.name
    other = (
        name.replace("Username", "Password") if "Username" in name else name.replace("Password", "Username")
    )
    return outline.at(*entry.path[:-1], other)


@kind()
def external_source_without_its_address(outline: Outline, rng: Random) -> Mistake | None:
    return _without(
        outline,
        rng,
        r"spec\.(?:osRepos|binaries)\.externalRepo(?:Endpoint|URLs)|spec\.imagesAndCharts\.external(?:Image|Chart)Repo",
    )


@kind()
def list_of_repositories_without_their_type(outline: Outline, rng: Random) -> Mistake | None:
    return _without(
        outline, rng, r"spec\.(?:osRepos\.externalRepoType|imagesAndCharts\.externalChartRepoType)"
    )


@kind()
def type_changed_and_the_rest_left(outline: Outline, rng: Random) -> Mistake | None:
    """`external` became `builtin`, and its keys were forgotten; or the other way round."""
    names = ("osRepos", "imagesAndCharts", "binaries")
    entries = [entry for name in names if (entry := outline.at("spec", name, "type"))]
    entry = pick(rng, [entry for entry in entries if entry.plain in ("external", "builtin")])
    if entry is None:
        return None
    block = outline.parent(entry)
    other = {"external": ("builtin", "official-service"), "builtin": ("external",)}[entry.plain]
    if block is None or (entry.plain == "external" and block.end - block.index < 3):
        return None
    line = entry.line(value=rng.choice(other))
    return change(outline, {entry.index: [line]}, set(range(block.index, block.end)), known=False)


@kind()
def type_deleted(outline: Outline, rng: Random) -> Mistake | None:
    """Without a type the block means the internet, whatever else it says."""
    names = ("osRepos", "imagesAndCharts", "binaries")
    blocks = [name for name in names if len(outline.below("spec", name)) > 2]
    name = pick(rng, blocks)
    return _without(outline, rng, rf"spec\.{name}\.type") if name else None


@kind()
def days_without_their_mode(outline: Outline, rng: Random) -> Mistake | None:
    entry = outline.at("spec", "renewCerts", "mode")
    if (
        entry is None
        or entry.plain != "onetime"
        or outline.at("spec", "renewCerts", "oneTimeValidDays") is None
    ):
        return None
    if rng.random() < 0.5:
        return _without(outline, rng, r"spec\.renewCerts\.mode")
    block = outline.at("spec", "renewCerts")
    assert block is not None
    line = entry.line(value="cyclical")
    return change(outline, {entry.index: [line]}, set(range(block.index, block.end)), known=False)


@kind()
def etcd_machines_without_their_variable(outline: Outline, rng: Random) -> Mistake | None:
    """etcdNodes goes with `etcd_deployment_type: host` in kubeanConfig (ETCD)."""
    at = next((i for i, line in enumerate(outline.lines) if "etcd_deployment_type: host" in line), None)
    head = outline.at("spec", "etcdNodes")
    text = outline.at("spec", "kubeanConfig")
    if at is None or head is None or text is None or text.end - text.index < 3:
        return None
    line = outline.lines[at].replace("host", "kubeadm")
    changes = {at: [] if rng.random() < 0.5 else [line]}
    lines = {*range(head.index, head.end), *range(text.index, text.end)}
    return change(outline, changes, lines, known=False)


@kind()
def database_without_driver_or_string(outline: Outline, rng: Random) -> Mistake | None:
    return _without(outline, rng, r"spec\.externalMiddlewares\.database\.\w+\.\d+\.dataSourceName")


@kind()
def elasticsearch_without_half_its_login(outline: Outline, rng: Random) -> Mistake | None:
    return _without(outline, rng, r"spec\.externalMiddlewares\.elasticsearch\.insight\.(?:username|password)")


@kind()
def object_storage_without_a_key(outline: Outline, rng: Random) -> Mistake | None:
    pattern = r"spec\.externalMiddlewares\.S3Storage\.\w+\.(?:endpoint|bucket|accessKey|secretKey)"
    return _without(outline, rng, pattern)


@kind()
def anonymous_with_a_password(outline: Outline, rng: Random) -> Mistake | None:
    """Rules out user and password (CC-zh)."""
    del rng
    entry = outline.at("spec", "externalMiddlewares", "elasticsearch", "insight", "anonymous")
    if entry is None or entry.plain != "false":
        return None
    block = outline.parent(entry)
    assert block is not None
    lines = set(range(block.index, block.end))
    return change(outline, {entry.index: [entry.line(value="true")]}, lines, known=False)


@kind()
def skip_provision_without_docker(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    entry = outline.at("spec", "cri", "criProvider")
    skip = outline.at("spec", "cri", "skipProvision")
    if entry is None or skip is None or entry.plain != "docker" or skip.plain != "true":
        return None
    found = change(outline, {entry.index: [entry.line(value="containerd")]}, known=False)
    return Mistake(found.original, found.text, frozenset({entry.index + 1, skip.index + 1}), known=False)
