"""What file names say, on names as vendors and download pages write them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clustercfg.linting.package_names import (
    KUBEAN_VERSIONS,
    architectures,
    installer_version,
    kubean_limits,
    kubean_version,
    operating_system,
)

IMAGES = {
    "centos7": ["CentOS-7-x86_64-DVD-2009.iso", "CentOS-7.9-x86_64-Minimal.iso", "centos-79-x86_64.iso"],
    "redhat8": ["rhel-8.9-x86_64-dvd.iso", "RHEL-8.4.0-20210503.1-x86_64-dvd1.iso", "redhat-8.iso"],
    "redhat9": ["rhel-baseos-9.0-x86_64-dvd.iso", "rhel-9.2-aarch64-dvd.iso"],
    "rocky9": ["Rocky-9.2-x86_64-dvd.iso"],
    "oracle9": ["OracleLinux-R9-U1-x86_64-dvd.iso"],
    "oracle8": ["OracleLinux-R8-U7-Server-x86_64-dvd.iso"],
    "ubuntu2204": ["ubuntu-22.04.4-live-server-amd64.iso"],
    "ubuntu2004": ["ubuntu-20.04-legacy-server-amd64.iso"],
    "openeuler22.03": ["openEuler-22.03-LTS-SP3-x86_64-dvd.iso"],
    "tencent31": ["TencentOS-Server-3.1-TK4-x86_64-minimal.iso"],
    "kylin-v10sp2": [
        "Kylin-Server-10-SP2-x86_64-Release-Build09-20210524.iso",
        "Kylin-Server-V10-SP2-aarch64.iso",
    ],
    "kylin-v10sp3": ["Kylin-Server-V10-SP3-General-Release-2303-X86_64.iso"],
    "uos-20": ["uniontechos-server-20-1060e-amd64.iso", "uos-server-20-amd64.iso"],
}
SYSTEMS = [(packages, image) for packages, images in IMAGES.items() for image in images]


@pytest.mark.parametrize(("packages", "image"), SYSTEMS)
@pytest.mark.parametrize("other", IMAGES)
def test_an_image_agrees_with_the_packages_of_its_own_system_alone(
    packages: str, image: str, other: str
) -> None:
    system = operating_system(f"/data/os-pkgs-{other}-v0.36.0.tar.gz")
    found = operating_system(f"/data/iso/{image}")
    assert system is not None
    assert found is not None
    assert system.agrees_with(found) == (other == packages)
    assert found.agrees_with(system) == (other == packages)


@pytest.mark.parametrize(
    ("packages", "image"),
    [("kylinv10", "Kylin-Server-V10-SP3.iso"), ("centos", "CentOS-7-x86_64.iso"), ("redhat8", "rhel.iso")],
)
def test_the_less_a_name_says_the_more_it_agrees_with(packages: str, image: str) -> None:
    system, found = operating_system(f"os-pkgs-{packages}-v0.36.0.tar.gz"), operating_system(image)
    assert system is not None
    assert found is not None
    assert system.agrees_with(found)


@pytest.mark.parametrize(
    "name", ["/data/rhel/image.iso", "dvd.iso", "", "/", "os-pkgs-custom-v0.36.0.tar.gz"]
)
def test_only_the_last_part_of_a_path_names_a_system(name: str) -> None:
    assert operating_system(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rhel-8.9-x86_64-dvd.iso", {"amd64"}),
        ("standard-addon-offline-package-v0.36.0-arm64.tar.gz", {"arm64"}),
        ("openEuler-22.03-LTS-aarch64-dvd.iso", {"arm64"}),
        ("offline-amd64-arm64", {"amd64", "arm64"}),
        ("os-pkgs-redhat8-v0.36.0.tar.gz", set()),
        ("/data/amd64/offline", set()),
        ("charm64.iso", set()),
    ],
)
def test_architectures_are_whole_words_of_the_name(name: str, expected: set[str]) -> None:
    assert architectures(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/root/os-pkgs-centos7-v0.4.5-rc3.tar.gz", (0, 4, 5)),
        ("os-pkgs-kylin-v10sp2-v0.18.5.tar.gz", (0, 18, 5)),
        ("os-pkgs-openeuler22.03-v0.36.0.tar.gz", (0, 36, 0)),
        ("os-pkgs-uos-20.tar.gz", None),
        ("packages-v0.36.0.tar.gz", None),
        ("", None),
    ],
)
def test_the_version_of_kubean_stands_at_the_end_of_the_name(name: str, expected: object) -> None:
    assert kubean_version(name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/data/v0.42.0/offline", (0, 42, 0)),
        ("/data/offline-0.9.0-amd64", (0, 9, 0)),
        ("/data/v0.41.0/offline-v0.42.0", (0, 42, 0)),
        ("/data/dce5/offline", None),
        ("/data/10.0.42.0/offline", None),
    ],
)
def test_the_installer_version_may_stand_anywhere_in_the_path(path: str, expected: object) -> None:
    assert installer_version(path) == expected


@pytest.mark.parametrize(("installer", "kubean"), KUBEAN_VERSIONS)
def test_a_listed_installer_takes_one_version(installer: tuple[int, ...], kubean: tuple[int, ...]) -> None:
    assert kubean_limits(installer) == (kubean, kubean)


def test_between_two_listed_installers_the_version_lies_between_theirs() -> None:
    assert list(KUBEAN_VERSIONS) == sorted(KUBEAN_VERSIONS)
    for (older, low), (_newer, high) in pairwise(KUBEAN_VERSIONS):
        assert low < high
        assert kubean_limits((*older, 1)) == (low, high)
    assert kubean_limits((0, 8, 1)) == (None, KUBEAN_VERSIONS[0][1])
    assert kubean_limits((1, 0, 0)) == (KUBEAN_VERSIONS[-1][1], None)
