"""`Document.update`: a configuration changed in Python becomes the few edits that differ."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import clustercfg
from clustercfg.documents import Document
from clustercfg.errors import EditRefusedError
from clustercfg.models.binaries import HttpBinaries, S3Binaries
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.kubernetes import Network
from clustercfg.models.nodes import Node
from clustercfg.models.os_repos import BuiltinOsRepos

if TYPE_CHECKING:
    from clustercfg.loading import Loaded

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOOD = sorted(path for path in EXAMPLES.glob("*.yaml") if path.name != "broken.yaml")
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
BODY = """\
# top
metadata:
spec: # all of it
  clusterName: 'one' # its name
  # where it is
  bootstrapNode: auto
  loadBalancer:
    type: NodePort # written out, although it is the default
  secretFeature: 1 # nobody knows this key
  # machines
  masterNodes:
    # first
    - nodeName: m1 # beside m1
      ip: 10.0.0.1
      ansibleUser: root
      rack: A7 # unknown too

    # second
    - nodeName: "m2"
      ip: 10.0.0.2
      nodeTaints: [a=b:NoSchedule]
    - nodeName: m3
      ip: 10.0.0.3
      # ansibleSSHPort: 22
  # clocks
  ntpServer:
  - 10.0.0.9 # own
  - ntp.example.com
  binaries:
    type: builtin
    # type: external
    mirror: x # unknown in here
  kubeanConfig: |-
    # Kubespray
    ntp_timezone: Asia/Shanghai\x20\x20
    bin_dir: /opt/bin
# end
"""


def read(body: str) -> tuple[Document, ClusterConfig]:
    loaded: Loaded = clustercfg.loads(HEAD + body)
    assert loaded.config is not None, [str(each) for each in loaded.report]
    assert loaded.document is not None
    return loaded.document, loaded.config


def updated(body: str, change: Callable[[ClusterConfig], object]) -> str:
    document, config = read(body)
    change(config)
    document.update(config)
    assert clustercfg.loads(document.text).config == config
    return document.text.removeprefix(HEAD)


def put(path: str, value: Any) -> Callable[[ClusterConfig], object]:
    """Return what assigns `value` to an attribute of `spec`, such as `master_nodes.0.ip`."""
    *steps, last = path.split(".")

    def change(config: ClusterConfig) -> None:
        holder: Any = config.spec
        for step in steps:
            holder = holder[int(step)] if step.isdigit() else getattr(holder, step)
        setattr(holder, last, value)

    return change


def node(number: int, **more: Any) -> Node:
    return Node.model_validate({"nodeName": f"m{number}", "ip": f"10.0.0.{number}", **more})


def nodes(change: Callable[[list[Node]], list[Node]]) -> Callable[[ClusterConfig], object]:
    """Return what assigns other machines."""

    def assign(config: ClusterConfig) -> None:
        config.spec.master_nodes = change(list(config.spec.master_nodes or []))

    return assign


FIRST = BODY[BODY.index("    # first") : BODY.index("\n    # second")]
SECOND = BODY[BODY.index("    # second") : BODY.index("    - nodeName: m3")]
THIRD = BODY[BODY.index("    - nodeName: m3") : BODY.index("  # clocks")]
S3 = S3Binaries.model_validate(
    {
        "externalRepoEndpoint": "http://10.0.0.8:9000",
        "externalRepoUsername": "u",
        "externalRepoPassword": "0123",
    }
)
S3_LINES = """\
    externalRepoEndpoint: http://10.0.0.8:9000
    externalRepoUsername: u
    externalRepoPassword: "0123"
