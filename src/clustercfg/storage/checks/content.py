"""Compares what a server offers with the files of the packages, as nodes would see it."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.client import Answer, Client, NoAnswerError, Stream
from clustercfg.storage.checks.ladder import TimeLimit
from clustercfg.storage.checks.parallel import in_parallel
from clustercfg.storage.checks.result import Verdict, failed, passed, skipped, warned
from clustercfg.storage.package.package_file import PackageFile
from clustercfg.translation import clauses, listed, ngettext
from clustercfg.translation import gettext as _

__all__ = ["Comparison", "compare_content"]

_MOST_NAMES = 3
_MOST_SILENCE = 3
"""After so many files in a row without an answer the rest is left alone."""
_MOST_REDIRECTS = 5
_HEAD_REFUSED = (403, 405, 501)
_MISSING, _SILENT = "missing", "silent"


@dataclass(frozen=True, slots=True)
class _Problem:
    kind: str
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it."""

    total: int
    problems: tuple[_Problem, ...]
    full: bool

    def verdict(self, *, may_be_missing: bool) -> Verdict:
        """Judge it; with `may_be_missing` absent files are still to come."""
        if not self.total:
            return skipped(_("no packages were given to compare with (--package)"))
        if not self.problems:
            return passed(self._all_good())
        kinds = Counter(each.kind for each in self.problems)
        evidence = clauses(self._told(kind, count) for kind, count in sorted(kinds.items()))
        remedy = clauses(_remedy(kind) for kind in sorted(kinds))
        if may_be_missing and set(kinds) == {_MISSING}:
            return warned(evidence, _("the installer uploads them; --after-import makes this a failure"))
        return failed(evidence, remedy)

    def _all_good(self) -> str:
        how = _("size and SHA-256 are right") if self.full else _("size is right")
        count = ngettext("{count} file", "{count} files", self.total).format(count=f"{self.total:,}")
        return listed((count, how))

    def _told(self, kind: str, count: int) -> str:
        several = [each for each in self.problems if each.kind == kind][:_MOST_NAMES]
        names = ", ".join(f"{each.path} ({each.detail})" if each.detail else each.path for each in several)
        more = ", …" if count > len(several) else ""
        return _("{what}: {count} of {total} ({names})").format(
            what=_what(kind), count=f"{count:,}", total=f"{self.total:,}", names=names + more
        )


def compare_content(
    client: Client,
    base: Address,
    files: Iterable[PackageFile],
    limit: TimeLimit,
    *,
    full: bool,
    headers: Mapping[str, str] | None = None,
) -> Comparison:
    """Ask for every file; with `full` read and hash it, else compare what the header says of its size.

    As long as there is progress the time limit is renewed.
    """
    wanted = _resolved(files)
    looker = _Looker(client, base, headers or {}, full=full)
    problems: list[_Problem] = []
    silent = 0
    for found in in_parallel(looker.look, wanted):
        silent = silent + 1 if found and found.kind == _SILENT else 0
        if not silent:
            limit.renew()
        problems += [found] if found else []
        if silent >= _MOST_SILENCE:
            break
    return Comparison(len(wanted), tuple(sorted(problems, key=lambda each: each.path)), full)


def _resolved(files: Iterable[PackageFile]) -> Sequence[PackageFile]:
    """Leave out links that lead out of the packages; others are asked for as what they lead to."""
    known = {file.path: file for file in files}
    return [found for file in known.values() if (found := _followed(file, known))]


def _followed(file: PackageFile, known: Mapping[str, PackageFile]) -> PackageFile | None:
    if file.link is None:
        return file
    target = known.get(posixpath.normpath(posixpath.join(posixpath.dirname(file.path), file.link)))
    if target is None or target.link is not None:
        return None
    return PackageFile(
        file.path, target.size, target.sha256, target.modified, target.executable, target.state
    )


