"""What `generate` writes: nothing that the linter, an editor, the models or Go would trip over."""

from __future__ import annotations

import itertools
import random
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import clustercfg
from clustercfg import Topology, generate
from clustercfg.generating.comments import Amount
from clustercfg.generating.known import known_blocks
from clustercfg.generating.machines import read_machines
from clustercfg.models.fields import documented_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from real_parts import GoReader

ACCESS = ("official-service", "builtin", "external")
MODES: dict[str, dict[str, Any]] = {
    "1 node": {"masters": 1},
    "4 nodes": {"masters": 3},
    "7 nodes": {"masters": 3, "workers": 3},
    "community": {"install_mode": "install-app"},
}
AMOUNTS: tuple[Amount, ...] = ("full", "short", "none")
DOCUMENTED = {
    f"{mode}, {access}": {**flags, "access_type": access}
    for (mode, flags), access in itertools.product(MODES.items(), ACCESS)
}
NAMED = pytest.mark.parametrize("flags", DOCUMENTED.values(), ids=DOCUMENTED)
VALIDATOR = jsonschema.Draft7Validator(clustercfg.json_schema())
AWKWARD = (
    "0123",
    "yes",
    "1e5",
    "a: b #c",
    "'\"\\",
    "null",
    "~",
    " x ",
    "1:20",
    "密码",
    "a\nb",
    "{x}",
    "*a",
    "!t",
)

VALUES = {
    "ISO-PATH": "/data/CentOS-7.iso",
    "OS-PACKAGE-PATH": "/data/os-pkgs-centos7.tar.gz",
    "FULL-PACKAGE-PATH": "/data/offline",
    "ISTIO-GATEWAY-VIP": "10.6.0.200",
    "INSIGHT-VIP": "10.6.0.201",
    "EXTERNAL-REPO-ENDPOINT": "https://s3.example.com",
    "EXTERNAL-IMAGE-REPO": "https://registry.example.com",
    "EXTERNAL-CHART-REPO": "https://charts.example.com",
    "EXTERNAL-CHART-REPO-TYPE": "harbor",
}


def findings(text: str, *, mode: str = "auto") -> list[str]:
    from clustercfg.linting.linter import Options, lint_bytes  # noqa: PLC0415 - `lint` takes no mode

    report = lint_bytes(text.encode(), options=Options(mode=mode))
    return [f"{each.start.line} {each.code} {each.field}" for each in report if each.rule != "placeholder"]


def filled_in(text: str) -> str:
    """Give every placeholder a value as a person would."""
    numbers = itertools.count(11)

    def value(match: re.Match[str]) -> str:
        name = match[0].removeprefix("FILL-IN-THE-")
        return f"10.6.0.{next(numbers)}" if name == "IP" else VALUES.get(name, f"teal-Badger-{len(name)}")

    return re.sub(r"FILL-IN-[A-Z-]*[A-Z]", value, text)


def data_of(value: Any) -> Any:
    """Turn blocks of entries into plain data."""
    if isinstance(value, tuple):
        return {entry.key: data_of(entry.value) for entry in value}
    return [data_of(each) for each in value] if isinstance(value, list) else value


def given(flags: dict[str, Any]) -> dict[str, Any]:
    """Return everything there is to say for these flags."""
    external, offline = flags["access_type"] == "external", flags["access_type"] != "official-service"
    login = {"endpoint": "https://s3.example.com", "user": "installer", "password": "teal-Badger-1"}
    said: dict[str, Any] = {"istio_gateway_vip": "10.6.0.200", "insight_vip": "10.6.0.201"}
    if offline:
        said |= {"full_package_path": "/data/offline", "addon_paths": ("/data/addon.tar.gz",)}
    if external:
        said["images_and_charts"] = {
            "registry": "https://registry.example.com",
            "chart_repo_type": "harbor",
            "chart_repo": "https://charts.example.com",
        }
    if flags.get("install_mode") == "install-app":
        return {**flags, **said}
    files = {"iso_path": "/data/rhel-9.2-x86_64-dvd.iso", "os_package_path": "/data/os-pkgs-redhat9.tar.gz"}
    if offline:
        said["os_repos"] = {**files, **(login if external else {})}
    if external:
        said["binaries"] = login
    said["master_nodes"] = tuple(read_machines("m[1-3]=root@10.6.0.[11-13]")[: flags["masters"]])
    said["worker_nodes"] = tuple(read_machines("w[1-3]=10.6.0.[21-23]:2222")[: flags.get("workers", 0)])
    said |= {"password": "plum-Otter-1", "ntp_servers": ("10.6.0.1 iburst",), "cluster_name": "central"}
    return {
        **flags,
        **said,
        "cni": "cilium",
        "cluster_cidr": "10.240.0.0/18",
        "service_cidr": "10.241.0.0/18",
    }


