"""Pure checks of single values, shared by the models and the linter.

Each check takes the text of a value and answers with a problem or None. Only the standard library, nothing resolved,
nothing read from disk. Sources: the key-field table of cluster-config and the pages on external resources in the
installation guide; Kubernetes for names and taints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from clustercfg.models.datasources import dsn_problem, mysql_dsn, postgres_dsn, redis_url
from clustercfg.models.hosts import (
    is_domain,
    is_host,
    is_ip,
    is_ipv4,
    is_port,
    is_subdomain,
    split_host_port,
    split_url,
)
from clustercfg.models.placeholders import is_placeholder
from clustercfg.models.problems import FormatProblem
from clustercfg.translation import gettext as _

__all__ = ["FORMATS", "FormatProblem", "dsn_problem", "mysql_dsn", "postgres_dsn", "redis_url"]

Check = Callable[[str], FormatProblem | None]

_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_LABEL_VALUE = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
_LONGEST = 10_000
_CONTROL = r"[\x00-\x1f\x7f]"


def _name(value: str) -> FormatProblem | None:
    if is_subdomain(value):
        return None
    message = _(
        "A name may hold only lower-case letters, digits, hyphens and dots, and must begin and end with a letter or digit (RFC 1123)."
    )
    lowered = value.strip().lower().replace("_", "-")
    return FormatProblem(message, lowered if is_subdomain(lowered) else None)


def _ip(value: str) -> FormatProblem | None:
    if is_ip(value):
        return None
    address, slash, _prefix = value.strip().partition("/")
    if slash and is_ip(address):
        return FormatProblem(_("An address without a prefix is expected here."), address)
    return FormatProblem(_("This is no IP address."), address if not slash and is_ip(address) else None)


def _vip(value: str) -> FormatProblem | None:
    address, slash, prefix = value.partition("/")
    if not is_ip(address):
        return FormatProblem(_("A virtual IP is one address with /32 (IPv6: /128), such as 10.0.0.10/32."))
    wanted = "32" if is_ipv4(address) else "128"
    if prefix == wanted:
        return None
    if not slash:
        message = _("The virtual IP lacks its prefix: write /{prefix} after the address.")
    else:
        message = _("A virtual IP is a single address: its prefix must be /{prefix}.")
    return FormatProblem(message.format(prefix=wanted), f"{address}/{wanted}")


def _cidr(value: str) -> FormatProblem | None:
    address, slash, prefix = value.partition("/")
    if not is_ip(address) or not slash:
        return FormatProblem(_("A network with its prefix is expected here, such as 10.233.64.0/18."))
    longest = 32 if is_ipv4(address) else 128
    if re.fullmatch(r"0|[1-9][0-9]{0,2}", prefix) and int(prefix) <= longest:
        return None
    return FormatProblem(
        _("The prefix of a network is a number from 0 to {longest}.").format(longest=longest)
    )


def _port(value: str) -> FormatProblem | None:
    if is_port(value):
        return None
    stripped = value.strip().lstrip("0")
    return FormatProblem(_("A port is a number from 1 to 65535."), stripped if is_port(stripped) else None)


def _absolute_path(value: str) -> FormatProblem | None:
    if re.search(_CONTROL, value):
        return FormatProblem(_("A path must not hold control characters or line breaks."))
    if value.startswith("/"):
        return None
    return FormatProblem(_("An absolute path is expected here: it begins with a slash."))


def _http_url(value: str) -> FormatProblem | None:
    parts = split_url(value)
    if parts is None:
        return FormatProblem(_("A URL with http:// or https:// is expected here."), _repaired_scheme(value))
    if parts.scheme not in ("http", "https"):
        return FormatProblem(_("The URL must begin with http:// or https://."))
    if re.search(rf"\s|{_CONTROL}", value):
        return FormatProblem(_("A URL must not hold blanks or control characters."))
    if not is_host(parts.host):
        return FormatProblem(_("The URL names no valid host."))
    if parts.port is not None and not is_port(parts.port):
        return FormatProblem(_("The port of the URL must be a number from 1 to 65535."))
    return None


def _repaired_scheme(value: str) -> str | None:
    """Return the URL with its scheme mended (`http:/host`, `https//host`, full-width punctuation), if that helps."""
    plain = value.strip().translate({0xFF1A: ":", 0xFF0F: "/"})
    mended = re.sub(r"^(https?)(?::/{0,2}|/{2})(?=[\w\[])", r"\1://", plain, count=1, flags=re.IGNORECASE)
    return mended if mended != value and _http_url_is_valid(mended) else None


def _http_url_is_valid(value: str) -> bool:
    return split_url(value) is not None and _http_url(value) is None


def _package_repository(value: str) -> FormatProblem | None:
    if not re.match(r"deb(?:-src)?\s", value):
        return _http_url(value)
    line = re.match(r"\S+\s+(?:\[[^\]]*\]\s*)?(\S+)", value)
    if line and _http_url(line[1]) is None:
        return None
    return FormatProblem(_("A line for apt reads: deb [options] URL suite components."))


def _host_or_auto(value: str) -> FormatProblem | None:
    if value.lower() == "auto":
        return (
            None if value == "auto" else FormatProblem(_("The word auto is written in lower case."), "auto")
        )
    if is_ip(value) or is_domain(value):
        return None
    return FormatProblem(_("The bootstrap node is auto, an IP address or a domain name."))


def _ip_or_domain(value: str) -> FormatProblem | None:
    if is_ip(value) or is_domain(value):
        return None
    return FormatProblem(_("An IP address or a domain name is expected here."))


def _host_port(value: str) -> FormatProblem | None:
    host, port = split_host_port(value)
    if is_host(host) and port is not None and is_port(port):
        return None
    return FormatProblem(_("A host and its port are expected here, such as host1:9092."))


def _host_or_url(value: str) -> FormatProblem | None:
    if "://" in value:
        return _http_url(value)
    host, port = split_host_port(value)
    if is_host(host) and (port is None or is_port(port)):
        return None
    return FormatProblem(_("A host with its port, or a URL with http:// or https://, is expected here."))


def _ntp(value: str) -> FormatProblem | None:
    host, *options = value.split()[:1] + value.split()[1:] or [""]
    if (is_ip(host) or is_domain(host)) and all(re.fullmatch(r"[A-Za-z0-9.+-]+", each) for each in options):
        return None
    return FormatProblem(_("A time server is a host, with options after a blank if needed: 10.0.0.1 iburst."))


def _taint(value: str) -> FormatProblem | None:
    label, colon, effect = value.rpartition(":")
    if not colon or effect not in _EFFECTS:
        message = _(
            "A taint reads key=value:Effect, where Effect is NoSchedule, PreferNoSchedule or NoExecute."
        )
        known = {each.lower(): each for each in _EFFECTS}.get(effect.strip().lower())
        return FormatProblem(message, f"{label}:{known}" if colon and known else None)
    key, _equals, text = label.partition("=")
    if _is_label_key(key) and (not text or re.fullmatch(_LABEL_VALUE, text)):
        return None
    return FormatProblem(
        _(
            "The key or the value of this taint is not what Kubernetes takes: letters, digits, hyphens, dots, underscores."
        )
    )


def _is_label_key(key: str) -> bool:
    prefix, slash, name = key.rpartition("/")
    return (not slash or is_subdomain(prefix)) and re.fullmatch(_LABEL_VALUE, name) is not None


def _kubernetes_version(value: str) -> FormatProblem | None:
    pattern = r"v[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?"
    if re.fullmatch(pattern, value):
        return None
    prefixed = "v" + value.strip().lstrip("vV")
    suggestion = prefixed if re.fullmatch(pattern, prefixed) else None
    return FormatProblem(_("A Kubernetes version reads vX.Y.Z, such as v1.29.5."), suggestion)


def _cri_version(value: str) -> FormatProblem | None:
    pattern = r"[0-9]+\.[0-9]+(?:\.[0-9]+)?(?:[-+~][0-9A-Za-z.+~-]+)?"
    if re.fullmatch(pattern, value):
        return None
    bare = value.strip().lstrip("vV")
    suggestion = bare if re.fullmatch(pattern, bare) else None
    return FormatProblem(_("A runtime version reads X.Y.Z without a leading v, such as 1.7.0."), suggestion)


def _real(check: Check) -> Check:
    """Refuse endless texts and placeholders first: many placeholders look like a domain name."""

    def checked(value: str) -> FormatProblem | None:
        if len(value) > _LONGEST:
            return FormatProblem(_("This is longer than any value that makes sense here."))
        if is_placeholder(value):
            return FormatProblem(_("This is a placeholder: put your own value here."))
        return check(value)

    return checked


FORMATS: Mapping[str, Check] = {
    "cluster-name": _real(_name),
    "node-name": _real(_name),
    "ip": _real(_ip),
    "vip": _real(_vip),
    "cidr": _real(_cidr),
    "port": _real(_port),
    "absolute-path": _real(_absolute_path),
    "http-url": _real(_http_url),
    "package-repository": _real(_package_repository),
    "bootstrap-node": _real(_host_or_auto),
    "ssl-name": _real(_ip_or_domain),
    "host-port": _real(_host_port),
    "host-or-url": _real(_host_or_url),
    "ntp": _real(_ntp),
    "taint": _real(_taint),
    "kubernetes-version": _real(_kubernetes_version),
    "cri-version": _real(_cri_version),
    "redis-url": redis_url,
}
"""Every format by its name. Host bits in a network are accepted: the documents say nothing about them."""
