"""What a plan says in JSON, and how much room it asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clustercfg.storage.package import PackageFile, Plan, State
from clustercfg.storage.package.import_root import Space
from clustercfg.storage.package.plan import TarballPart


def file_at(path: str, size: int, state: State) -> PackageFile:
    return PackageFile(path, size, "", 0, executable=False, state=state)


PLAN = Plan(
    Path("/srv"),
    (TarballPart(Path("/p.tar.gz"), 10, "abc", "top/", lifted=True, files=3, content_size=77),),
    (
        file_at("dl.k8s.io/v1.31.6/bin/linux/amd64/kubelet", 4097, State.NEW),
        file_at("dl.k8s.io/b", 4096, State.CHANGED),
        file_at("c", 9000, State.EQUAL),
    ),
    ("x",),
    Space(20_000, 7),
)


def test_a_plan_has_all_it_says_in_json() -> None:
    assert PLAN.to_dict() == {
        "root": "/srv",
        "tarballs": [
            {
                "path": "/p.tar.gz",
                "bytes": 10,
                "sha256": "abc",
                "stripped": "top/",
                "lifted": True,
                "files": 3,
                "contentBytes": 77,
            }
        ],
        "total": {"files": 3, "bytes": 17193},
        "new": {"files": 1, "bytes": 4097},
        "changed": {"files": 1, "bytes": 4096},
        "equal": {"files": 1, "bytes": 9000},
        "changedPaths": ["dl.k8s.io/b"],
        "topFolders": [
            {"name": "", "files": 1, "bytes": 9000},
            {"name": "dl.k8s.io", "files": 2, "bytes": 8193},
        ],
        "architectures": [{"name": "amd64", "files": 1, "bytes": 4097}],
        "versions": {"kubelet": ["v1.31.6"]},
        "conflicts": ["x"],
        "space": {"bytesNeeded": 12902, "bytesFree": 20_000, "inodesFree": 7, "enough": True},
    }


@pytest.mark.parametrize(
    ("space", "enough"),
    [
        (Space(12902, 2), True),
        (Space(12901, 2), False),
        (Space(12902, 1), False),
        (Space(12902, None), True),
    ],
)
def test_room_is_needed_for_whole_blocks_of_what_is_written_and_a_twentieth(
    space: Space, *, enough: bool
) -> None:
    assert replace(PLAN, space=space).has_space is enough
