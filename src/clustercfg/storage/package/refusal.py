"""One form for every reason why a tarball is left alone."""

from __future__ import annotations

from pathlib import Path

from clustercfg.errors import PackageRefusedError
from clustercfg.translation import gettext as _

__all__ = ["refused"]


def refused(tarball: Path, member: str, reason: str, remedy: str = "") -> PackageRefusedError:
    """Return the error that names the tarball, its member and the reason."""
    return PackageRefusedError(
        _("{tarball}: refused because of {member}: {reason}").format(
            tarball=tarball, member=member or _("a member without a name"), reason=reason
        ),
        remedy or _("nothing was imported; have the package made anew, or leave that tarball out"),
    )
