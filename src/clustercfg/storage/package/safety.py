"""What a member of a tarball must not be, whatever its name.

These checks come on top of `tarfile.data_filter`, which not every Python 3.10 and 3.11 has.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

from clustercfg.storage.package.refusal import refused
from clustercfg.translation import gettext as _

__all__ = ["check_kind", "check_link", "check_with_filter"]

_SET_ID = 0o6000
_NOWHERE = "/nonexistent/import-directory"
"""What the disk has is our own business: the filter would follow a link that is about to be replaced."""


def check_kind(member: tarfile.TarInfo, tarball: Path) -> None:
    """Refuse devices, pipes, unknown kinds, and programs that would run with another user's rights.

    Raises:
        PackageRefusedError: it is one of these.
    """
    if member.ischr() or member.isblk():
        raise refused(tarball, member.name, _("it is a device"))
    if not (member.isreg() or member.isdir() or member.issym() or member.islnk()):
        raise refused(tarball, member.name, _("it is neither a file nor a folder nor a link"))
    if member.isreg() and member.mode & _SET_ID:
        raise refused(tarball, member.name, _("it is a set-user-ID or set-group-ID program"))


def check_link(path: str, target: str, tarball: Path) -> None:
    """Refuse a symbolic link that leaves the import directory; `path` is its own path there.

    A `..` after a name is refused as well: where it leads depends on whether that name is a link.

    Raises:
        PackageRefusedError: it leaves the directory, or nobody can tell.
    """
    parts = [part for part in target.split("/") if part not in ("", ".")]
    ups = next((count for count, part in enumerate(parts) if part != ".."), len(parts))
    if target.startswith("/") or not target or ups > path.count("/") or ".." in parts[ups:] or "\0" in target:
        raise refused(
            tarball, path, _("it is a link that leaves the directory ({target})").format(target=target)
        )


def check_with_filter(member: tarfile.TarInfo, path: str, tarball: Path) -> None:
    """Ask Python's own filter as well.

    Raises:
        PackageRefusedError: it refuses the member under that path.
    """
    data_filter = getattr(tarfile, "data_filter", None)
    if data_filter is None:
        return
    try:
        data_filter(member.replace(name=path, deep=False), _NOWHERE)
    except tarfile.TarError as error:
        reason = _("Python's own filter refuses it ({kind})").format(kind=type(error).__name__)
        raise refused(tarball, member.name, reason) from None
