from __future__ import annotations

import inspect

from clustercfg.cli.markdown import render_markdown
from clustercfg.linting.reports.palette import Palette

TEXT = inspect.cleandoc(
    """
    A value without quotes arrives as something else.

    ## Why it matters
    The installer is written in Go, and programs of its kind read `0123`
    as `83`.
    - one item that is longer than a line
      and goes on
    - 两个 item

    ## Example
    ```yaml
    a:

      b: 0123
    ```
    (said below)
    """
)


SHOWN = """\
  A value without quotes arrives as
  something else.

Why it matters
  The installer is written in Go, and
  programs of its kind read `0123` as
  `83`.
  - one item that is longer than a line
    and goes on
  - 两个 item

Example
    a:

      b: 0123

  (said below)"""


def test_paragraphs_are_wrapped_and_code_is_kept() -> None:
    assert render_markdown(TEXT, Palette(enabled=False), 40) == SHOWN


def test_color_replaces_the_marks_of_code() -> None:
    shown = render_markdown("Read `0123`.\n\n## Title\nx", Palette(enabled=True), 40)
    assert shown == "  Read \x1b[36m0123\x1b[0m.\n\n\x1b[1mTitle\x1b[0m\n  x"
