"""What editors, tools and web pages leave in a file, and what gets lost on the way."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Outline

__all__: list[str] = []


def _pasted(outline: Outline, at: int, lines: list[str], *, known: bool = True) -> Mistake:
    """Put lines before the line with index `at`."""
    text = "\n".join([*outline.lines[:at], *lines, *outline.lines[at:]]) + "\n"
    return Mistake(outline.text, text, frozenset(range(at + 1, at + 1 + len(lines))), known)


def _between(outline: Outline, rng: Random) -> int:
    return rng.choice([entry.index for entry in outline.entries[3:]])


@kind()
def marks_of_a_merge_conflict(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.+", lambda entry: entry.is_leaf))
    if entry is None:
        return None
    ours = outline.lines[entry.index]
    theirs = entry.line(value=rng.choice(("other", '"other-1"', "10.1.2.3")))
    lines = ["<<<<<<< HEAD", ours, "=======", theirs, ">>>>>>> site-b"]
    return change(outline, {entry.index: lines}, known=False)


@kind()
def fence_of_markdown(outline: Outline, rng: Random) -> Mistake | None:
    if rng.random() < 0.5:
        return _pasted(outline, len(outline.lines), ["```"])
    text = f"```yaml\n{outline.text}```\n"
    return Mistake(outline.text, text, frozenset({1, len(outline.lines) + 2}))


@kind()
def plus_signs_of_a_diff(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.+"))
    if entry is None:
        return None
    return change(outline, {index: ["+" + outline.lines[index]] for index in range(entry.index, entry.end)})


@kind()
def dots_of_the_guide(outline: Outline, rng: Random) -> Mistake | None:
    """Pages of the guide print a line of dots for "and so on"."""
    at = _between(outline, rng)
    margin = outline.lines[at][: len(outline.lines[at]) - len(outline.lines[at].lstrip())]
    return _pasted(outline, at, [margin + rng.choice(("..........", "...", "......", "……"))])


@kind()
def dots_at_the_margin(outline: Outline, rng: Random) -> Mistake | None:
    return _pasted(outline, _between(outline, rng), [rng.choice(("..........", "..."))])


@kind()
def command_of_an_editor(outline: Outline, rng: Random) -> Mistake | None:
    return _pasted(
        outline, _between(outline, rng), [rng.choice((":wq", ":x", "iii", "jj", "^X", "EOF", "ZZ"))]
    )


@kind()
def prompt_of_a_shell(outline: Outline, rng: Random) -> Mistake | None:
    lines = [
        "[root@bootstrap ~]# cat clusterConfig.yaml",
        "$ cat clusterConfig.yaml",
        "cat > clusterConfig.yaml <<EOF",
    ]
    return _pasted(outline, 0, [rng.choice(lines)])


@kind()
def line_numbers(outline: Outline, rng: Random) -> Mistake | None:
    """Copied from `cat -n` or from a web page."""
    first = rng.randrange(len(outline.lines))
    count = rng.randint(2, 8)
    changes = {
        index: [f"{index + 1:6}  {line}"]
        for index, line in enumerate(outline.lines)
        if first <= index < first + count
    }
    return change(outline, changes)


@kind()
def sentence_in_the_file(outline: Outline, rng: Random) -> Mistake | None:
    """A remark without a comment sign."""
    words = (
        "Please fill in the passwords below",
        "三个主节点",
        "TODO check with network team",
        "see ticket 1234",
    )
    at = _between(outline, rng)
    margin = outline.lines[at][: len(outline.lines[at]) - len(outline.lines[at].lstrip())]
    return _pasted(outline, at, [margin + rng.choice(words)])


@kind()
def comment_signs_of_other_languages(outline: Outline, rng: Random) -> Mistake | None:
    at = _between(outline, rng)
    margin = outline.lines[at][: len(outline.lines[at]) - len(outline.lines[at].lstrip())]
    return _pasted(
        outline, at, [margin + rng.choice(("// masters", "-- masters", "; masters", "/* masters */"))]
    )


@kind()
def second_document(outline: Outline, rng: Random) -> Mistake | None:
    """The file twice, or another object behind it: only the first document counts."""
    other = rng.choice((outline.text, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\n"))
    text = f"{outline.text}---\n{other}"
    lines = range(len(outline.lines) + 1, text.count("\n") + 1)
    return Mistake(outline.text, text, frozenset(lines), known=False)


@kind()
def separator_in_the_middle(outline: Outline, rng: Random) -> Mistake | None:
    keys = outline.find(r"spec\.\w+")
    entry = pick(rng, keys[1:])
    return entry and _pasted(outline, entry.index, ["---"])


@kind()
def file_twice_without_separator(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    count = len(outline.lines)
    return Mistake(outline.text, outline.text * 2, frozenset(range(1, 2 * count + 1)))


@kind()
def file_cut_off(outline: Outline, rng: Random) -> Mistake | None:
    """The copy ends in the middle of a line; what is missing shows only if it was needed."""
    entry = pick(rng, outline.find(r"spec\.\w+Nodes\..+", lambda entry: entry.is_leaf))
    if entry is None:
        return None
    start = sum(len(line) + 1 for line in outline.lines[: entry.index])
    line = outline.lines[entry.index]
    cut = start + rng.randint(len(entry.margin) + 1, len(line) - 1)
    lines = frozenset(range(1, entry.index + 2))
    return Mistake(outline.text, outline.text[:cut], lines, known=False)


@kind()
def block_twice(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\.\w+", lambda entry: entry.is_head))
    if entry is None:
        return None
    lines = outline.lines[entry.index : entry.end]
    text = outline.edited({entry.end - 1: [outline.lines[entry.end - 1], *lines]})
    return Mistake(outline.text, text, frozenset(range(entry.index + 1, entry.end + len(lines) + 1)))


@kind()
def head_of_a_block_deleted(outline: Outline, rng: Random) -> Mistake | None:
    """`loadBalancer:` is gone, and what stood below it is left."""
    entry = pick(rng, outline.find(r"spec\.\w+", lambda entry: entry.is_head))
    if entry is None:
        return None
    return change(outline, {entry.index: []}, set(range(entry.index, entry.end)))


@kind()
def first_half_of_a_block_deleted(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\.\w+", lambda each: each.is_head and each.end - each.index > 3))
    if entry is None:
        return None
    until = rng.randint(entry.index + 2, entry.end - 1)
    gone = {index: list[str]() for index in range(entry.index, until)}
    return change(outline, gone, set(range(entry.index, entry.end + 1)), known=False)


@kind()
def head_of_the_file_deleted(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("apiVersion|kind"))
    if entry is None:
        return None
    head = {each.index for each in outline.entries[:4]} | {0}
    return change(outline, {entry.index: []}, head)


@kind()
def spec_line_deleted(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    spec = outline.at("spec")
    assert spec is not None
    return change(outline, {spec.index: []}, set(range(spec.index, spec.end)))


@kind()
def wrong_api_version(outline: Outline, rng: Random) -> Mistake | None:
    entry = outline.at("apiVersion")
    assert entry is not None
    wrong, known = rng.choice(
        (
            ("v1", False),
            ("v1alpha3", False),
            ("provision.daocloud.io/v1", False),
            ("provision.daocloud.io/v1alpha2", False),
            ("provision.daocloud.io/v1beta1", False),
            (entry.plain.replace("provision", "provison"), True),
            (entry.plain.replace("provision", "provisioning"), True),
            (entry.plain.replace("/", "\\"), True),
            (entry.plain.replace("/", " / "), True),
            (entry.plain.upper(), True),
            ("kubean.io/v1alpha1", False),
        )
    )
    return change(outline, {entry.index: [entry.line(value=wrong)]}, known=known)


@kind()
def wrong_kind(outline: Outline, rng: Random) -> Mistake | None:
    entry = outline.at("kind")
    assert entry is not None
    wrong = rng.choice(
        ("clusterconfig", "clusterConfig", "ClusterConfigs", "Cluster", "CluserConfig", "Config")
    )
    return change(outline, {entry.index: [entry.line(value=wrong)]})
