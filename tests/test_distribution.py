"""What is shipped: the same bytes wherever it is built, and all of the project."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from real_parts import absent, requires_tool

STRAYS = (".benchmarks/run.json", ".idea/workspace.xml", "build/lint.json", "notes.orig", "sites/site.yaml")


@dataclass(frozen=True, slots=True)
class Place:
    """A machine on which somebody builds."""

    folder: str
    umask: int
    changed: int
    zone: str
    hash_seed: str
    strays: tuple[str, ...] = ()


HERE = Place("here", 0o022, 1_500_000_000, "UTC", "1")
THERE = Place("a place with spaces/below", 0o077, 1_700_000_001, "Asia/Shanghai", "2", STRAYS)


def tracked(project: Path) -> dict[str, tuple[bytes, int]]:
    """Return content and mode of each file that git knows: read once, as somebody may be at work on them."""
    git = requires_tool("git", package="git")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=project, capture_output=True, text=True, check=False, timeout=60
    )
    if listed.returncode:
        absent("needs a git checkout: the tests do not run in one")
    paths = [project / name for name in listed.stdout.split("\0") if name and (project / name).exists()]
    return {
        str(path.relative_to(project)): (path.read_bytes(), 0o777 if path.stat().st_mode & 0o100 else 0o666)
        for path in paths
    }


def written(files: dict[str, tuple[bytes, int]], root: Path, place: Place) -> Path:
    folder = root / place.folder
    # The order in which a file system lists its files must not become the order of the archive.
    for name in sorted([*files, *place.strays], reverse=place is THERE):
        content, mode = files.get(name, (b"", 0o666))
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode & ~place.umask)
        os.utime(target, (place.changed, place.changed))
    return folder


def built(folder: Path, place: Place) -> Path:
    """Build both archives and return the folder that holds them."""
    env = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    env |= {"TZ": place.zone, "PYTHONHASHSEED": place.hash_seed}
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder / "dist")]
    subprocess.run(
        command, cwd=folder, env=env, umask=place.umask, check=True, timeout=120, capture_output=True
    )
    return folder / "dist"


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, tuple[bytes, int]]:
    return tracked(project)


@pytest.fixture(scope="module")
def builds(files: dict[str, tuple[bytes, int]], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [built(written(files, tmp_path_factory.mktemp("built"), place), place) for place in (HERE, THERE)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_two_machines_build_the_same_bytes(builds: list[Path], pattern: str) -> None:
    one, other = (only(folder, pattern) for folder in builds)
    assert (one.name, digest(one)) == (other.name, digest(other))


def test_the_source_archive_holds_all_of_the_project_and_nothing_else(
    builds: list[Path], files: dict[str, tuple[bytes, int]]
) -> None:
    with tarfile.open(only(builds[1], "*.tar.gz")) as archive:
        held = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert held == {*files, "PKG-INFO"}


def test_the_wheel_built_from_the_source_archive_is_the_wheel(builds: list[Path], tmp_path: Path) -> None:
    shutil.unpack_archive(only(builds[0], "*.tar.gz"), tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    wheel = only(builds[0], "*.whl")
    assert digest(only(built(unpacked, HERE), wheel.name)) == digest(wheel)


def test_the_wheel_holds_only_the_package(builds: list[Path]) -> None:
    with zipfile.ZipFile(only(builds[1], "*.whl")) as wheel:
        assert {name.partition("/")[0].partition("-")[0] for name in wheel.namelist()} == {"clustercfg"}
