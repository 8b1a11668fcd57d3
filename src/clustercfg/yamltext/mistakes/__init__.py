"""The mistakes that people really make in YAML, each with the edit that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clustercfg.yamltext.mistakes.indentation import misaligned_item, unindented_block, wrong_indentation
from clustercfg.yamltext.mistakes.odd_lines import odd_line
from clustercfg.yamltext.mistakes.punctuation import (
    colon_in_value,
    full_width_punctuation,
    missing_colon,
    missing_space,
    reserved_character,
)
from clustercfg.yamltext.mistakes.quoting import (
    backslash_in_double_quotes,
    text_after_quote,
    unclosed_bracket,
    unclosed_quote,
)
from clustercfg.yamltext.mistakes.site import Site
from clustercfg.yamltext.mistakes.strays import diff_marks, line_numbers, remark, stray_line
from clustercfg.yamltext.problems import Problem

__all__ = ["MISTAKES", "Site", "recognize"]

MISTAKES: tuple[Callable[[Site], Problem | None], ...] = (
    line_numbers,
    diff_marks,
    stray_line,
    full_width_punctuation,
    backslash_in_double_quotes,
    reserved_character,
    missing_space,
    colon_in_value,
    unclosed_bracket,
    text_after_quote,
    remark,
    missing_colon,
    unclosed_quote,
    unindented_block,
    misaligned_item,
    odd_line,
    wrong_indentation,
)
"""In the order in which they are tried: the most telling signs first."""


def recognize(site: Site) -> Iterator[Problem]:
    """Yield the known mistakes that may explain the fault, the likeliest first."""
    return (found for mistake in MISTAKES if (found := mistake(site)))
