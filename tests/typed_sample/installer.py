"""What an installer's script does with clustercfg, typed as strictly as checkers can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typing_extensions import assert_type

import clustercfg
from clustercfg import ClusterConfig, Diagnostic, Document, Report, Severity


def names_of_masters(config: ClusterConfig) -> list[str]:
    assert_type(config.spec.cluster_name, str | None)
    return [node.node_name for node in config.spec.master_nodes]


def told(finding: Diagnostic) -> str:
    assert_type(finding.severity, Severity)
    assert_type(finding.start.line, int)
    place = f"{finding.path}:{finding.start.line}:{finding.start.column}"
    remedy = finding.fix.title if finding.fix else finding.help
    return f"{place}: {finding.severity.value} {finding.code} {finding.message} {remedy}"


def checked(path: Path) -> ClusterConfig:
    loaded = clustercfg.load(path, mode="cluster-create")
    assert_type(loaded.report, Report)
    assert_type(loaded.document, Document | None)
    assert_type(loaded.config, ClusterConfig | None)
    for finding in loaded.report:
        print(told(finding))
    if loaded.report.errors:
        assert_type(loaded.report.errors, tuple[Diagnostic, ...])
    try:
        return loaded.require()
    except clustercfg.InvalidConfigError as error:
        assert_type(error.report, Report)
        raise SystemExit(str(error)) from None


def renamed(path: Path, name: str) -> tuple[clustercfg.Difference, ...]:
    document = clustercfg.load(path).document
    if document is None:
        return ()
    before = document.text
    try:
        document.set("spec.clusterName", name)
        document.unset("spec.ntpServer")
        document.save()
    except clustercfg.EditRefusedError as error:
        print(error.reason)
    except clustercfg.SaveError as error:
        print(error)
    fixed = clustercfg.fix(document, unsafe=True)
    assert_type(fixed, clustercfg.Fixed[Document])
    assert_type(fixed.document, Document)
    assert_type(fixed.applied, tuple[Diagnostic, ...])
    return clustercfg.compare(before, fixed.document)


def changed(document: Document, config: ClusterConfig) -> str:
    config.spec.cluster_name = "renamed"
    document.update(config)
    moved = clustercfg.migrate(document, to="v1alpha4")
    assert_type(moved, clustercfg.Migration[Document])
    assert_type(moved.document, Document)
    print([change.reason for change in moved.needs_human])
    return clustercfg.dumps(config)


def made() -> str:
    topology = clustercfg.Topology.model_validate({"masters": 3, "workers": 2, "cluster_name": "central"})
    assert_type(topology.creates_cluster, bool)
    text = clustercfg.generate(topology, comments="short", lang="zh")
    assert_type(clustercfg.lint(text), Report)
    assert_type(clustercfg.loads(text, path="made.yaml").report.ok, bool)
    return text


def schema() -> dict[str, Any]:
    return clustercfg.json_schema("v1alpha3", lang="zh")


if __name__ == "__main__":
    print(clustercfg.__version__, names_of_masters(checked(Path("clusterConfig.yaml"))), len(schema()))
    print(renamed(Path("clusterConfig.yaml"), "renamed"), made())
