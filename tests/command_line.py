"""Runs the command line inside a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from clustercfg.cli import main
from clustercfg.translation import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Run", "Shown", "plain_surroundings", "run"]


@dataclass(frozen=True)
class Shown:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `clustercfg` with these words."""

    def __call__(self, *words: str) -> Shown: ...


@pytest.fixture
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take away what the environment says of color, language and width."""
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "CLUSTERCFG_LANG",
        "CLUSTERCFG_DEBUG",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    yield
    use_language("en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], plain_surroundings: None) -> Run:  # noqa: ARG001 - asked for its effect
    """Return a function that runs `clustercfg` and tells exit code and output."""

    def run_command(*words: str) -> Shown:
        code = main(words)
        out, err = capsys.readouterr()
        return Shown(code, out, err)

    return run_command
