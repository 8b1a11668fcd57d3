"""Certificates for tests, made by a CA of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import trustme

__all__ = ["Certificates", "make_certificates"]


@dataclass(frozen=True, slots=True)
class Certificates:
    """A CA and what it has signed."""

    ca_file: Path
    other_ca_file: Path
    folder: Path

    def directives(self, name: str) -> str:
        """Return what nginx needs to show the certificate `name`."""
        return f"ssl_certificate {self.folder}/{name}.pem; ssl_certificate_key {self.folder}/{name}.key;"


def make_certificates(folder: Path) -> Certificates:
    """Make `good`, `expired`, `ending` (soon) and `misnamed` certificates for 127.0.0.1."""
    authority, other = trustme.CA(), trustme.CA()
    now = dt.datetime.now(dt.timezone.utc)
    day = dt.timedelta(days=1)
    leaves = {
        "good": authority.issue_cert("127.0.0.1", "localhost", not_after=now + 365 * day),
        "expired": authority.issue_cert("127.0.0.1", not_before=now - 9 * day, not_after=now - 2 * day),
        "ending": authority.issue_cert("127.0.0.1", not_after=now + 5 * day),
        "misnamed": authority.issue_cert("minio.example.com"),
    }
    for name, leaf in leaves.items():
        leaf.private_key_pem.write_to_path(folder / f"{name}.key")
        (folder / f"{name}.pem").write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
    authority.cert_pem.write_to_path(folder / "ca.pem")
    other.cert_pem.write_to_path(folder / "other-ca.pem")
    return Certificates(folder / "ca.pem", folder / "other-ca.pem", folder)
