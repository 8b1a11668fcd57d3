"""Machines: copied and not changed, or changed by half."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_LISTS = r"spec\.(?:master|worker|etcd)Nodes"


def _nodes(outline: Outline) -> list[tuple[int, int]]:
    return outline.items(_LISTS)


def _fields(outline: Outline, name: str) -> list[Entry]:
    return outline.find(rf"{_LISTS}\.\d+\.{name}", lambda entry: entry.is_leaf)


def _copied(outline: Outline, rng: Random, name: str) -> Mistake | None:
    """Give one machine what another one has."""
    found = _fields(outline, name)
    if len(found) < 2:
        return None
    one, two = rng.sample(found, 2)
    if one.plain == two.plain:
        return None
    text = outline.edited({two.index: [two.line(value=one.value)]})
    return Mistake(outline.text, text, frozenset({one.index + 1, two.index + 1}), known=False)


@kind()
def machine_twice(outline: Outline, rng: Random) -> Mistake | None:
    node = pick(rng, _nodes(outline))
    if node is None:
        return None
    first, end = node
    lines = outline.lines[first:end]
    text = outline.edited({end - 1: [outline.lines[end - 1], *lines]})
    return Mistake(outline.text, text, frozenset(range(first + 1, end + len(lines) + 1)))


@kind()
def copied_machine_with_a_new_name_only(outline: Outline, rng: Random) -> Mistake | None:
    return _copied(outline, rng, "ip")


@kind()
def copied_machine_with_a_new_address_only(outline: Outline, rng: Random) -> Mistake | None:
    return _copied(outline, rng, "nodeName")


@kind()
def machine_in_two_lists(outline: Outline, rng: Random) -> Mistake | None:
    lists = [outline.items(rf"spec\.{name}") for name in ("masterNodes", "workerNodes", "etcdNodes")]
    filled = [spans for spans in lists if spans]
    if len(filled) < 2:
        return None
    source, target = rng.sample(filled, 2)
    first, end = rng.choice(source)
    there = rng.choice(target)[1]
    lines = list(outline.lines[first:end])
    margin = len(lines[0]) - len(lines[0].lstrip())
    wanted = len(outline.lines[target[0][0]]) - len(outline.lines[target[0][0]].lstrip())
    lines = [" " * wanted + line[margin:] if line.strip() else line for line in lines]
    text = outline.edited({there - 1: [outline.lines[there - 1], *lines]})
    pasted = set(range(there + 1, there + 1 + len(lines)))
    shift = len(lines) if there <= first else 0
    return Mistake(
        outline.text, text, frozenset(pasted | set(range(first + 1 + shift, end + 1 + shift))), known=False
    )


@kind()
def name_in_place_of_the_address(outline: Outline, rng: Random) -> Mistake | None:
    """The values of two lines changed places."""
    address = pick(rng, _fields(outline, "ip"))
    if address is None:
        return None
    name = outline.at(*address.path[:-1], "nodeName")
    if name is None or not name.value:
        return None
    return change(
        outline,
        {address.index: [address.line(value=name.value)], name.index: [name.line(value=address.value)]},
    )


@kind()
def name_that_no_host_may_have(outline: Outline, rng: Random) -> Mistake | None:
    """RFC 1123: lower case, digits and dashes (guide)."""
    entry = pick(rng, _fields(outline, "nodeName"))
    if entry is None:
        return None
    name = entry.plain
    wrong = rng.choice(
        (name.replace("-", "_"), name.title(), name.upper(), name + "-", name + " 1", "-" + name)
    )
    return change(outline, {entry.index: [entry.line(value=wrong)]}) if wrong != name else None


@kind()
def machine_without_a_key(outline: Outline, rng: Random) -> Mistake | None:
    """Its address, name or password is gone."""
    entry = pick(rng, _fields(outline, rng.choice(("ip", "nodeName", "ansiblePass", "ansibleUser"))))
    if entry is None or entry.dash:
        return None
    first, end = next(span for span in _nodes(outline) if span[0] <= entry.index < span[1])
    return change(outline, {entry.index: []}, set(range(first, end)), known=False)


@kind()
def machine_with_a_key_commented_out(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _fields(outline, rng.choice(("ip", "nodeName", "ansiblePass"))))
    if entry is None or entry.dash:
        return None
    first, end = next(span for span in _nodes(outline) if span[0] <= entry.index < span[1])
    return change(
        outline, {entry.index: [f"{entry.margin}# {entry.line(margin='')}"]}, set(range(first, end))
    )


@kind()
def one_master_too_few(outline: Outline, rng: Random) -> Mistake | None:
    """Two masters: etcd needs an odd number, and the documents know one or three."""
    spans = outline.items(r"spec\.masterNodes")
    if len(spans) != 3:
        return None
    first, end = rng.choice(spans)
    head = outline.at("spec", "masterNodes")
    assert head is not None
    lines = set(range(head.index, head.end))
    return change(outline, {index: [] for index in range(first, end)}, lines, known=False)


@kind()
def all_masters_gone(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    head = outline.at("spec", "masterNodes")
    spec = outline.at("spec")
    if head is None or spec is None or not outline.find(r"spec\.workerNodes\.0.*"):
        return None
    text = outline.edited({index: [] for index in range(head.index, head.end)})
    workers = outline.at("spec", "workerNodes")
    assert workers is not None
    moved = workers.index - (head.end - head.index if workers.index > head.index else 0)
    return Mistake(outline.text, text, frozenset({spec.index + 1, head.index + 1, moved + 1}), known=False)


@kind()
def taint_written_wrong(outline: Outline, rng: Random) -> Mistake | None:
    """A taint is `key=value:Effect`."""
    entry = pick(rng, outline.find(r".*nodeTaints\.\d+", lambda entry: ":" in entry.plain))
    if entry is None:
        return None
    left, _colon, effect = entry.plain.partition(":")
    wrong, known = rng.choice(
        (
            (left, False),
            (f"{left}:{effect.lower()}", True),
            (f"{left}:{effect[:-1]}", True),
            (f"{left}={effect}", True),
            (f"{left}: {effect}", True),
            (effect, False),
        )
    )
    return change(outline, {entry.index: [entry.line(value=wrong)]}, known=known)


@kind(visible=False)
def passwords_of_two_machines_swapped(outline: Outline, rng: Random) -> Mistake | None:
    found = _fields(outline, "ansiblePass")
    if len(found) < 2:
        return None
    one, two = rng.sample(found, 2)
    return change(
        outline, {one.index: [one.line(value=two.value)], two.index: [two.line(value=one.value)]}, known=False
    )


@kind(visible=False)
def another_free_address(outline: Outline, rng: Random) -> Mistake | None:
    """One digit is wrong, and the address is as good as the right one."""
    entry = pick(rng, _fields(outline, "ip"))
    if entry is None or "." not in entry.plain:
        return None
    network, _dot, host = entry.plain.rpartition(".")
    address = f"{network}.{int(host) % 100 + 101}"
    if address in outline.text:
        return None
    return change(outline, {entry.index: [entry.line(value=address)]}, known=False)