"""
CHANGES: dict[str, tuple[Callable[[ClusterConfig], object], list[tuple[str, str]]]] = {
    "nothing": (lambda config: config, []),
    "the very same values assigned again": (put("cluster_name", "one"), []),
    "a value, its quotes and remark stay": (put("cluster_name", "two"), [("'one'", "'two'")]),
    "a value to its default is written out": (put("bootstrap_node", "10.0.0.7"), [("auto", "10.0.0.7")]),
    "a value that was written as its default": (put("load_balancer.type", "cloudLB"), [("NodePort #", "cloudLB #")]),
    "a key that was never written": (put("full_package_path", "/root/x"), [("# end", "  fullPackagePath: /root/x\n# end")]),
    "a block that was never written": (
        put("network", Network(cni="cilium")),
        [("# end", "  network:\n    cni: cilium\n# end")],
    ),
    "a key taken away": (put("cluster_name", None), [("  clusterName: 'one' # its name\n", "")]),
    "a key with its remarks taken away": (put("ntp_server", []), [(BODY[BODY.index("  # clocks") : BODY.index("  binaries")], "")]),
    "another block of binaries": (
        put("binaries", HttpBinaries.model_validate({"externalRepoEndpoint": "http://10.0.0.8"})),
        [
            ("    type: builtin\n", "    type: external\n"),
            ("    mirror: x # unknown in here\n",
             "    mirror: x # unknown in here\n    externalRepoEndpoint: http://10.0.0.8\n"),
        ],
    ),
    "binaries with a password": (
        put("binaries", S3),
        [
            ("    type: builtin\n", "    type: external\n"),
            ("    mirror: x # unknown in here\n", "    mirror: x # unknown in here\n" + S3_LINES),
        ],
    ),
    "an address of a machine": (put("master_nodes.1.ip", "10.0.1.2"), [("10.0.0.2", "10.0.1.2")]),
    "a machine renamed in place": (put("master_nodes.0.node_name", "m9"), [("nodeName: m1 #", "nodeName: m9 #")]),
    "a taint more": (
        put("master_nodes.1.node_taints", ["a=b:NoSchedule", "c=d:NoExecute"]),
        [("[a=b:NoSchedule]", "[a=b:NoSchedule, c=d:NoExecute]")],
    ),
    "a machine more at the end": (
        nodes(lambda old: [*old, node(4, ansiblePass="0x1F")]),
        [(THIRD, THIRD + '    - nodeName: m4\n      ip: 10.0.0.4\n      ansiblePass: "0x1F"\n')],
    ),
    "a machine more in front": (
        nodes(lambda old: [node(0), *old]),
        [("    # first\n", "    - nodeName: m0\n      ip: 10.0.0.0\n    # first\n")],
    ),
    "a machine less": (nodes(lambda old: [old[0], old[2]]), [(SECOND, "")]),
    "the first machine less": (nodes(lambda old: old[1:]), [(FIRST, "")]),
    "machines in another order, each with its remarks and unknown keys": (
        nodes(lambda old: [old[1], old[0], old[2]]),
        [(FIRST + "\n" + SECOND, SECOND + "\n" + FIRST)],
    ),
    "another order, one gone, one new, one changed": (
        nodes(lambda old: [old[2], node(4), node(1, ansibleUser="admin")]),
        [
            (FIRST + "\n" + SECOND + THIRD,
             THIRD + "\n    - nodeName: m4\n      ip: 10.0.0.4\n" + FIRST.replace("root", "admin")),
        ],
    ),
    "no machines": (put("master_nodes", []), [(BODY[BODY.index("  # machines") : BODY.index("  # clocks")], "")]),
    "an item of a list": (put("ntp_server", ["10.0.0.8", "ntp.example.com"]), [("10.0.0.9 # own", "10.0.0.8 # own")]),
    "items in another order": (
        put("ntp_server", ["ntp.example.com", "10.0.0.9"]),
        [("  - 10.0.0.9 # own\n  - ntp.example.com\n", "  - ntp.example.com\n  - 10.0.0.9 # own\n")],
    ),
    "a line of a text": (
        put("kubean_config", "# Kubespray\nntp_timezone: Asia/Shanghai  \nbin_dir: /usr/bin"),
        [("/opt/bin", "/usr/bin")],
    ),
    "a line more of a text": (
        put("kubean_config", "# Kubespray\nntp_timezone: Asia/Shanghai  \nbin_dir: /opt/bin\nx: y"),
        [("/opt/bin\n", "/opt/bin\n    x: y\n")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["", "CRLF"])
def test_only_what_differs_is_edited(name: str, newline: str) -> None:
    change, replacements = CHANGES[name]
    wanted = BODY
    for old, new in replacements:
        assert wanted.count(old) == 1, old
        wanted = wanted.replace(old, new)
    document, config = read(BODY)
    document = Document(document.text.replace("\n", newline))
    change(config)
    document.update(config)
    assert document.text.replace(newline, "\n").removeprefix(HEAD) == wanted
    assert document.text.count("\r") == (document.text.count("\n") if newline == "\r\n" else 0)


ODD: list[tuple[str, str, Callable[[ClusterConfig], object], str]] = [
    ("a key in another case keeps its spelling", "spec: {ClusterName: a}\n", put("cluster_name", "b"), "spec: {ClusterName: b}\n"),
    ("a key beside spec stays there", "spec:\n  clusterName: a\nbootstrapNode: auto\n", put("bootstrap_node", "10.0.0.1"),
     "spec:\n  clusterName: a\nbootstrapNode: 10.0.0.1\n"),
    ("a null is filled", "spec:\n  workerNodes: # later\n", lambda config: setattr(config.spec, "worker_nodes", [node(1)]),
     "spec:\n  workerNodes: # later\n    - nodeName: m1\n      ip: 10.0.0.1\n"),
    ("an alias is written out where it changes",
     "x: &t [a=b:NoSchedule]\nspec:\n  masterNodes:\n  - {nodeName: m1, ip: 10.0.0.1, nodeTaints: *t}\n  - {nodeName: m2, ip: 10.0.0.2, nodeTaints: *t}\n",
     put("master_nodes.1.node_taints", []),
     "x: &t [a=b:NoSchedule]\nspec:\n  masterNodes:\n  - {nodeName: m1, ip: 10.0.0.1, nodeTaints: *t}\n  - {nodeName: m2, ip: 10.0.0.2}\n"),
    ("what a merge brings is overridden", "x: &c {ansibleUser: root}\nspec:\n  masterNodes:\n  - <<: *c\n    nodeName: m1\n    ip: 10.0.0.1\n",
     put("master_nodes.0.ansible_user", "me"),
     "x: &c {ansibleUser: root}\nspec:\n  masterNodes:\n  - <<: *c\n    nodeName: m1\n    ip: 10.0.0.1\n    ansibleUser: me\n"),
    ("a default with unknown keys beside it", "spec:\n  binaries:\n    type: official-service\n    mirror: x\n", put("binaries", S3),
     "spec:\n  binaries:\n    type: external\n    mirror: x\n" + S3_LINES),
    ("back to the default, unknown keys stay", "spec:\n  loadBalancer:\n    type: metallb\n    istioGatewayVip: 10.0.0.3/32\n    insightVip: 10.0.0.4/32\n    pool: x\n",
     lambda config: put("load_balancer", type(config.spec.load_balancer)())(config), "spec:\n  loadBalancer:\n    type: NodePort\n    pool: x\n"),
    ("a builtin source instead of a server", "spec:\n  osRepos:\n    type: external # where\n    externalRepoType: centos\n    externalRepoURLs: ['http://x']\n",
     put("os_repos", BuiltinOsRepos.model_validate({"isoPath": "/a.iso", "osPackagePath": "/b.gz"})),
     "spec:\n  osRepos:\n    type: builtin # where\n    isoPath: /a.iso\n    osPackagePath: /b.gz\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "change", "after"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_documents_are_updated_where_things_stand(
    before: str, change: Callable[[ClusterConfig], object], after: str
) -> None:
    assert updated(before, change) == after


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_an_example_becomes_any_other(path: Path) -> None:
    for other in GOOD:
        document, config = clustercfg.load(path).document, clustercfg.load(other).require()
        assert document is not None
        before = document.text
        document.update(config)
        assert clustercfg.loads(document.text).require() == config
        assert other != path or document.text == before


def test_a_document_that_is_no_configuration_is_left_alone() -> None:
    document = Document("a: 1\n")
    with pytest.raises(EditRefusedError, match="no valid configuration to compare with"):
        document.update(
            ClusterConfig.model_validate(
                {"apiVersion": "provision.daocloud.io/v1alpha3", "kind": "ClusterConfig", "spec": {}}
            )
        )
    assert document.text == "a: 1\n"


def test_an_update_that_cannot_be_made_changes_nothing() -> None:
    document, config = read("spec:\n  masterNodes: &n\n  - {nodeName: m1, ip: 10.0.0.1}\n  workerNodes: *n\n")
    before = document.text
    assert config.spec.master_nodes is not None
    config.spec.cluster_name = "new"
    config.spec.master_nodes[0].ip = "10.0.0.2"
    with pytest.raises(EditRefusedError, match=r"\*n stands for &n"):
        document.update(config)
    assert document.text == before


def test_no_password_is_in_what_is_raised() -> None:
    document, config = read("spec:\n  masterNodes: &n\n  - {nodeName: m1, ip: 10.0.0.1}\n  workerNodes: *n\n")
    assert config.spec.master_nodes is not None
    put("master_nodes.0.ansible_pass", "teal-Badger-2084")(config)
    with pytest.raises(EditRefusedError) as caught:
        document.update(config)
    assert "teal" not in f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}"


INNER = textwrap.dedent(
    """\
    spec:
      clusterName: a
      kubeanConfig: # Kubespray
    """
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (INNER, INNER.replace("kubeanConfig: #", "kubeanConfig: | #") + "    ntp_timezone: UTC\n    list:\n      - 1\n"),
        ("spec:\n  clusterName: a\n", "spec:\n  clusterName: a\n  kubeanConfig: |\n    ntp_timezone: UTC\n    list:\n      - 1\n"),
        ("", "spec:\n  kubeanConfig: |\n    ntp_timezone: UTC\n    list:\n      - 1\n"),
    ],
)  # fmt: skip
def test_a_setting_below_a_field_of_text_makes_the_text(before: str, after: str) -> None:
    document = Document(HEAD + before)
    document.set("spec.kubeanConfig.ntp_timezone", "UTC")
    document.set("spec.kubeanConfig.list[0]", 1)
    assert document.text == HEAD + after
    document.unset("spec.kubeanConfig.list")
    assert document.text.endswith("ntp_timezone: UTC\n")
