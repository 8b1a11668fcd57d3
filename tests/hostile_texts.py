"""Hostile texts: small to write down, made as large as a limit asks for."""

from __future__ import annotations

from clustercfg.yamltext.decoding import MAXIMUM_BYTES
from hostile_runs import IS_FULL, SIZE

__all__ = ["HEAD", "HOSTILE", "at_size"]

_ROOM = 2_000
_PART = min(SIZE, MAXIMUM_BYTES // 8) - _ROOM
"""Bytes that are filled with the same; what comes behind them stands in the text of that size as well."""
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"
NODES = HEAD + "  masterNodes:\n"


def at_size(data: bytes, size: int = SIZE) -> bytes:
    """Return a text of about the size that was asked for, made of the same."""
    if size - _ROOM <= len(data) <= size:
        return data
    whole = data[:200] + data[200:] * (size // max(len(data) - 200, 1) + 1)
    return whole[:size].decode("utf-8", "ignore").encode()


def filled(unit: str, head: str = "", size: int = _PART) -> bytes:
    text = head + unit * (size // len(unit.encode()))
    return text.encode()[:size].decode("utf-8", "ignore").encode()


def numbered(form: str, count: int, head: str = "") -> bytes:
    return (head + "".join(form.format(number) for number in range(count))).encode()


REPRESENTATIVES: dict[str, bytes] = {
    "brackets": filled("["),
    "braces": filled("{a: "),
    "question marks": filled("? "),
    "colons": filled(": "),
    "lines of dots": filled("...\n"),
    "dots among text blocks": filled("a: |\n  b\n...\n"),
    "tabs": filled("\t"),
    "an open quote over lines": filled("a\n", "'"),
    "one key": filled("a") + b": b",
    "one line of brackets": filled("a, ", "["),
    "users of URLs": filled("http://a:b@"),
    "passwords without a colon": filled("  ansiblePass x\n", HEAD),
    "open quotes of passwords": filled('  - ansiblePass: "x\n', NODES),
    "placeholders": filled("{{", HEAD + "  clusterName: a"),
    "pairs of a connection string": filled(
        "a=b ",
        HEAD + "  externalMiddlewares: {database: {kpanda: [{dbDriverName: postgres, dataSourceName: '",
    )
    + b"!'}]}}",
    "control characters apart": filled("a\x7f"),
    "smart quotes": filled("  - a: “b”\n", NODES),
    "tags": filled("- !!str a\n"),
    "aliases": filled("- &a b\n- *a\n"),
    "merge keys": filled("<<: *a\n", "a: &a {x: y}\n"),
    "documents": filled("---\n"),
    "silencing comments": filled("# clustercfg: ignore[CC301] x\n"),
    "lines that are broken": filled("  a: @b\n", HEAD),
    "a broken line at the end": filled("  - b: c\n", NODES) + b"\n  x: y: z\n" * 60,
    "a text block": filled("    a: b\n", HEAD + "  kubeanConfig: |\n"),
    "a text block with tabs": filled("    \ta: b\n", HEAD + "  kubeanConfig: |\n"),
    "equal machines": filled("  - {nodeName: a, ip: 10.0.0.1, ansiblePass: x}\n", NODES),
    "unknown components": numbered(
        "      kpandx{0}: []\n", 10_000, HEAD + "  externalMiddlewares:\n    database:\n"
    ),
    "a staircase": b"".join(b" " * depth + b"a:\n" for depth in range(700)),
    "enormous numbers": filled("9", HEAD + "  clusterName: ") + b"\n",
    "many duplicate keys": filled("  clusterName: a\n", HEAD),
    "aliases in kubeanConfig": filled("    - &a [*a, *a]\n", HEAD + "  kubeanConfig: |\n"),
    "keys that only look alike": filled("  сlustеrName: a\n", HEAD),
    "long keys": filled("  " + "k" * 2_000 + ": a\n", HEAD),
    "errors of every machine": filled(
        "  - {nodeName: A_, ip: 1.2.3, ansibleUser: [a], ansiblePass: 012}\n", NODES
    ),
}
MORE: dict[str, bytes] = {
    "dashes": filled("- "),
    "dots": filled("."),
    "lines with tabs": filled("\ta: b\n"),
    "blank lines with tabs": filled(" \t\n"),
    "dashes below a tab": filled("- ", "\ta: b\n"),
    "line breaks": filled("\n"),
    "carriage returns": filled("a: b\r"),
    "comments": filled("# a\n"),
    "an open quote": filled("a", '"'),
    "quotes": filled('"'),
    "backslashes": filled("\\", '"'),
    "one word": filled("a"),
    "dotted words": filled("a."),
    "one number": filled("9", "a: "),
    "nearly URLs": filled("://"),
    "nearly Redis": filled("redis://@"),
    "nearly passwords": filled("password"),
    "passwords": filled("password:"),
    "nearly placeholders": filled("your-", HEAD + "  clusterName: "),
    "addresses": filled("1.", HEAD + "  bootstrapNode: "),
    "options of apt": filled("[", HEAD + "  osRepos:\n    externalRepoURLs:\n      - deb "),
    "control characters": filled("\x01"),
    "lines without colons": filled("  abc\n", HEAD),
    "lines that nothing explains": filled("  a: b\n  ]\n", HEAD),
    "a text block not indented": filled("  a: b\n", HEAD + "  kubeanConfig: |-\n") + b"  c ]\n  x: y: z\n",
    "unknown keys": numbered("  loadBalance{0}: x\n", 10_000, HEAD),
    "unknown keys outside spec": numbered("loadBalance{0}: x\n", 10_000),
    "YAML in kubeanConfig": filled("    {a: [", HEAD + "  kubeanConfig: |\n"),
    "duplicate keys in kubeanConfig": filled("    a: b\n", HEAD + "  kubeanConfig: |\n"),
    "bidirectional marks": filled("  a\u202eb\u2066: \u200bc\n", HEAD),
    "combining marks": filled("a\u0301\u0323", HEAD + "  clusterName: "),
    "full-width keys": filled("  ｃｌｕｓｔｅｒ：ａ\n", HEAD),
    "passwords in comments": filled("# password a password\n"),
}
"""Like one of the others; `make hostile` takes them as well."""
HOSTILE = REPRESENTATIVES | MORE if IS_FULL else REPRESENTATIVES
