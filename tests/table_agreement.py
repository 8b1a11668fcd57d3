"""What the walk along the shape table and Pydantic say of one document, and in what they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rules import SHAPE_RULES
from clustercfg.linting.shape.walk import Walk, Walked
from clustercfg.linting.view import View
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.shape_table import TABLE
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.paths import Path, format_path

__all__ = ["LINTER_ONLY", "accepted", "differences", "errors", "in_embedded_yaml", "walked"]

RULES = {rule.name: rule for rule in SHAPE_RULES}
# The walk reads such a key as the one that was meant, so the models see nothing wrong.
MEANT_KEYS = {"misspelt-key", "misplaced-key", "removed-key", "key-case", "old-key", "unknown-key"}
# The models know no placeholder in a field without a form, and do not read YAML inside a text.
LINTER_ONLY = MEANT_KEYS | {"placeholder"}
TEXTS_OF_YAML: tuple[Path, ...] = (("spec", "kubeanConfig"), ("spec", "auditConfig", "policyCustomRules"))

# A union that does not know its `type` blames the block; the linter blames the type.
UNIONS = {("spec", name) for name in ("osRepos", "imagesAndCharts", "binaries")}
TAGS = {"official-service", "builtin", "none", "s3", "http", "repository", "external"}
KINDS = {
    "missing": {"missing-key", "half-credential"},
    "incomplete": {"half-credential"},
    "extra_forbidden": {"key-not-for-type"},
    "literal_error": {"invalid-value", "wrong-type"},
    "source_ip": {"invalid-value", "wrong-type"},
    "kind": {"invalid-value", "wrong-type"},
    "format": {"malformed-value", "vip-without-prefix", "placeholder"},
    "greater_than_equal": {"malformed-value"},
    "less_than_equal": {"malformed-value"},
}
"""Which of the linter's findings an error of Pydantic may be; any other error is one of the type."""
TYPE_KINDS = {"wrong-type", "empty-item", "malformed-value", "placeholder"}


def walked(text: str) -> Walked:
    """Return what the linter's walk makes of a text."""
    return _walked(View(Document(text)))


def _walked(view: View) -> Walked:
    root = view.document.root
    assert root is not None
    return Walk(view).run(TABLE, root)


def errors(found: Walked) -> list[Mismatch]:
    """Return the mismatches that are errors."""
    return [
        each for each in found.mismatches if (each.severity or RULES[each.kind].severity) is Severity.ERROR
    ]


def accepted(data: Any) -> bool:
    """Return whether the models take `data`."""
    try:
        ClusterConfig.model_validate(data)
    except ValueError:
        return False
    return True


def in_embedded_yaml(mismatch: Mismatch) -> bool:
    """Return whether a mismatch lies in a text of YAML, which the models do not read."""
    path = mismatch.path
    if any(path[: len(each)] == each and len(path) > len(each) for each in TEXTS_OF_YAML):
        return True
    return path in TEXTS_OF_YAML and mismatch.details.get("expected") != "text"


def differences(text: str) -> list[str]:
    """Return in what the two judge the document `text` differently: verdict, place, or kind of error."""
    view = View(Document(text))
    if view.document.root is None:
        return []
    found = _walked(view)
    told = dict(_told(found))
    refused = dict(_refused(found.data, view))
    placeholders = {_blamed(each) for each in found.mismatches if each.kind == "placeholder"}
    result = [f"only the linter: {format_path(path)} {told[path]}" for path in _beyond(told, refused)]
    result += [
        f"only Pydantic: {format_path(path)} {kind}"
        for path, kind in refused.items()
        if path not in told and path not in placeholders
    ]
    result += [
        f"{format_path(path)}: {told[path]} is not {kind}"
        for path, kind in refused.items()
        if path in told and not told[path] & KINDS.get(kind, TYPE_KINDS)
    ]
    return result


def _beyond(told: dict[Path, set[str]], refused: dict[Path, str]) -> Iterator[Path]:
    """Yield what only the linter tells. It also looks below what Pydantic refuses as a whole, and at the two halves of
    a login in a block with other faults.
    """
    for path, kinds in told.items():
        is_inside = any(path[: len(each)] == each for each in refused)
        is_masked = kinds == {"half-credential"} and any(each[: len(path)] == path for each in refused)
        if not is_inside and not is_masked:
            yield path


def _told(found: Walked) -> Iterator[tuple[Path, set[str]]]:
    """Yield where the linter sees errors that the models can see."""
    kinds: dict[Path, set[str]] = {}
    for each in errors(found):
        if each.kind not in LINTER_ONLY and not in_embedded_yaml(each):
            kinds.setdefault(_blamed(each), set()).add(each.kind)
    yield from kinds.items()


def _blamed(mismatch: Mismatch) -> Path:
    path = mismatch.path
    is_type = path[:-1] in UNIONS and path[-1] == "type"
    # Of two halves of a login, the linter shows the one that is there.
    is_half = mismatch.kind == "half-credential" or (mismatch.kind == "missing-key" and _is_login(path))
    return path[:-1] if is_type or is_half else path


def _refused(data: Any, view: View) -> Iterator[tuple[Path, str]]:
    """Yield where the models refuse `data`, without the names that Pydantic gives to members of unions, and why."""
    try:
        ClusterConfig.model_validate(data)
    except ValidationError as refusal:
        places = {
            _steps(each["loc"]): each["type"]
            for each in refusal.errors(include_input=False, include_url=False)
        }
        # Of the members of a choice, the one that was meant blames what is inside.
        innermost = {path: kind for path, kind in places.items() if not _is_outer(path, places)}
        yield from (
            (path[:-1] if kind == "missing" and _is_login(path) else path, kind)
            for path, kind in innermost.items()
            # What was found elsewhere is not missing, as the linter sees it.
            if not (kind == "missing" and view.may_hide(str(path[-1])))
        )


def _is_outer(path: Path, others: Iterable[Path]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in others)


def _steps(location: tuple[str | int, ...]) -> Path:
    return tuple(filter(_is_step, location))


def _is_login(path: Path) -> bool:
    return str(path[-1]).endswith(("RepoUsername", "RepoPassword"))


def _is_step(step: str | int) -> bool:
    return isinstance(step, int) or not (
        step in TAGS or set(step) & set("[(") or step in ("str", "int", "bool")
    )
