"""An absent program is told with its package: a skip at home, a failure where everything must be there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from real_parts import requires_tool


@pytest.mark.parametrize(
    ("demanded", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)], ids=["home", "ci"]
)
@pytest.mark.parametrize(
    ("program", "files"),
    [("no-such-program", []), ("sh", [Path("/no/such/library")])],
    ids=["program", "library"],
)
def test_an_absent_part_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    files: list[Path],
    demanded: str,
    outcome: type[BaseException],
) -> None:
    monkeypatch.setenv("CLUSTERCFG_REQUIRE_REAL_PARTS", demanded)
    with pytest.raises(outcome, match="the package the-package"):
        requires_tool(program, package="the-package", files=files)


def test_a_present_part_is_found() -> None:
    assert requires_tool("sh", package="dash") == shutil.which("sh")
