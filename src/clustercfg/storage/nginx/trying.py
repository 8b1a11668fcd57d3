"""The `try_files` directive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercfg.storage.nginx.directories import candidate_file
from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.nginx.values import expanded, has_variables
from clustercfg.storage.nginx.visit import Visit
from clustercfg.translation import gettext as _

__all__ = ["tried_file"]


def tried_file(visit: Visit, directive: Directive) -> str | None:
    """Return the candidate that an imported file is to become, or None if all requests go to the last argument.

    That is the first one that depends on the request. What nginx would prefer if it existed is noted in `visit`.
    """
    *candidates, fallback = directive.arguments
    files = [each for each in candidates if not each.endswith("/")]
    if not files:
        return None
    chosen = _chosen(visit, files)
    path = _file(visit, chosen, directive)
    if path is None:
        return ""
    for rival in _rivals(visit, directive, candidates[: candidates.index(chosen)], path):
        text = _("nginx takes {candidate} instead if that exists")
        visit.doubt("candidate", text.format(candidate=rival), directive.place)
    _note_fallback(visit, directive, fallback)
    return path


def _chosen(visit: Visit, files: Sequence[str]) -> str:
    """Prefer a candidate that keeps the path of the request, then one that depends on the request at all."""
    varying = list(filter(has_variables, files))
    names = ((each, expanded(each, visit)[0]) for each in varying)
    keeping = (
        each for each, name in names if name and (name.endswith(visit.uri) or visit.uri.endswith(name))
    )
    return next(keeping, (varying or files)[0])


def _file(visit: Visit, candidate: str, directive: Directive) -> str | None:
    name, unknown = expanded(candidate, visit)
    if name is None:
        text = _("try_files depends on {names}, whose value the configuration does not say")
        visit.lose("variable", text.format(names=", ".join(unknown)), directive.place)
        return None
    return candidate_file(visit, name, constant=not has_variables(candidate))


def _rivals(visit: Visit, directive: Directive, earlier: Sequence[str], path: str) -> Iterator[str]:
    """Yield the earlier candidates that may exist beside the file `path`."""
    for candidate in earlier:
        rival = _file(visit, candidate, directive)
        if rival is None or _can_exist_beside(rival, path):
            yield candidate


def _can_exist_beside(rival: str, path: str) -> bool:
    """Return whether `rival` (a folder if it ends in a slash) can be found although `path` is a file."""
    return not (rival.startswith(f"{path}/") or path.startswith(f"{rival}/") or rival == path)


def _note_fallback(visit: Visit, directive: Directive, fallback: str) -> None:
    if fallback.startswith("=4"):
        return
    text = _("a missing file is answered by {fallback} and not by 404, so an answer alone proves nothing")
    visit.note("fallback", text.format(fallback=fallback), directive.place)
