"""Every edit in every layout: what stands in the text before and after, to the byte."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from edit_judgement import canonical, data_of

from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    from real_parts import GoReader

Change = Callable[[Document], object]
Row = tuple[str, str, Change, str]


def setting(path: str, value: Any) -> Change:
    return lambda document: document.set(path, value)


def taking(path: str) -> Change:
    return lambda document: document.unset(path)


def inserting(path: str, index: int, value: Any) -> Change:
    return lambda document: document.insert(path, index, value)


def renaming(path: str, key: str) -> Change:
    return lambda document: document.rename(path, key)


def moving(path: str, target: str) -> Change:
    return lambda document: document.move(path, target)


def lines(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")


NODES = lines("""
    # header of the file

    spec: # on spec
      # about the nodes
      nodes: # on nodes
        # the first
        - name: one # beside
          ip: 10.0.0.1
          # port: 22

        # the second
        - name: "two"
          ip: '10.0.0.2'
          taints:
           - a=b:NoSchedule
      # path: /root

      mode: auto
""")
LONG = "k" * 300
SETTING: list[Row] = [
    ("a plain value, its comment stays", "a: old # why\nb: 2\n", setting("a", "new"), "a: new # why\nb: 2\n"),
    ("quotes of its own stay", "a: 'old'\nb: \"old\"\n", setting("a", "new"), "a: 'new'\nb: \"old\"\n"),
    ("double quotes too", 'a: "old"\n', setting("a", 'n"e\\w'), 'a: "n\\"e\\\\w"\n'),
    ("single quotes double theirs", "a: 'old'\n", setting("a", "it's"), "a: 'it''s'\n"),
    ("single quotes cannot hold a tab", "a: 'old'\n", setting("a", "\t"), 'a: "\\t"\n'),
    ("a number needs no quotes", "a: 'old'\n", setting("a", 8080), "a: 8080\n"),
    ("a string that looks like a number gets some", "a: 1\n", setting("a", "022"), 'a: "022"\n'),
    ("so does one that YAML 1.1 takes for a word", "a: 1\n", setting("a", "yes"), 'a: "yes"\n'),
    ("a boolean, a float and nothing", "a: 1\n", setting("a", [True, 1.5, None]), "a:\n  - true\n  - 1.5\n  - null\n"),
    ("blanks in front of the value stay", "a:    old   # why\n", setting("a", 1), "a:    1   # why\n"),
    ("an aligned colon stays", "a   : old\n", setting("a", 1), "a   : 1\n"),
    ("nothing", "a:\nb: 2\n", setting("a", 1), "a: 1\nb: 2\n"),
    ("nothing with a remark", "a: # why\n", setting("a", 1), "a: 1 # why\n"),
    ("nothing at the end of a file without a line break", "a:", setting("a", 1), "a: 1"),
    ("a tilde", "a: ~ # why\n", setting("a", 1), "a: 1 # why\n"),
    ("null over a value", "a: 1\n", setting("a", None), "a: null\n"),
    ("null over nothing changes nothing", "a:\n", setting("a", None), "a:\n"),
    ("the same value changes nothing", "a:   'x'  # y\n", setting("a", "x"), "a:   'x'  # y\n"),
    ("the same number in another spelling changes nothing", "a: 0x10\n", setting("a", 16), "a: 0x10\n"),
    ("a value on its own line", "a: # why\n  # how\n  old # what\n", setting("a", "m"), "a: # why\n  # how\n  m # what\n"),
    ("a value on several lines", "a: one\n  two\n  three # why\nb: 2\n", setting("a", "m"), "a: m # why\nb: 2\n"),
    ("quotes on several lines", 'a: "one\n  two"\nb: 2\n', setting("a", "m"), 'a: "m"\nb: 2\n'),
    ("an item", "- a # why\n- b\n", setting("[0]", "m"), "- m # why\n- b\n"),
    ("an item that is nothing", "-\n- b\n", setting("[0]", "m"), "- m\n- b\n"),
    ("an item of an item", "- - a\n  - b\n", setting("[0][1]", "m"), "- - a\n  - m\n"),
    ("the first key beside a dash", "- a: 1\n  b: 2\n", setting("[0].a", 9), "- a: 9\n  b: 2\n"),
    ("a key in quotes", "'a b': 1\n", setting('["a b"]', 2), "'a b': 2\n"),
    ("a key with dots", "a.b/c: 1\n", setting('["a.b/c"]', 2), "a.b/c: 2\n"),
    ("an explicit key", "? a\n: 1\n? b\n: 2\n", setting("a", 9), "? a\n: 9\n? b\n: 2\n"),
    ("between braces", "a: { x : 1 , w: 'z' } # why\n", setting("a.w", "m"), "a: { x : 1 , w: 'm' } # why\n"),
    ("between brackets", "a: [1,  2,3]\n", setting("a[1]", "x, y"), 'a: [1,  "x, y",3]\n'),
    ("JSON without blanks", '{"a":1,"b":[true]}\n', setting("b[0]", False), '{"a":1,"b":[false]}\n'),
    ("a key between braces without a value", "a: {x, w: 1}\n", setting("a.x", 2), "a: {x: 2, w: 1}\n"),
    ("a list into brackets", "a: {x: 1}\n", setting("a.x", [1, {"k": "v"}]), "a: {x: [1, {k: v}]}\n"),
    ("a text of lines between brackets", "a: [x]\n", setting("a[0]", "l\nm\n"), 'a: ["l\\nm\\n"]\n'),
    ("an alias gives way to a value", "a: &x 1\nb: *x # why\n", setting("b", 2), "a: &x 1\nb: 2 # why\n"),
    ("an anchor nobody uses stays", "a: &x 1\n", setting("a", 2), "a: &x 2\n"),
    ("a tag goes with its value", "a: !!str 1 # why\n", setting("a", 1), "a: 1 # why\n"),
    ("a tag of nothing goes too", "a: !!null\nb: 1\n", setting("a", 1), "a: 1\nb: 1\n"),
    ("an anchor stays without the tag", "a: &x !!str 1\n", setting("a", 2), "a: &x 2\n"),
    ("a key that merges bring gets a place of its own", "a: &a {k: 1}\nb:\n  <<: *a\n  l: 2\n", setting("b.k", 3),
     "a: &a {k: 1}\nb:\n  <<: *a\n  l: 2\n  k: 3\n"),
    ("of a key that stands twice, the one that counts", "a: 1\na: 2\n", setting("a", 3), "a: 1\na: 3\n"),
    ("the first of two documents", "a: 1\n---\na: 2\n", setting("a", 3), "a: 3\n---\na: 2\n"),
    ("beside the document mark", "--- # one\na: 1\n...\n", setting("a", 3), "--- # one\na: 3\n...\n"),
    ("CRLF stays", "a: 1\r\nb: 2\r\n", setting("a", 3), "a: 3\r\nb: 2\r\n"),
    ("odd spaces are escaped", "a: 1\n", setting("a", "x\u00a0\u200dy"), 'a: "x\\xa0\\u200dy"\n'),
]  # fmt: skip
BLOCKS: list[Row] = [
    ("a mapping over a value, at the indentation of the siblings", "a:\n    x: 1\nb: old # why\n",
     setting("b", {"w": 2}), "a:\n    x: 1\nb: # why\n    w: 2\n"),
    ("a list over a value, at the offset of the siblings", "a:\n- 1\nb: old\n", setting("b", ["x"]), "a:\n- 1\nb:\n- x\n"),
    ("a list as that key has it elsewhere", "- k:\n   - 1\n  o:\n  - 1\n- m: 1\n", setting("[1].k", ["x"]),
     "- k:\n   - 1\n  o:\n  - 1\n- m: 1\n  k:\n   - x\n"),
    ("a block below nothing", "a: # why\nb: 1\n", setting("a", {"x": [1]}), "a: # why\n  x:\n    - 1\nb: 1\n"),
    ("a block below nothing, comments stay", "a:\n  # x: 0\nb: 1\n", setting("a", {"x": 1}), "a:\n  x: 1\n  # x: 0\nb: 1\n"),
    ("a block over brackets", "a: {}  # why\n", setting("a", {"x": 1}), "a:  # why\n  x: 1\n"),
    ("a block over a block of another kind", "a: # why\n  # inside\n  - 1\n  - 2\nb: 1\n", setting("a", {"x": 1}),
     "a: # why\n  x: 1\nb: 1\n"),
    ("a value over a block", "a: # why\n  x: 1\n  w: 2\n# next\nb: 1\n", setting("a", "m"), "a: m # why\n# next\nb: 1\n"),
    ("an empty list over a block", "a:\n  - 1\nb: 1\n", setting("a", []), "a: []\nb: 1\n"),
    ("a value over an item's block", "- x: 1\n  w: 2\n- z\n", setting("[0]", "m"), "- m\n- z\n"),
    ("a block over an item", "- a # why\n- b\n", setting("[0]", {"x": 1, "w": 2}), "- x: 1 # why\n  w: 2\n- b\n"),
    ("a block over an item with a wide gap", "-   a\n-   b\n", setting("[1]", {"x": 1, "w": 2}), "-   a\n-   x: 1\n    w: 2\n"),
    ("a block over an item's list", "- - 1\n  - 2\n", setting("[0]", {"x": 1, "w": 2}), "- x: 1\n  w: 2\n"),
    ("a block for an item that is nothing", "-\n-\n", setting("[0]", {"x": 1, "w": 2}), "- x: 1\n  w: 2\n-\n"),
    ("a block over a value on its own line", "a:\n    # how\n    old # what\n", setting("a", {"x": 1, "w": 2}),
     "a:\n    # how\n    x: 1 # what\n    w: 2\n"),
    ("only the keys that differ", NODES, setting("spec.nodes[0]", {"name": "one", "ip": "10.0.0.9", "new": 1}),
     NODES.replace("10.0.0.1\n", "10.0.0.9\n      new: 1\n")),
    ("keys that are not given go", "a:\n  # about x\n  x: 1 # one\n  w: 2\n", setting("a", {"w": 2}), "a:\n  w: 2\n"),
    ("all other keys", "a: # why\n  x: 1\n", setting("a", {"w": {"z": 1}}), "a: # why\n  w:\n    z: 1\n"),
    ("only the items that differ", "a:\n- 1 # one\n- 2 # two\n- 3\n", setting("a", [1, 9]), "a:\n- 1 # one\n- 9 # two\n"),
    ("more items", "a: [1]\nb:\n  - 1\n", setting("b", [1, 2, 3]), "a: [1]\nb:\n  - 1\n  - 2\n  - 3\n"),
    ("the whole document", "# top\na: 1 # why\nb: 2\n", setting("", {"a": 1, "c": 3}), "# top\na: 1 # why\nc: 3\n"),
    ("a deep value makes its parents", "a:\n  b: 1\n", setting("a.c.d[0].e", 1), "a:\n  b: 1\n  c:\n    d:\n      - e: 1\n"),
]  # fmt: skip
TEXTS: list[Row] = [
    ("a text of lines", "a: old # why\n", setting("a", "x: 1\nw: 2"), "a: |- # why\n  x: 1\n  w: 2\n"),
    ("with a line break at the end", "a:\nb: 1\n", setting("a", "x\ny\n"), "a: |\n  x\n  y\nb: 1\n"),
    ("at the end of a file without one", "b: 1\na: old", setting("a", "x\ny\n"), "b: 1\na: |\n  x\n  y\n"),
    ("a text without one at such an end", "b: 1\na: old", setting("a", "x\ny"), "b: 1\na: |-\n  x\n  y"),
    ("a remark at the start, blanks at line ends", "a: 1\n", setting("a", "# r\nx:  \n\n  y\n"), "a: |\n  # r\n  x:  \n\n    y\n"),
    ("a text that begins with blanks", "a: 1\n", setting("a", "  x\ny"), 'a: "  x\\ny"\n'),
    ("a text over a block", "a: # why\n  x: 1\nb: 1\n", setting("a", "x\ny"), "a: |- # why\n  x\n  y\nb: 1\n"),
    ("a text over an item", "- a # why\n- b\n", setting("[0]", "x\ny"), "- |- # why\n  x\n  y\n- b\n"),
    ("a text for nothing does not swallow the comments", "a:\n  # x\n    # y\nb: 1\n", setting("a", "x\ny"),
     "a: |-\n     x\n     y\n  # x\n    # y\nb: 1\n"),
    ("a text where a value has a line of its own", "a:\n  old # why\n", setting("a", "x\ny"), 'a:\n  "x\\ny" # why\n'),
    ("only the line that differs", "a: |- # why\n    x: 1\n      \n    w: 2   \n    z: 3\nb: 1\n",
     setting("a", "x: 1\n  \nw: 9\nz: 3"), "a: |- # why\n    x: 1\n      \n    w: 9\n    z: 3\nb: 1\n"),
    ("lines that come and go", "a: |\n   x\n   y\nb: 1\n", setting("a", "w\ny\nz\n"), "a: |\n   w\n   y\n   z\nb: 1\n"),
    ("a digit in the header stays", "a: |2-\n    x\n  y\n", setting("a", "  n\ny"), "a: |2-\n    n\n  y\n"),
    ("the line break at the end goes", "a: |\n  x\n  y\nb: 1\n", setting("a", "x\ny"), "a: |-\n  x\n  y\nb: 1\n"),
    ("the line break at the end comes", "a: |-\n  x\n  y\nb: 1\n", setting("a", "x\ny\n"), "a: |\n  x\n  y\nb: 1\n"),
    ("blank lines at the end are kept", "a: |+\n  x\n\n\nb: 1\n", setting("a", "y\n\n\n"), "a: |+\n  y\n\n\nb: 1\n"),
    ("fewer blank lines at the end", "a: |+\n  x\n\n\nb: 1\n", setting("a", "x\n"), "a: |+\n  x\nb: 1\n"),
    ("a folded text", "a: >- # why\n  x\n  y\nb: 1\n", setting("a", "x\nz"), "a: |- # why\n  x\n  z\nb: 1\n"),
    ("one line instead", "a: | # why\n  x\n  y\n\nb: 1\n", setting("a", "z"), "a: z # why\n\nb: 1\n"),
    ("a number instead", "a: |-\n  x\nb: 1\n", setting("a", 1), "a: 1\nb: 1\n"),
    ("a block instead", "a: |- # why\n  x\nb: 1\n", setting("a", {"w": 1}), "a: # why\n  w: 1\nb: 1\n"),
    ("an item's text", "- |\n  x\n  y\n- b\n", setting("[0]", "x\nz\n"), "- |\n  x\n  z\n- b\n"),
    ("a block instead of an item's text", "- |\n  x\n- b\n", setting("[0]", {"w": 1, "z": 2}), "- w: 1\n  z: 2\n- b\n"),
    ("CRLF in a text", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", setting("a", "x\nz\nw\n"), "a: |\r\n  x\r\n  z\r\n  w\r\nb: 1\r\n"),
    ("a key behind a text without line break at the end", "a: |\n  x", setting("b", 1), "a: |-\n  x\nb: 1"),
    ("behind a folded one", "a: >\n  x", setting("b", 1), "a: >-\n  x\nb: 1"),
    ("behind one that keeps blank lines", "a: |+\n  x", setting("b", 1), "a: |-\n  x\nb: 1"),
    ("behind one with a digit", "a: |2\n  x", setting("b", 1), "a: |2-\n  x\nb: 1"),
    ("behind one with a digit in the other place", "a: |+2\n  x", setting("b", 1), "a: |-2\n  x\nb: 1"),
    ("behind one that strips", "a: |-\n  x", setting("b", 1), "a: |-\n  x\nb: 1"),
    ("behind an item's", "a:\n  - |\n    x", setting("a[1]", 1), "a:\n  - |-\n    x\n  - 1"),
    ("behind kept blank lines", "a: |+\n  x\n\n\n", setting("b", 1), "a: |+\n  x\n\n\nb: 1\n"),
    ("the last key goes, the text in front keeps its line break", "a: |\n  x\nb: 1", taking("b"), "a: |\n  x\n"),
    ("a key goes between kept blank lines and others", "a: |+\n  x\nb: 1\n\nc: 2\n", taking("b"), "a: |+\n  x\nc: 2\n"),
]  # fmt: skip
INSIDE: list[Row] = [
    ("a key in a text of YAML", "k: |-\n  # tz\n  a: 1 # one\n  b: [x]\n", setting("k.a", 2), "k: |-\n  # tz\n  a: 2 # one\n  b: [x]\n"),
    ("a new one", "s:\n  k: |\n      a:\n       - 1\n  t: 1\n", setting("s.k.b", [2]),
     "s:\n  k: |\n      a:\n       - 1\n      b:\n       - 2\n  t: 1\n"),
    ("an item in one", "k: |\n  a:\n  - 1\nl: 1\n", inserting("k.a", 0, 0), "k: |\n  a:\n  - 0\n  - 1\nl: 1\n"),
    ("the text is a list", "k: |\n  - a: 1\nl: 1\n", inserting("k", 1, {"a": 2}), "k: |\n  - a: 1\n  - a: 2\nl: 1\n"),
    ("a key goes", "k: |-\n  # about a\n  a: 1\n\n  b: 2\n", taking("k.a"), "k: |-\n\n  b: 2\n"),
    ("a key is renamed", "k: |\n  a: 1\n", renaming("k.a", "b"), "k: |\n  b: 1\n"),
    ("a key moves", "k: |\n  a: 1\n  b:\n    c: 2\n", moving("k.a", "k.b.a"), "k: |\n  b:\n    c: 2\n    a: 1\n"),
    ("in a folded text", "k: >-\n  a: 1\n\n  b: 2\n", setting("k.a", 2), "k: |-\n  a: 2\n  b: 2\n"),
    ("in quotes", 'k: "a: 1\\nb: 2"\n', setting("k.a", 2), "k: |-\n  a: 2\n  b: 2\n"),
    ("JSON in quotes", "k: '{\"a\":1}'\n", setting("k.a", 2), "k: '{\"a\":2}'\n"),
    ("the only line", "k: |-\n  a: 1\n", setting("k.a", 2), "k: |-\n  a: 2\n"),
    ("CRLF around it", "k: |\r\n  a: 1\r\n  b: 2\r\n", setting("k.b", 3), "k: |\r\n  a: 1\r\n  b: 3\r\n"),
]  # fmt: skip
ADDING: list[Row] = [
    ("a key at the end of its block, in front of comments at its column", NODES, setting("spec.nodes[0].new", "v"),
     NODES.replace("10.0.0.1\n", "10.0.0.1\n      new: v\n")),
    ("behind deeper comments", "a:\n  x: 1\n    # deep\n\n    # deeper\n  # flat\nb: 1\n", setting("a.w", 2),
     "a:\n  x: 1\n    # deep\n\n    # deeper\n  w: 2\n  # flat\nb: 1\n"),
    ("behind a nested block", "a:\n  x:\n    w: 1\nb: 1\n", setting("a.z", 2), "a:\n  x:\n    w: 1\n  z: 2\nb: 1\n"),
    ("at the end of the file", "a: 1\n\n# end\n", setting("b", 2), "a: 1\nb: 2\n\n# end\n"),
    ("at an end without a line break", "a: 1", setting("b", 2), "a: 1\nb: 2"),
    ("at such an end with a remark", "a: 1 # why", setting("b", 2), "a: 1 # why\nb: 2"),
    ("CRLF", "a: 1\r\n", setting("b", {"c": [1]}), "a: 1\r\nb:\r\n  c:\r\n    - 1\r\n"),
    ("the line break of the line above, where they are mixed", "a: 1\r\nb: 2\nc:\r\n  d: 1\r\n", setting("c.e", 2),
     "a: 1\r\nb: 2\nc:\r\n  d: 1\r\n  e: 2\r\n"),
    ("the usual line break at the end", "a: 1\r\nb: 2", setting("c", 2), "a: 1\r\nb: 2\r\nc: 2"),
    ("a key that needs quotes", "a: 1\n", setting('["a: b"]', 2), 'a: 1\n"a: b": 2\n'),
    ("a long key", "a: 1\n", setting(LONG, {"x": 1}), f"a: 1\n{LONG}:\n  x: 1\n"),
    ("a key that YAML 1.1 takes for a word", "a: 1\n", setting("y", 2), 'a: 1\n"y": 2\n'),
    ("into braces", "a: { x: 1 }\n", setting("a.w", {"z": 1}), "a: { x: 1, w: {z: 1} }\n"),
    ("into empty braces", "a: {} # why\nb: 1\n", setting("a.w", 2), "a: # why\n  w: 2\nb: 1\n"),
    ("into empty braces between braces", "a: {x: {}}\n", setting("a.x.w", 2), "a: {x: {w: 2}}\n"),
    ("into braces of many lines", "a: {\n  x: 1, # one\n  w: 2 # two\n}\n", setting("a.z", 3),
     "a: {\n  x: 1, # one\n  w: 2, z: 3 # two\n}\n"),
    ("into braces of many lines with a comma at the end", "a: {\n  x: 1,\n  w: 2, # two\n}\n", setting("a.z", 3),
     "a: {\n  x: 1,\n  w: 2, # two\n  z: 3,\n}\n"),
    ("into a tilde", "a: ~ # why\n", setting("a.w", 2), "a: # why\n  w: 2\n"),
    ("below an item that is nothing", "-\n- b\n", setting("[0].w", 2), "- w: 2\n- b\n"),
    ("an item", NODES, setting("spec.nodes[2]", {"name": "three", "ip": "10.0.0.3"}),
     NODES.replace("NoSchedule\n", "NoSchedule\n    - name: three\n      ip: 10.0.0.3\n")),
    ("an item with the gap of the others", "-   a\n-   b\n", setting("[2]", {"x": 1, "w": 2}), "-   a\n-   b\n-   x: 1\n    w: 2\n"),
    ("an item into brackets", "a: [1, 2] # why\n", setting("a[2]", "x: y"), 'a: [1, 2, "x: y"] # why\n'),
    ("an item into empty brackets", "a: [] # why\nb:\n- 1\n", setting("a[0]", {"x": 1}), "a: # why\n- x: 1\nb:\n- 1\n"),
    ("an item into nothing", "a: # why\n", setting("a[0]", 1), "a: # why\n  - 1\n"),
    ("an item of lists", "- - 1\n", setting("[1]", [2, 3]), "- - 1\n- - 2\n  - 3\n"),
    ("an item that is a text", "- 1\n", setting("[1]", "x\ny\n"), "- 1\n- |\n  x\n  y\n"),
    ("into an empty document", "", setting("a", 1), "a: 1\n"),
    ("into one of comments", "# top\n", setting("a.b", 1), "# top\na:\n  b: 1\n"),
    ("into one of comments without a line break", "# top", setting("a", [1]), "# top\na:\n  - 1\n"),
    ("behind the mark of an empty document", "---\n", setting("a", 1), "---\na: 1\n"),
    ("between two marks", "---\n---\nb: 1\n", setting("a", 1), "---\na: 1\n---\nb: 1\n"),
    ("in front of a document end", "a: 1\n...\n", setting("b", 1), "a: 1\nb: 1\n...\n"),
    ("over a document that is a null", "~ # why\n", setting("a", 1), "a: 1 # why\n"),
    ("into an empty document in braces", "{}\n", setting("a", 1), "a: 1\n"),
]  # fmt: skip
INSERTING: list[Row] = [
    ("in front of the first, above its comments", NODES, inserting("spec.nodes", 0, {"name": "zero"}),
     NODES.replace("    # the first\n", "    - name: zero\n    # the first\n")),
    ("in the middle", NODES, inserting("spec.nodes", 1, "x"), NODES.replace("    # the second\n", "    - x\n    # the second\n")),
    ("at the end", "a:\n- 1\n# end\n", inserting("a", 1, 2), "a:\n- 1\n- 2\n# end\n"),
    ("below a commented-out item", "a:\n- 1\n# - 2\n- 3\n", inserting("a", 1, 9), "a:\n- 1\n- 9\n# - 2\n- 3\n"),
    ("behind another dash", "- - 1\n  - 2\n", inserting("[0]", 0, 0), "- - 0\n  - 1\n  - 2\n"),
    ("a block behind another dash", "- - 1\n", inserting("[0]", 0, {"x": 1, "w": 2}), "- - x: 1\n    w: 2\n  - 1\n"),
    ("between brackets", "a: [1,2]\n", inserting("a", 1, 9), "a: [1,9, 2]\n"),
    ("into nothing", "a:\n", inserting("a", 0, 9), "a:\n  - 9\n"),
    ("into empty brackets", "a: []\n", inserting("a", 0, 9), "a:\n  - 9\n"),
    ("CRLF", "a:\r\n- 1\r\n", inserting("a", 0, {"x": 1, "w": 2}), "a:\r\n- x: 1\r\n  w: 2\r\n- 1\r\n"),
    ("into a document that is a list", "- 1\n", inserting("", 0, 0), "- 0\n- 1\n"),
]  # fmt: skip
TAKING: list[Row] = [
    ("a key with the remarks above it and beside it", "a: 1\n# about b\n# more\nb: 2 # why\nc: 3\n", taking("b"), "a: 1\nc: 3\n"),
    ("a header behind a blank line stays", "# header\n\n# about a\na: 1\nb: 2\n", taking("a"), "# header\n\nb: 2\n"),
    ("a remark at another column stays", "a:\n  x: 1\n# flat\n  w: 2\n", taking("a.w"), "a:\n  x: 1\n# flat\n"),
    ("commented-out keys above stay", "a: 1\n# old: 1\n#   - x\n# about b\nb: 2\n", taking("b"), "a: 1\n# old: 1\n#   - x\n"),
    ("and so does what stands above them", "# head\n#old: 1\nb: 2\nc: 3\n", taking("b"), "# head\n#old: 1\nc: 3\n"),
    ("a commented-out list item stays", "# - name: x\n#   ip: y\na: 1\nb: 2\n", taking("a"), "# - name: x\n#   ip: y\nb: 2\n"),
    ("an instruction to the linter goes", "# clustercfg: ignore[CC301] why\na: 1\nb: 2\n", taking("a"), "b: 2\n"),
    ("one to the editor stays", "# yaml-language-server: $schema=x\na: 1\nb: 2\n", taking("a"),
     "# yaml-language-server: $schema=x\nb: 2\n"),
    ("alternatives below at its column stay", "s:\n  type: a\n  # type: b\n  # url: c\n  x: 1\n", taking("s.type"),
     "s:\n  # type: b\n  # url: c\n  x: 1\n"),
    ("deeper remarks below go", "a:\n  x: 1\n  # w: 2\nb: 1\n", taking("a"), "b: 1\n"),
    ("deeper remarks behind a blank line go with their block", "a:\n  x: 1\n\n  # w: 2\n\n  # z: 3\n\nb: 1\n", taking("a"), "\nb: 1\n"),
    ("but not with a value", "a: 1\n\n  # odd\nb: 1\n", taking("a"), "\n  # odd\nb: 1\n"),
    ("nor less deep ones", "a:\n    x: 1\n\n  # w: 2\nb: 1\n", taking("a"), "\n  # w: 2\nb: 1\n"),
    ("what is commented out below nothing goes with it", "a:\n\n  # x: 1\n# flat\nb: 1\n", taking("a"), "# flat\nb: 1\n"),
    ("blank lines stay", "a: 1\n\nb: 2\n\nc: 3\n", taking("b"), "a: 1\n\n\nc: 3\n"),
    ("a block with everything inside", NODES, taking("spec.nodes"),
     "# header of the file\n\nspec: # on spec\n  # path: /root\n\n  mode: auto\n"),
    ("an item with its remarks", NODES, taking("spec.nodes[1]"), NODES[: NODES.index("    # the second")] + NODES[NODES.index("  # path") :]),
    ("the first item", NODES, taking("spec.nodes[0]"), NODES[: NODES.index("    # the first")] + NODES[NODES.index("\n    # the second") :]),
    ("the first key beside a dash", "- a: 1 # one\n  b: 2 # two\n- c\n", taking("[0].a"), "- b: 2 # two\n- c\n"),
    ("with a remark of the next key", "- a: 1\n\n  # about b\n  b: 2\n", taking("[0].a"), "- # about b\n  b: 2\n"),
    ("with a block and blank lines", "- a:\n    x: 1\n    # y\n\n  b: 2\n", taking("[0].a"), "- b: 2\n"),
    ("the first item beside a dash", "- - 1\n  - 2\n", taking("[0][0]"), "- - 2\n"),
    ("a key on the line below its dash", "-\n  a: 1\n  b: 2\n", taking("[0].a"), "-\n  b: 2\n"),
    ("the only key", "a: # why\n  # about x\n  x: 1 # one\nb: 2\n", taking("a.x"), "a: {} # why\nb: 2\n"),
    ("the only item", "a:\n- x: 1\n  w: 2\nb: 2\n", taking("a[0]"), "a: []\nb: 2\n"),
    ("the only key of an item", "- a: 1\n- b\n", taking("[0].a"), "- {}\n- b\n"),
    ("the only key below an anchor", "a: &x\n  k: 1\nb: 1\n", taking("a.k"), "a: &x {}\nb: 1\n"),
    ("the only key below a tag", "a: !!map\n  k: 1\nb: 1\n", taking("a.k"), "a: !!map {}\nb: 1\n"),
    ("the only key of the document", "# head\n\na: 1\n", taking("a"), "# head\n\n{}\n"),
    ("the last key of a file without a line break", "a: 1\nb: 2", taking("b"), "a: 1"),
    ("the same with CRLF", "a: 1\r\nb: 2", taking("b"), "a: 1"),
    ("the only key there", "a:\n  b: 2", taking("a.b"), "a: {}"),
    ("between braces", "a: {x: 1, w: 2, z: 3}\n", taking("a.w"), "a: {x: 1, z: 3}\n"),
    ("the last between braces", "a: { x: 1, w: 2 }\n", taking("a.w"), "a: { x: 1 }\n"),
    ("the only one between brackets", "a: [ 1 ]\n", taking("a[0]"), "a: [  ]\n"),
    ("an item on its own line between brackets", "a: [\n  1, # one\n  # about 2\n  2,\n]\n", taking("a[0]"), "a: [\n  # about 2\n  2,\n]\n"),
    ("the last item on its own line", "a: [\n  1, # one\n  2 # two\n]\n", taking("a[1]"), "a: [\n  1 # one\n]\n"),
    ("a hash inside brackets that is no comment", "a: [x#y, 'z #', 3]\n", taking("a[1]"), "a: [x#y, 3]\n"),
    ("an explicit key", "? a\n: 1\n? b\n: 2\n", taking("a"), "? b\n: 2\n"),
    ("an alias", "a: &x 1\nb: *x\nc: 2\n", taking("b"), "a: &x 1\nc: 2\n"),
    ("an anchor nobody uses", "a: &x 1\nb: 2\n", taking("a"), "b: 2\n"),
    ("a merge", "a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n", taking("b.<<"), "a: &x {k: 1}\nb:\n  l: 2\n"),
    ("of a key that stands twice, the one that counts", "a: 1\na: 2\n", taking("a"), "a: 1\n"),
]  # fmt: skip
RENAMING: list[Row] = [
    ("a key, its value and comments stay", "# why\na:   1 # one\nb: 2\n", renaming("a", "z"), "# why\nz:   1 # one\nb: 2\n"),
    ("a key in quotes", "'a': 1\n", renaming("a", "it's"), "'it''s': 1\n"),
    ("a key that needs quotes", "a: 1\n", renaming("a", "y"), '"y": 1\n'),
    ("between braces", "{a: 1}\n", renaming("a", "b"), "{b: 1}\n"),
    ("beside a dash", "- a: 1\n", renaming("[0].a", "b"), "- b: 1\n"),
    ("to its own name", "'a': 1\n", renaming("a", "a"), "'a': 1\n"),
    ("a key with a shared value", "a: &x 1\nb: *x\n", renaming("a", "c"), "c: &x 1\nb: *x\n"),
    ("by moving beside itself", "a:\n  b: 1\n", moving("a.b", "a.c"), "a:\n  c: 1\n"),
]  # fmt: skip
MOVING: list[Row] = [
    ("into a block, with its remarks, at the indentation there", "# about a\na: # on a\n  # in a\n  x: 1\n# rest\nb:\n    w: 2\n    # end\n",
     moving("a", "b.m"), "# rest\nb:\n    w: 2\n    # about a\n    m: # on a\n      # in a\n      x: 1\n    # end\n"),
    ("up", "a:\n    b:\n        - 1 # one\n    c: 2\n", moving("a.b", "d"), "a:\n    c: 2\nd:\n    - 1 # one\n"),
    ("into a new block", "a: 1\nb: 2\n", moving("a", "c.d.e"), "b: 2\nc:\n  d:\n    e: 1\n"),
    ("below nothing", "a: 1\nb: # why\nc: 3\n", moving("a", "b.a"), "b: # why\n  a: 1\nc: 3\n"),
    ("below empty braces", "a: 1\nb: {} # why\n", moving("a", "b.a"), "b: # why\n  a: 1\n"),
    ("the only key of its block", "a:\n  x: 1\nb:\n  w: 2\n", moving("a.x", "b.x"), "a: {}\nb:\n  w: 2\n  x: 1\n"),
    ("a text block", "a:\n  t: |-\n    x\n      y\n\n    z\nb:\n    c: 1\n", moving("a.t", "b.t"),
     "a: {}\nb:\n    c: 1\n    t: |-\n      x\n        y\n\n      z\n"),
    ("a text at the end of a file without a line break", "b:\n  c: 1\na: |\n  x", moving("a", "b.a"), "b:\n  c: 1\n  a: |-\n    x"),
    ("a value on several lines", "a: one\n  two\nb:\n  c: 1\n", moving("a", "b.a"), "b:\n  c: 1\n  a: one\n    two\n"),
    ("from beside a dash", "- a: 1 # one\n  b:\n    c: 2\n", moving("[0].a", "[0].b.a"), "- b:\n    c: 2\n    a: 1 # one\n"),
    ("into an item", "a: 1\nl:\n- x: 2\n", moving("a", "l[0].a"), "l:\n- x: 2\n  a: 1\n"),
    ("CRLF", "a: 1\r\nb:\r\n  c: 2\r\n", moving("a", "b.a"), "b:\r\n  c: 2\r\n  a: 1\r\n"),
    ("an alias behind its anchor", "a: &x 1\nb: *x\nc:\n  d: 2\n", moving("b", "c.b"), "a: &x 1\nc:\n  d: 2\n  b: *x\n"),
]  # fmt: skip
ALL = [*SETTING, *BLOCKS, *TEXTS, *INSIDE, *ADDING, *INSERTING, *TAKING, *RENAMING, *MOVING]


@pytest.mark.parametrize(("before", "change", "after"), [row[1:] for row in ALL], ids=[row[0] for row in ALL])
@pytest.mark.parametrize("bom", [False, True], ids=["", "bom"])
def test_an_edit_changes_just_this(before: str, change: Change, after: str, bom: bool) -> None:
    document = Document(before, bom=bom)
    change(document)
    assert document.text == after
    assert document.to_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_go_reads_the_same_data_from_what_was_written(go_reader: GoReader) -> None:
    texts = [row[1] for row in ALL] + [row[3] for row in ALL]
    answers = go_reader.read(texts)
    for (name, before, _change, after), old, new in zip(ALL, answers, answers[len(ALL) :], strict=False):
        assert new.error is None or old.error is not None, name
        if old.error is None:
            assert canonical(new.value) == canonical(data_of(after)), name
            assert "!" in before or canonical(old.value) == canonical(data_of(before)), name
