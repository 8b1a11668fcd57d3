"""What a plan says of a package: hosts, architectures, versions, amounts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import (
    Progress,
    State,
    find_tarballs,
    import_package,
    plan_package,
    read_package,
)
from clustercfg.storage.package.contents import architectures, top_folders, versions
from clustercfg.storage.package.package_file import PackageFile
from synthetic_package import make_package
from tarballs import Member, files, write_tarball

VERSIONS = {
    "dl.k8s.io/release/v1.31.6/bin/linux/amd64/kubelet": ("kubelet", "v1.31.6"),
    "dl.k8s.io/v1.30.9/bin/linux/arm64/kubeadm": ("kubeadm", "v1.30.9"),
    "storage.googleapis.com/kubernetes-release/release/v1.27.5/bin/linux/amd64/kubectl": (
        "kubectl",
        "v1.27.5",
    ),
    "github.com/etcd-io/etcd/releases/download/v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz": ("etcd", "v3.5.16"),
    "github.com/containerd/containerd/releases/download/v1.7.27/containerd-1.7.27-linux-arm64.tar.gz": (
        "containerd",
        "v1.7.27",
    ),
    "github.com/projectcalico/calico/raw/v3.29.3/manifests/crds.yaml": ("calico", "v3.29.3"),
    "github.com/projectcalico/calico/archive/v3.29.3.tar.gz": ("calico", "v3.29.3"),
    "github.com/kata-containers/kata-containers/releases/download/3.7.0/kata-static-3.7.0-amd64.tar.xz": (
        "kata-containers",
        "3.7.0",
    ),
    "get.helm.sh/helm-v3.16.4-linux-amd64.tar.gz": ("helm", "v3.16.4"),
    "storage.googleapis.com/cri-o/artifacts/cri-o.amd64.v1.31.6.tar.gz": ("cri-o", "v1.31.6"),
    "storage.googleapis.com/gvisor/releases/release/20240305/x86_64/runsc": ("gvisor", "20240305"),
    "charts/v1.2/chart.yaml": None,
    "github.com/readme": None,
}


def file_at(path: str, size: int = 1) -> PackageFile:
    return PackageFile(path, size, "", 0, executable=False, state=State.NEW)


@pytest.mark.parametrize("path", VERSIONS)
def test_versions_are_read_off_the_paths(path: str) -> None:
    found = VERSIONS[path]
    assert versions([file_at(path)]) == ({} if found is None else {found[0]: (found[1],)})


def test_several_versions_of_a_component_are_all_named() -> None:
    paths = [f"get.helm.sh/helm-{version}-linux-amd64.tar.gz" for version in ("v3.9.0", "v3.16.4", "v3.9.0")]
    assert versions(map(file_at, paths)) == {"helm": ("v3.16.4", "v3.9.0")}


@pytest.mark.parametrize(
    ("path", "architecture"),
    [
        ("a/linux/amd64/kubelet", "amd64"),
        ("a/linux/arm64/kubelet", "arm64"),
        ("a/runc.amd64", "amd64"),
        ("a/etcd-v3.5.16-linux-arm64.tar.gz", "arm64"),
        ("a/x86_64/runsc", "amd64"),
        ("a/tool-aarch64", "arm64"),
        ("a/Linux-X86-64.tgz", "amd64"),
        ("a/swamd64/x", None),
        ("a/arm64v8x", None),
        ("a/kubelet", None),
    ],
)
def test_architectures_are_read_off_the_paths(path: str, architecture: str | None) -> None:
    assert [group.name for group in architectures([file_at(path)])] == (
        [architecture] if architecture else []
    )


def test_files_are_counted_by_the_folder_at_the_top() -> None:
    found = top_folders([file_at("b/x", 5), file_at("a/y/z", 7), file_at("b/w", 1), file_at("lonely", 2)])
    assert [(group.name, group.files, group.size) for group in found] == [
        ("", 1, 2),
        ("a", 1, 7),
        ("b", 2, 6),
    ]


def test_a_plan_adds_up_and_is_json(tmp_path: Path) -> None:
    tarballs = make_package(tmp_path / "package", size=500_000, small_files=30)
    root = tmp_path / "root"
    root.mkdir()
    (root / "bin" / "amd64").mkdir(parents=True)
    (root / "bin" / "amd64" / "jq").write_text("older")
    plan = plan_package(tarballs, root)
    data = json.loads(json.dumps(plan.to_dict()))
    assert data["total"]["files"] == data["new"]["files"] + data["changed"]["files"] + data["equal"]["files"]
    assert data["total"]["files"] == sum(part["files"] for part in data["tarballs"])
    assert data["total"]["bytes"] == sum(part["contentBytes"] for part in data["tarballs"])
    assert data["total"]["files"] == sum(group["files"] for group in data["topFolders"])
    assert data["changedPaths"] == ["bin/amd64/jq"]
    assert {group["name"] for group in data["architectures"]} == {"amd64", "arm64"}
    assert data["versions"]["kubelet"] == ["v1.31.6"]
    assert data["space"]["bytesNeeded"] > data["total"]["bytes"]
    assert data["space"]["enough"] is True
    assert [part["sha256"] for part in data["tarballs"]] == [part.sha256 for part in plan.tarballs]


def test_a_package_is_read_without_a_directory(tmp_path: Path) -> None:
    tarball = write_tarball(tmp_path / "p.tar.gz", [*files("top/b"), Member("top/a", b"x", mode=0o755)])
    found = read_package([tarball])
    assert [(file.path, file.size, file.mode) for file in found] == [("a", 1, 0o755), ("b", 20, 0o644)]
    assert found[0].sha256 == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


@pytest.mark.parametrize("below", ["", "offline"])
def test_the_tarballs_of_an_unpacked_package_are_found(tmp_path: Path, below: str) -> None:
    made = make_package(tmp_path / "package", size=100_000, small_files=4)
    assert find_tarballs(tmp_path / "package" / below) == made
    made[1].unlink()
    with pytest.raises(StorageError, match=r"component-tools\.tar\.gz"):
        find_tarballs(tmp_path / "package" / below)
    with pytest.raises(StorageError, match=r"offline-files\.tar\.gz") as caught:
        find_tarballs(tmp_path)
    assert caught.value.message.startswith(f"{tmp_path}: there is no kubespray-binary/offline-files.tar.gz,")
    assert "or the tarballs themselves" in caught.value.remedy


def test_progress_is_reported_in_order_and_to_the_end(tmp_path: Path) -> None:
    tarballs = make_package(tmp_path / "package", size=3_000_000, small_files=30)
    root = tmp_path / "root"
    root.mkdir()
    seen: list[Progress] = []
    import_package(tarballs, root, report=seen.append)
    assert [each.phase.value for each in seen] == sorted(
        (each.phase.value for each in seen), key=["reading", "syncing"].index
    )
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    last = seen[-1]
    assert (last.done, last.total) == (last.total, sum(path.stat().st_size for path in tarballs))
    assert last.files == sum(1 for path in root.rglob("*") if path.is_file()) - 1
    assert last.seconds_left == 0
    assert last.rate == pytest.approx(last.done / last.seconds)
    seen.clear()
    read_package(tarballs, report=seen.append)
    assert seen
    assert {each.total for each in seen} == {last.total}
    assert [each.done for each in seen] == sorted(each.done for each in seen)
