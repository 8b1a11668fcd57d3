"""Makes an offline package with the layout of a real one: both architectures, thousands of files, some very large.

    python tests/synthetic_package.py build/package --size 1500M

writes `offline/kubespray-binary/offline-files.tar.gz` and `offline/component-tools.tar.gz` below that folder. Half of
the bytes compress like programs, half not at all, like the archives among the downloads. The same size and version give
the same content.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Item", "content_of", "items", "make_package"]

ARCHITECTURES = ("amd64", "arm64")
_BLOCK = 1 << 18
_POOL = 24
_MADE_AT = 1_760_000_000
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_LARGE = (
    # Share of the bytes of one architecture, path, whether it compresses like a program.
    (0.16, "dl.k8s.io/release/{kube}/bin/linux/{arch}/kubelet", True),
    (0.12, "dl.k8s.io/release/{kube}/bin/linux/{arch}/kubeadm", True),
    (0.12, "dl.k8s.io/release/{kube}/bin/linux/{arch}/kubectl", True),
    (0.10, "github.com/projectcalico/calico/releases/download/v3.29.3/calicoctl-linux-{arch}", True),
    (0.05, "github.com/etcd-io/etcd/releases/download/v3.5.16/etcd-v3.5.16-linux-{arch}.tar.gz", False),
    (
        0.10,
        "github.com/containernetworking/plugins/releases/download/v1.4.1/cni-plugins-linux-{arch}-v1.4.1.tgz",
        False,
    ),
    (
        0.05,
        "github.com/kubernetes-sigs/cri-tools/releases/download/v1.31.1/crictl-v1.31.1-linux-{arch}.tar.gz",
        False,
    ),
    (
        0.08,
        "github.com/containerd/containerd/releases/download/v1.7.27/containerd-1.7.27-linux-{arch}.tar.gz",
        False,
    ),
    (0.02, "github.com/opencontainers/runc/releases/download/v1.2.6/runc.{arch}", True),
    (0.04, "github.com/containerd/nerdctl/releases/download/v1.7.7/nerdctl-1.7.7-linux-{arch}.tar.gz", False),
    (0.06, "get.helm.sh/helm-v3.16.4-linux-{arch}.tar.gz", False),
    (0.10, "storage.googleapis.com/cri-o/artifacts/cri-o.{arch}.v1.31.6.tar.gz", False),
)
_CALICO_TREE = "github.com/projectcalico/calico/raw/v3.29.3/manifests/crds/crd-{number:04}.yaml"
_TOOL = "charts/component-{group:02}/templates/object-{number:04}.yaml"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package, below the folder that is stripped."""

    path: str
    size: int
    is_program: bool

    @property
    def mode(self) -> int:
        """Programs are executable, as the build leaves them."""
        return 0o755 if self.is_program else 0o644


def items(size: int, small_files: int, kube: str) -> tuple[list[Item], list[Item]]:
    """Return the files of the two tarballs, about `size` bytes together."""
    for_small = min(size // 10, small_files * 8192)
    large = [
        Item(
            path.format(arch=arch, kube=kube),
            int((size - for_small) / len(ARCHITECTURES) * share),
            is_program,
        )
        for arch in ARCHITECTURES
        for share, path, is_program in _LARGE
    ]
    each = max(1, for_small // small_files)
    sizes = random.Random(small_files).choices(range(each // 2, each * 3 // 2 + 1), k=small_files)
    third = small_files // 3
    crds = [Item(_CALICO_TREE.format(number=n), sizes[n], False) for n in range(third)]
    tools = [Item(_TOOL.format(group=n % 40, number=n), sizes[n], False) for n in range(third, small_files)]
    programs = [Item(f"bin/{arch}/{name}", each * 4, True) for arch in ARCHITECTURES for name in ("yq", "jq")]
    return large + crds, tools + programs


def content_of(item: Item, version: str) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces."""
    generator = random.Random(f"{item.path} {version}")
    left = item.size
    while left > 0:
        is_archive = item.path.endswith((".tar.gz", ".tgz"))
        piece = generator.randbytes(_BLOCK) if is_archive else _program_block(generator)
        yield piece[:left]
        left -= len(piece)


def make_package(
    folder: Path, *, size: int, small_files: int = 3000, version: str = "v1.31.6", level: int = 6
) -> tuple[Path, Path]:
    """Write both tarballs below `folder/offline` and return their paths."""
    downloads, tools = items(size, small_files, version)
    first = folder / "offline" / "kubespray-binary" / "offline-files.tar.gz"
    second = folder / "offline" / "component-tools.tar.gz"
    first.parent.mkdir(parents=True, exist_ok=True)
    _write(first, "offline-files", downloads, version, level)
    _write(second, "component-tools", tools, version, level)
    return first, second


def _write(tarball: Path, top: str, files: list[Item], version: str, level: int) -> None:
    with (
        tarball.open("wb") as raw,
        gzip.GzipFile("", "wb", level, raw, mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for folder in sorted({parent for item in files for parent in _parents(f"{top}/{item.path}")}):
            archive.addfile(_header(folder, tarfile.DIRTYPE, 0o755, 0))
        for item in files:
            archive.addfile(
                _header(f"{top}/{item.path}", tarfile.REGTYPE, item.mode, item.size),
                _Pieces(content_of(item, version)),
            )


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _header(name: str, kind: bytes, mode: int, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.type, header.mode, header.size, header.mtime = kind, mode, size, _MADE_AT
    return header


class _Pieces(io.RawIOBase):
    """Reads pieces as one file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        gathered = [self._rest]
        have = len(self._rest)
        while have < size and (piece := next(self._pieces, b"")):
            gathered.append(piece)
            have += len(piece)
        data = b"".join(gathered)
        self._rest = data[size:]
        return data[:size]


_pool: list[bytes] = []


def _program_block(generator: random.Random) -> bytes:
    """Return bytes that gzip shrinks to less than half, as it does programs; different at every call."""
    if not _pool:
        _pool.extend(_new_program_block(number) for number in range(_POOL))
    block = generator.choice(_pool)
    turn = generator.randrange(_BLOCK)
    return block[turn:] + generator.randbytes(64) + block[:turn]


def _new_program_block(seed: int) -> bytes:
    generator = random.Random(seed)
    words = [generator.randbytes(generator.randint(2, 14)) for _ in range(4096)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    return b"".join(generator.choices(words, weights, k=_BLOCK // 5))[:_BLOCK]


def _bytes(text: str) -> int:
    return int(float(text[:-1]) * _UNITS[text[-1]]) if text[-1:] in _UNITS else int(text)


def main() -> None:
    """Make a package as the command line asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=_bytes, default=_bytes("1500M"), help="bytes of content, such as 20M")
    parser.add_argument("--small-files", type=int, default=3000)
    parser.add_argument(
        "--version", default="v1.31.6", help="of Kubernetes; another one gives other contents"
    )
    arguments = parser.parse_args()
    make_package(
        arguments.folder, size=arguments.size, small_files=arguments.small_files, version=arguments.version
    )


if __name__ == "__main__":
    main()
