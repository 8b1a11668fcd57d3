"""CC320 to CC322: workers that are kept for Elasticsearch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercfg.linting.additions import append_lines, combined
from clustercfg.linting.diagnostics import Fix
from clustercfg.linting.fixes import remove_entry
from clustercfg.linting.machines import count_machines
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.nodes import Entry
from clustercfg.yamltext.paths import Path

__all__ = ["needless_es_taint", "too_few_es_workers", "workers_beside_external_middleware"]

_TAINT = "node.daocloud.io/es-only=true:NoSchedule"
_NEEDED = 3
_WORKERS: Path = ("spec", "workerNodes")
_ELASTICSEARCH: Path = ("spec", "externalMiddlewares", "elasticsearch")


def _is_seven_node_mode(view: View) -> bool:
    """Three masters and at least three workers (deploy-arch)."""
    return count_machines(view, "masterNodes") == _NEEDED and (
        (count_machines(view, "workerNodes") or 0) >= _NEEDED
    )


def _taints(view: View) -> list[tuple[Path, object]]:
    """The taints of the workers; None for one that is malformed."""
    return [
        (taint, view.get(taint))
        for worker in view.items(_WORKERS)
        for taint in view.items((*worker, "nodeTaints"))
    ]


def too_few_es_workers(view: View) -> Iterator[Finding]:
    """Three masters and three workers, but not three workers for Elasticsearch.

    ## Why it matters
    In 7-node mode the built-in Elasticsearch runs on three workers of its own, which a taint keeps free of everything
    else. Without them it shares machines with the platform. An external Elasticsearch needs none.

    ## Example
    ```yaml
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
        ansibleUser: root
    ```

    ## Use instead
    ```yaml
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
        ansibleUser: root
        nodeTaints:
          - node.daocloud.io/es-only=true:NoSchedule
    ```

    ## Fix
    Unsafe: the taint is added to the last workers that have no taints, until there are three.

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    if not _is_seven_node_mode(view) or not view.lacks(_ELASTICSEARCH) or view.may_hide("nodeTaints"):
        return
    taints = _taints(view)
    tainted = {path[:3] for path, taint in taints if taint == _TAINT}
    if len(tainted) >= _NEEDED or any(taint is None for _path, taint in taints):
        return
    message = ngettext(
        "{count} worker has the taint for Elasticsearch; the 7-node mode needs three.",
        "{count} workers have the taint for Elasticsearch; the 7-node mode needs three.",
        len(tainted),
    )
    yield Finding(
        *view.key_place(_WORKERS),
        message.format(count=len(tainted)),
        _("Add the taint {taint} to three workers, or use an external Elasticsearch.").format(taint=_TAINT),
        view.name(_WORKERS),
        fix=_tainted(view, _NEEDED - len(tainted)),
    )


def _tainted(view: View, count: int) -> Fix | None:
    """Reserve the last `count` workers without taints: people list the ones for Elasticsearch last."""
    free = [worker for worker in view.items(_WORKERS) if not view.has((*worker, "nodeTaints"))]
    if len(free) < count:
        return None
    title = ngettext("Add the taint to {count} worker", "Add the taint to {count} workers", count)
    lines = ("nodeTaints:", f"  - {_TAINT}")
    nodes = [view.slots[worker].node for worker in free[-count:]]
    text = view.document.text
    fixes = [append_lines(text, node, lines, "") for node in nodes]
    return combined(title.format(count=count), fixes)


def needless_es_taint(view: View) -> Iterator[Finding]:
    """Workers are kept for Elasticsearch, which is external.

    ## Why it matters
    The taint keeps everything else off these workers, so they would stay idle.

    ## Example
    ```yaml
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
        nodeTaints:
          - node.daocloud.io/es-only=true:NoSchedule
    externalMiddlewares:
      elasticsearch:
        insight:
          endpoint: https://10.6.229.41:9200
          username: insight
          password: "teal-Badger-3004"
    ```

    ## Use instead
    ```yaml
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
    externalMiddlewares:
      elasticsearch:
        insight:
          endpoint: https://10.6.229.41:9200
          username: insight
          password: "teal-Badger-3004"
    ```

    ## Fix
    Unsafe: the taints are removed, where a worker has no other.

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    if not view.has((*_ELASTICSEARCH, "insight")):
        return
    found = [path for path, taint in _taints(view) if taint == _TAINT]
    if not found:
        return
    message = ngettext(
        "Elasticsearch is external, so {count} worker would stay idle behind this taint.",
        "Elasticsearch is external, so {count} workers would stay idle behind this taint.",
        len(found),
    )
    yield Finding(
        *view.place(found[0]),
        message.format(count=len(found)),
        _("Remove the taint, or leave the workers out."),
        view.name(found[0]),
        (Second(_("the external Elasticsearch"), *view.key_place(_ELASTICSEARCH)),),
        _without_taints(view, found),
    )


def _without_taints(view: View, taints: Sequence[Path]) -> Fix | None:
    lists = [path[:-1] for path in taints]
    if any(sum(1 for _ in view.items(each)) > 1 for each in lists):
        return None
    text, entries = view.document.text, [view.document.find(each) for each in lists]
    fixes = [remove_entry(text, each, "") if isinstance(each, Entry) else None for each in entries]
    return combined(_("Remove the taints for Elasticsearch"), fixes)


def workers_beside_external_middleware(view: View) -> Iterator[Finding]:
    """Three masters and three workers, although Elasticsearch is external.

    ## Why it matters
    The workers of the 7-node mode are there for the built-in Elasticsearch. With external middleware the guide does
    not recommend them; three masters are enough for the platform.

    ## Example
    ```yaml
    workerNodes:
      - nodeName: g-worker1
        ip: 10.6.229.31
    externalMiddlewares:
      elasticsearch:
        insight:
          endpoint: https://10.6.229.41:9200
          username: insight
          password: "teal-Badger-3004"
    ```

    ## Use instead
    ```yaml
    workerNodes: []
    externalMiddlewares:
      elasticsearch:
        insight:
          endpoint: https://10.6.229.41:9200
          username: insight
          password: "teal-Badger-3004"
    ```

    ## Source
    External-middlewares page of the installation guide.
    """
    if not _is_seven_node_mode(view) or not view.has((*_ELASTICSEARCH, "insight")):
        return
    if any(taint in (None, _TAINT) for _path, taint in _taints(view)):
        return
    yield Finding(
        *view.key_place(_WORKERS),
        _("With an external Elasticsearch the guide does not recommend the workers of the 7-node mode."),
        _("Leave them out unless your own applications need them."),
        view.name(_WORKERS),
        (Second(_("the external Elasticsearch"), *view.key_place(_ELASTICSEARCH)),),
    )
