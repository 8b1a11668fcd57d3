"""Slips that make a secret look like a key or like plain text."""

from __future__ import annotations

import json

import pytest

from clustercfg.linting.linter import lint_bytes

HIDDEN = "teal-Badger-2085"
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"


@pytest.mark.parametrize(
    "text",
    [
        f"spec:\n  clusterName: a\nkind: ClusterConfig\n    isoPath: /a\n  imagesAndCharts:\n    externalImageRepoPassword: |-\n      {HIDDEN}\n",
        f"spec:\n  imagesAndCharts:\n    externalImageRepoPassword: |-\n    {HIDDEN}\n",
        f"spec:\n  imagesAndCharts:\n    externalImageRepoPassword:\n      {HIDDEN}\n     type: external\n",
        f'spec:\n  masterNodes:\n    - nodeName: a\n      ip: 10.6.0.1\n      ansibleUser: |\n        ansiblePass: "{HIDDEN}"\n',
        f"spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: https://{HIDDEN}@10.6.0.5/kubean?a#b\n",
        f"spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: https://u:{HIDDEN}@localhost:9001\n",
    ],
)
def test_no_part_of_a_report_shows_it(text: str) -> None:
    report = lint_bytes((HEAD + text).encode())
    assert len(report)
    assert HIDDEN not in json.dumps(report.to_dict())
    assert HIDDEN not in "\n".join(report.lines)


def test_a_short_secret_does_not_spoil_the_words_about_it() -> None:
    text = f"{HEAD}spec:\n  masterNodes:\n    - {{nodeName: a, ip: 10.6.0.1, ansibleUser: root, ansiblePass: 1e5}} # a\n"
    (message,) = [each.message for each in lint_bytes(text.encode()) if each.code == "CC121"]
    assert "*" not in message
