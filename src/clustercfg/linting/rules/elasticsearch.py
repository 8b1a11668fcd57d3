"""CC350, CC351, CC353 and CC354: the external Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.fixes import remove_entry
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import State, View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Entry
from clustercfg.yamltext.paths import Path

__all__ = [
    "anonymous_in_v1alpha4",
    "anonymous_with_credentials",
    "elasticsearch_without_login",
    "elasticsearch_without_tls",
]

_BLOCK: Path = ("spec", "externalMiddlewares", "elasticsearch", "insight")
_ANONYMOUS: Path = (*_BLOCK, "anonymous")
_LOGIN: tuple[Path, ...] = ((*_BLOCK, "username"), (*_BLOCK, "password"))


def _is_v1alpha4(view: View) -> bool:
    return str(view.get("apiVersion")).endswith("/v1alpha4")


def anonymous_with_credentials(view: View) -> Iterator[Finding]:
    """Elasticsearch is to be used without a login, and a login is given.

    ## Why it matters
    The two exclude each other: with `anonymous: true` there may be neither user name nor password.

    ## Example
    ```yaml
    elasticsearch:
      insight:
        endpoint: https://10.6.229.41:9200
        anonymous: true
        username: insight
        password: "teal-Badger-3004"
    ```

    ## Use instead
    ```yaml
    elasticsearch:
      insight:
        endpoint: https://10.6.229.41:9200
        username: insight
        password: "teal-Badger-3004"
    ```

    ## Fix
    Unsafe: `anonymous` is removed.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    given = [path for path in _LOGIN if view.has(path)]
    if view.get(_ANONYMOUS) is not True or not given:
        return
    entry, title = view.document.find(_ANONYMOUS), _("Remove {key}").format(key="anonymous")
    yield Finding(
        *view.place(_ANONYMOUS),
        _("anonymous: true forbids a user name and a password."),
        _("Remove anonymous, or the user name and the password."),
        view.name(_ANONYMOUS),
        tuple(Second(_("given here"), *view.key_place(path)) for path in given),
        remove_entry(view.document.text, entry, title) if isinstance(entry, Entry) else None,
    )


def elasticsearch_without_login(view: View) -> Iterator[Finding]:
    """Elasticsearch is given without a user name or without a password.

    ## Why it matters
    Both are needed unless `anonymous: true` says that there is no login. Samples of v1alpha4 no longer show
    `anonymous`, so there a missing login is only a warning; half a login is always an error.

    ## Example
    ```yaml
    elasticsearch:
      insight:
        endpoint: https://10.6.229.41:9200
    ```

    ## Use instead
    ```yaml
    elasticsearch:
      insight:
        endpoint: https://10.6.229.41:9200
        username: insight
        password: "teal-Badger-3004"
    ```

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    block, anonymous = view.slot(_BLOCK), view.slot(_ANONYMOUS)
    if block is None or block.state is not State.GOOD or not (anonymous is None or anonymous.value is False):
        return
    missing = [path for path in _LOGIN if view.lacks(path)]
    if len(missing) == 1:
        (given,) = (path for path in _LOGIN if path not in missing)
        message = _("{given} is given without {missing}.").format(given=given[-1], missing=missing[0][-1])
        help_text = _("Give both, or neither and anonymous: true.")
        yield Finding(*view.key_place(given), message, help_text, view.name(missing[0]))
    elif missing and view.lacks(_ANONYMOUS):
        yield Finding(
            *view.key_place(_BLOCK),
            _("Elasticsearch needs username and password."),
            _("Give both, or anonymous: true if there is no login."),
            view.name(_BLOCK),
            severity=Severity.WARNING if _is_v1alpha4(view) else None,
        )
    elif missing:
        message = _("anonymous: false needs username and password.")
        yield Finding(*view.place(_ANONYMOUS), message, _("Give both."), view.name(_ANONYMOUS))


def anonymous_in_v1alpha4(view: View) -> Iterator[Finding]:
    """Elasticsearch without a login in a file of v1alpha4.

    ## Why it matters
    The v1alpha4 sample has `insecure` in the place of `anonymous`, while its field table still lists the key. Whether
    it is still read is not known.

    ## Example
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha4
    kind: ClusterConfig
    spec:
      externalMiddlewares:
        elasticsearch:
          insight:
            endpoint: https://10.6.229.41:9200
            anonymous: true
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha4
    kind: ClusterConfig
    spec:
      externalMiddlewares:
        elasticsearch:
          insight:
            endpoint: https://10.6.229.41:9200
            username: insight
            password: "teal-Badger-3004"
    ```

    ## Source
    English sample of cluster-config for v1alpha4 in the installation guide.
    """
    if not _is_v1alpha4(view) or view.get(_ANONYMOUS) is not True:
        return
    yield Finding(
        *view.place(_ANONYMOUS),
        _("Samples of v1alpha4 no longer show anonymous; the installer may not read it."),
        _("Use an account with a password, or test this setting first."),
        view.name(_ANONYMOUS),
    )


def elasticsearch_without_tls(view: View) -> Iterator[Finding]:
    """Elasticsearch is used over plain HTTP.

    ## Why it matters
    It works only after a change of the Helm values of Insight, which expects TLS.

    ## Example
    ```yaml
    elasticsearch:
      insight:
        endpoint: http://10.6.229.41:9200
        username: insight
        password: "teal-Badger-3004"
    ```

    ## Use instead
    ```yaml
    elasticsearch:
      insight:
        endpoint: https://10.6.229.41:9200
        username: insight
        password: "teal-Badger-3004"
    ```

    ## Source
    External-middlewares page of the installation guide.
    """
    path = (*_BLOCK, "endpoint")
    endpoint = view.get(path)
    if isinstance(endpoint, str) and endpoint.lower().startswith("http:"):
        yield Finding(
            *view.place(path),
            _("Without TLS, Insight's Helm values must be changed too."),
            _("Use https, or follow the page on external middleware."),
            view.name(path),
        )
