"""From v1alpha2 to v1alpha3 (installer v0.6.0): a block for each source of packages.

Source: the upgrade page from v0.5.0 to v0.6.0, the pages of cluster-config before and after, and the release notes.
"""

from __future__ import annotations

from clustercfg.migration.draft import Draft
from clustercfg.migration.package_sources import migrate_binaries, migrate_images, migrate_os_packages
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["to_v1alpha3"]

_PACKAGE: Path = ("spec", "fullPackagePath")
_ADDON: Path = ("spec", "addonPackage", "path")
_ADDONS: Path = ("spec", "addons")
_OLD_ADDONS: tuple[Path, ...] = (("addonOfflinePackagePath",), ("spec", "addonOfflinePackagePath"))
_OLD_BLOCKS: tuple[Path, ...] = (("spec", "registry"), ("spec", "imageConfig"), ("spec", "repoConfig"))
_SOURCES = ("osRepos", "imagesAndCharts", "binaries")


def to_v1alpha3(draft: Draft, *, older: bool) -> None:
    """Bring the keys of v1alpha2 to where v1alpha3 has them.

    `older` says whether the file is of an older version as a whole; otherwise only what was left over is mended.
    """
    mended = older or any(draft.has(path) for path in (*_OLD_BLOCKS, *_OLD_ADDONS))
    migrate_images(draft)
    migrate_binaries(draft)
    migrate_os_packages(draft)
    _addons(draft)
    if mended:
        _ask_for_package(draft)


def _addons(draft: Draft) -> None:
    for path in _OLD_ADDONS:
        if draft.has(path) and not draft.given(path):
            draft.drop(path, _("it was empty"))
        draft.wrap(path, _ADDON, {}, "")
    draft.drop(_ADDONS, _("since v1alpha3 the installer sees to it"))


def _ask_for_package(draft: Draft) -> None:
    """Offline, the unpacked package was an argument of the command line; now the file names it."""
    sources = [("spec", each) for each in _SOURCES]
    offline = [each for each in sources if draft.text((*each, "type")) in ("builtin", "external")]
    if not offline:
        return
    entries = {entry.key.start: path for path in sources if (entry := draft.entry(path))}
    reason = _("the folder of the unpacked offline package, which -p named on the command line before")
    draft.ask(_PACKAGE, "FILL-IN-THE-FOLDER-OF-THE-OFFLINE-PACKAGE", reason, above=entries[min(entries)])
