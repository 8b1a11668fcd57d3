"""Where a command takes a secret from: never from an argument, which other users and the shell's history see."""

from __future__ import annotations

import os
import warnings

from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.reading import display_name, read
from clustercfg.translation import gettext as _

__all__ = ["ask", "from_environment", "from_file"]


def from_environment(variable: str) -> str:
    """Return the content of an environment variable.

    Raises:
        UsageError: it is not set.
    """
    value = os.environ.get(variable)
    if value is None:
        raise UsageError(_("clustercfg: the environment variable {name} is not set").format(name=variable))
    return value


def from_file(path: str) -> str:
    """Return the text of a file, or of standard input for `-`, without the line break at its end.

    Raises:
        UsageError: it is no UTF-8 text.
        OSError: it cannot be read.
    """
    try:
        text = read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        # Its message would quote the bytes.
        raise UsageError(_("clustercfg: {path} is no UTF-8 text").format(path=display_name(path))) from None
    return text.removesuffix("\n").removesuffix("\r")


def ask(question: str) -> str:
    """Ask on the terminal, without showing what is typed.

    Raises:
        UsageError: there is no terminal to ask on, or nothing was typed.
    """
    from getpass import GetPassWarning, getpass  # noqa: PLC0415 - only who is asked pays for it

    with warnings.catch_warnings():
        # Without a terminal getpass would read, and show, a line of standard input.
        warnings.simplefilter("error", GetPassWarning)
        try:
            answer = getpass(_("{title}:").format(title=question) + " ")
        except (GetPassWarning, EOFError):
            answer = None
    if not answer:
        raise UsageError(_("clustercfg: nothing was typed, or there is no terminal to ask on"))
    return answer
