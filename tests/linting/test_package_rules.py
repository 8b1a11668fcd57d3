"""When the rules on package sources keep silent, and what the mode changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.linting.rule import Rule
from clustercfg.linting.rules import MEANING_RULES
from clustercfg.yamltext.document import Document

CASES = Path(__file__).resolve().parent.parent / "cases"
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"
# What is missing may stand where the dots are.
ABOUT_ABSENCE = "CC401 CC402 CC403 CC404 CC411 CC424 CC442".split()
SAYS_SO = "CC403-partly-online-two-blocks"  # one block has its type written down


def codes(text: str, mode: str = "auto", family: str = "CC4") -> list[str]:
    return [each.code for each in lint_bytes(text.encode(), options=Options(mode=mode, select=(family,)))]


def spec(text: str) -> str:
    return HEAD + "".join(f"  {line}\n" for line in text.strip("\n").splitlines())


def bad_files(*wanted: str) -> list[str]:
    return sorted(path.parent.name for path in CASES.glob("CC4*/bad.yaml") if path.parent.name[:5] in wanted)


@pytest.mark.parametrize("name", sorted({*bad_files(*ABOUT_ABSENCE)} - {SAYS_SO}))
@pytest.mark.parametrize("dots", ["  ..........\n", "  ...\n"])
def test_nothing_is_missing_from_a_file_with_an_ellipsis(name: str, dots: str) -> None:
    text = (CASES / name / "bad.yaml").read_text(encoding="utf-8")
    assert name[:5] in codes(text)
    assert name[:5] not in codes(text + dots)


@pytest.mark.parametrize("name", bad_files("CC401", "CC404", "CC411", "CC442"))
def test_nothing_is_missing_that_an_unreadable_line_names(name: str) -> None:
    text = (CASES / name / "bad.yaml").read_text(encoding="utf-8")
    keys = "fullPackagePath externalChartRepo externalChartRepoType isoPath osPackagePath"
    login = "externalImageRepoUsername externalImageRepoPassword externalChartRepoPassword"
    assert name[:5] not in codes(f"{text}  ] {keys} {login}\n")


@pytest.mark.parametrize(
    "text",
    [
        "binaries:\n  type: <type>\n  externalRepoEndpoint: http://localhost:9001/kubean?x#y",
        "binaries:\n  type: extern\n  externalRepoEndpoint: http://localhost:9001/kubean?x#y",
        "binaries: [external]\nimagesAndCharts: external\nosRepos: {type: [builtin]}",
        "imagesAndCharts:\n  type: official-service\n  externalImageRepo: http://a:b@localhost",
    ],
)
def test_a_source_of_unknown_or_other_type_says_nothing_of_its_servers(text: str) -> None:
    assert codes(spec(text)) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://xx.xx.xx.xx:9001/kubean",
        "https://<user>:<password>@host/kubean",
        "minio/kubean",
        "http://:9001/x",
    ],
)
def test_a_placeholder_or_malformed_address_is_not_judged_further(endpoint: str) -> None:
    text = (
        f"fullPackagePath: /data/offline\nbinaries:\n  type: external\n  externalRepoEndpoint: '{endpoint}'\n"
    )
    assert codes(spec(text + "  externalRepoUsername: u\n  externalRepoPassword: teal-Badger-1")) == []


OWN_SERVER = "binaries:\n  type: external\n  {key}: {url}"
LOGIN = "\n  externalRepoUsername: u\n  externalRepoPassword: teal-Badger-1"
BALANCER = "loadBalancer:\n  type: {kind}\n  {key}: {vip}\n"


@pytest.mark.parametrize(
    ("host", "is_told"),
    [
        ("localhost", True),
        ("LocalHost", True),
        ("localhost.localdomain", True),
        ("files.localhost", True),
        ("127.0.0.5", True),
        ("[::1]", True),
        ("[::]", True),
        ("0.0.0.0", True),  # noqa: S104 - only a name
        ("127.example.org", False),
        ("localhost.example.org", False),
        ("10.6.0.5", False),
    ],
)
def test_a_server_on_each_machine_itself_is_told(host: str, is_told: bool) -> None:
    text = spec(OWN_SERVER.format(key="externalRepoEndpoint", url=f"http://{host}:8080"))
    assert ("CC433" in codes(text)) is is_told


@pytest.mark.parametrize(
    ("kind", "key", "vip", "host", "is_told"),
    [
        ("metallb", "insightVip", "10.6.0.9/32", "10.6.0.9", True),
        ("metallb", "istioGatewayVip", "10.6.0.9/32", "10.6.0.9", True),
        ("metallb", "insightVip", "fd00::9/128", "[fd00::9]", True),
        ("metallb", "insightVip", "10.6.0.9/32", "10.6.0.90", False),
        ("NodePort", "insightVip", "10.6.0.9/32", "10.6.0.9", False),
    ],
)
def test_a_server_behind_a_virtual_ip_is_told(
    kind: str, key: str, vip: str, host: str, is_told: bool
) -> None:
    server = OWN_SERVER.format(key="externalRepoEndpoint", url=f"http://{host}:8080")
    text = spec(BALANCER.format(kind=kind, key=key, vip=vip) + server)
    assert ("CC433" in codes(text)) is is_told


@pytest.mark.parametrize(
    ("key", "port", "login", "is_told"),
    [
        ("externalRepoEndpoint", 9001, LOGIN, True),
        ("externalRepository", 9001, LOGIN, True),
        ("externalRepository", 9001, "", True),
        ("externalRepoEndpoint", 9001, "", False),
        ("externalRepoEndpoint", 9002, LOGIN, False),
    ],
)
def test_the_port_of_a_console_is_told_where_s3_is_meant(
    key: str, port: int, login: str, is_told: bool
) -> None:
    document = Document(spec(OWN_SERVER.format(key=key, url=f"https://10.6.0.5:{port}/kubean") + login))
    found = [each for each in lint_bytes(document.text.encode()) if each.code == "CC423"]
    assert [each.fix is not None and each.fix.title for each in found] == ["Write port 9000"] * is_told
    fixed = fix(document, options=Options(select=("CC423",)), unsafe=True).text
    assert f"https://10.6.0.5:{9000 if is_told else port}/kubean" in fixed


@pytest.mark.parametrize(
    ("block", "old"),
    [
        ("osRepos", "repoConfig:\n  repoType: centos"),
        ("imagesAndCharts", "registry:\n  type: built-in"),
        ("binaries", "imageConfig:\n  binaryRepository: http://10.6.0.1:9000/kubean"),
    ],
)
def test_a_block_of_an_older_version_is_not_taken_for_the_internet(block: str, old: str) -> None:
    assert codes(spec("fullPackagePath: /data/offline")) == ["CC402"]
    assert codes(spec(f"fullPackagePath: /data/offline\n{old}")) == [], block


CHARTLESS = spec(
    "fullPackagePath: /data/offline\nimagesAndCharts:\n  type: external\n  externalImageRepo: https://10.6.0.5"
)
MASTERS = "  masterNodes: [{nodeName: a, ip: 10.6.0.1}]\n"


@pytest.mark.parametrize(
    ("text", "mode", "demanded"),
    [
        (CHARTLESS, "auto", False),
        (CHARTLESS, "cluster-create", True),
        (CHARTLESS + MASTERS, "auto", True),
        (CHARTLESS + MASTERS, "install-app", False),
    ],
)
def test_charts_are_demanded_when_the_installer_makes_the_cluster(
    text: str, mode: str, demanded: bool
) -> None:
    assert ("CC404" in codes(text, mode)) == demanded


@pytest.mark.parametrize(
    "rule", [rule for rule in MEANING_RULES if rule.family == "CC4"], ids=lambda rule: rule.code
)
def test_a_bad_file_shows_the_rule_that_it_is_named_after_also_alone(rule: Rule) -> None:
    text = (CASES / f"{rule.code}-{rule.name}" / "bad.yaml").read_text(encoding="utf-8")
    assert set(codes(text, family=rule.code)) == {rule.code}


def test_no_report_shows_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted(CASES.glob("CC4*/bad.yaml")):
        report = lint_bytes(path.read_bytes())
        shown = f"{report.to_dict()} {report.lines} {report}"
        assert "teal-Badger" not in shown, path.parent.name
        assert "plum-Otter" not in shown, path.parent.name
    assert capsys.readouterr().out == ""


SERVERS = [
    ("externalMiddlewares:\n  S3Storage:\n    default:\n      endpoint: ", ("accessKey", "secretKey")),
    ("externalMiddlewares:\n  elasticsearch:\n    insight:\n      endpoint: ", ("username", "password")),
    (
        "imagesAndCharts:\n  type: external\n  externalImageRepo: ",
        ("externalImageRepoUsername", "externalImageRepoPassword"),
    ),
    (
        "imagesAndCharts:\n  type: external\n  externalChartRepo: ",
        ("externalChartRepoUsername", "externalChartRepoPassword"),
    ),
]


@pytest.mark.parametrize(("block", "keys"), SERVERS)
def test_credentials_in_a_url_are_taken_out_where_the_keys_for_them_are_given(
    block: str, keys: tuple[str, str]
) -> None:
    indent = re.search(r"^ *(?=\S*: $)", block, re.MULTILINE)
    assert indent is not None
    server = spec(f"{block}https://u:teal-Badger-1@10.6.0.5:9000")
    found = [each for each in lint_bytes(server.encode()) if each.code == "CC431"]
    assert [each.help for each in found] == [f"Give them in keys of their own: {', '.join(keys)}."]
    options = Options(select=("CC431",))
    assert fix(Document(server), options=options, unsafe=True).text == server
    given = f"{server}  {indent[0]}{keys[0]}: u\n  {indent[0]}{keys[1]}: teal-Badger-1\n"
    fixed = fix(Document(given), options=options, unsafe=True).text
    assert fixed == given.replace("u:teal-Badger-1@", "")
