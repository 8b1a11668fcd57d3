"""argparse's own texts in the reader's language: its catalog is that of Python, which has none."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clustercfg.translation import gettext, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TEXTS", "translated_argparse"]

TEXTS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("expected one argument"),
    mark("ignored explicit argument %r"),
    mark("not allowed with argument %s"),
    mark("the following arguments are required: %s"),
    mark("one of the arguments %s is required"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)"),
)
"""What argparse of Python 3.10 to 3.14 says to people about options of the kinds that our commands have."""


@contextmanager
def translated_argparse() -> Iterator[None]:
    """Let argparse translate as we do inside a `with` block, and as before after it: a program may use it too."""
    names = vars(argparse)
    before = names["_"]
    names["_"] = gettext
    try:
        yield
    finally:
        names["_"] = before
