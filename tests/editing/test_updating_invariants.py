"""What holds for any update of any document."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import clustercfg
from clustercfg.documents import Document
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.nodes import Node
from clustercfg.updating_lists import Matching
from strategies import documents

patient = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"


def node(number: int) -> Node:
    return Node.model_validate({"nodeName": f"m{number}", "ip": f"10.0.0.{number}"})


@patient
@given(documents(), documents(), st.booleans())
def test_any_configuration_can_be_written_over_any_other(first: Any, second: Any, commented: bool) -> None:
    text = clustercfg.dumps(ClusterConfig.model_validate(first))
    text = "# top\n\n" + text.replace("spec:", "spec: # all", 1) if commented else text
    assume(clustercfg.loads(text).config is not None)
    wanted = ClusterConfig.model_validate(second)
    document = Document(text)
    document.update(wanted)
    assert clustercfg.loads(document.text).config == wanted
    again = document.text
    document.update(wanted)
    assert document.text == again


@patient
@given(
    st.lists(st.integers(1, 9), unique=True, max_size=6), st.lists(st.integers(1, 9), unique=True, max_size=6)
)
def test_machines_keep_their_lines_wherever_they_go(old: list[int], new: list[int]) -> None:
    def lines(numbers: list[int]) -> str:
        body = "".join(
            f"  # about {each}\n  - nodeName: m{each} # {each}\n    ip: 10.0.0.{each}\n" for each in numbers
        )
        return f"spec:\n  clusterName: x\n  masterNodes:\n{body}" if numbers else "spec:\n  clusterName: x\n"

    assume(old)
    loaded = clustercfg.loads(HEAD + lines(old))
    document, config = loaded.document, loaded.config
    assert document is not None
    assert config is not None
    config.spec.master_nodes = [node(each) for each in new]
    document.update(config)
    assert clustercfg.loads(document.text).config == config
    remarks = [line.strip() for line in document.text.splitlines() if "# about" in line]
    assert remarks == [f"# about {each}" for each in new if each in old]


@given(st.lists(st.integers(0, 5), max_size=7), st.lists(st.integers(0, 5), max_size=7))
def test_a_matching_turns_one_list_into_the_other(old: list[int], new: list[int]) -> None:
    matching = Matching.of(old, new)
    stay = [(before, after) for before, after in matching.pairs]
    assert {before for before, _ in stay} | set(matching.gone) == set(range(len(old)))
    result = [new[stay[index][1]] for index in matching.order]
    for index in matching.new:
        result.insert(index, new[index])
    assert result == new
    assert sum(old[before] == new[after] for before, after in stay) == sum(
        min(old.count(each), new.count(each)) for each in set(old)
    )
