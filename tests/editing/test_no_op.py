"""Reading and saving changes nothing, whatever the file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from document_maker import make_document
from hypothesis import given, settings
from hypothesis import strategies as st
from untouched import fault_of, files_in

from clustercfg.documents import Document

PROJECT = Path(__file__).resolve().parents[2]


def test_every_file_of_the_project_stays_as_it_is(tmp_path: Path) -> None:
    files = list(files_in([PROJECT / "examples", PROJECT / "tests"]))
    assert len(files) >= 100
    assert [fault for path in files if (fault := fault_of(path, tmp_path))] == []


@pytest.mark.parametrize("seed", range(0, 40, 8))
def test_documents_in_every_layout_stay_as_they_are(tmp_path: Path, seed: int) -> None:
    for number in range(seed, seed + 8):
        path = tmp_path / f"{number}.yaml"
        mark = b"\xef\xbb\xbf" if number % 3 == 0 else b""
        path.write_bytes(mark + make_document(random.Random(number)).encode())
        assert fault_of(path, tmp_path) is None


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.booleans())
def test_any_text_stays_as_it_is(text: str, bom: bool) -> None:
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    document, _problem = Document.from_bytes(data)
    assert document is None or document.to_bytes() == data
