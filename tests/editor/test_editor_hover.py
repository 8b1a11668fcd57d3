"""What an editor shows of the key or value under the mouse, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clustercfg.models.fields import describe
from clustercfg.models.sources import REPOSITORY
from clustercfg.translation import gettext as _
from clustercfg.translation import speaking
from language_server import LanguageServer

Page = Callable[..., str]

PLACES: dict[str, str] = {
    "spec.clusterName": "  cluster│Name: a\n",
    "spec.binaries": "  bin│aries:\n    type: builtin\n",
    "spec.binaries.type": "  binaries:\n    type: ext│ernal\n    externalRepoEndpoint: http://h\n",
    "spec.binaries.externalRepoEndpoint": "  binaries:\n    type: external\n    externalRepo│Endpoint: http://h\n",
    "spec.osRepos.externalRepoEndpoint": "  osRepos:\n    type: external\n    externalRepo│Endpoint: http://h\n",
    "spec.osRepos.externalRepoURLs": "  osRepos:\n    type: external\n    externalRepoType: centos\n    externalRepo│URLs: [http://h]\n",
    "spec.masterNodes": "  master│Nodes:\n    - nodeName: a\n      ip: 10.0.0.1\n",
    "spec.masterNodes[].ip": "  masterNodes:\n    - nodeName: a\n      i│p: 10.0.0.1\n",
    "spec.masterNodes[].ansiblePass": '  masterNodes:\n    - nodeName: a\n      ip: 10.0.0.1\n      ansible│Pass: "1"\n',
    "spec.network.cni": "  network:\n    c│ni: calico\n",
    "spec.loadBalancer.SourceIP": "  loadBalancer:\n    Source│IP: false\n",
    "spec.auditConfig.logMaxSize": "  auditConfig:\n    log│MaxSize: 100\n",
    "spec.kubeanConfig": "  kubean│Config: |-\n    a: 1\n",
    "spec.renewCerts.oneTimeValidDays": "  renewCerts:\n    oneTime│ValidDays: 1\n",
    "spec.externalMiddlewares.redis.kpanda": "  externalMiddlewares:\n    redis:\n      kp│anda: redis://h\n",
}


def bare(markdown: str) -> str:
    """Take away the escapes, of which versions of the server add more or fewer."""
    return markdown.replace("\\", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", PLACES)
def test_a_key_says_what_it_is(server: LanguageServer, page: Page, path: str, lang: str) -> None:
    with speaking(lang):
        known = describe(path)
        since = _("Since installer")
    assert known
    told = bare(server.hover(page(PLACES[path], lang=lang)))
    assert told.startswith(f"#### {path.rpartition('.')[2]}\n\n{bare(known.description)}\n\n")
    for fact in (known.type, known.unit, known.required_when, f"**{since}**", known.since):
        assert bare(fact) in told
    for source in known.sources:
        assert f"({REPOSITORY}/blob/main/{source})" in told
    assert known.default.strip("[]{}") in told
    assert "null" not in told


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("key", "spec"),
    [
        ("tinderKind", "  boot│strap:\n    registryPort: 1\n"),
        ("externalMiddlewares", "  external│Middleware:\n    redis: {}\n"),
        (
            "dbDriverName",
            "  externalMiddlewares:\n    database:\n      kpanda:\n        - dri│ver: mysql\n          dataSourceName: x\n",
        ),
    ],
)
def test_an_old_key_is_called_outdated(
    server: LanguageServer, page: Page, key: str, spec: str, lang: str
) -> None:
    with speaking(lang):
        outdated = _("Outdated: use {key}.").format(key=key)
    assert f"**{outdated}**" in bare(server.hover(page(spec, lang=lang)))


@pytest.mark.parametrize("name", ["kpanda", "other"])
def test_a_name_says_what_stands_below_it(server: LanguageServer, page: Page, name: str) -> None:
    spec = f"  externalMiddlewares:\n    database:\n      │{name}:\n        - dbDriverName: mysql\n          dataSourceName: x\n"
    known = describe("spec.externalMiddlewares.database.<name>")
    assert known
    assert known.description in bare(server.hover(page(spec)))


def test_the_old_url_says_what_to_use_instead(server: LanguageServer, page: Page) -> None:
    told = bare(
        server.hover(page("  binaries:\n    type: external\n    external│Repository: http://h/kubean\n"))
    )
    assert "Outdated: the full URL" in told
    assert "Use externalRepoEndpoint instead." in told


def test_the_values_are_listed_with_their_meanings(server: LanguageServer, page: Page) -> None:
    told = bare(server.hover(page(PLACES["spec.binaries.type"])))
    assert "* `external`: The nodes download the binaries from your own storage" in told
    assert "* `builtin`: The nodes download the binaries from the bootstrap node.\n" in told
