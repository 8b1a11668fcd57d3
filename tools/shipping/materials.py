"""Write the bill of materials (CycloneDX) of the bundle: every library in it, with version and license.

    make sbom

It is read from the bundle itself, not from what happens to be installed here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from typing import Any

import clustercfg
from shipping.bundle import BUNDLE, TOOL

__all__ = ["BILL", "held", "main"]

PROJECT = Path(__file__).resolve().parents[2]
BILL = BUNDLE.with_suffix(".cdx.json")
_CYCLONEDX = "cyclonedx-bom==7.5.0"


def held(bundle: Path) -> set[tuple[str, str]]:
    """Return name and version of each distribution in a bundle."""
    with zipfile.ZipFile(bundle) as archive:
        return {identity for identity, _ in _descriptions(archive)}


def main() -> int:
    """Write the bill of the bundle in `dist`, and say how many libraries it names."""
    with tempfile.TemporaryDirectory() as scratch:
        described = _laid_out(Path(scratch))
        reproducible = ("--output-reproducible", "--output-format", "JSON", "--output-file", BILL)
        about = ("--pyproject", _described_here(Path(scratch)), "--mc-type", "application")
        command = ("--from", _CYCLONEDX, "cyclonedx-py", "environment", *about, *reproducible, described)
        subprocess.run((*TOOL, *command), check=True)
    components = json.loads(BILL.read_text(encoding="utf-8"))["components"]
    print(f"{BILL.relative_to(PROJECT)}: {len(components)} libraries")
    return 0


def _descriptions(archive: zipfile.ZipFile) -> Iterator[tuple[tuple[str, str], PurePosixPath]]:
    """Yield name and version of each wheel with the folder that describes it; there is a wheel for each machine."""
    for name in sorted(archive.namelist()):
        path = PurePosixPath(name)
        if path.name == "METADATA" and path.parent.suffix == ".dist-info":
            said = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
            yield (said["Name"], said["Version"]), path.parent


def _described_here(folder: Path) -> Path:
    """Return a project file that says the version, which `pyproject.toml` leaves to the code."""
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    file = folder / "pyproject.toml"
    file.write_text(text.replace('dynamic = ["version"]', f'version = "{clustercfg.__version__}"', 1))
    return file


def _laid_out(folder: Path) -> Path:
    """Lay the descriptions out as an environment, and return its interpreter.

    Two versions of one library, for different Pythons, get a folder each, so that both are seen.
    """
    subprocess.run((sys.executable, "-m", "uv", "--quiet", "venv", folder / "environment"), check=True)
    (site,) = (folder / "environment" / "lib").glob("python*/site-packages")
    with zipfile.ZipFile(BUNDLE) as archive:
        _describe_start_code(json.loads(archive.read("PEX-INFO")), site)
        folders = dict(_descriptions(archive))
        for number, described in enumerate(folders.values()):
            for name in archive.namelist():
                if PurePosixPath(name).is_relative_to(described) and not name.endswith("/"):
                    target = (
                        folder / str(number) / described.name / PurePosixPath(name).relative_to(described)
                    )
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))
    (site / "bundle.pth").write_text("".join(f"{folder / str(number)}\n" for number in range(len(folders))))
    return folder / "environment" / "bin" / "python"


def _describe_start_code(information: dict[str, Any], site: Path) -> None:
    """Describe what pex itself put into the bundle, which is no wheel in it."""
    version = information["build_properties"]["pex_version"]
    folder = site / f"pex-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: pex\nVersion: {version}\nLicense-Expression: Apache-2.0\n"
    )


if __name__ == "__main__":
    sys.exit(main())
