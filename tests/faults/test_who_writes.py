"""Which commands write: those of the table; all others only read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from writing_commands import COMMANDS, WHOLE, content_of, finish

from clustercfg.cli.completing.words import read_commands
from real_parts import requires_tool

READING = {
    "get": "get @/c.yaml spec.clusterName",
    "diff": "diff @/c.yaml @/d.yaml",
    "show": "show @/c.yaml",
    "explain": "explain CC301",
    "doctor": "doctor",
    "completion": "completion bash",
    "binaries locate": "binaries locate http://127.0.0.1:8080 --nginx-conf @/nginx.conf",
}
DRY = {
    "set": "set --diff @/c.yaml spec.clusterName=other",
    "unset": "unset --diff @/c.yaml spec.clusterName",
    "migrate": "migrate @/c.yaml",
    "generate": "generate",
    "lint": "lint @/c.yaml",
    "schema": "schema --install-modeline @/c.yaml --diff",
    "binaries import": "binaries import --dry-run --to @ %/new.tar.gz",
}
_WRITING = re.compile(
    r"O_WRONLY|O_RDWR|O_CREAT|\b(rename|unlink|mkdir|rmdir|link|symlink|chmod|truncate)(at2?)?\("
)


def test_every_command_that_does_not_only_read_suffers_faults() -> None:
    leaves = {each.name for each in read_commands() if each.name and not each.commands}
    rows = {name for name in leaves for row in COMMANDS.values() if f"{row.words} ".startswith(f"{name} ")}
    assert rows == leaves - set(READING)


@pytest.mark.parametrize("words", [*READING.values(), *DRY.values()], ids=[*READING, *DRY])
def test_who_only_reads_opens_nothing_for_writing(tmp_path: Path, words: str) -> None:
    folder = tmp_path / "place"
    COMMANDS["binaries import"].prepare(folder)
    for name in ("c.yaml", "d.yaml"):
        (folder / name).write_text(WHOLE, encoding="utf-8")
    server = f"server {{ listen 127.0.0.1:8080; root {folder}; }}"
    (folder / "nginx.conf").write_text(f"events {{}} http {{ {server} }}", encoding="utf-8")
    before = content_of(folder)
    strace = requires_tool("strace", package="strace")
    trace = tmp_path / "trace"
    # Not -f: what a container engine does when `doctor` asks for its version is its own affair.
    watched = [strace, "-qq", "-o", str(trace), "-y", "-e", "trace=%file,fchmod,ftruncate", "--"]
    line = words.replace("@", str(folder)).replace("%", str(tmp_path)).split()
    done = finish(line, watched)
    assert done.returncode in (0, 1), done.stderr
    assert content_of(folder) == before
    told = [each for each in trace.read_text().splitlines() if _WRITING.search(each) and "/dev/" not in each]
    assert told == []
