from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

import clustercfg
from clustercfg.cli import commands
from clustercfg.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from command_line import Run


def test_the_version_is_told(run: Run) -> None:
    shown = run("--version")
    assert (shown.code, shown.out) == (0, f"clustercfg {clustercfg.__version__}\n")


def test_the_help_lists_every_command(run: Run) -> None:
    shown = run("--help")
    assert shown.code == 0
    assert all(f"  {command.name} " in shown.out for command in COMMANDS)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_the_help_of_a_command_has_examples_and_exit_codes(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.code == 0
    assert f"examples:\n  clustercfg {command}" in shown.out
    assert all(f"  {code}  " in shown.out for code in ("0 ", "2 ", "3 ", "70"))
    assert max(len(line) for line in shown.out.splitlines()) <= 80


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "clustercfg: name a command: lint, "),
        (["lnit"], "clustercfg: there is no command lnit; did you mean lint?"),
        (["frobnicate"], "clustercfg: there is no command frobnicate; there are: lint, "),
        (["my.yaml"], "clustercfg: there is no command my.yaml; to check that file: clustercfg lint my.yaml"),
        (["--verion"], "clustercfg: unknown option --verion; did you mean --version?"),
        (
            ["lint", "--formt=json", "a.yaml"],
            "clustercfg lint: unknown option --formt; did you mean --format",
        ),
        (["explain", "a", "b"], "clustercfg explain: unexpected argument b"),
        (["lint", "--format", "xml", "a.yaml"], "clustercfg lint: argument --format: invalid choice: 'xml'"),
    ],
)
def test_a_wrong_command_line_gets_a_sentence(run: Run, words: list[str], message: str) -> None:
    shown = run(*words)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith(message)


def _break_with(error: BaseException) -> Callable[[object], int]:
    def run_command(_arguments: object) -> int:
        raise error

    return run_command


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def break_explain(error: BaseException) -> None:
        module = commands.Command("explain", "").load()
        monkeypatch.setattr(module, "run", _break_with(error))

    return break_explain


def test_a_bug_is_told_in_one_line_without_its_text(
    run: Run, broken: Callable[[BaseException], None]
) -> None:
    broken(KeyError("hunter2"))
    shown = run("explain")
    assert (shown.code, shown.out) == (70, "")
    assert shown.err.startswith("clustercfg: internal error (KeyError).")
    assert len(shown.err.splitlines()) == 1
    assert "hunter2" not in shown.err


def test_the_traceback_of_a_bug_is_shown_on_demand(
    run: Run, broken: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTERCFG_DEBUG", "1")
    broken(KeyError("clue"))
    shown = run("explain")
    assert shown.code == 70
    assert "Traceback" in shown.err
    assert "clue" in shown.err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
        (
            OSError(28, "No space left on device", "out.json"),
            3,
            "clustercfg: out.json: No space left on device\n",
        ),
        (RecursionError(), 70, "clustercfg: internal error (RecursionError)."),
    ],
)
def test_an_end_from_outside_is_quiet(
    run: Run, broken: Callable[[BaseException], None], error: BaseException, code: int, message: str
) -> None:
    broken(error)
    shown = run("explain")
    assert shown.code == code
    assert shown.err.startswith(message)
    assert bool(shown.err) is bool(message)


def test_an_interruption_while_the_command_is_imported_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class Interrupting:
        def find_spec(self, name: str, *_others: object) -> None:
            if name == "clustercfg.cli":
                raise KeyboardInterrupt

    (script,) = entry_points(group="console_scripts", name="clustercfg")
    program = script.load()
    monkeypatch.delitem(sys.modules, "clustercfg.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert program() == 130
    assert capfd.readouterr() == ("", "")


def _python(*words: str, **variables: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "clustercfg", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
    )


@pytest.mark.parametrize("words", [["explain"], ["lint", "--help"], ["--version"], ["schema"]])
def test_a_reader_that_goes_away_changes_neither_verdict_nor_stderr(words: list[str]) -> None:
    with _python(*words) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such redirections")
@pytest.mark.parametrize(("redirection", "stream"), [(">&-", "standard output"), ("<&-", "standard input")])
def test_a_closed_stream_is_told(redirection: str, stream: str) -> None:
    words = [
        sys.executable,
        "-m",
        "clustercfg",
        *(["explain"] if stream == "standard output" else ["show", "-"]),
    ]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {redirection}', "sh", *words],
        check=False,
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (3, f"clustercfg: {stream}: it is closed\n")


@pytest.mark.parametrize(
    "variables", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "C.UTF-8"}]
)
def test_output_is_utf_8_whatever_the_locale(variables: dict[str, str]) -> None:
    with _python("lint", "北京.yaml", **variables) as process:
        out, err = process.communicate(timeout=30)
        assert process.returncode == 3
    assert out == b""
    assert "北京.yaml" in err.decode("utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110 - a device
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "clustercfg", "explain"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
