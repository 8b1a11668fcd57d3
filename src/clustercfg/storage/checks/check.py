"""`binaries check`: every server that a configuration names, each on its own ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clustercfg.storage.checks.climbing import climb
from clustercfg.storage.checks.ladder import Ladder, LadderReport, TimeLimit
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.result import Status
from clustercfg.storage.checks.targets import Target, targets_of
from clustercfg.storage.extras import require
from clustercfg.storage.http.ladder import HttpLadder
from clustercfg.storage.s3.ladder import S3Ladder
from clustercfg.storage.s3.target import S3Target

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig

__all__ = ["CheckReport", "check_storage", "check_targets"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What all checks have shown, one ladder for each server."""

    ladders: tuple[LadderReport, ...]

    @property
    def ok(self) -> bool:
        """True when no check failed."""
        return all(each.ok for each in self.ladders)

    def count(self, status: Status) -> int:
        """Return how many checks ended in one way."""
        return sum(each.status is status for ladder in self.ladders for each in ladder.results)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, version 1."""
        return {
            "version": 1,
            "ladders": [each.to_dict() for each in self.ladders],
            "summary": {status.value: self.count(status) for status in Status},
        }


def check_storage(config: ClusterConfig, options: CheckOptions | None = None) -> CheckReport:
    """Check the external storage of `config` as the installer and the nodes will use it.

    The servers are checked at the same time. With `options.write` a small object is written into each bucket, and a
    file into `options.directory`; both are taken away again, or named in the report.

    Raises:
        MissingExtraError: the extra `storage` is not installed.
        StorageError: `options.files_repo` is no URL.
    """
    options = options or CheckOptions()
    return check_targets(targets_of(config.spec, options.files_repo), options)


def check_targets(targets: Sequence[Target], options: CheckOptions) -> CheckReport:
    """Check servers; see `check_storage`."""
    for module in ("urllib3", "botocore.auth"):
        require(module)  # now: a check that could not even be made is no failed check
    limits = [TimeLimit(options.seconds) for _target in targets]
    ladders = [_ladder(target, options, limit) for target, limit in zip(targets, limits, strict=True)]
    found = climb(list(zip(ladders, limits, strict=True)))
    return CheckReport(
        tuple(
            LadderReport(
                ladder.fields,
                ladder.kind,
                ladder.shown,
                ladder.files_repo,
                target.assumed,
                results,
                ladder.left(),
            )
            for target, ladder, results in zip(targets, ladders, found, strict=True)
        )
    )


def _ladder(target: Target, options: CheckOptions, limit: TimeLimit) -> Ladder:
    if isinstance(target, S3Target):
        return S3Ladder(target, options, limit)
    return HttpLadder(target, options, limit)
