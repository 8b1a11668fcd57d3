"""Every exception that clustercfg raises on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.translation import gettext as _
from clustercfg.translation import mark, running

if TYPE_CHECKING:
    from clustercfg.linting.diagnostics import Report

__all__ = [
    "ClusterCfgError",
    "EditRefusedError",
    "InvalidConfigError",
    "MissingExtraError",
    "SaveError",
    "StorageError",
    "reason_of",
]

SYSTEM_REASONS = (
    mark("Bad file descriptor"),
    mark("Broken pipe"),
    mark("Cannot allocate memory"),
    mark("Connection refused"),
    mark("Connection reset by peer"),
    mark("Connection timed out"),
    mark("Device or resource busy"),
    mark("Directory not empty"),
    mark("Disk quota exceeded"),
    mark("Exec format error"),
    mark("File exists"),
    mark("File name too long"),
    mark("Input/output error"),
    mark("Invalid argument"),
    mark("Invalid cross-device link"),
    mark("Is a directory"),
    mark("Name or service not known"),
    mark("Network is unreachable"),
    mark("No address associated with hostname"),
    mark("No route to host"),
    mark("No space left on device"),
    mark("No such file or directory"),
    mark("Not a directory"),
    mark("Operation not permitted"),
    mark("Permission denied"),
    mark("Read-only file system"),
    mark("Stale file handle"),
    mark("Temporary failure in name resolution"),
    mark("Text file busy"),
    mark("Too many levels of symbolic links"),
    mark("Too many open files"),
)
"""What Linux says (glibc's words) of files and connections; whatever else a system says stays in its own words."""


def reason_of(error: OSError) -> str:
    """Return why the operating system refused something, in the reader's language where we know the reason."""
    return _(error.strerror) if error.strerror else type(error).__name__


class ClusterCfgError(Exception):
    """Base of all exceptions of this package."""


class InvalidConfigError(ClusterCfgError):
    """The file holds no usable ClusterConfig; `report` says what is wrong and where."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(report)

    def __str__(self) -> str:
        errors = self.report.errors
        if not errors:
            return _("the document is no ClusterConfig")
        first = errors[0]
        text = f"{first.path}:{first.start.line}:{first.start.column}: {first.code} {first.message}"
        if len(errors) > 1:
            text = running((text, _("(and {count} more)").format(count=len(errors) - 1)))
        return text


class EditRefusedError(ClusterCfgError):
    """An edit that cannot be made safely; nothing was changed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class StorageError(ClusterCfgError):
    """A step of the storage procedure that could not be done; `remedy` says what a person can do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message, remedy)

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class MissingExtraError(StorageError):
    """A part of clustercfg whose libraries are an extra that is not installed."""


class SaveError(ClusterCfgError):
    """A document that cannot be saved; the file on disk is untouched."""


class PackageRefusedError(StorageError):
    """A tarball whose content must not, or cannot sensibly, be put into the directory; nothing was changed there."""
