"""Which language a person reads: `--lang`, CLUSTERCFG_LANG, else the locale; English where that cannot be written.

Any Chinese locale means Simplified Chinese, the only Chinese there is: its readers elsewhere read it before English.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from clustercfg.cli.streams import say
from clustercfg.translation import gettext as _
from clustercfg.translation import use_language

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "choose_language", "chosen_language"]

LANGUAGES = ("en", "zh")
_SAMPLES = {"zh": "中文，。"}
_SETTING = "CLUSTERCFG_LANG"


def choose_language(arguments: Sequence[str]) -> None:
    """Set the language before the command line is read, so that its help speaks it too."""
    asked = _asked(arguments)
    language, reason = chosen_language(asked)
    installed = use_language(language)
    if asked and language != asked:
        say(_("clustercfg: {reason}; English is used").format(reason=reason))
    elif asked and not installed:
        say(
            _("clustercfg: no texts in language {language} are installed; English is used").format(
                language=asked
            )
        )


def _asked(arguments: Sequence[str]) -> str:
    """Return what `--lang` says; the last one counts, as for every option."""
    asked = ""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if option == "--lang":
            asked = _code(value)
        elif option.startswith("--lang="):
            asked = _code(option.partition("=")[2])
    return asked


def chosen_language(asked: str = "") -> tuple[str, str]:
    """Return the language, and what chose it: an option or variable, nothing where English is the default."""
    language, reason = _wanted_language(asked)
    encoding = _encoding_without(_SAMPLES.get(language, ""))
    if encoding:
        return "en", _("{encoding} cannot be used for language {language}").format(
            encoding=encoding, language=language
        )
    return language, reason


def _encoding_without(sample: str) -> str:
    """Return the encoding of the output in which `sample` cannot be written, nothing if there is none."""
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        try:
            sample.encode(encoding)
        except UnicodeEncodeError:
            return encoding
    return ""


def _wanted_language(asked: str) -> tuple[str, str]:
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
