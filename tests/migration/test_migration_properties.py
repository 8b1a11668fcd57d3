from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clustercfg.documents import Document
from clustercfg.linting.linter import lint_bytes
from clustercfg.migration.migrating import migrate
from clustercfg.yamltext.rendering import render
from strategies import documents

Values = st.SearchStrategy[Any]

BOOTSTRAP = "http://10.0.0.250:9000/kubean"
BEFORE_MIGRATION = {"CC302", "CC310", "CC311", "CC312", "CC313", "CC304"}
"""What is wrong with the addresses and machines of a file was wrong before: these strategies draw any."""


def some(**keys: Values | str) -> Values:
    """Return blocks that have any of these keys, in any order."""
    strategies = {key: st.just(each) if isinstance(each, str) else each for key, each in keys.items()}
    block = st.fixed_dictionaries({}, optional=strategies)
    return block.flatmap(lambda data: st.permutations(list(data.items())).map(dict))


def one_of(*values: Any) -> Values:
    return st.sampled_from(values)


nodes = (
    st.lists(
        st.integers(1, 200).map(
            lambda n: {
                "nodeName": f"n-{n}",
                "ip": f"10.0.0.{n}",
                "ansibleUser": "root",
                "ansiblePass": "0123",
            }
        ),
        max_size=3,
    )
    | st.none()
)
both: dict[str, Values | str] = {
    "imageConfig": st.none()
    | some(imageRepository="r", binaryRepository=one_of(BOOTSTRAP, "http://files.example.com/x", None)),
    "repoConfig": st.none()
    | some(
        repoType=one_of("centos", "ubuntu"),
        isoPath="/root/a.iso",
        osPackagePath="/root/a.tar.gz",
        dockerRepo=one_of("", f"{BOOTSTRAP}/centos"),
        extraRepos=st.none() | st.lists(one_of(f"{BOOTSTRAP}/a", "http://files.example.com/a"), max_size=3),
    ),
    "addons": one_of(None, {}, {"ingress": {"version": "1"}}),
    "k8sVersion": "v1.24.7",
    "network": one_of({"cni": "calico"}),
}
v1alpha1 = some(
    loadBalancer=one_of("NodePort", "metallb", "", None),
    istioGatewayVip=one_of("10.0.1.1/32", "10.0.1.1-10.0.1.2", None),
    insightVip="10.0.1.3/32",
    registryVip="10.0.1.4/32",
    compactClusterMode=one_of(True, False, None),
    globalClusterName="g",
    mgmtClusterName="m",
    globalMasterNodes=nodes,
    globalWorkerNodes=nodes,
    mgmtMasterNodes=nodes,
    mgmtWorkerNodes=nodes,
    persistentRegistryDomainName=one_of("r.example.com", "10.0.0.9:80", None),
    **both,
)
v1alpha2 = some(
    clusterName="c",
    masterNodes=nodes,
    workerNodes=nodes,
    registry=st.none()
    | some(
        type=one_of("online", "built-in", "external"),
        builtinRegistryDomainName=one_of("", "r.example.com"),
        externalRegistry=one_of("r.example.com:80", "http://r.example.com", ""),
        externalScheme=one_of("http", "https"),
        externalRegistryUsername="u",
        externalRegistryPassword="0123",
    ),
    addonOfflinePackagePath=one_of("/root/x.tar.gz", ["/root/x.tar.gz", "/root/y.tar.gz"], None),
    **both,
)


@st.composite
def old_texts(draw: st.DrawFn) -> str:
    version, spec = draw(one_of(("v1alpha1", v1alpha1), ("v1alpha2", v1alpha2)))
    data = {"apiVersion": f"provision.daocloud.io/{version}", "kind": "ClusterConfig", "spec": draw(spec)}
    text = render(
        data, indent=draw(one_of(2, 3, 4)), offset=draw(one_of(0, 2)), flow=draw(one_of(False, False, True))
    )
    if text.startswith("{"):
        return text
    lines = [
        f"{line}  # {number}" if draw(st.booleans()) else line for number, line in enumerate(text.split("\n"))
    ]
    for number in draw(st.lists(st.integers(0, len(lines)), max_size=4)):
        lines.insert(number, " " * draw(st.integers(0, 6)) + draw(one_of("# alone", "# registry:", "")))
    end: str = draw(one_of("", "\n"))
    return "\n".join(lines) + end


@settings(max_examples=120, deadline=None)
@given(old_texts())
def test_every_old_file_becomes_a_new_one_with_all_its_comments(text: str) -> None:
    before = Document(text)
    after = migrate(before).document
    assert Counter(each.text for each in after.comments) == Counter(each.text for each in before.comments)
    errors = {each.code for each in lint_bytes(after.to_bytes()).errors}
    assert errors <= {"CC214"} | BEFORE_MIGRATION
    assert migrate(after).text == after.text
    assert after.get("spec.k8sVersion") == before.get("spec.k8sVersion")


@settings(max_examples=60, deadline=None)
@given(old_texts(), one_of("v1alpha2", "v1alpha3"))
def test_the_way_makes_no_difference(text: str, stop: str) -> None:
    source = Document(text)
    assert migrate(migrate(source, stop).document, "v1alpha4").text == migrate(source, "v1alpha4").text


@settings(max_examples=40, deadline=None)
@given(documents())
def test_a_file_of_today_stays_as_it_is(data: dict[str, Any]) -> None:
    document = Document(render(data))
    version = str(data["apiVersion"]).rpartition("/")[2]
    migration = migrate(document, version)
    assert migration.text == document.text
    assert not migration.changed
