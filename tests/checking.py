"""Checks of storage in tests: targets without a configuration, and results by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clustercfg.storage.addresses import files_repo_of_bucket, parse_address
from clustercfg.storage.checks.check import CheckReport, check_targets
from clustercfg.storage.checks.ladder import LadderReport
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.result import CheckResult
from clustercfg.storage.http.target import HttpTarget
from clustercfg.storage.s3.credentials import Credentials
from clustercfg.storage.s3.target import S3Target
from s3_gateway import BUCKET, PASSWORDS

__all__ = ["check_http", "check_s3", "results", "s3_target", "statuses", "write_config"]

_CONFIG = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: office
  loadBalancer:
    type: NodePort
  fullPackagePath: /data/dce5/offline
{rest}"""


def write_config(file: Path, rest: str) -> Path:
    """Write a configuration; `rest` is more of its `spec`."""
    file.write_text(_CONFIG.format(rest=rest))
    return file


def s3_target(url: str, user: str = "everything", password: str | None = None) -> S3Target:
    """Return S3-compatible storage as `spec.binaries` would name it."""
    address = parse_address(url)
    login = Credentials(user, PASSWORDS[user] if password is None else password)
    repo = parse_address(files_repo_of_bucket(address.origin))
    return S3Target(("spec.binaries",), address, login, BUCKET, repo, has_path=bool(address.path))


def check_s3(target: S3Target, **options: Any) -> LadderReport:
    """Climb the ladder of one S3 service."""
    return _only(check_targets([target], CheckOptions(**options)))


def check_http(url: str, **options: Any) -> LadderReport:
    """Climb the ladder of one HTTP server."""
    return _only(check_targets([HttpTarget(("spec.binaries",), parse_address(url))], CheckOptions(**options)))


def _only(report: CheckReport) -> LadderReport:
    (ladder,) = report.ladders
    return ladder


def results(ladder: LadderReport) -> dict[str, CheckResult]:
    """Return the results by their ids, without the name of the ladder."""
    return {each.id.partition("-")[2]: each for each in ladder.results}


def statuses(ladder: LadderReport, *ids: str) -> Sequence[str]:
    """Return how some checks ended, in the order of `ids`."""
    found = results(ladder)
    return [found[each].status.value for each in ids]
