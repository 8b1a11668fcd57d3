"""What some operating systems need in kubeanConfig, and how the names of their files give them away.

Sources: start-install and oraclelinux pages of the installation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clustercfg.records import Record

__all__ = ["OPERATING_SYSTEMS", "OperatingSystem", "needed_variables"]


class OperatingSystem(Record):
    """A system with needs: its name for people, how file names spell it, and the Kubespray variables it wants."""

    name: str
    spelling: str
    """Regular expression, for names in lower case."""
    variables: Mapping[str, bool]

    def is_named_by(self, path: str) -> bool:
        """Say whether the last part of `path` names this system (`/root/rhel-9.2-x86_64-dvd.iso`)."""
        return re.search(self.spelling, path.rpartition("/")[2].lower()) is not None


OPERATING_SYSTEMS = (
    OperatingSystem(
        "RedHat 9", r"(?:rhel|red-?hat)[-_]?(?:server[-_]?)?9(?!\d)", {"node_sysctl_tuning": True}
    ),
    OperatingSystem(
        "Oracle Linux",
        r"oracle-?linux|oracle[-_]?\d",
        {"node_sysctl_tuning": True, "use_oracle_public_repo": False},
    ),
)


def needed_variables(paths: Iterable[str]) -> dict[str, bool]:
    """Return the variables that the systems need whose files these are; empty for a system without needs."""
    files = list(paths)
    return {
        name: value
        for system in OPERATING_SYSTEMS
        if any(map(system.is_named_by, files))
        for name, value in system.variables.items()
    }
