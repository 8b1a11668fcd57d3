"""CC441 to CC443: user names and passwords. No message ever holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.rule import Finding
from clustercfg.linting.secrets import is_secret_name
from clustercfg.linting.sources import source_kind
from clustercfg.linting.view import Slot, View
from clustercfg.models.hosts import split_url
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["half_registry_login", "padded_credential", "sample_password"]

SAMPLE_PASSWORDS = frozenset(
    {
        "123456",
        "Harbor12345",
        "Harbor123456",
        "admin",
        "dangerous",
        "dangerous@2022",
        "dangerous@2024",
        "password",
        "rootpass123",
    }
)
"""What the installation guide prints in its examples: known to everybody."""

_IMAGES: Path = ("spec", "imagesAndCharts")
_HALVES = (
    ("externalImageRepoUsername", "externalImageRepoPassword"),
    ("externalImageRepoPassword", "externalImageRepoUsername"),
    # Not the reverse: the page on external charts gives a password alone.
    ("externalChartRepoUsername", "externalChartRepoPassword"),
)
_CONNECTIONS = ("dataSourceName", "redis")
_NO_PASSWORDS = ("accessKey", "ansibleExtraArgs")
_USERS = re.compile(r"user(?:name)?\Z|accessKey\Z", re.IGNORECASE)
_MYSQL_PASSWORD = re.compile(r"[^:/]*:(.*)@[a-z0-9]+\(")
_POSTGRES_PASSWORD = re.compile(r"""\bpassword\s*=\s*('[^']*'|\S+)""")


def sample_password(view: View) -> Iterator[Finding]:
    """A password that stands in the examples of the documents.

    ## Why it matters
    Everybody who read the installation guide knows it. If the machine or the service really has it, change it there
    too.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
        ansibleUser: root
        ansiblePass: "dangerous"
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
        ansibleUser: root
        ansiblePass: "..."
    ```

    ## Source
    Samples of cluster-config and of the external-service pages in the installation guide.
    """
    for path in _secrets(view):
        if _password_in(path, view.get(path)) in SAMPLE_PASSWORDS:
            message = _("This password stands in the examples of the documents.")
            yield Finding(*view.place(path), message, _("Choose one of your own."), view.name(path))


def _secrets(view: View) -> Iterator[Path]:
    for path in view.slots:
        key = path[-1] if path else None
        if not isinstance(key, str) or not isinstance(view.get(path), str):
            continue
        if is_secret_name(key) or "redis" in path:
            yield path


def _password_in(path: Path, value: str) -> str:
    """The password alone, out of a connection string if it stands in one."""
    if path[-1] in _NO_PASSWORDS:
        return ""
    if "redis" in path:
        parts = split_url(value)
        return (parts.userinfo or "").partition(":")[2] if parts else ""
    if path[-1] == "dataSourceName":
        found = _MYSQL_PASSWORD.match(value) or _POSTGRES_PASSWORD.search(value)
        return found[1].strip("'") if found else ""
    return value


def half_registry_login(view: View) -> Iterator[Finding]:
    """A user name without its password, or the reverse, for the image registry or the chart repository.

    ## Why it matters
    The installer logs in with both to push images and charts. Leave both out only where anybody may push.

    ## Example
    ```yaml
    imagesAndCharts:
      type: external
      externalImageRepo: https://registry.example.com
      externalImageRepoUsername: installer
    ```

    ## Use instead
    ```yaml
    imagesAndCharts:
      type: external
      externalImageRepo: https://registry.example.com
      externalImageRepoUsername: installer
      externalImageRepoPassword: "..."
    ```

    ## Source
    External-imageandchart page of the installation guide.
    """
    if source_kind(view, "imagesAndCharts") != "external":
        return
    for given, missing in _HALVES:
        if view.has((*_IMAGES, given)) and view.lacks((*_IMAGES, missing)):
            message = _("{given} is given without {missing}.").format(given=given, missing=missing)
            # A key without a value is the very place.
            is_there = view.document.find((*_IMAGES, missing)) is not None
            place = view.key_place((*_IMAGES, missing if is_there else given))
            yield Finding(*place, message, _("Give both, or neither."), view.name((*_IMAGES, given)))


def padded_credential(view: View) -> Iterator[Finding]:
    """A user name or password with white space at its beginning or end.

    ## Why it matters
    Inside quotes a blank belongs to the value, and a text block (`|`) ends with a line break. The server then refuses a
    password that looks right, for S3 with a complaint about the signature.

    ## Example
    ```yaml
    externalRepoPassword: "teal-Badger-2084 "
    ```

    ## Use instead
    ```yaml
    externalRepoPassword: "teal-Badger-2084"
    ```

    ## Fix
    Unsafe: the white space is removed.

    ## Source
    YAML 1.2.2, sections 7.3 and 8.1.1.2.
    """
    for path, slot in view.slots.items():
        value = view.get(path)
        if not isinstance(value, str) or value == value.strip() or not _is_credential(path):
            continue
        yield Finding(
            *view.place(path),
            _("White space at the beginning or end of this value belongs to it."),
            _("Remove it, unless the password really has it."),
            view.name(path),
            fix=_trimmed(view.document.text, slot, value),
        )


def _is_credential(path: Path) -> bool:
    key = path[-1]
    if not isinstance(key, str) or key == "ansibleExtraArgs" or any(each in path for each in _CONNECTIONS):
        return False
    return is_secret_name(key) or _USERS.search(key) is not None


def _trimmed(text: str, slot: Slot, value: str) -> Fix | None:
    if not isinstance(slot.node, ScalarNode) or not value.strip():
        return None
    title = _("Remove the white space")
    if slot.node.style in ("|", ">"):
        at_end_only = value.lstrip() == value and value.rstrip("\n") == value.rstrip()
        behind = slot.start + 1
        bare = text[slot.start : behind + 1] in ("|\n", ">\n", "|\r", ">\r")
        return Fix(title, (Edit(behind, behind, "-"),)) if at_end_only and bare else None
    inner = text[slot.start + 1 : slot.end - 1]
    lead, trail = len(inner) - len(inner.lstrip(" ")), len(inner) - len(inner.rstrip(" "))
    if inner.strip(" ") != value.strip():
        return None
    spans = ((slot.start + 1, lead), (slot.end - 1 - trail, trail))
    return Fix(title, tuple(Edit(start, start + length, "") for start, length in spans if length))
