"""`python -m docsite`: build the documentation into `site/`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docsite.building import SiteError, build

__all__: list[str] = []


def main() -> int:
    """Build the site and tell how many pages it has; return 1 with the reasons if it has faults."""
    parser = argparse.ArgumentParser(prog="docsite", description="Build the documentation in both languages.")
    parser.add_argument("--to", type=Path, default=Path("site"), help="folder to write (default: site)")
    arguments = parser.parse_args()
    try:
        count = build(arguments.to)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} pages: {arguments.to / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
