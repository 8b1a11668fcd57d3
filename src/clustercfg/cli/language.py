"""Which language a person reads: `--lang`, CLUSTERCFG_LANG, else the locale."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clustercfg.cli.streams import say
from clustercfg.translation import gettext as _
from clustercfg.translation import use_language

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "choose_language", "chosen_language"]

LANGUAGES = ("en", "zh")
_SETTING = "CLUSTERCFG_LANG"


def choose_language(arguments: Sequence[str]) -> None:
    """Set the language before the command line is read, so that its help speaks it too."""
    asked = _asked(arguments)
    installed = use_language(chosen_language(asked)[0])
    if asked and not installed:
        say(
            _("clustercfg: no texts in language {language} are installed; English is used").format(
                language=asked
            )
        )


def _asked(arguments: Sequence[str]) -> str:
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if option == "--lang":
            return _code(value)
        if option.startswith("--lang="):
            return _code(option.partition("=")[2])
    return ""


def chosen_language(asked: str = "") -> tuple[str, str]:
    """Return the language, and what chose it: an option or variable, nothing where English is the default."""
    if asked:
        return asked, "--lang"
    if code := _code(os.environ.get(_SETTING, "")):
        return code, _SETTING
    # The order in which POSIX looks: the first variable that is set decides.
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            code = _code(os.environ[name])
            return (code, name) if code else ("en", "")
    return "en", ""


def _code(name: str) -> str:
    code = name[:2].lower()
    return code if code in LANGUAGES else ""