@NAMED
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("comments", AMOUNTS)
def test_the_documented_combinations_lack_nothing_but_what_is_unknown(
    flags: dict[str, Any], comments: Amount, lang: str
) -> None:
    text = generate(Topology(**flags), comments=comments, lang=lang)
    assert findings(text, mode=flags.get("install_mode", "cluster-create")) == []
    if len(flags) > 1 and "masters" in flags:
        assert text.count("- nodeName: ") - text.count("#   - nodeName: ") == flags["masters"] + flags.get(
            "workers", 0
        )
    assert ("#" in text) == (comments != "none")


@NAMED
@pytest.mark.parametrize("comments", AMOUNTS)
def test_with_everything_given_there_is_no_finding_at_all(flags: dict[str, Any], comments: Amount) -> None:
    text = generate(Topology(**given(flags)), comments=comments)
    loaded = clustercfg.loads(text)
    assert [f"{each.code} {each.field}" for each in loaded.report] == []
    assert "FILL-IN" not in re.sub("#.*", "", text)
    config = loaded.require()
    assert len(config.spec.master_nodes) == flags.get("masters", 0)
    assert config.spec.load_balancer.insight_vip == "10.6.0.201/32"


@NAMED
def test_once_filled_in_editors_and_models_agree(flags: dict[str, Any]) -> None:
    text = filled_in(generate(Topology(**flags)))
    loaded = clustercfg.loads(text)
    assert [f"{each.code} {each.field}" for each in loaded.report] == []
    document = clustercfg.dumps(loaded.require())
    assert clustercfg.loads(document).require() == loaded.require()
    assert [error.message for error in VALIDATOR.iter_errors(plain(text))] == []


def plain(text: str) -> Any:
    from clustercfg.models.plain import document_data  # noqa: PLC0415 - only to see what was read

    return document_data(clustercfg.loads(text).require(), complete=True)


def combinations(seed: int, count: int) -> Iterator[Topology]:
    """Yield topologies with kinds of sources and balancers at random, and awkward texts."""
    generator = random.Random(seed)
    for _ in range(count):
        endpoint = {
            "endpoint": "https://s3.example.com",
            "user": generator.choice(("u", "0123")),
            "password": "yes",
        }
        binaries = generator.choice(("official-service", "builtin", "s3", "http"))
        repos = generator.choice(("official-service", "builtin", "none", "s3", "http"))
        known = generator.random() < 0.5
        yield Topology(
            masters=generator.choice((1, 3, 5)),
            workers=generator.choice((0, 1, 3, 4)),
            password=generator.choice((None, *AWKWARD)),
            load_balancer=generator.choice(("NodePort", "metallb", "cloudLB")),
            os_repos={"kind": repos, **(endpoint if known and repos == "s3" else {})},
            images_and_charts={"kind": generator.choice(ACCESS)},
            binaries={"kind": binaries, **(endpoint if known and binaries == "s3" else {})},
            kubean_variables=generator.choice(
                ({}, {"ntp_timezone": "Asia/Shanghai"}, {"x": generator.choice(AWKWARD)})
            ),
        )


def test_go_reads_what_was_meant(go_reader: GoReader) -> None:
    topologies = [Topology(**flags) for flags in DOCUMENTED.values()]
    topologies += [Topology(**given(flags)) for flags in DOCUMENTED.values()] + list(combinations(7, 100))
    texts = [generate(each, comments=("full", "none")[place % 2]) for place, each in enumerate(topologies)]
    for topology, text, answer in zip(topologies, texts, go_reader.read(texts), strict=True):
        known = {key: data_of(value) for key, value in known_blocks(topology).items()}
        assert answer.error is None, text
        assert answer.value["spec"] == known
        assert answer.value["apiVersion"] == "provision.daocloud.io/v1alpha3"


def test_any_mixture_of_sources_has_no_error() -> None:
    # cloudLB, a system off the list, partly online, blanks around a password: all chosen.
    meant = {"CC309", "CC344", "CC403", "CC443"}
    for topology in combinations(8, 60):
        assert {line.split()[1] for line in findings(generate(topology))} <= meant


SPARE = re.compile(r"^  # (\w+):(?: .*)?\n((?:  #   .*\n)*)", re.MULTILINE)