class _Looker:
    def __init__(self, client: Client, base: Address, headers: Mapping[str, str], *, full: bool) -> None:
        self._client = client
        self._base = base
        self._headers = headers
        self._full = full

    def look(self, file: PackageFile) -> _Problem | None:
        """Return what is wrong with a file; the first trouble with the network is given a second chance."""
        target = self._base.target(file.path)
        try:
            return self._look(file, target)
        except NoAnswerError:
            try:
                return self._look(file, target)
            except NoAnswerError as error:
                return _Problem(_SILENT, file.path, error.message)

    def _look(self, file: PackageFile, target: str) -> _Problem | None:
        if self._full:
            return self._read(file, target)
        for _turn in range(_MOST_REDIRECTS):
            answer = self._client.ask("HEAD", target, headers=self._headers)
            if not answer.is_redirect:
                break
            elsewhere = self._elsewhere(answer, target)
            if elsewhere is None:
                return _Problem("redirected", file.path)
            target = elsewhere
        if answer.status in _HEAD_REFUSED or (answer.status == 200 and not answer.header("Content-Length")):  # noqa: PLR2004 - an HTTP status
            return self._read(file, target, hashes=False)
        return _judged(file, answer) or _judged_size(file, answer.header("Content-Length"))

    def _read(self, file: PackageFile, target: str, *, hashes: bool = True) -> _Problem | None:
        with self._client.stream(target, headers=self._headers) as stream:
            elsewhere = self._elsewhere(stream.answer, target) if stream.answer.is_redirect else None
            problem = (
                None if elsewhere else _judged(file, stream.answer) or _compared(file, stream, hashes=hashes)
            )
        return self._read(file, elsewhere, hashes=hashes) if elsewhere and elsewhere != target else problem

    def _elsewhere(self, answer: Answer, target: str) -> str | None:
        """Return what to ask the same server for instead; None when it sends us to another one."""
        parts = urlsplit(urljoin(self._base.origin + target, answer.header("Location")))
        if f"{parts.scheme}://{parts.netloc}" != self._base.origin:
            return None
        return parts.path + (f"?{parts.query}" if parts.query else "")


def _judged(file: PackageFile, answer: Answer) -> _Problem | None:
    if answer.is_redirect:
        return _Problem("redirected", file.path)
    if answer.status == 404:  # noqa: PLR2004 - an HTTP status
        return _Problem(_MISSING, file.path)
    if answer.status in (401, 403):
        return _Problem("refused", file.path, str(answer.status))
    if answer.status != 200:  # noqa: PLR2004 - an HTTP status
        return _Problem("error", file.path, str(answer.status))
    if answer.header("Content-Encoding") not in ("", "identity"):
        return _Problem("encoded", file.path, answer.header("Content-Encoding")[:20])
    if answer.media_type == "text/html" and not file.path.endswith((".html", ".htm")):
        return _Problem("page", file.path)
    return None


def _judged_size(file: PackageFile, written: str) -> _Problem | None:
    if written == str(file.size):
        return None
    return _Problem(
        "size", file.path, _("{size} instead of {wanted} bytes").format(size=written[:20], wanted=file.size)
    )


def _compared(file: PackageFile, stream: Stream, *, hashes: bool) -> _Problem | None:
    size, digest = 0, hashlib.sha256()
    for piece in stream.pieces():
        size += len(piece)
        digest.update(piece)
        if size > file.size:
            break
    if size != file.size:
        return _judged_size(file, f">{file.size}" if size > file.size else str(size))
    if hashes and digest.hexdigest() != file.sha256:
        return _Problem("content", file.path)
    return None


def _what(kind: str) -> str:
    return {
        _MISSING: _("missing"),
        _SILENT: _("no answer"),
        "refused": _("refused"),
        "redirected": _("sent to another server"),
        "error": _("answered with an error"),
        "encoded": _("sent compressed"),
        "page": _("a web page instead of the file"),
        "size": _("of another size"),
        "content": _("of other content"),
    }[kind]


def _remedy(kind: str) -> str:
    imported = _("import the packages again (`clustercfg binaries import --verify`)")
    return {
        _MISSING: _("import the packages into the directory that is served"),
        _SILENT: _("look into the server's log"),
        "refused": _("let everybody read the files; with SELinux: restorecon -R on the directory"),
        "redirected": _("name the address that really serves the files"),
        "error": _("look into the server's log"),
        "encoded": _("turn compression off for these paths (nginx: gzip off;)"),
        "page": _("let the server answer 404 for what is missing, and import the packages"),
        "size": imported,
        "content": imported,
    }[kind]
