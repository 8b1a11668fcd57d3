"""Reads one tarball from beginning to end, once: names are checked, contents hashed, compared and staged."""

from __future__ import annotations

import hashlib
import os
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path

from clustercfg.errors import StorageError
from clustercfg.storage.package.bench import Bench
from clustercfg.storage.package.gzip_stream import GzipStream, unreadable
from clustercfg.storage.package.member_paths import MemberPaths, TopIsDotError
from clustercfg.storage.package.package_file import PackageFile, State
from clustercfg.storage.package.progress import Watch
from clustercfg.storage.package.refusal import refused
from clustercfg.storage.package.safety import check_kind, check_link
from clustercfg.storage.package.tar_members import modified_at, tar_members
from clustercfg.storage.package.tree import Tree
from clustercfg.translation import gettext as _

__all__ = ["Tarball", "read_tarball", "size_of"]

_ANY_EXECUTE = 0o111


@dataclass(frozen=True, slots=True)
class Tarball:
    """A tarball that was read to its end and found good."""

    path: Path
    size: int
    modified: int
    """Nanoseconds since 1970."""
    sha256: str
    strip: int | None
    """How many leading folders were to be taken away; None when that was found out."""
    stripped: str
    """What was taken from the front of every name: `offline-files/`, for example."""
    lifted: bool
    """Whether the extra level `files.m.daocloud.io/` was taken away."""
    tree: Tree


def read_tarball(
    path: Path,
    bench: Bench,
    watch: Watch,
    *,
    source: int | None = None,
    strip: int | None = None,
    before: int = 0,
) -> Tarball:
    """Read a tarball.

    Args:
        path: The tarball.
        bench: What is done with the contents.
        watch: Who is told of the progress.
        source: The number that the manifest has for this very tarball.
        strip: How many leading folders to take away; None to find out.
        before: Bytes of other tarballs that were read already.

    Raises:
        PackageRefusedError: its content must not be imported.
        StorageError: it cannot be read, or is damaged.
        OSError: the import directory cannot be read or written.
    """
    try:
        return _Reader(MemberPaths(path, strip), path, bench, watch, source, before).read()
    except TopIsDotError:
        return _Reader(MemberPaths(path, top_is_dot=True), path, bench, watch, source, before).read()


def size_of(tarball: Path) -> int:
    """Return the size of a tarball in bytes.

    Raises:
        StorageError: it is not there, or cannot be looked up.
    """
    return _looked_up(tarball).st_size


def _looked_up(tarball: Path) -> os.stat_result:
    try:
        return tarball.stat()
    except OSError as error:
        raise unreadable(tarball, error) from None


class _Reader:
    def __init__(
        self, paths: MemberPaths, tarball: Path, bench: Bench, watch: Watch, source: int | None, before: int
    ) -> None:
        self._paths = paths
        self._tarball = tarball
        self._bench = bench
        self._watch = watch
        self._source = source
        self._before = before
        self._tree = Tree()

    def read(self) -> Tarball:
        found = _looked_up(self._tarball)
        with GzipStream(self._tarball) as stream:
            for member in tar_members(stream):
                self._take(member, stream)
                self._watch.advance(self._before + stream.compressed_position)
            sha256 = stream.finish()
        if not self._tree.files:
            raise StorageError(
                _("{path}: there are no files in it").format(path=self._tarball),
                _("name the tarballs of the offline package"),
            )
        return Tarball(
            self._tarball,
            found.st_size,
            found.st_mtime_ns,
            sha256,
            self._paths.strip,
            self._paths.stripped,
            self._paths.lifted,
            self._tree,
        )

    def _take(self, member: tarfile.TarInfo, stream: GzipStream) -> None:
        check_kind(member, self._tarball)
        path = self._paths.place(member.name, is_folder=member.isdir())
        if not path:  # a folder that is stripped
            return
        self._bench.admit(member, path, self._tarball)
        if member.isdir():
            self._tree.add_folder(path, self._tarball)
            return
        # The names above are settled before anything is looked up or written under this one.
        self._tree.add_folder(path.rpartition("/")[0], self._tarball)
        self._tree.add_file(self._file(member, path, stream), self._tarball)
        self._watch.count_file()

    def _file(self, member: tarfile.TarInfo, path: str, stream: GzipStream) -> PackageFile:
        if member.issym():
            return self._symbolic_link(member, path)
        if member.islnk():
            return self._hard_link(member, path)
        entry = self._bench.trusted(path, member.size, self._source)
        if entry is None:
            return self._regular_file(member, path, stream)
        return PackageFile(path, entry.size, entry.sha256, entry.modified, entry.executable, State.EQUAL)

    def _regular_file(self, member: tarfile.TarInfo, path: str, stream: GzipStream) -> PackageFile:
        found = self._bench.find(path)
        file = PackageFile(
            path,
            member.size,
            "",
            modified_at(member),
            bool(member.mode & _ANY_EXECUTE),
            State.NEW if found is None else State.CHANGED,
        )
        digest = hashlib.sha256()
        with self._bench.landing(path, member.size, found) as landing:
            for piece in stream.blocks(member.size):
                digest.update(piece)
                landing.feed(piece)
                self._watch.advance(self._before + stream.compressed_position)
            is_equal = landing.finish(file.mode, file.modified)
        file = replace(file, sha256=digest.hexdigest())
        if is_equal and found is not None:
            return replace(file, state=State.EQUAL, modified=found.st_mtime_ns)
        return file

    def _symbolic_link(self, member: tarfile.TarInfo, path: str) -> PackageFile:
        target = member.linkname
        check_link(path, target, self._tarball)
        return PackageFile(
            path,
            0,
            hashlib.sha256(target.encode("utf-8", "surrogateescape")).hexdigest(),
            modified_at(member),
            executable=False,
            state=self._link_state(path, is_equal=self._bench.has_link(path, target)),
            link=target,
        )

    def _hard_link(self, member: tarfile.TarInfo, path: str) -> PackageFile:
        target = self._paths.place(member.linkname, is_folder=False)
        original = self._tree.files.get(target)
        if original is None or original.link is not None:
            reason = _("it is a hard link to {target}, which is no file before it in the tarball")
            raise refused(self._tarball, member.name, reason.format(target=member.linkname))
        if target == path:
            return original
        is_equal = original.state is State.EQUAL and self._bench.is_same(path, target)
        return replace(
            original,
            path=path,
            state=self._link_state(path, is_equal=is_equal),
            same_as=original.same_as or original.path,
        )

    def _link_state(self, path: str, *, is_equal: bool) -> State:
        if is_equal:
            return State.EQUAL
        return State.NEW if self._bench.find(path) is None else State.CHANGED
