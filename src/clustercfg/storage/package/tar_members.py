"""The members of a tarball, one after the other, from a stream that cannot go back.

`tarfile` reads a header whole whatever its size and keeps every member; a hostile tarball of ten megabytes could
so fill the memory. Its `TarInfo` decodes the blocks here, and this module bounds what is read for names.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from clustercfg.errors import StorageError
from clustercfg.storage.package.gzip_stream import GzipStream
from clustercfg.storage.package.refusal import refused
from clustercfg.translation import gettext as _

__all__ = ["modified_at", "tar_members"]

_MOST_HEADER_BYTES = 1 << 20
"""For one name or one set of extended attributes; real ones have a few hundred."""
_TYPES_OF_GNU_NAMES = {tarfile.GNUTYPE_LONGNAME: "path", tarfile.GNUTYPE_LONGLINK: "linkpath"}
_SPARSE_KEY = "GNU.sparse."
_WANTED_KEYS = {"path", "linkpath", "size", "mtime"}
_MOST_MEMBERS = 200_000
"""Real packages have some thousands; what is known of each stays in the memory."""
_MOST_NAME_BYTES = 32 << 20
"""Of all members together, for the same reason."""
_MOST_HEADERS = 16
"""That only say something of the next member; honest tools write up to four."""
_NANOSECONDS = 10**9
_LATEST = Decimal(2**33)
"""Seconds since 1970 that every file system can store; a header may claim anything."""
_MOST_DIGITS = 19


def tar_members(stream: GzipStream) -> Iterator[tarfile.TarInfo]:
    """Yield each member while `stream` stands at its content; what the caller leaves unread is passed over.

    Raises:
        PackageRefusedError: a header that no honest tool writes.
        StorageError: not a tar file, or it ends in the middle of a member.
    """
    shared: dict[str, str] = {}
    count = names = 0
    while (member := _next_member(stream, shared)) is not None:
        count += 1
        if count > _MOST_MEMBERS:
            raise refused(
                stream.path, member.name, _("more than {count} members").format(count=_MOST_MEMBERS)
            )
        names += len(member.name) + len(member.linkname)
        if names > _MOST_NAME_BYTES:
            raise refused(
                stream.path, "", _("more than {count} bytes of names").format(count=_MOST_NAME_BYTES)
            )
        end = stream.position + _padded(member.size if member.isreg() else 0)
        yield member
        if stream.position + stream.skip(end - stream.position) < end:
            raise _ends_early(stream)


def modified_at(member: tarfile.TarInfo) -> int:
    """Return the time of the last change in nanoseconds since 1970."""
    try:
        seconds = Decimal(member.pax_headers.get("mtime") or int(member.mtime))
        return int(min(max(seconds, Decimal(0)), _LATEST) * _NANOSECONDS)
    except InvalidOperation:  # not a number
        return 0


def _next_member(stream: GzipStream, shared: dict[str, str]) -> tarfile.TarInfo | None:
    """Return the next member with what preceding headers say of it; None at the end of the archive."""
    attributes: dict[str, str] = {}
    for _number in range(_MOST_HEADERS):
        member = _header(stream)
        if member is None:
            return None
        if member.type in _TYPES_OF_GNU_NAMES:
            name = _content(stream, member).partition(b"\0")[0]
            attributes[_TYPES_OF_GNU_NAMES[member.type]] = name.decode("utf-8", "surrogateescape")
        elif member.type == tarfile.XGLTYPE:
            shared.update(_pax_records(_content(stream, member), stream))
        elif member.type in (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE):
            attributes.update(_pax_records(_content(stream, member), stream))
        else:
            return _with_attributes(member, {**shared, **attributes}, stream)
    raise refused(stream.path, "", _("more than {count} headers for one member").format(count=_MOST_HEADERS))


def _header(stream: GzipStream) -> tarfile.TarInfo | None:
    block = stream.read(tarfile.BLOCKSIZE)
    if not block.strip(b"\0"):
        return None
    try:
        member = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        if len(block) < tarfile.BLOCKSIZE:
            raise _ends_early(stream) from None
        raise StorageError(
            _("{path}: the content is not a tar archive, or is damaged").format(path=stream.path),
            _("copy the file again and compare its checksum with the original's"),
        ) from None
    if member.size < 0:
        raise refused(stream.path, member.name, _("its size is negative"))
    return member


def _content(stream: GzipStream, member: tarfile.TarInfo) -> bytes:
    if member.size > _MOST_HEADER_BYTES:
        raise refused(stream.path, member.name, _("its name takes more than a megabyte"))
    content = stream.read(_padded(member.size))
    if len(content) < member.size:
        raise _ends_early(stream)
    return content[: member.size]


def _pax_records(content: bytes, stream: GzipStream) -> dict[str, str]:
    """Read records of the form `LENGTH KEYWORD=VALUE` and a newline, as POSIX has them; keep what is used here."""
    records, start = {}, 0
    while start < len(content):
        length = content[start : start + _MOST_DIGITS].partition(b" ")[0]
        end = start + (int(length) if length.isdigit() else 0)
        record = content[start + len(length) + 1 : end]
        keyword, equals, value = record.partition(b"=")
        if not equals or not record.endswith(b"\n") or end > len(content):
            raise refused(stream.path, "", _("its extended header is malformed"))
        key = keyword.decode("utf-8", "surrogateescape")
        if key.startswith(_SPARSE_KEY):
            records[_SPARSE_KEY] = ""
        elif key in _WANTED_KEYS:
            records[key] = value[:-1].decode("utf-8", "surrogateescape")
        start = end
    return records


def _with_attributes(
    member: tarfile.TarInfo, attributes: dict[str, str], stream: GzipStream
) -> tarfile.TarInfo:
    if member.type == tarfile.GNUTYPE_SPARSE or any(key.startswith(_SPARSE_KEY) for key in attributes):
        raise refused(stream.path, member.name, _("it is stored as a sparse file"))
    member.name = attributes.get("path", member.name)
    member.linkname = attributes.get("linkpath", member.linkname)
    if (size := attributes.get("size")) is not None:
        if not size.isdecimal() or len(size) > _MOST_DIGITS:
            raise refused(stream.path, member.name, _("its size is no number"))
        member.size = int(size)
    member.pax_headers = attributes
    return member


def _padded(size: int) -> int:
    return -(-size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE


def _ends_early(stream: GzipStream) -> StorageError:
    return StorageError(
        _("{path}: the archive inside ends in the middle of a file").format(path=stream.path),
        _("have the package made anew: this file was cut before it was compressed"),
    )
