"""Every form in which tools describe a container, from the files in `recorded/`."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.errors import StorageError
from clustercfg.storage.locate import locate
from clustercfg.storage.located import Question
from clustercfg.storage.mounts.choice import place_of
from clustercfg.storage.mounts.container import Container, Mount, PublishedPort, segments
from clustercfg.storage.mounts.ports import listening_port
from clustercfg.storage.mounts.reading import read_inspection
from clustercfg.storage.runtimes import find_container

RECORDED = Path(__file__).parent / "recorded"
HTML = "/usr/share/nginx/html"
FILES = sorted(path.name for path in RECORDED.iterdir() if path.name not in ("README.md", "crictl-ps.json"))


def recorded(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


def data(name: str) -> Any:
    return json.loads(recorded(name))


@pytest.mark.parametrize("name", [name for name in FILES if "of-kubernetes" not in name])
def test_the_web_root_is_found_in_every_form(name: str) -> None:
    place = place_of(read_inspection(recorded(name)), f"{HTML}/dl.k8s.io")
    assert place.path == "/data/web/dl.k8s.io"
    assert place.mount is not None
    assert place.mount.read_only is (name != "template.txt")


FORMS = [
    data("docker-inspect.json")[0],
    data("docker-inspect.json")[0]["Mounts"],
    data("ctr-info.json")["Spec"],
    [data("crictl-inspect.json")],
    {"info": data("crictl-inspect.json")["info"]},
    {"status": {}, "info": {"runtimeSpec": data("crictl-inspect.json")["info"]["runtimeSpec"]}},
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_variants_of_the_forms_are_read_alike(form: Any, encoding: str) -> None:
    content = json.dumps(form, ensure_ascii=False).encode(encoding)
    assert place_of(read_inspection(content), HTML).path == "/data/web"


PATHS = [
    (f"{HTML}/github.com/x", "/mnt/big disk/x", ()),
    (f"{HTML}/github.company", "/data/web/github.company", ()),
    (f"{HTML}/", "/data/web", ("nested-mount",)),
    ("/etc/nginx/tls", "/var/lib/docker/volumes/certificates/_data", ()),
    ("/srv/shared/x", "/var/lib/docker/plugins/x/shared/x", ("volume-driver",)),
    ("/var/cache/nginx/x", None, ("unusable-mount",)),
    ("/usr/share/nginx", None, ("not-mounted",)),
    ("/", None, ("not-mounted",)),
]


@pytest.mark.parametrize(("path", "found", "codes"), PATHS)
def test_the_longest_mount_decides(path: str, found: str | None, codes: tuple[str, ...]) -> None:
    place = place_of(read_inspection(recorded("docker-inspect.json")), path)
    assert (place.path, tuple(reason.code for reason in place.reasons)) == (found, codes)


NAMES = st.sampled_from(["a", "b", "ab", "a b"])
FOLDERS = st.lists(NAMES, max_size=4).map(lambda names: "/" + "/".join(names))


@given(st.lists(FOLDERS, max_size=6, unique=True), FOLDERS)
def test_a_path_is_in_the_mount_that_shares_most_of_it(destinations: list[str], path: str) -> None:
    mounts = tuple(Mount(each, f"/host/{number}", "bind") for number, each in enumerate(destinations))
    place = place_of(Container("web", mounts), path)
    around = [Path(each) for each in destinations if Path(path).is_relative_to(each)]
    if not around:
        assert (place.path, place.mount) == (None, None)
        return
    deepest = max(around, key=lambda each: len(each.parts))
    number = destinations.index(str(deepest))
    assert place.path is not None
    assert Path(place.path) == Path(f"/host/{number}") / Path(path).relative_to(deepest)
    assert segments(path) == Path(path).parts[1:]


PORTS = [
    ("docker-inspect.json", "10.0.1.1", 8080, 80, True),
    ("docker-inspect.json", "172.17.0.2", 80, 80, True),
    ("docker-inspect.json", "10.0.1.1", 9090, 9090, False),
    ("nerdctl-inspect.json", "web.example.org", 8080, 80, True),
    ("nerdctl-inspect-of-kubernetes.json", "10.0.1.1", 8080, 8080, False),
    ("crictl-inspect.json", "10.0.1.1", 8080, 80, True),
    ("ctr-info.json", "10.0.1.1", 8080, 8080, True),
    ("template.txt", "10.0.1.1", 8080, 8080, False),
]


@pytest.mark.parametrize(("name", "host", "port", "inner", "sure"), PORTS)
def test_published_ports_are_followed(name: str, host: str, port: int, inner: int, *, sure: bool) -> None:
    answer = listening_port(read_inspection(recorded(name)), host, port)
    assert (answer.port, [each.code for each in answer.reasons]) == (inner, [] if sure else ["port"])


@pytest.mark.parametrize(
    ("address", "host", "fits"),
    [
        ("", "10.0.1.1", True),
        ("0.0.0.0", "web.example.org", True),  # noqa: S104 - read, not bound
        ("10.0.1.1", "10.0.1.1", True),
        ("10.0.1.1", "web.example.org", True),
        ("10.0.1.1", "10.0.1.2", False),
        ("127.0.0.1", "web.example.org", False),
        ("127.0.0.1", "localhost", True),
        ("fd00::1", "fd00::2", False),
    ],
)
def test_a_port_may_be_published_on_one_address_only(address: str, host: str, *, fits: bool) -> None:
    container = Container("web", (), ports=(PublishedPort(80, 8080, address),), host_network=False)
    assert (listening_port(container, host, 8080).port == 80) is fits


NO_DESCRIPTION = [
    b"",
    b"not a description",
    b"[]",
    b"[1, 2]",
    b"{}",
    b'{"kind": "Deployment"}',
    b'[{"Source": "/data"}]',
    b'[{"Destination": "/data"}]',
    b'[{"Source": "/data", "Destination": "/x"}, {"Source": "/data"}]',
    b"\xff\xfe\xff",
    b"[" * 100_000,
    b"a: [",
]


@pytest.mark.parametrize("content", NO_DESCRIPTION)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(StorageError, match="this is not what docker") as caught:
        read_inspection(content)
    assert "docker inspect NAME" in caught.value.remedy


@pytest.mark.parametrize(
    "content", [b'{"status": {"mounts": 7}, "State": 3}', b'[{"State": null, "HostConfig": null}]']
)
def test_what_is_missing_counts_as_absent(content: bytes) -> None:
    assert read_inspection(content).mounts == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("kind items spec status mounts Mounts State HostConfig Spec Ports".split()), inner
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_no_shape_breaks_the_reader(value: Any) -> None:
    with contextlib.suppress(StorageError):
        assert place_of(read_inspection(json.dumps(value).encode()), HTML).path is None


def test_several_containers_need_a_name() -> None:
    first = data("docker-inspect.json")[0]
    content = json.dumps([first, first | {"Name": "/other"}]).encode()
    assert read_inspection(content, "other").name == "other"
    with pytest.raises(StorageError, match="several containers: web, other"):
        read_inspection(content)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put programs called crictl and nerdctl in front that print what is recorded, and note how they were called."""
    for tool, script in {"crictl": CRICTL, "nerdctl": NERDCTL}.items():
        program = tmp_path / tool
        program.write_text(
            f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/calls\ncd {RECORDED}\n{script}', encoding="utf-8"
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path / "calls"


CRICTL = """
case "$*" in
    "ps --all --output json") cat crictl-ps.json;;
    "inspect --output json 98ad"*) cat crictl-inspect.json;;
    *) echo "level=fatal msg=\\"getting the status of the container \\\\\\"$4\\\\\\": not found\\"" >&2; exit 1;;
esac
"""
NERDCTL = """
case "$*" in
    "inspect web") cat nerdctl-inspect.json;;
    "--namespace k8s.io inspect 42a0") cat nerdctl-inspect-of-kubernetes.json;;
    "--namespace k8s.io inspect --mode native 42a0") cat nerdctl-inspect-native.json;;
    *) echo "level=fatal msg=\\"no such object: $2\\"" >&2; exit 1;;
esac
"""


@pytest.mark.parametrize(
    ("runtime", "name", "namespace", "execute"),
    [
        (
            "crictl",
            "nginx",
            None,
            "crictl exec 98ad5842a62844f62d4468c52dbfcc081a08ba25c95c842a967de7058f60dd24",
        ),
        (
            "crictl",
            "98ad",
            None,
            "crictl exec 98ad5842a62844f62d4468c52dbfcc081a08ba25c95c842a967de7058f60dd24",
        ),
        ("nerdctl", "web", None, "nerdctl exec web"),
        ("nerdctl", "42a0", "k8s.io", "nerdctl --namespace k8s.io exec 42a0"),
    ],
)
@pytest.mark.usefixtures("tools")
def test_recorded_crictl_and_nerdctl(runtime: str, name: str, namespace: str | None, execute: str) -> None:
    found = find_container(runtime, name, namespace)
    assert place_of(found.container, HTML).path == "/data/web"
    assert " ".join(found.execute) == execute


def test_what_they_do_not_know_is_told(tools: Path) -> None:
    with pytest.raises(StorageError, match="several containers twin") as caught:
        find_container("crictl", "twin")
    assert "22ad5842a6284, 33ad5842a6284" in caught.value.remedy
    for runtime in ("crictl", "nerdctl"):
        with pytest.raises(StorageError, match=r"(?i)not found|no such"):
            find_container(runtime, "nobody")
    assert "inspect --output json nobody" in tools.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "question",
    [
        Question("http://h", root="/x", runtime="docker", container="--help"),
        Question("http://h", root="/x", runtime="ctr", container="web", containerd_namespace="-n"),
        Question("http://h", root="/x", pod=("files", "--all-namespaces")),
    ],
)
def test_a_name_is_never_taken_for_an_option(question: Question) -> None:
    with pytest.raises(StorageError, match="is no name"):
        locate(question)


def test_no_value_of_the_environment_is_shown() -> None:
    for name in FILES:
        located = locate(Question("http://10.0.1.1", root=HTML, inspection=recorded(name)))
        assert "do-not-show" not in json.dumps(located.to_dict()) + repr(located)
