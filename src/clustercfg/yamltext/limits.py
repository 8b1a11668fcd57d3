"""How much of YAML a text may hold, so that no text takes minutes or all memory; its size in bytes is a matter of decoding."""

from __future__ import annotations

__all__ = ["MAXIMUM_ALIASES", "MAXIMUM_DEPTH", "MAXIMUM_EVENTS", "MAXIMUM_EXPANSION", "MAXIMUM_LINES"]

MAXIMUM_DEPTH = 64
MAXIMUM_EVENTS = 30_000
MAXIMUM_LINES = 100_000
"""A scalar may go over many lines, and is one event all the same."""
MAXIMUM_ALIASES = 256
MAXIMUM_EXPANSION = 100_000
"""How many nodes a document may have once every alias is followed (a "billion laughs" has 10 to the 9th)."""
