"""Keys of older versions: the edits that say the same in today's keys. Where that is a decision, there is no fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import (
    move_entry,
    reindented,
    remove_entry,
    rename_key,
    replace_scalar,
    transplant,
)
from clustercfg.linting.shape.strays import misplaced_fix
from clustercfg.models.history import MOVED, MovedKey
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import (
    column,
    entry_block,
    indent_below,
    line_start,
    newline_of,
    next_line,
    stands_alone,
)
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode

__all__ = ["successor_fix"]

_STEP = 2
_WITHOUT_USE = ("spec.registryVip", "spec.addons")
_REGISTRY_TYPES = {"online": "official-service", "built-in": "builtin"}
_REGISTRY_KEYS = {
    "externalRegistry": "externalImageRepo",
    "externalRegistryUsername": "externalImageRepoUsername",
    "externalRegistryPassword": "externalImageRepoPassword",
}


def successor_fix(document: Document, parent: MappingNode, entry: Entry, moved: MovedKey) -> Fix | None:
    """Return the unsafe fix that turns the old key `entry` of `parent` into what took its place."""
    if parent.flow or entry.alias:
        return None
    special = _SPECIAL.get(moved.path)
    if special is not None:
        return special(document, parent, entry)
    if moved.path in _WITHOUT_USE:
        return remove_entry(document.text, entry, _("Remove {key}").format(key=entry.key.text))
    home, _dot, name = (moved.successor or "").rpartition(".")
    if home == moved.path.rpartition(".")[0]:
        return _renamed(parent, entry, moved, name)
    return _moved(document, entry, home, name) if home else None


def _renamed(parent: MappingNode, entry: Entry, moved: MovedKey, name: str) -> Fix | None:
    """Two old keys with the same successor mean that one of them did not count: people must say which."""
    rivals = [each.key for each in MOVED if each.successor == moved.successor and each.key in parent.index]
    if name in parent.index or len(rivals) > 1:
        return None
    return rename_key(entry.key, name, _("Rename to {key}").format(key=name), safe=False)


def _moved(document: Document, entry: Entry, place: str, name: str) -> Fix | None:
    home = document.find(place)
    if not isinstance(home, Entry) or home.alias or not isinstance(home.value, MappingNode):
        return None
    if name in home.value.index:
        return None
    title = _("Move {key} to {place}").format(key=entry.key.text, place=place)
    return move_entry(document.text, entry, home.value, title)


def _addon_package(document: Document, parent: MappingNode, entry: Entry) -> Fix | None:
    """Make it the key `path` of the block `addonPackage` below `spec`, which may be there without content."""
    text, title = document.text, _("Write it as addonPackage.path")
    if not stands_alone(text, entry):
        return None
    home = document.find("spec.addonPackage")
    if isinstance(home, Entry):
        is_empty = isinstance(home.value, ScalarNode) and home.value.is_null and not home.value.text
        if not is_empty or home.alias or not stands_alone(text, home):
            return None
        indent = column(text, home.key.start) + _STEP
        return transplant(text, entry, next_line(text, home.colon), indent, title, name="path")
    spec = document.node("spec")
    if not isinstance(spec, MappingNode) or spec.flow or not stands_alone(text, spec.entries[-1]):
        return None
    indent = indent_below(text, spec)
    before = f"{' ' * indent}addonPackage:{newline_of(text)}"
    goal = entry_block(text, entry)[0] if parent is spec else entry_block(text, spec.entries[-1])[1]
    return transplant(text, entry, goal, indent + _STEP, title, name="path", before=before)


def _kubean_variable(document: Document, parent: MappingNode, entry: Entry) -> Fix | None:
    """Write it into the text of `kubeanConfig`, which begins here if there is none."""
    text = document.text
    if "kubeanConfig" in parent.index:
        return misplaced_fix(document, parent, entry, "spec.kubeanConfig")
    if not stands_alone(text, entry):
        return None
    indent = column(text, entry.key.start)
    before = f"{' ' * indent}kubeanConfig: |-{newline_of(text)}"
    title = _("Move {key} to {place}").format(key=entry.key.text, place="spec.kubeanConfig")
    return transplant(text, entry, entry_block(text, entry)[0], indent + _STEP, title, before=before)


def _registry(document: Document, parent: MappingNode, entry: Entry) -> Fix | None:
    """Write the block `registry` as `imagesAndCharts`."""
    block = entry.value
    if "imagesAndCharts" in parent.index or not isinstance(block, MappingNode):
        return None
    edits = [Edit(entry.key.start, entry.key.end, "imagesAndCharts")]
    scheme = block.get("externalScheme")
    is_plain = scheme is not None and isinstance(scheme.value, ScalarNode) and scheme.value.text == "http"
    for each in block.entries:
        found = _registry_entry(document.text, each, "http://" if is_plain else "https://")
        if found is None:
            return None
        edits += found.edits
    return Fix(_("Write it as imagesAndCharts"), tuple(edits))


def _registry_entry(text: str, entry: Entry, scheme: str) -> Fix | None:
    """Return the edits of one key of `registry`, None when there is nothing that means the same."""
    key, value = entry.key.text, entry.value
    if entry.alias or not isinstance(value, ScalarNode):
        return None
    if key == "externalScheme" or (key == "builtinRegistryDomainName" and (value.is_null or not value.text)):
        return remove_entry(text, entry, "")
    if key == "type" and value.text in _REGISTRY_TYPES:
        return replace_scalar(text, value, _REGISTRY_TYPES[value.text], "", safe=False)
    if key == "builtinRegistryDomainName":
        return None
    edits = []
    if key in _REGISTRY_KEYS:
        edits.append(Edit(entry.key.start, entry.key.end, _REGISTRY_KEYS[key]))
    if key == "externalRegistry":
        edits += _with_scheme(value, scheme)
    return Fix("", tuple(edits))


def _with_scheme(value: ScalarNode, scheme: str) -> Iterator[Edit]:
    if value.text and not value.is_null and "://" not in value.text and value.style not in ("|", ">"):
        start = value.start + len(value.style)
        yield Edit(start, start, scheme)


def _lifted(document: Document, _parent: MappingNode, entry: Entry) -> Fix | None:
    """Take a level out: its keys go where the entry stands."""
    text, block = document.text, entry.value
    if not isinstance(block, MappingNode) or block.flow or not stands_alone(text, entry):
        return None
    start, end = line_start(text, entry.key.start), entry_block(text, entry)[1]
    first = next_line(text, entry.colon)
    columns = column(text, entry.key.start) - indent_below(text, block)
    if first > block.start or columns >= 0:
        return None
    lifted = reindented(text[first:end], columns, newline_of(text))
    return Fix(_("Remove the level {key}").format(key=entry.key.text), (Edit(start, end, lifted),))


_SPECIAL: dict[str, Callable[[Document, MappingNode, Entry], Fix | None]] = {
    "addonOfflinePackagePath": _addon_package,
    "spec.addonOfflinePackagePath": _addon_package,
    "spec.allow_unsupported_distribution_setup": _kubean_variable,
    "spec.externalMiddlewares.kafka.insight": _lifted,
    "spec.registry": _registry,
}
