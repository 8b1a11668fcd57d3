"""Kill `binaries import` at 200 random moments, look at every file each time, and resume.

    make long-import-kills

Imports go into an empty directory or over an older version. Half of the kills hit a random operation on files, half a
random moment. Ends with the figures, or at the first wrong file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from kills import Campaign

__all__ = ["main"]


def main() -> int:
    """Run the campaign and print its score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=100, help="size of the package's content")
    parser.add_argument("--small-files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        campaign = Campaign(
            Path(folder), arguments.megabytes * 1_000_000, arguments.small_files, arguments.seed
        )
        score = campaign.run(arguments.kills)
    print(f"seed {arguments.seed}, {arguments.megabytes} MB, {time.monotonic() - started:.0f} s")
    print(f"killed {score.kills} times, ended before the kill {score.survived} times")
    print(f"resumed to the end {score.completions} times: complete and equal to tar's tree every time")
    for where, count in sorted(score.where.items()):
        print(f"  {count:4} times the directory had {where}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
