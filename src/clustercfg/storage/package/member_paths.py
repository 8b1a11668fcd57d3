"""From the name of a member to its path below the import directory.

DaoCloud's guide for external binaries strips one leading folder (`tar --strip-components=1`). Packages made for the
China zone have one more level, which kubean's import_files.sh lifts and that command does not: every URL is then a 404.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clustercfg.storage.package.refusal import refused
from clustercfg.translation import gettext as _

__all__ = ["MIRROR", "MemberPaths", "TopIsDotError", "normalized"]

MIRROR = "files.m.daocloud.io"
"""The mirror whose name is an extra level above the hosts."""
_HOSTS = frozenset({"dl.k8s.io", "get.helm.sh", "github.com", "helm.cilium.io", "storage.googleapis.com"})
"""Hosts that kubespray downloads from; they belong to the URLs and are never the folder to strip."""

_DEEPEST = 100
_SHOWN = 60
"""Characters of a name that is too long to be shown."""


class TopIsDotError(Exception):
    """All names begin with `./` and have no common folder: what tar strips is that dot. The tarball is read anew."""


def normalized(name: str, tarball: Path) -> tuple[str, ...]:
    """Split a name at its slashes, without empty parts and single dots.

    Raises:
        PackageRefusedError: the name is absolute, leads upwards, or no file can have it.
    """
    if name.startswith("/"):
        raise refused(tarball, name, _("its name is absolute"))
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if ".." in parts:
        raise refused(tarball, name, _("its name leads upwards with '..'"))
    if len(parts) > _DEEPEST:
        raise refused(
            tarball, f"{name[:_SHOWN]}…", _("it lies more than {count} folders deep").format(count=_DEEPEST)
        )
    if "\0" in name:
        raise refused(tarball, name.replace("\0", "\\0"), _("no file can have that name"))
    return parts


class MemberPaths:
    """Places the members of one tarball; learns its top folder from the first of them."""

    def __init__(self, tarball: Path, strip: int | None = None, *, top_is_dot: bool = False) -> None:
        self._tarball = tarball
        self.strip = strip
        """How many folders are to be taken away; None to find out."""
        self._top_is_dot = top_is_dot
        self._top = ""
        self._all_dotted = True
        self.lifted = False
        """Whether the level of the mirror was taken away."""

    @property
    def stripped(self) -> str:
        """What was taken from the front of every name: `offline-files/`, `./`, `*/*/` for two whatever they are."""
        if self._top_is_dot:
            return "./"
        if self.strip:
            return "*/" * self.strip
        return f"{self._top}/" if self._top else ""

    def place(self, name: str, *, is_folder: bool) -> str:
        """Return the path of a member below the import directory, empty for the folders that are stripped.

        Raises:
            PackageRefusedError: the name is not safe, or there is no single common folder to strip.
            TopIsDotError: the tarball must be read again with `top_is_dot`.
        """
        parts = normalized(name, self._tarball)
        self._all_dotted = self._all_dotted and (name == "." or name.startswith("./"))
        if self._top_is_dot and not self._all_dotted:
            raise self._no_common_top(name)
        below = self._below(parts, name, is_folder=is_folder)
        if below[:1] == (MIRROR,):
            self.lifted = True
            below = below[1:]
        return "/".join(below)

    def _below(self, parts: tuple[str, ...], name: str, *, is_folder: bool) -> Sequence[str]:
        if self._top_is_dot or not parts:
            return parts
        if self.strip is not None:
            return parts[self.strip :]
        is_below_a_folder = is_folder or len(parts) > 1
        if is_below_a_folder:
            self._top = self._top or parts[0]
        if is_below_a_folder and parts[0] == self._top and self._top not in _HOSTS:
            return parts[1:]
        if self._all_dotted:
            raise TopIsDotError
        raise self._no_common_top(name)

    def _no_common_top(self, name: str) -> Exception:
        if self._top in _HOSTS:
            reason = _("the folder {top}, which belongs to the URLs, stands at the top").format(top=self._top)
        else:
            reason = _("it is not below one folder with all the others ({top}/)").format(top=self._top or ".")
        return refused(
            self._tarball,
            name,
            reason,
            _("list it with tar -tzf; --strip N says how many leading folders are to be taken away"),
        )
