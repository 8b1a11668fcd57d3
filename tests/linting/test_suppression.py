"""Comments that silence findings: where, which, why, and what becomes of those that silence nothing."""

from __future__ import annotations

import pytest

from clustercfg.linting.linter import Options, lint_bytes

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"
MARK = "clustercfg: ignore"


def codes(text: str, options: Options | None = None) -> list[str]:
    return [each.code for each in lint_bytes((HEAD + text).encode(), options=options)]


SILENCED = {
    "on the line": f"  colour: blue # {MARK}[CC201] told by support\n",
    "on the line above": f"  # {MARK}[CC201] told by support\n  colour: blue\n",
    "above a blank line": f"  # {MARK}[CC201] told by support\n\n  colour: blue\n",
    "above another comment": f"  # {MARK}[CC201] told by support\n  # the colour\n  colour: blue\n",
    "in small letters": f"  colour: blue # {MARK}[cc201] told by support\n",
    "with several marks": f"  ## {MARK}[CC201] told by support\n  colour: blue\n",
    "at the very left": f"# {MARK}[CC201] told by support\n  colour: blue\n",
    "without blanks": f"  colour: blue #{MARK.replace(' ', '')}[CC201]told by support\n",
    "two codes": f"  # {MARK}[CC201, CC121] told by support\n  colour: blue\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", SILENCED)
def test_a_finding_is_silenced(name: str, newline: str) -> None:
    report = lint_bytes((HEAD + SILENCED[name]).replace("\n", newline).encode())
    assert [each.code for each in report] == (["CC190"] if name == "two codes" else [])


NOT_SILENCED = {
    "no codes": (f"  colour: blue # {MARK} told by support\n", ["CC201", "CC191"]),
    "no codes in the brackets": (f"  colour: blue # {MARK}[] told by support\n", ["CC201", "CC191"]),
    "no reason": (f"  colour: blue # {MARK}[CC201]\n", ["CC201", "CC191"]),
    "an unknown code": (f"  colour: blue # {MARK}[CC999] told by support\n", ["CC201", "CC191"]),
    "a name for a code": (f"  colour: blue # {MARK}[unknown-key] told by support\n", ["CC201", "CC191"]),
    "another code": (f"  colour: blue # {MARK}[CC121] told by support\n", ["CC201", "CC190"]),
    "two lines above": (
        f"  # {MARK}[CC201] told by support\n  clusterName: a\n  colour: blue\n",
        ["CC190", "CC201"],
    ),
    "the line below": (f"  colour: blue\n  # {MARK}[CC201] told by support\n", ["CC201", "CC190"]),
    "behind another value": (
        f"  clusterName: a # {MARK}[CC201] told by support\n  colour: blue\n",
        ["CC190", "CC201"],
    ),
    "in quotes": (f"  colour: '# {MARK}[CC201] told by support'\n", ["CC201"]),
    "another word": ("  colour: blue # clustercfg: ignored[CC201] told by support\n", ["CC201"]),
}


@pytest.mark.parametrize(("text", "expected"), NOT_SILENCED.values(), ids=NOT_SILENCED)
def test_a_finding_is_not_silenced(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_one_comment_silences_one_code_of_one_line() -> None:
    text = f"  # {MARK}[CC201] told by support\n  colour: blue\n  color: blue\n"
    assert codes(text) == ["CC201"]
    text = f"  masterNodes: # {MARK}[CC208] told by support\n    colour: blue\n"
    assert "CC208" not in codes(text)


def test_what_silences_nothing_names_what_it_does_not_silence() -> None:
    (found,) = lint_bytes(f"{HEAD}  # {MARK}[CC201,CC121,CC209] a\n  colour: blue\n".encode())
    assert found.code == "CC190"
    assert "CC121, CC209" in found.message
    assert "CC201" not in found.message
    assert (found.start.line, found.start.column) == (4, 3)


@pytest.mark.parametrize("options", [Options(select=("CC1",)), Options(ignore=("CC121",))])
def test_nothing_is_called_unused_when_only_a_part_is_asked_for(options: Options) -> None:
    assert codes(f"  # {MARK}[CC201] told by support\n  clusterName: a\n", options) == []
