"""The forms of values as regular expressions that every editor reads: Python's, JavaScript's and Java's alike.

They say the same as the checks of `models.formats`; a test compares both. Only what begins a Redis URL is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping

from clustercfg.models.placeholders import PLACEHOLDER, PLACEHOLDER_LIMIT
from clustercfg.models.shapes import StringShape
from clustercfg.models.wording import shape_in_words
from clustercfg.schema_patterns import portable
from clustercfg.translation import gettext as _

__all__ = ["LONGEST", "PATTERNS", "format_definitions", "format_reference"]

Schema = dict[str, object]

LONGEST = 10_000
_END = r"(?![\s\S])"  # `$` also stands before a last line break in Python

_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"{_BYTE}(?:\.{_BYTE}){{3}}"
_GROUP = r"[0-9A-Fa-f]{1,4}"
_LAST = rf"(?:{_GROUP}:{_GROUP}|{_IPV4})"


def _shortened(before: int, after: str) -> str:
    """An IPv6 address with at most `before` groups in front of `::`."""
    return rf"(?:(?:{_GROUP}:){{0,{before - 1}}}{_GROUP})?::{after}" if before else f"::{after}"


_IPV6 = "(?:{})".format(
    "|".join(
        (
            rf"(?:{_GROUP}:){{6}}{_LAST}",
            *(_shortened(before, rf"(?:{_GROUP}:){{{5 - before}}}{_LAST}") for before in range(6)),
            _shortened(6, _GROUP),
            _shortened(7, ""),
        )
    )
)
_IP = f"(?:{_IPV4}|{_IPV6})"

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = (
    r"(?=[A-Za-z0-9_.-]{1,253}(?![A-Za-z0-9_.-]))"
    rf"(?:{_LABEL}\.)*(?![0-9]+(?![A-Za-z0-9_.-])){_LABEL}(?![A-Za-z0-9_.-])"
)
_NAME = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SUBDOMAIN = rf"(?=[a-z0-9.-]{{1,253}}(?![a-z0-9.-])){_NAME}(?:\.{_NAME})*(?![a-z0-9.-])"
_LABEL_VALUE = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"

_PORT = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_HOST_PORT = rf"(?:(?:{_IPV4}|{_DOMAIN}):{_PORT}|\[{_IPV6}\]:?{_PORT})"
_HOST = rf"(?:(?:{_IPV4}|{_DOMAIN})(?::{_PORT})?|\[{_IPV6}\](?::?{_PORT})?)"
_IN_URL = r"\s\x00-\x1f\x7f"
_URL = rf"[Hh][Tt][Tt][Pp][Ss]?://(?:[^/?#{_IN_URL}]*@)?{_HOST}(?:[/?#][^{_IN_URL}]*)?"

PATTERNS: Mapping[str, str] = {
    name: f"^(?:{form}){_END}"
    for name, form in {
        "absolute-path": r"/[^\x00-\x1f\x7f]*",
        "bootstrap-node": rf"auto|(?![Aa][Uu][Tt][Oo]{_END})(?:{_IP}|{_DOMAIN})",
        "cidr": rf"{_IPV4}/(?:3[0-2]|[12]?[0-9])|{_IPV6}/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])",
        "cluster-name": _SUBDOMAIN,
        "cri-version": r"[0-9]+\.[0-9]+(?:\.[0-9]+)?(?:[-+~][0-9A-Za-z.+~-]+)?",
        "host-or-url": f"{_URL}|{_HOST}",
        "host-port": _HOST_PORT,
        "http-url": _URL,
        "ip": _IP,
        "kubernetes-version": r"v[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?",
        "node-name": _SUBDOMAIN,
        "ntp": rf"\s*(?:{_IP}|{_DOMAIN})(?:\s+[A-Za-z0-9.+-]+)*\s*",
        "package-repository": rf"{_URL}|deb(?:-src)?\s+(?:\[[^\]]*\]\s*)?{_URL}(?:\s[\s\S]*)?",
        "port": _PORT,
        "redis-url": r"[Rr][Ee][Dd][Ii][Ss](?:[Ss]|\+[Ss][Ee][Nn][Tt][Ii][Nn][Ee][Ll])?://[\s\S]*",
        "ssl-name": f"{_IP}|{_DOMAIN}",
        "taint": rf"(?:{_SUBDOMAIN}/)?{_LABEL_VALUE}(?:=(?:{_LABEL_VALUE})?)?:(?:NoSchedule|PreferNoSchedule|NoExecute)",
        "vip": rf"{_IPV4}/32|{_IPV6}/128",
    }.items()
}
"""What a value of each format matches as a whole, unless it is a placeholder."""


def format_reference(name: str) -> Schema:
    """Return the keyword that asks for a format; its definition is one of `format_definitions`."""
    return {"$ref": f"#/definitions/{name}"}


def format_definitions() -> dict[str, Schema]:
    """Return a definition for each format, with what an editor says of a value that has another form."""
    placeholder = {"pattern": portable(PLACEHOLDER), "maxLength": PLACEHOLDER_LIMIT}
    return {"placeholder": placeholder} | {name: _definition(name) for name in PATTERNS}


def _definition(name: str) -> Schema:
    wanted = _("Expected: {form}.").format(form=shape_in_words(StringShape(name)))
    form: Schema = {"pattern": PATTERNS[name], "patternErrorMessage": wanted}
    if name == "redis-url":
        return form
    told = _("This is a placeholder: put your own value here.")
    return {
        "maxLength": LONGEST,
        "if": {"$ref": "#/definitions/placeholder"},
        "then": {"pattern": "(?!)", "patternErrorMessage": told},
        "else": form,
    }
