"""JavaScript, in which most editors check forms, reads the patterns of the schema as Python does."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from clustercfg.schema import json_schema
from form_samples import POOL
from real_parts import requires_tool

DEFINITIONS = json_schema()["definitions"]
PATTERNS = {
    name: each.get("pattern") or each["else"]["pattern"]
    for name, each in DEFINITIONS.items()
    if "pattern" in each or "else" in each
}
PROGRAM = """
const {patterns, texts} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const matched = ([name, pattern]) => [name, texts.map((text) => new RegExp(pattern, "u").test(text))];
console.log(JSON.stringify(Object.fromEntries(Object.entries(patterns).map(matched))));
"""


@pytest.fixture(scope="module")
def in_javascript() -> dict[str, list[bool]]:
    node = requires_tool("node", package="nodejs npm")
    asked = json.dumps({"patterns": PATTERNS, "texts": POOL})
    done = subprocess.run(
        [node, "-e", PROGRAM], input=asked, capture_output=True, text=True, check=True, timeout=120
    )
    answer: dict[str, list[bool]] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_matches_the_same_texts(in_javascript: dict[str, list[bool]], name: str) -> None:
    in_python = [re.search(PATTERNS[name], text) is not None for text in POOL]
    assert [
        text for text, *both in zip(POOL, in_python, in_javascript[name], strict=True) if len(set(both)) > 1
    ] == []
