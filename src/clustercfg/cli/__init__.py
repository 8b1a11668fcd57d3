"""The command `clustercfg`: the only room that prints."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from clustercfg.cli.argparse_texts import translated_argparse
from clustercfg.cli.arguments import parse
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.language import choose_language
from clustercfg.cli.streams import drop_output, flush, prepare_streams, say
from clustercfg.errors import ClusterCfgError, EditRefusedError, SaveError, StorageError, reason_of
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]

_OBJECTS = 50_000
"""So many new objects are made before the garbage among them is looked for."""

_LASTING = ("clustercfg.cli.binaries.", "clustercfg.cli.doctor")
"""Modules of commands that make files and start programs which must not be left behind."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return its exit code.

    No exception leaves this function; a bug of ours is told in one line, with a traceback only if CLUSTERCFG_DEBUG is set.
    """
    # Little of what a command makes is ever garbage: looking for it as often as usual takes a tenth of the time of `lint`.
    gc.set_threshold(_OBJECTS)
    hook = sys.unraisablehook
    sys.unraisablehook = lambda dropped: _persist(dropped, hook)
    try:
        return _ended(argv)
    finally:
        sys.unraisablehook = hook


def _persist(dropped: sys.UnraisableHookArgs, hook: Callable[[sys.UnraisableHookArgs], object]) -> None:
    from clustercfg.cli.orderly_end import persisting  # noqa: PLC0415 - hardly ever needed

    persisting(hook)(dropped)


def _ended(argv: Sequence[str] | None) -> int:
    try:
        prepare_streams()
        code = _run(sys.argv[1:] if argv is None else argv)
        flush()
    except UsageError as error:
        say(str(error))
        return ExitCode.USAGE
    except KeyboardInterrupt as interruption:
        getattr(interruption, "obey", int)()  # a TerminationError ends the program by the signal that it had
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of a help text has gone
        drop_output()
        return ExitCode.OK
    except EditRefusedError as error:
        say(_("clustercfg: nothing was changed: {reason}").format(reason=error.reason))
        return ExitCode.PROBLEMS
    except (SaveError, StorageError) as error:
        say(f"clustercfg: {error}")
        return ExitCode.UNREADABLE
    except ClusterCfgError as error:
        say(f"clustercfg: {error}")
        return ExitCode.PROBLEMS
    except OSError as error:
        say(_("clustercfg: {reason}").format(reason=_reason(error)))
        return ExitCode.UNREADABLE
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        return _confess(error)
    return code


def _run(words: Sequence[str]) -> int:
    choose_language(words)
    with translated_argparse():
        try:
            module, arguments = parse(words)
        except SystemExit as stop:  # argparse has printed help or the version
            return int(stop.code or ExitCode.OK)
        if not getattr(module, "__name__", "").startswith(_LASTING):
            return int(module.run(arguments))
        from clustercfg.cli.orderly_end import orderly_end  # noqa: PLC0415 - `lint` makes nothing that could be left

        with orderly_end():
            return int(module.run(arguments))


def _reason(error: OSError) -> str:
    text = reason_of(error)
    return f"{error.filename}: {text}" if error.filename else text


def _confess(error: Exception) -> ExitCode:
    # Not even the exception's own message is shown: it may quote the file, and so a password.
    say(
        _(
            "clustercfg: internal error ({kind}). This is a bug in clustercfg, please report it;"
            " CLUSTERCFG_DEBUG=1 shows the traceback (look for secrets before you share it)."
        ).format(kind=type(error).__name__)
    )
    if os.environ.get("CLUSTERCFG_DEBUG"):
        import traceback  # noqa: PLC0415 - only for a bug

        traceback.print_exception(error)
    return ExitCode.BUG
