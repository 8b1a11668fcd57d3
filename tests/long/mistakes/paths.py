"""Paths of files, and versions."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_PATHS = (
    r"spec\.(?:fullPackagePath|privateKeyPath)|spec\.osRepos\.(?:isoPath|osPackagePath)|"
    r"spec\.tinderKind\.resourcesMountPath|spec\.addonPackage\.path(?:\.\d+)?"
)


def _valued(outline: Outline, entry: Entry, plain: str, *, known: bool = True) -> Mistake | None:
    value = f"{entry.quote}{plain}{entry.quote}"
    return (
        change(outline, {entry.index: [entry.line(value=value)]}, known=known)
        if plain != entry.plain
        else None
    )


@kind()
def relative_path(outline: Outline, rng: Random) -> Mistake | None:
    """Relative paths are not supported (RN v0.4.0)."""
    entry = pick(rng, outline.find(_PATHS, lambda entry: entry.plain.startswith("/")))
    if entry is None:
        return None
    wrong = rng.choice((f".{entry.plain}", f"~{entry.plain}", f"..{entry.plain}", entry.plain[1:]))
    return _valued(outline, entry, wrong, known=False)


@kind()
def path_of_windows(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_PATHS, lambda entry: entry.plain.startswith("/")))
    return entry and _valued(outline, entry, "C:" + entry.plain.replace("/", "\\"), known=False)


@kind()
def path_with_a_blank(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(_PATHS, lambda entry: entry.plain.count("/") > 1))
    if entry is None:
        return None
    at = rng.randrange(2, len(entry.plain))
    return _valued(outline, entry, f"{entry.plain[:at]} {entry.plain[at:]}")


@kind()
def image_and_package_swapped(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    iso, package = outline.at("spec", "osRepos", "isoPath"), outline.at("spec", "osRepos", "osPackagePath")
    if iso is None or package is None or not iso.value or not package.value:
        return None
    return change(
        outline, {iso.index: [iso.line(value=package.value)], package.index: [package.line(value=iso.value)]}
    )


@kind()
def file_of_another_kind(outline: Outline, rng: Random) -> Mistake | None:
    """A folder, a checksum or a half-downloaded file in place of an image or an archive."""
    entry = pick(
        rng, outline.find(r"spec\.osRepos\.(?:isoPath|osPackagePath)|spec\.addonPackage\.path(?:\.\d+)?")
    )
    if entry is None or not entry.plain.startswith("/"):
        return None
    folder = entry.plain.rpartition("/")[0]
    wrong = rng.choice((folder, entry.plain + ".part", entry.plain + ".sha256", entry.plain + ".txt"))
    return _valued(outline, entry, wrong, known=wrong != folder)


@kind()
def version_in_the_other_form(outline: Outline, rng: Random) -> Mistake | None:
    """`vX.Y.Z` for Kubernetes, `X.Y.Z` for the runtime (field table, section 1.7)."""
    entry = pick(rng, outline.find(r"spec\.k8sVersion|spec\.cri\.criVersion", lambda entry: entry.is_leaf))
    if entry is None:
        return None
    return _valued(outline, entry, entry.plain[1:] if entry.plain.startswith("v") else f"v{entry.plain}")


@kind()
def versions_cut_short(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\.k8sVersion|spec\.cri\.criVersion", lambda entry: entry.is_leaf))
    return entry and _valued(outline, entry, entry.plain.rpartition(".")[0], known=False)