def with_one_put_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each text in which one key of `spec` that stands in a comment takes effect, in place of its like."""
    for match in SPARE.finditer(text):
        put_in = re.sub("^  # ", "  ", match[0], flags=re.MULTILINE)
        marked = text[: match.start()] + "\0" + text[match.end() :]
        without = re.sub(rf"^  {match[1]}:.*\n(?:   .*\n)*", "", marked, flags=re.MULTILINE)
        yield match[1], without.replace("\0", put_in)


@NAMED
def test_what_stands_in_comments_may_be_put_in(flags: dict[str, Any]) -> None:
    text = generate(Topology(**flags))
    for key, changed in with_one_put_in(text):
        report = clustercfg.lint(changed)
        codes = {each.code for each in report.errors} - {"CC214"}
        # Said above them: kubeanConfig must change too, fullPackagePath is needed offline.
        assert codes <= {"etcdNodes": {"CC345"}}.get(
            key, {"CC401"} if "fullPackagePath" not in text else set()
        ), key


@NAMED
def test_all_keys_in_comments_inside_blocks_may_be_put_in(flags: dict[str, Any]) -> None:
    text = generate(Topology(**flags))
    known = {path.rpartition(".")[2] for path in documented_paths()}
    lines = []
    open_column = 0
    for line in text.split("\n"):
        match = re.fullmatch(r"( {4,})# (\w+):(?: .*)?", line)
        is_key = match is not None and match[2] in known
        deeper = open_column and line.startswith(" " * open_column + "#   ")
        open_column = (len(match[1]) if match and is_key else open_column) if is_key or deeper else 0
        lines.append(line.replace("# ", "", 1) if is_key or deeper else line)
    changed = "\n".join(lines)
    assert changed != text or flags.get("install_mode") == "install-app"
    assert findings(changed) == []


def test_everything_documented_is_shown_somewhere() -> None:
    more = generate(Topology(load_balancer="metallb"))
    texts = "".join((more, *(generate(Topology(**flags)) for flags in DOCUMENTED.values())))
    keys = {
        path.rpartition(".")[2].removesuffix("[]")
        for path in documented_paths()
        if not re.match(r"metadata|spec\.kubeanConfig\.|spec\.externalMiddlewares\.database\.<", path)
    }
    assert {key for key in keys if f"{key}:" not in texts} == {"externalRepository", "<name>"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"istio_gateway_vip": "10.6.0.5", "insight_vip": "10.6.0.5"}, "CC304"),
        ({"master_nodes": read_machines("a=10.0.0.1"), "worker_nodes": read_machines("b=10.0.0.1")}, "CC311"),
        ({"master_nodes": read_machines("a=10.0.0.1"), "worker_nodes": read_machines("a=10.0.0.2")}, "CC310"),
        ({"cluster_cidr": "10.0.0.0/16", "service_cidr": "10.0.1.0/24"}, "CC330"),
    ],
)
def test_answers_that_contradict_each_other_are_refused(answers: dict[str, Any], code: str) -> None:
    with pytest.raises(clustercfg.InvalidConfigError) as caught:
        generate(Topology(**answers))
    assert {each.code for each in caught.value.report} == {code}


def test_names_that_are_made_up_avoid_those_that_are_given() -> None:
    text = generate(
        Topology(masters=3, master_nodes=tuple(read_machines("g-master1=10.0.0.1"))), comments="none"
    )
    assert re.findall("nodeName: (.*)", text) == ["g-master1", "g-master2", "g-master3"]


@pytest.mark.parametrize(("workers", "tainted"), [(0, 0), (2, 0), (3, 3), (5, 3)])
def test_the_last_three_workers_are_kept_for_elasticsearch(workers: int, tainted: int) -> None:
    text = generate(Topology(masters=3, workers=workers), comments="none")
    assert text.count("es-only") == tainted
    assert generate(Topology(masters=3, workers=workers, es_only_workers=0)).count("es-only=true") == 0


@settings(max_examples=40, deadline=None)
@drawn(
    st.text(min_size=1),
    st.dictionaries(st.from_regex("[a-z_]{1,9}", fullmatch=True), st.text() | st.integers()),
)
def test_any_secret_and_any_variable_arrive_as_they_are(password: str, variables: dict[str, Any]) -> None:
    document = clustercfg.loads(generate(Topology(password=password, kubean_variables=variables))).document
    assert document is not None
    assert document.get("spec.masterNodes[0].ansiblePass") == password
    written = document.get("spec.kubeanConfig") if variables else "{}"
    assert YAML(typ="safe", pure=True).load(written) == variables
