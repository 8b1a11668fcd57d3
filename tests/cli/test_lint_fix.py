from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.linting.reports import FORMATS
from edit_samples import SAMPLE, SECRET, SECRETS, replaced

if TYPE_CHECKING:
    from command_line import Run

SLIPS = replaced("  network:", "  Network: # ranges").replace("type: metallb", "type: MetalLB")
"""Two slips with safe fixes."""
MENDED = replaced("  network:", "  network: # ranges")
VIP = replaced('"10.6.0.201/32"', "10.6.0.201")
"""A slip with an unsafe fix."""
HOPELESS = replaced("ip: 10.6.0.11", "ip: 10.6.0.256")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"slips": SLIPS, "vip": VIP, "good": SAMPLE, "hopeless": HOPELESS}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(name: str) -> str:
    return Path(name).read_text()


def test_safe_fixes_are_made_and_told(run: Run) -> None:
    shown = run("lint", "--fix", "slips.yaml")
    assert shown.code == 0
    assert text_of("slips.yaml") == MENDED
    assert shown.err.splitlines() == [
        "slips.yaml:10: fixed CC209 invalid-value: Write metallb",
        "slips.yaml:32: fixed CC203 key-case: Write network",
    ]
    assert shown.out.startswith("Checked 1 file: no problems found.")


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (["--fix", "vip.yaml"], 1, VIP),
        (["--fix", "--unsafe-fixes", "vip.yaml"], 0, replaced('"10.6.0.201/32"', "10.6.0.201/32")),
        (["--fix", "--unsafe-fixes", "--select", "CC203", "vip.yaml"], 0, VIP),
        (["--fix", "--unsafe-fixes", "--ignore", "CC301", "vip.yaml"], 0, VIP),
        (["--diff", "--unsafe-fixes", "vip.yaml"], 1, VIP),
        (["--unsafe-fixes", "vip.yaml"], 2, VIP),
    ],
)
def test_unsafe_fixes_are_made_on_demand(run: Run, words: list[str], code: int, text: str) -> None:
    assert run("lint", *words).code == code
    assert text_of("vip.yaml") == text


def test_the_report_tells_what_is_left(run: Run) -> None:
    shown = run("lint", "--fix", "--format", "concise", "slips.yaml", "hopeless.yaml", "good.yaml")
    assert shown.code == 1
    assert [line.split(":")[0] for line in shown.out.splitlines()] == ["hopeless.yaml"]
    report = json.loads(run("lint", "--fix", "--format", "json", ".").out)
    assert report["summary"] == {"files": 4, "errors": 2, "warnings": 0}


def test_a_file_without_fixes_is_not_written(run: Run) -> None:
    before = Path("good.yaml").stat().st_mtime_ns, Path("hopeless.yaml").stat().st_mtime_ns
    run("lint", "--fix", "--unsafe-fixes", ".")
    assert before == (Path("good.yaml").stat().st_mtime_ns, Path("hopeless.yaml").stat().st_mtime_ns)


@pytest.mark.parametrize(
    ("words", "code", "left"),
    [
        (["slips.yaml"], 1, "Nothing was written. No errors and no warnings would be left."),
        (["good.yaml"], 0, "Nothing was written. No errors and no warnings would be left."),
        (["hopeless.yaml"], 1, "Nothing was written. 1 error would be left."),
        (["--fix", "slips.yaml", "hopeless.yaml"], 1, "Nothing was written. 1 error would be left."),
    ],
)
def test_a_diff_writes_nothing(run: Run, words: list[str], code: int, left: str) -> None:
    shown = run("lint", "--diff", *words)
    assert shown.code == code
    assert shown.err.splitlines()[-1] == left
    assert text_of("slips.yaml") == SLIPS
    assert ("-  Network: # ranges\n+  network: # ranges\n" in shown.out) is ("slips.yaml" in words)
    assert bool(shown.out) is ("slips.yaml" in words)


def test_standard_input_becomes_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SLIPS.replace("ip: 10.6.0.11", "ip: 10.6.0.256")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    shown = run("lint", "--fix", "--format", "concise", "-")
    assert (shown.code, shown.out) == (1, MENDED.replace("ip: 10.6.0.11", "ip: 10.6.0.256"))
    assert shown.err.splitlines()[-1].startswith("<stdin>:16:11: error: ")


def test_standard_input_without_a_slip_passes_through_byte_by_byte() -> None:
    data = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()
    done = subprocess.run(
        [sys.executable, "-m", "clustercfg", "lint", "--fix", "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    assert done.stdout == data


def test_mark_line_breaks_mode_and_link_of_a_file_stay(run: Run) -> None:
    file = Path("slips.yaml")
    file.write_bytes(b"\xef\xbb\xbf" + SLIPS.replace("\n", "\r\n").encode())
    file.chmod(0o604)
    Path("link.yaml").symlink_to(file)
    assert run("lint", "--fix", "link.yaml").code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert file.stat().st_mode & 0o777 == 0o604
    assert Path("link.yaml").is_symlink()


def test_what_cannot_be_read_or_written_is_told_and_the_others_are_mended(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("first.yaml").write_text(SLIPS)
    Path("wide.yaml").write_bytes(SLIPS.encode("utf-16"))

    def full_disk(path: Path, data: bytes, *_more: object) -> None:
        if Path(path).name == "first.yaml":
            raise OSError(28, "No space left on device")
        Path(path).write_bytes(data)

    monkeypatch.setattr("clustercfg.yamltext.storing.replace_file", full_disk)
    shown = run("lint", "--fix", "absent.yaml", "first.yaml", "wide.yaml", "slips.yaml")
    assert shown.code == 3
    assert "cannot read absent.yaml" in shown.err
    assert "first.yaml cannot be written: No space left on device" in shown.err
    assert "CC102" in shown.out
    assert text_of("first.yaml") == SLIPS
    assert text_of("slips.yaml") == MENDED


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize(
    "words", [["--diff"], ["--diff", "--unsafe-fixes"], ["--fix"], ["--fix", "--unsafe-fixes"]]
)
def test_no_secret_is_shown(run: Run, format_name: str, words: list[str]) -> None:
    Path("secrets.yaml").write_text(SECRETS)
    shown = run("lint", *words, "--format", format_name, "--color", "always", "secrets.yaml")
    assert shown.code == 1
    assert "key-case" in shown.err
    assert SECRET not in shown.out + shown.err
    assert ("--diff" in words) is (text_of("secrets.yaml") == SECRETS)


def test_mending_twice_changes_nothing(run: Run) -> None:
    Path("secrets.yaml").write_text(SECRETS)
    run("lint", "--fix", "--unsafe-fixes", "secrets.yaml")
    text = text_of("secrets.yaml")
    shown = run("lint", "--fix", "--unsafe-fixes", "secrets.yaml")
    assert text_of("secrets.yaml") == text != SECRETS
    assert shown.err == ""


def test_a_strict_run_fails_for_warnings_that_are_left(run: Run) -> None:
    Path("warning.yaml").write_text(SAMPLE + "  zebra: 1\n")
    assert run("lint", "--fix", "warning.yaml").code == 0
    assert run("lint", "--fix", "--strict", "warning.yaml").code == 1
    assert run("lint", "--diff", "--strict", "warning.yaml").code == 1
