"""Comments that silence findings, and what is said of those that do not."""

from __future__ import annotations

import pytest

from clustercfg.linting.linter import Options, lint_bytes

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"


def codes(lines: str, **options: tuple[str, ...]) -> list[str]:
    return [each.code for each in lint_bytes((HEAD + lines).encode(), options=Options(**options))]  # type: ignore[arg-type] # the options are those of the class


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("  colour: blue\n", ["CC201"]),
        ("  colour: blue # clustercfg: ignore[CC201] told by support\n", []),
        ("  # clustercfg: ignore[CC201] told by support\n  colour: blue\n", []),
        ("  # clustercfg: ignore[CC201] told by support\n\n  # why\n  colour: blue\n", []),
        ("  colour: blue # clustercfg: ignore[cc201, CC203] told by support\n", ["CC190"]),
        ("  colour: blue # clustercfg: ignore[CC301] told by support\n", ["CC201", "CC190"]),
        ("  colour: blue # clustercfg: ignore[CC201]\n", ["CC201", "CC191"]),
        ("  colour: blue # clustercfg: ignore told by support\n", ["CC201", "CC191"]),
        ("  colour: blue # clustercfg: ignore[CC999] told by support\n", ["CC201", "CC191"]),
        (
            "  # clustercfg: ignore[CC201] told by support\n  clusterName: a\n  colour: blue\n",
            ["CC190", "CC201"],
        ),
        ('  clusterName: "a # clustercfg: ignore[CC211] told"\n', ["CC211"]),
    ],
)
def test_a_comment_with_codes_and_a_reason_silences_its_line(lines: str, left: list[str]) -> None:
    assert codes(lines) == left


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"select": ("CC2",)}, ["CC201"]),
        ({"select": ("unknown-key",)}, ["CC201"]),
        ({"select": ("CC3",)}, []),
        ({"ignore": ("CC20",)}, []),
        ({"ignore": ("unknown-key",)}, []),
        ({"select": ("CC2",), "ignore": ("CC201",)}, []),
    ],
)
def test_rules_are_chosen_by_code_beginning_or_name(
    options: dict[str, tuple[str, ...]], left: list[str]
) -> None:
    assert codes("  colour: blue\n", **options) == left


def test_a_comment_for_a_rule_that_was_not_asked_for_is_not_called_idle() -> None:
    lines = "  clusterName: a # clustercfg: ignore[CC201] told by support\n"
    assert codes(lines) == ["CC190"]
    assert codes(lines, select=("CC1",)) == []
