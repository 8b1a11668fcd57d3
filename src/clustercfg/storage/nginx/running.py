"""Asks an installed nginx for its configuration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.sources import Dump, source_of_text
from clustercfg.storage.programs import Completed, run
from clustercfg.translation import gettext as _

__all__ = ["Installed", "ask_nginx", "built_in_settings"]

_OPTION = re.compile(r"--([a-z-]+)=('[^']*'|\S+)")


@dataclass(frozen=True, slots=True)
class Installed:
    """What nginx says of itself."""

    source: Dump
    prefix: str | None
    user: str | None
    """Of its workers, unless the configuration names one."""
    commands: tuple[str, ...]


def ask_nginx(execute: Sequence[str] = ()) -> Installed:
    """Return the configuration on the disk of an nginx, here or (`execute`: `docker exec web`) in a container.

    Raises:
        StorageError: nginx is not there or does not print it, which it does only if it may open its pid file.
    """
    options = built_in_settings(execute)
    done = run([*execute, "nginx", "-T"])
    if done.code or b"# configuration file " not in done.stdout:
        raise _silent(done, options.get("conf-path"))
    return Installed(
        source_of_text(done.stdout, "nginx -T"), options.get("prefix"), options.get("user"), (done.command,)
    )


def built_in_settings(execute: Sequence[str] = ()) -> dict[str, str]:
    """Return the options that nginx was built with, such as `prefix`; none if it does not answer."""
    try:
        done = run([*execute, "nginx", "-V"])
    except StorageError:
        return {}
    return {name: value.strip("'") for name, value in _OPTION.findall(done.stderr)} if done.code == 0 else {}


def _silent(done: Completed, path: str | None) -> StorageError:
    # nginx's last line only says that the test failed.
    why = next((line for line in done.stderr.splitlines() if "[emerg]" in line), done.complaint)
    return StorageError(
        _("{command} did not print a configuration: {complaint}").format(
            command=done.command, complaint=why.strip()
        ),
        _("run this as root, or pass nginx's main file: --nginx-conf {path}").format(
            path=path or "/etc/nginx/nginx.conf"
        ),
    )
