"""Every command that writes files, with small files to do it to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarballs import Member, files, write_tarball

__all__ = ["COMMANDS", "ENVIRONMENT", "Content", "WritingCommand", "content_of", "finish", "start"]

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nmetadata:\nspec:\n"
CONFIG = HEAD + "  clusterName: office # one of three\n  loadBalancer:\n    type: NodePort\n"
SLIPS = CONFIG.replace("NodePort", "nodeport") + "  binaries:\n    type: Builtin\n"
OLD = CONFIG.replace("v1alpha3", "v1alpha2")
TARBALL = (*files("top/a", "top/b/c", "top/b/d"), Member("top/e", b"x" * 300_000))
OLDER = (Member("top/a", b"older"), *files("top/z"))
ENVIRONMENT = {
    **os.environ,
    "PYTHONDONTWRITEBYTECODE": "1",
    "LC_ALL": "C.UTF-8",
    "CLUSTERCFG_LANG": "en",
}
WHOLE = CONFIG + "  fullPackagePath: /data/offline\n"
SERVED = WHOLE + "  binaries:\n    type: external\n    externalRepoEndpoint: http://127.0.0.1:PORT\n"
MANIFEST = ".clustercfg-import.json"

Content = Mapping[str, bytes]
"""What lies in a folder: path -> bytes."""


@dataclass(frozen=True)
class WritingCommand:
    """A command line and the files it starts with.

    In the words, `@` stands for the folder, `%` for one beside it, and `PORT`, also in the files, for a web server's.
    """

    words: str
    files: Mapping[str, str]
    packages: str = ""
    """The folder that packages are imported into, `.` for the folder itself; one is there already."""
    is_served: bool = False
    """A web server must serve that folder."""
    code: int = 0
    """How it ends undisturbed."""
    undoes_all: bool = False
    """Undisturbed, it leaves everything as it was."""

    @property
    def keeps_staging(self) -> bool:
        """An interrupted import goes on later: it leaves its hidden folder."""
        return bool(self.packages)

    def prepare(self, folder: Path, beside: Path | None = None, port: int = 0) -> None:
        """Put the files there, and the tarballs of packages beside it."""
        folder.mkdir(parents=True)
        for name, text in self.files.items():
            (folder / name).write_text(text.replace("PORT", str(port)), encoding="utf-8")
        if self.packages:
            self._import(folder / self.packages, beside or folder.parent)

    def line(self, folder: Path, beside: Path | None = None, port: int = 0) -> list[str]:
        """Return its words for a folder."""
        words = self.words.replace("PORT", str(port)).split()
        return [word.replace("@", str(folder)).replace("%", str(beside or folder.parent)) for word in words]

    @staticmethod
    def _import(folder: Path, beside: Path) -> None:
        folder.mkdir(exist_ok=True)
        for name, members in (("new.tar.gz", TARBALL), ("old.tar.gz", OLDER)):
            if not (beside / name).exists():
                write_tarball(beside / name, members)
        finish(f"binaries import --to {folder} {beside}/old.tar.gz".split())


def start(
    words: Sequence[str], prefix: Sequence[str] = (), environment: Mapping[str, str] = ENVIRONMENT
) -> subprocess.Popen[str]:
    """Start `clustercfg`, perhaps by another program."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "clustercfg", *words],
        env=environment,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(
    words: Sequence[str], prefix: Sequence[str] = (), environment: Mapping[str, str] = ENVIRONMENT
) -> subprocess.CompletedProcess[str]:
    """Run `clustercfg` to its end."""
    with start(words, prefix, environment) as process:
        try:
            out, err = process.communicate(timeout=300)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def content_of(folder: Path) -> Content:
    """Return what lies in a folder; of a manifest, which tells the time, only that it is there."""
    return {
        str(path.relative_to(folder)): b"" if path.name == MANIFEST else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


ONE = {"c.yaml": CONFIG}
COMMANDS = {
    "lint --fix": WritingCommand(
        "lint --fix --unsafe-fixes @/c.yaml @/d.yaml", {"c.yaml": SLIPS, "d.yaml": SLIPS}, code=1
    ),
    "lint --output": WritingCommand(
        "lint @/c.yaml --output json=@/r.json --output sarif=@/r.sarif", {**ONE, "r.json": "{}"}
    ),
    "set": WritingCommand("set @/c.yaml spec.clusterName=other", ONE),
    "unset": WritingCommand("unset @/c.yaml spec.clusterName", ONE),
    "migrate --in-place": WritingCommand("migrate --in-place @/c.yaml", {"c.yaml": OLD}),
    "migrate -o": WritingCommand("migrate @/c.yaml -o @/new.yaml", {"c.yaml": OLD}),
    "generate -o": WritingCommand("generate -o @/new.yaml", {}),
    "generate --force": WritingCommand("generate --force -o @/c.yaml", ONE),
    "generate-config -o": WritingCommand("generate-config -o @/new.yaml", {}),
    "schema -o": WritingCommand("schema -o @/s.json", {"s.json": "{}"}),
    "schema --install-modeline": WritingCommand("schema --install-modeline @/c.yaml", ONE),
    "binaries use": WritingCommand("binaries use @/c.yaml --endpoint http://10.0.1.1:8080 --force", ONE),
    "binaries import": WritingCommand(
        "binaries import --progress none --to @ %/new.tar.gz", {"mine": "m"}, packages="."
    ),
    "binaries import --remove": WritingCommand(
        "binaries import --remove --to @", {"mine": "m"}, packages="."
    ),
    "binaries check": WritingCommand(
        "binaries check @/c.yaml --directory @/www",
        {"c.yaml": SERVED},
        packages="www",
        is_served=True,
        undoes_all=True,
    ),
    "binaries setup": WritingCommand(
        "binaries setup @/c.yaml %/new.tar.gz --endpoint http://127.0.0.1:PORT"
        " --nginx-conf %/nginx/nginx.conf --progress none",
        {"c.yaml": WHOLE},
        packages="www",
        is_served=True,
    ),
}
