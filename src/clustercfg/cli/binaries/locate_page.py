"""How the way from a URL to a directory is shown."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from clustercfg.linting.reports.characters import printable, wrap
from clustercfg.storage.findings import Verdict
from clustercfg.storage.reasons import Confidence
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustercfg.linting.reports.palette import Palette
    from clustercfg.storage.located import Located
    from clustercfg.storage.mounts.choice import HostPlace
    from clustercfg.storage.nginx.endpoint import EndpointMapping, PathGroup
    from clustercfg.storage.reasons import Reason

__all__ = ["page"]

_INDENT = 2
_COLORS = {Confidence.CERTAIN: "cyan", Confidence.CONDITIONAL: "yellow", Confidence.INDETERMINATE: "red"}
_WORDS = {
    Confidence.CERTAIN: mark("note"),
    Confidence.CONDITIONAL: mark("if"),
    Confidence.INDETERMINATE: mark("no"),
}
_VERDICTS = {
    Verdict.PASS: ("green", mark("ok")),
    Verdict.WARN: ("yellow", mark("warning")),
    Verdict.FAIL: ("red", mark("wrong")),
}
_SERVER_RULES = {
    "only": mark("the only server on that port"),
    "default": mark("the default server: no server name matches"),
    "exact-name": mark("its server name is the host of the URL"),
    "wildcard-name": mark("the longest matching wildcard in a server name"),
    "pattern-name": mark("the first matching regular expression in a server name"),
}
_LOCATION_RULES = {
    "exact": mark("exactly that path"),
    "prefix": mark("the longest matching beginning, and no regular expression matches"),
    "prefix-only": mark("the longest matching beginning, and ^~ forbids regular expressions"),
    "pattern": mark("the first matching regular expression"),
    "slash-added": mark("nginx adds a slash to the path first"),
    "named": mark("try_files leads there"),
}
_ANSWERS = {
    "status": mark("answered with an error or a text"),
    "redirect": mark("redirected"),
    "upstream": mark("passed on to another server"),
    "program": mark("answered by a program"),
    "nothing": mark("not answered at all"),
    "folder": mark("answered as folders"),
    "files": mark("looked for where no one directory can hold them"),
}


def page(located: Located, palette: Palette, width: int) -> Iterator[str]:
    """Yield the lines for a person: the steps with their reasons, then what comes of it."""
    if located.mapping:
        yield palette.paint(_("nginx: what {url} leads to").format(url=printable(located.url)), "bold")
        for group in located.mapping.groups:
            yield from _group(group, located.mapping, palette, width)
        if located.mapping.sampled:
            text = _("name the packages (TARBALL or --package) to try every one of their paths")
            yield from (palette.paint(line, "dim") for line in _indented(text, width))
        yield ""
    if located.place:
        name = located.container.name if located.container else ""
        yield palette.paint(
            _("container {name}: where that is on its host").format(name=printable(name)).replace("  ", " "),
            "bold",
        )
        yield from _place(located.place, palette, width)
        yield ""
    yield from _reasons(located.reasons, palette, width)
    yield from _checks(located, palette, width)
    yield from _end(located, palette, width)


def _group(group: PathGroup, mapping: EndpointMapping, palette: Palette, width: int) -> Iterator[str]:
    yield from _indented(_paths(group, mapping), width)
    if group.server:
        yield from _indented(
            _("server at {place}: {rule}").format(
                place=group.server, rule=_(_SERVER_RULES[group.server_rule])
            ),
            width,
            2,
        )
    if group.location:
        yield from _indented(
            _("{location} at {place}: {rule}").format(
                location=group.location,
                place=group.location_place,
                rule=_(_LOCATION_RULES[group.location_rule]),
            ),
            width,
            2,
        )
    if group.base:
        yield from _indented(_("{base} at {place}").format(base=group.base, place=group.base_place), width, 2)
    yield from _reasons(group.reasons, palette, width, 2)


def _paths(group: PathGroup, mapping: EndpointMapping) -> str:
    if mapping.sampled:
        counted = ngettext("{count} typical path", "{count} typical paths", group.count).format(
            count=group.count
        )
    else:
        counted = ngettext("{count} path", "{count} paths", group.count).format(count=group.count)
    if len(mapping.groups) > 1:
        counted += _(", such as {path}").format(path=group.examples[0])
    if group.directory:
        return _("{paths}: in {directory}").format(paths=counted, directory=group.directory)
    answer = _with_remark(_(_ANSWERS[group.answer]), group.status)
    return _("{paths}: {answer}").format(paths=counted, answer=answer)


def _place(place: HostPlace, palette: Palette, width: int) -> Iterator[str]:
    mount = place.mount
    if mount and mount.source:
        text = _("{kind} mount {destination} is {source} there").format(
            kind=mount.kind, destination=mount.destination, source=mount.source
        )
        yield from _indented(text + (_(", read-only in the container") if mount.read_only else ""), width)
    yield from _reasons(place.reasons, palette, width)


def _reasons(reasons: Iterable[Reason], palette: Palette, width: int, depth: int = 1) -> Iterator[str]:
    for reason in reasons:
        word = palette.paint(_(_WORDS[reason.confidence]), _COLORS[reason.confidence])
        told = _("{title}: {evidence}").format(
            title=_(_WORDS[reason.confidence]), evidence=_with_remark(reason.text, reason.place)
        )
        first, *rest = _indented(told, width, depth)
        yield first.replace(_(_WORDS[reason.confidence]), word, 1)
        yield from rest


def _with_remark(text: str, remark: object) -> str:
    return _("{text} ({remark})").format(text=text, remark=remark) if remark else text


def _checks(located: Located, palette: Palette, width: int) -> Iterator[str]:
    if not located.findings:
        return
    yield palette.paint(_("directory {path}").format(path=printable(located.directory or "")), "bold")
    for finding in located.findings:
        color, word = _VERDICTS[finding.verdict]
        told = _("{title}: {evidence}").format(title=_(word), evidence=finding.text)
        first, *rest = _indented(told, width)
        yield first.replace(_(word), palette.paint(_(word), color), 1)
        yield from rest
        if finding.remedy:
            yield from _indented(finding.remedy, width, 2)
    yield ""


def _end(located: Located, palette: Palette, width: int) -> Iterator[str]:
    if located.directory is None:
        yield from wrap(_("No directory was found that all files can be imported into."), width)
        return
    yield palette.paint(_outcome(located), "bold")
    if located.nodes:
        yield from wrap(
            _("It is on {nodes}. To copy the packages there:").format(nodes=", ".join(located.nodes)), width
        )
        yield from ("  " + printable(command) for command in located.copy_commands)
    elif located.ok:
        yield "  clustercfg binaries import --to " + printable(shlex.quote(located.directory))


def _outcome(located: Located) -> str:
    texts = {
        Confidence.CERTAIN: _("{directory} is the directory for the import."),
        Confidence.CONDITIONAL: _(
            "{directory} is the directory for the import, if what is said above holds."
        ),
        Confidence.INDETERMINATE: _("{directory} is not enough, as said above."),
    }
    return texts[located.confidence].format(directory=printable(located.directory or ""))


def _indented(text: str, width: int, depth: int = 1) -> list[str]:
    lead = " " * _INDENT * depth
    return [lead + line for line in wrap(printable(text), width - len(lead))]
