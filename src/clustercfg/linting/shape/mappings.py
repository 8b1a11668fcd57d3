"""One mapping against its shape: which key is meant by each, what does not belong, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustercfg.linting.fixes import add_key, remove_entry, rename_key
from clustercfg.linting.rule import Second
from clustercfg.linting.shape.absent import ABSENT
from clustercfg.linting.shape.keys import KeyVerdict, judge
from clustercfg.linting.shape.strays import misplaced_fix, under_spec_fix
from clustercfg.linting.shape.successors import successor_fix
from clustercfg.linting.view import Slot
from clustercfg.models.history import MovedKey
from clustercfg.models.kinds import DISCRIMINATORS
from clustercfg.models.shapes import AnyShape, FieldShape, MappingShape, MapShape, Variant
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode
from clustercfg.yamltext.paths import Path

if TYPE_CHECKING:
    from clustercfg.linting.shape.walk import Walk

__all__ = ["MappingWalk"]

_ANY = FieldShape(AnyShape())


class MappingWalk:
    """The visit of one mapping; `strays` are entries that stand elsewhere but are meant to stand here."""

    def __init__(
        self, walk: Walk, node: MappingNode, path: Path, strays: dict[str, Entry] | None = None
    ) -> None:
        self.walk = walk
        self.node = node
        self.path = path
        self.chosen: dict[str, Entry] = {}
        self.strays = strays or {}
        self.under_spec: dict[str, Entry] = {}

    def free(self, shape: MapShape) -> dict[str, Any]:
        """Visit a mapping whose keys are names; a name near a documented one is doubted."""
        data: dict[str, Any] = {}
        for key, entry in self.node.index.items():
            if shape.keys and key not in shape.keys:
                self._undocumented_name(shape, key, entry)
            value = self.walk.child(shape.value, entry, (*self.path, key))
            if value is not ABSENT:
                data[key] = value
        return data

    def _undocumented_name(self, shape: MapShape, key: str, entry: Entry) -> None:
        near = self.walk.closest(key, shape.keys)
        if near is None:
            self._report("unknown-key", key, entry, key=key, known=shape.keys)
        elif near.lower() == key.lower():
            self._respelled("key-case", key, near, entry)
        else:
            self._respelled("misspelt-key", key, near, entry)

    def known(self, shape: MappingShape) -> dict[str, Any]:
        """Visit a mapping with known keys."""
        for key, entry in self.node.index.items():
            self._choose(shape, key, entry)
        for name, entry in self.strays.items():
            self.chosen.setdefault(name, entry)
        if self.under_spec:
            self._report_under_spec()
        data: dict[str, Any] = {}
        for name, entry in self.chosen.items():
            value = self._value(shape, name, entry)
            if value is not ABSENT:
                data[name] = value
        if self.under_spec and "spec" not in self.chosen:
            data["spec"] = self._spec(shape, None)
        self._check_required(shape, data)
        return data

    def _value(self, shape: MappingShape, name: str, entry: Entry) -> Any:
        if name == "spec" and self.under_spec:
            return self._spec(shape, entry)
        field = shape.fields.get(name, _ANY)
        return self.walk.child(field.shape, entry, (*self.path, name), blank_is_absent=field.blank_is_absent)

    # ---- keys

    def _choose(self, shape: MappingShape, key: str, entry: Entry) -> None:
        if key in shape.fields:
            self.chosen[key] = entry
            return
        verdict = judge(shape, self._pattern(), key, self.node.index, self.walk.closest)
        name = verdict.name
        if verdict.kind == "misplaced-key":
            self._misplaced(key, entry, verdict)
        elif verdict.moved is not None:
            self._removed(key, entry, verdict.moved)
        elif name is None:
            self._report("unknown-key", key, entry, key=key, known=tuple(shape.fields))
        elif not verdict.kind:
            self.chosen[name] = entry
        else:
            self._respelled(verdict.kind, key, name, entry)

    def _removed(self, key: str, entry: Entry, moved: MovedKey) -> None:
        # What was meant for another place is not missing there, nor is what stands one level too deep.
        self.walk.view.elsewhere.add((moved.successor or key).rpartition(".")[2])
        if moved.since == "v1alpha3" and isinstance(entry.value, MappingNode):
            self.walk.view.elsewhere.update(entry.value.index)
        fix = successor_fix(self.walk.view.document, self.node, entry, moved)
        self._report("removed-key", key, entry, fix=fix, key=key, moved=moved)

    def _respelled(self, kind: str, key: str, name: str, entry: Entry) -> None:
        """A key that means `name` in another spelling; what is spelled right counts if both are there."""
        both = name in self.chosen or (name in self.node.index)
        title = _("Write {name}").format(name=name)
        fix = None if both else rename_key(entry.key, name, title, safe=kind == "key-case")
        self._report(kind, key, entry, fix=fix, key=key, name=name, both=both)
        if not both:
            self.chosen[name] = entry

    def _misplaced(self, key: str, entry: Entry, verdict: KeyVerdict) -> None:
        self.walk.view.elsewhere.add(verdict.name or key)
        if not self.path and verdict.place == "spec":
            self.under_spec[verdict.name or key] = entry
            return
        fix = misplaced_fix(self.walk.view.document, self.node, entry, verdict.place)
        self._report("misplaced-key", key, entry, fix=fix, keys=(key,), place=verdict.place)

    def _report_under_spec(self) -> None:
        entries = list(self.under_spec.values())
        spec = self.chosen.get("spec")
        inside = spec.value.index if spec and isinstance(spec.value, MappingNode) else {}
        is_twice = any(each.key.text in inside for each in entries)
        fix = None if is_twice else under_spec_fix(self.walk.text, self.node, spec, entries)
        related = tuple(Second(_("also outside spec"), each.key.start, each.key.end) for each in entries[1:])
        keys = tuple(each.key.text for each in entries)
        first = entries[0].key
        self.walk.report(
            "misplaced-key",
            (*self.path, first.text),
            (first.start, first.end),
            details={"keys": keys, "place": "spec"},
            fix=fix,
            related=related,
        )

    def _spec(self, shape: MappingShape, entry: Entry | None) -> Any:
        """Visit `spec` together with the keys that were meant to stand below it."""
        inner = shape.fields["spec"].shape
        first = next(iter(self.under_spec.values())).key
        node = entry.value if entry else None
        key = entry.key if entry else first
        if node is None or (isinstance(node, ScalarNode) and node.is_null):
            node = MappingNode(first.start, self.node.end, flow=False)
        slot = Slot(key.start, key.end, node.start, node.end, None, node)
        self.walk.view.slots["spec",] = slot
        if not isinstance(node, MappingNode) or not isinstance(inner, MappingShape):
            return self.walk.wrong_type(inner, node, ("spec",), slot, entry)
        strays = {name: entry for name, entry in self.under_spec.items() if name in inner.fields}
        return MappingWalk(self.walk, node, ("spec",), strays).known(inner)

    def _pattern(self) -> str:
        """The path as the shape table has it: `[]` for every index."""
        parts: list[str] = []
        for step in self.path:
            if isinstance(step, int):
                parts[-1] += "[]"
            else:
                parts.append(step)
        return ".".join(parts)

    # ---- what must and must not be there

    def _check_required(self, shape: MappingShape, data: dict[str, Any]) -> None:
        for name, field in shape.fields.items():
            if field.required:
                self._require(name, data)
        if shape.discriminator is None:
            return
        kind = DISCRIMINATORS[shape.discriminator]({name: _raw(entry) for name, entry in self.chosen.items()})
        variant = shape.variants.get(kind) if kind is not None else None
        if variant is not None:
            self._check_variant(shape, variant, data)

    def _check_variant(self, shape: MappingShape, variant: Variant, data: dict[str, Any]) -> None:
        for name, entry in self.chosen.items():
            if name not in variant.allowed and (*self.path, name) in self.walk.view.slots:
                self._not_for_type(shape, name, entry, data)
        for name in variant.required:
            self._require(name, data)
        for group in variant.together:
            self._together(group, data)

    def _not_for_type(self, shape: MappingShape, name: str, entry: Entry, data: dict[str, Any]) -> None:
        takers = tuple(tag for tag, variant in shape.variants.items() if name in variant.allowed)
        text = self.walk.text
        if "type" in self.chosen and _raw(self.chosen["type"]):
            fix = remove_entry(text, entry, _("Remove {key}").format(key=name))
        else:
            fix = add_key(text, self.node, "type: external", _("Add type: external"))
        present = tuple(data)
        self._report(
            "key-not-for-type",
            name,
            entry,
            fix=fix,
            key=name,
            type=data.get("type"),
            takers=takers,
            present=present,
        )

    def _require(self, name: str, data: dict[str, Any]) -> None:
        place = (*self.path, name)
        partner = _partner(name)
        if name in data or place in self.walk.view.slots:
            return
        if partner is not None and partner in data:
            self._half(name, partner)
        elif not self.walk.view.may_hide(name):
            self._missing(name)

    def _together(self, group: tuple[str, ...], data: dict[str, Any]) -> None:
        given = [name for name in group if name in data]
        for name in group:
            if given and name not in data and not self.walk.view.may_hide(name):
                self._half(name, given[0])

    def _half(self, missing: str, given: str) -> None:
        # A key without a value is the very place.
        entry = self.chosen.get(missing) or self.chosen[given]
        self._report("half-credential", given, entry, given=given, missing=missing)

    def _missing(self, name: str) -> None:
        entry = self.chosen.get(name)
        place = (entry.key.start, entry.key.end) if entry else self.walk.view.key_place(self.path)
        from clustercfg.linting.shape.missing import missing_fix, swallowed_spec  # noqa: PLC0415 - few files lack a key

        fix = missing_fix(self.walk.view.document, (*self.path, name)) if entry is None else None
        if fix is not None and name == "spec":
            place = swallowed_spec(self.node) or place
        details = {"key": name, "empty": entry is not None}
        self.walk.report("missing-key", (*self.path, name), place, details=details, fix=fix)

    def _report(self, kind: str, name: str, entry: Entry, /, fix: Any = None, **details: Any) -> None:
        place = (entry.key.start, entry.key.end)
        self.walk.report(kind, (*self.path, name), place, details=details, fix=fix)


def _raw(entry: Entry) -> object:
    """A value as the discriminators want it: the text of a scalar, None for a null, anything for the rest."""
    node = entry.value
    if not isinstance(node, ScalarNode):
        return node
    return None if node.is_null else node.text


def _partner(name: str) -> str | None:
    """The other half of a user name or a password."""
    if name.endswith("Username"):
        return name.removesuffix("Username") + "Password"
    return name.removesuffix("Password") + "Username" if name.endswith("Password") else None
