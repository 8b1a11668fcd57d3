"""Make one file that runs where there is no network: clustercfg, the storage commands, and every library of theirs.

    make bundle

It needs nothing but a Python 3.10 to 3.14 on Linux with glibc, x86_64 or aarch64. The libraries with machine code are
in it once for each of these, which is most of its size; one file for all is what a person can carry to a site without
asking which Python is there. Versions are chosen by uv as they are newest, and downloaded by their hashes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import clustercfg

__all__ = ["BUNDLE", "TOOL", "main"]

PROJECT = Path(__file__).resolve().parents[2]
BUNDLE = PROJECT / "dist" / f"clustercfg-{clustercfg.__version__}-linux.pex"
TOOL = (
    sys.executable,
    "-m",
    "uv",
    "--quiet",
    "--no-python-downloads",
    "tool",
    "run",
    "--python",
    sys.executable,
)
_PEX = "pex==2.105.2"
_PYTHONS = range(10, 15)
_MACHINES = ("x86_64", "aarch64")
# glibc 2.17 is of 2012: older than every system that the installer supports.
_PLATFORMS = tuple(
    f"manylinux_2_17_{machine}-cp-3.{minor}.0-cp3{minor}" for minor in _PYTHONS for machine in _MACHINES
)


def main() -> int:
    """Write the bundle of the wheel in `dist`, and say where it is."""
    folder = PROJECT / "build" / "bundle"
    folder.mkdir(parents=True, exist_ok=True)
    lock = _locked(folder)
    platforms = [word for platform in _PLATFORMS for word in ("--platform", platform)]
    # A start by sh finds python3.12 where there is no plain python3.
    start = ("--script", "clustercfg", "--sh-boot")
    source = ("--pylock", str(lock), "--no-build", *platforms)
    subprocess.run((*TOOL, "--from", _PEX, "pex", *source, *start, "--output-file", BUNDLE), check=True)
    print(f"{BUNDLE.relative_to(PROJECT)}: {BUNDLE.stat().st_size / 1e6:.0f} MB")
    return 0


def _locked(folder: Path) -> Path:
    """Return a file with the version, address and hash of every library, on every Python."""
    wheel = PROJECT / "dist" / f"clustercfg-{clustercfg.__version__}-py3-none-any.whl"
    wanted, lock = folder / "wanted.txt", folder / "pylock.toml"
    wanted.write_text(f"clustercfg[storage] @ {wheel.as_uri()}\n")
    lock.unlink(missing_ok=True)
    everywhere = ("--universal", "--python-version", f"3.{_PYTHONS[0]}", "--only-binary", ":all:")
    command = (sys.executable, "-m", "uv", "--quiet", "pip", "compile", wanted, *everywhere)
    subprocess.run((*command, "--output-file", lock), check=True, stdout=subprocess.DEVNULL)
    return lock


if __name__ == "__main__":
    sys.exit(main())
