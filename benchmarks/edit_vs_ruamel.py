"""Measure one `set` in a file of 1,000 lines against ruamel.yaml's load and dump of the same file, in the same run.

Both start from the text and end with the new text. The rounds alternate, so that a slow moment of the machine hits
both. Exit code 1 says that ours took more than half.
"""

from __future__ import annotations

import argparse
import io
import platform
import statistics
import sys
import time
from collections.abc import Callable

from ruamel.yaml import YAML

from clustercfg.yamltext.document import Document
from realistic import realistic_config

__all__ = ["main"]

LINES = 1000
MOST_OF_RUAMEL = 0.5


def edit_here(text: str) -> str:
    """Set one value with our own engine."""
    document = Document(text)
    document.set("spec.loadBalancer.type", "NodePort")
    return document.text


def edit_with_ruamel(text: str) -> str:
    """Set the same value by loading and dumping everything."""
    yaml = YAML()
    data = yaml.load(text)
    data["spec"]["loadBalancer"]["type"] = "NodePort"
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _milliseconds(edit: Callable[[str], str], text: str) -> float:
    start = time.perf_counter()
    edit(text)
    return 1000 * (time.perf_counter() - start)


def main(words: list[str] | None = None) -> int:
    """Print the medians; return 1 when ours is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=11, help="how often each is measured (11)")
    rounds = parser.parse_args(words).rounds
    text = realistic_config(LINES)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_milliseconds(edit_here, text))
        theirs.append(_milliseconds(edit_with_ruamel, text))
    share = statistics.median(ours) / statistics.median(theirs)
    print(f"Python {platform.python_version()}, {text.count(chr(10))} lines, median of {rounds} rounds")
    print(f"clustercfg set             {statistics.median(ours):8.1f} ms")
    print(f"ruamel.yaml load and dump  {statistics.median(theirs):8.1f} ms")
    print(f"share {share:.1%} (at most {MOST_OF_RUAMEL:.0%})")
    return 0 if share <= MOST_OF_RUAMEL else 1


if __name__ == "__main__":
    sys.exit(main())
