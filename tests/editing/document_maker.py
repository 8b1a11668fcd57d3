"""Random documents in every layout that people use: mixed indentation, comments, quotes, brackets, line breaks."""

from __future__ import annotations

import random

__all__ = ["make_document"]

KEYS = [
    "name",
    "ip",
    "port",
    "labels",
    "taints",
    "nodes",
    "spec",
    "type",
    "'quoted key'",
    '"dq"',
    "a.b/c",
    "键",
    "x_1",
]
SCALARS = (
    *(
        "plain",
        "two words",
        "10.6.0.1",
        "42",
        "true",
        "1.20",
        "'single'",
        "'it''s'",
        '"double"',
        '"tab\\t\\u4e2d"',
    ),
    *("v1.29.5", "http://x:80/y?z=1#frag", "~", "null", "", "''", '""', "a#b", "022", "yes", "中文 值"),
    *("[]", "{}", "[ ]", "{ }", "[a, 'b', 3]", "{a: 1, b: [x, y]}", "{ spaced : 1 , other: 'v' }"),
)
COMMENTS = (
    "# remark",
    "# ip: 10.0.0.2",
    "#port: 22",
    "#",
    "# 中文",
    "# - item",
    "# a longer remark: with a colon",
)
TEXTS = (["first", "second"], ["a: 1", "", "b:", "  - c"], ["# inside", "x: y"], ["only"])


def make_document(generator: random.Random) -> str:
    """Return the text of one document, a mapping, that our reader and Go's take."""
    maker = _Maker(generator)
    lines = maker.mapping(0, generator.randint(1, 5), 0)
    if generator.random() < 0.3:
        lines = ["# header", "", *lines] if generator.random() < 0.5 else ["---", *lines]
    if generator.random() < 0.3:
        lines += ["", "# the end"]
    newline = "\r\n" if generator.random() < 0.2 else "\n"
    mixed = generator.random() < 0.05
    ends = [generator.choice(["\n", "\r\n"]) if mixed else newline for _ in lines]
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return text.removesuffix(ends[-1]) if generator.random() < 0.25 else text


class _Maker:
    def __init__(self, generator: random.Random) -> None:
        self.random = generator
        self.indents = generator.choice([[2], [4], [2, 2, 4], [3]])
        self.offsets = generator.choice([[0], [2], [0, 2], [2, 4]])

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def between(self, column: int, depth: int) -> list[str]:
        """Return what may stand between two entries: comments and blank lines."""
        lines: list[str] = []
        if self.chance(0.2):
            lines.append(self.random.choice(["", "", "  ", " " * column]))
        if self.chance(0.25):
            at = column if self.chance(0.8) else self.random.randint(0, column + 2 * (depth > 0))
            lines += [" " * at + self.random.choice(COMMENTS) for _ in range(self.random.randint(1, 2))]
        return lines

    def trailing(self) -> str:
        if self.chance(0.05):
            return "  "
        return self.random.choice([" # beside", "   # 旁注"]) if self.chance(0.2) else ""

    def mapping(self, column: int, count: int, depth: int) -> list[str]:
        lines: list[str] = []
        for key in self.random.sample(KEYS, count):
            if lines:
                lines += self.between(column, depth)
            lines += self.entry(key, column, depth)
        return lines

    def entry(self, key: str, column: int, depth: int) -> list[str]:
        head = " " * column + key + ":"
        roll = self.random.random()
        if depth < 3 and roll < 0.25:
            indent = self.random.choice(self.indents)
            inner = self.mapping(column + indent, self.random.randint(1, 3), depth + 1)
            return [head + self.trailing(), *self.between(column + indent, depth), *inner]
        if depth < 3 and roll < 0.45:
            offset = self.random.choice(self.offsets)
            return [
                head + self.trailing(),
                *self.sequence(column + offset, self.random.randint(1, 3), depth + 1),
            ]
        if roll < 0.55:
            return self.block_text(head, column + self.random.choice(self.indents))
        if roll < 0.6 and self.chance(0.5):
            deeper = " " * (column + self.random.choice(self.indents))
            return [
                head + self.trailing(),
                deeper + self.random.choice(["below", "'quoted below'"]) + self.trailing(),
            ]
        blanks = " " if self.chance(0.9) else "   "
        scalar = self.random.choice(SCALARS)
        return [(head + blanks + scalar if scalar else head) + self.trailing()]

    def block_text(self, head: str, column: int) -> list[str]:
        style = self.random.choice(["|", "|-", "|", ">", ">-", "|+"])
        body = self.random.choice(TEXTS)
        beside = " # beside" if self.chance(0.1) else ""
        return [f"{head} {style}{beside}", *(" " * column + line if line else "" for line in body)]

    def sequence(self, column: int, count: int, depth: int) -> list[str]:
        lines: list[str] = []
        gap = " " if self.chance(0.9) else "   "
        mappings = self.chance(0.5)
        for _ in range(count):
            if lines:
                lines += self.between(column, depth)
            dash = " " * column + "-" + gap
            if mappings and depth < 4:
                inner = self.mapping(column + 1 + len(gap), self.random.randint(1, 3), depth + 1)
                lines += [dash + inner[0].lstrip(" "), *inner[1:]]
            else:
                scalar = self.random.choice([each for each in SCALARS if each])
                lines.append(dash + scalar + self.trailing())
        return lines
