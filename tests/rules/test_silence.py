"""When rules about several fields say nothing: where one of the fields is not surely known."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercfg.linting.linter import Options, lint_bytes

CASES = Path(__file__).resolve().parent.parent / "cases"
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  clusterName: my-cluster\n"
MASTER = """
  masterNodes:
    - nodeName: g-master1
      ip: 10.6.127.11
      ansibleUser: root
      ansiblePass: "plum-Otter-7731"
"""
ETCD = """
  etcdNodes:
    - nodeName: g-etcd1
      ip: 10.6.127.31
      ansibleUser: root
      ansiblePass: "plum-Otter-7751"
"""
METALLB = "  loadBalancer:\n    type: metallb\n    istioGatewayVip: {first}\n    insightVip: {second}\n"


def codes(text: str, *, mode: str = "auto") -> set[str]:
    return {each.code for each in lint_bytes((HEAD + text).encode(), options=Options(mode=mode))}


MISSING_PARTNER = [
    "CC302-metallb-without-vip",
    "CC302-metallb-without-vip-both",
    "CC303-vip-without-metallb",
    "CC308-source-ip-without-metallb-default",
    "CC313-no-masters",
    "CC313-no-masters-empty-list",
    "CC313-no-masters-os-packages",
    "CC314-even-masters",
    "CC315-node-without-login",
    "CC315-node-without-login-all",
    "CC316-node-without-user",
    "CC320-too-few-es-workers",
    "CC324-cluster-name-missing",
    "CC340-skip-provision-without-docker-default",
    "CC341-valid-days-without-onetime",
    "CC344-unsupported-os-not-allowed",
    "CC345-etcd-nodes-without-host-type",
    "CC345-etcd-nodes-without-host-type-other-settings",
    "CC346-host-etcd-without-nodes",
    "CC347-even-etcd-nodes",
    "CC348-os-settings-missing-red-hat",
    "CC351-elasticsearch-without-login",
    "CC351-elasticsearch-without-login-half",
    "CC352-half-kafka-login",
    "CC360-tinder-kind-port-clash-default",
    "CC361-bootstrap-name-alone",
]


@pytest.mark.parametrize("name", MISSING_PARTNER)
def test_what_is_missing_may_stand_where_dots_are(name: str) -> None:
    text = (CASES / name / "bad.yaml").read_text(encoding="utf-8")
    found = {each.code for each in lint_bytes(text.replace("spec:\n", "spec:\n  ..........\n").encode())}
    assert "CC127" in found
    assert name[:5] not in found


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("CC3*")))
def test_broken_files_of_any_length_are_read_without_an_exception(name: str) -> None:
    lines = (CASES / name / "bad.yaml").read_bytes().splitlines(keepends=True)
    for count in range(0, len(lines), 3):
        lint_bytes(b"".join(lines[:count]))
        lint_bytes(b"".join([*lines[:count], b"  x: ]\n", *lines[count:]]))


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        pytest.param(METALLB.format(first="xx.xx.xx.xx/32", second="xx.xx.xx.xx/32"), "CC304", id="equal placeholders"),
        pytest.param(METALLB.format(first="10.6.127.9", second="10.6.127.9"), "CC304", id="equal, but no virtual IPs"),
        pytest.param(MASTER + METALLB.format(first="172.30.**.**/32", second="10.6.127.9/32"), "CC307", id="far placeholder"),
        pytest.param(
            MASTER.replace("10.6.127.11", "xx.xx.xx.xx") + METALLB.format(first="172.30.0.9/32", second="172.30.0.8/32"),
            "CC307",
            id="far from a placeholder",
        ),
        pytest.param(METALLB.format(first="10.6.127.9/32", second="]"), "CC302", id="an unreadable VIP is no missing one"),
        pytest.param("  loadBalancer:\n    type: Metal\n    insightVip: 10.6.127.9/32\n", "CC303", id="malformed type"),
        pytest.param(MASTER + MASTER.replace("master", "worker").replace("127.11", "127.1111"), "CC311", id="malformed addresses"),
        pytest.param("  masterNodes:\n    - g-master1\n    - g-master1\n", "CC315", id="nodes that are no blocks"),
        pytest.param("  masterNodes: g-master1\n  workerNodes: []\n  osRepos: {}\n", "CC313", id="masters that are no list"),
        pytest.param("  privateKeyPath: id_rsa\n" + MASTER.replace("ansiblePass", "# "), "CC315", id="malformed key path"),
        pytest.param(MASTER.replace('ansiblePass: "plum', "ansiblePass: !plum"), "CC315", id="password taken for a tag"),
        pytest.param(MASTER.replace("ansiblePass:", "ansiblePassword:"), "CC315", id="misspelt password"),
        pytest.param(
            MASTER.replace("ansibleUser: root", "ansibleExtraArgs: \"ansible_user='root'\""), "CC316", id="user elsewhere"
        ),
        pytest.param(
            MASTER.replace("ansiblePass:", "ansibleExtraArgs:").replace("plum", "ansible_password='plum'"),
            "CC315",
            id="password elsewhere",
        ),
        pytest.param(MASTER + ETCD + "  kubeanConfig: |-\n    etcd_deployment_type:host\n", "CC345", id="variable without a blank"),
        pytest.param(MASTER + ETCD + "  kubeanConfig: |-\n    a: [\n    etcd_deployment_type: host\n", "CC345", id="broken text"),
        pytest.param(
            MASTER + ETCD + "  kubeanConfig: >\n    a: 1\n    etcd_deployment_type: host\n", "CC345", id="folded text"
        ),
        pytest.param(MASTER + ETCD + "  kubeanConfig: |-\n    etcd_deployment_type: <type>\n", "CC345", id="variable to fill in"),
        pytest.param(MASTER + "  network:\n    clusterCIDR: 10.0.0.0\n    serviceCIDR: xx.xx.0.0/8\n", "CC331", id="no ranges"),
        pytest.param(MASTER + "  network:\n    clusterCIDR: 10.0.0.0/8x\n    serviceCIDR: 10.233.64.0/20\n", "CC330", id="no range"),
        pytest.param("  network:\n    clusterCIDR: 10.233.0.0/24\n", "CC330", id="no default beside an existing cluster"),
        pytest.param("  tinderKind:\n    registryPort: 99999\n    minioServerPort: 99999\n", "CC360", id="malformed ports"),
        pytest.param("  cri:\n    criProvider: dockr\n    skipProvision: true\n", "CC340", id="malformed runtime"),
        pytest.param("  renewCerts:\n    mode: one-time\n    oneTimeValidDays: 9\n", "CC341", id="malformed mode"),
    ],
)  # fmt: skip
def test_what_is_malformed_hidden_or_to_be_filled_in_is_not_judged_again(text: str, silent: str) -> None:
    found = codes(text)
    assert silent not in found


@pytest.mark.parametrize("key", ["workerNodes: [{nodeName: a, ip: 10.0.0.1}]", "osRepos: {type: builtin}"])
def test_a_file_for_an_existing_cluster_needs_no_master(key: str) -> None:
    assert "CC313" in codes(f"  {key}\n")
    assert codes(f"  {key}\n", mode="install-app") & {"CC313", "CC325"} == {"CC325"}


@pytest.mark.parametrize("kind", ["NodePort", "cloudLB"])
def test_left_over_virtual_ips_are_not_judged(kind: str) -> None:
    text = MASTER + METALLB.format(first="10.6.127.11/32", second="10.6.127.11/32").replace("metallb", kind)
    assert {code for code in codes(text) if code.startswith("CC30")} - {"CC309"} == {"CC303"}
