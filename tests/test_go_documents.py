"""A text that we find nothing wrong with, Go's reader accepts, and takes for the same data."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

import clustercfg
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import (
    AnyShape,
    BooleanShape,
    ChoiceShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
)
from clustercfg.yamltext.document import Document, plain_value
from test_go_reader import plain_numbers

if TYPE_CHECKING:
    from real_parts import GoReader, GoType

SEED = 20
EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))
SLIPS = [
    "\t",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\r\n",
    *":-#'\"[]{},*!|>%@`?/.~é中\x85\u2028\u2029",
    "- a",
    ": ",
    " #",
    "0",
    "<<: ",
]


SOUND = [path for path in EXAMPLES if path.name != "broken.yaml"]
WORDS = {AnyShape: "any", BooleanShape: "boolean", IntegerShape: "integer"}
NODE = "    - nodeName: node-{0}\n      ip: 10.6.{1}.{2}\n      ansibleUser: root\n      ansiblePass: {3}\n"


def go_type(shape: Shape) -> GoType:
    """Return the type that a Go program would give to a field of this shape."""
    if isinstance(shape, MappingShape):
        return (
            {"*": "any"} if shape.open else {name: go_type(each.shape) for name, each in shape.fields.items()}
        )
    if isinstance(shape, MapShape):
        return {"*": go_type(shape.value)}
    if isinstance(shape, ListShape):
        return [go_type(shape.item)]
    if isinstance(shape, ChoiceShape) and any(isinstance(each, ListShape) for each in shape.options):
        return "any"
    return WORDS.get(type(shape), "string")


def leaves(value: Any, place: str = "") -> dict[str, Any]:
    """Return every scalar by its place, without what is empty or null (Go and we leave it out alike).

    Whole numbers are shown as text: a port may be either.
    """
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return {inner: leaf for key, each in pairs for inner, leaf in leaves(each, f"{place}.{key}").items()}
    shown = value.get_secret_value() if isinstance(value, SecretStr) else value
    return {} if shown in {None, ""} else {place: str(shown) if type(shown) is int else shown}


def alike(value: Any) -> Any:
    """Return `value` as JSON carries it: with one kind of number."""
    if isinstance(value, dict):
        return {key: alike(each) for key, each in value.items()}
    if isinstance(value, list):
        return [alike(each) for each in value]
    return float(value) if type(value) in {int, float} else value


def reading(text: str) -> tuple[bool, Any]:
    """Return whether we find the text sound, and its data as JSON carries it."""
    document, _ = Document.from_bytes(text.encode())
    if document is None or document.problems:
        return False, None
    return True, alike(plain_value(document.root)) if document.root else None


def slipped(generator: random.Random) -> str:
    """Return some lines of an example after a few slips of the keyboard."""
    lines = generator.choice(EXAMPLES).read_text(encoding="utf-8").splitlines()
    start = generator.randrange(len(lines))
    text = "\n".join(lines[start : start + generator.randint(3, 25)]) + "\n"
    if generator.random() < 0.6:
        text = textwrap.dedent(text)
    for _ in range(generator.randint(0, 3)):
        place = generator.randint(0, len(text))
        end = place + generator.choice((0, 0, 1, 1, 2))
        text = text[:place] + generator.choice(["", *SLIPS]) + text[end:]
    return text


def test_every_sound_example_and_fixture_is_read_as_go_reads_it(go_reader: GoReader) -> None:
    files = [*EXAMPLES, *sorted(Path(__file__).parent.rglob("*.yaml"))]
    texts = [path.read_bytes().decode(errors="replace") for path in files]
    ours = [reading(text) for text in texts]
    assert sum(sound for sound, _ in ours) >= len(SOUND) >= 7
    for path, (sound, data), answer in zip(files, ours, go_reader.read(texts), strict=True):
        assert not sound or (data, None) == (alike(answer.value), answer.error), path


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_a_go_program_with_our_fields_gets_our_typed_configuration(go_reader: GoReader, path: Path) -> None:
    config = clustercfg.load(path).require()
    ours = leaves(config.model_dump(by_alias=True, exclude_unset=True))
    texts = [path.read_text(encoding="utf-8"), clustercfg.dumps(config)]
    read, written = go_reader.read(texts, go_type(TABLE), strict=True)
    assert (read.error, written.error) == (None, None)
    assert leaves(read.value) == ours
    assert leaves(written.value).items() <= ours.items()


def test_lint_warns_of_just_the_values_that_go_changes(go_reader: GoReader) -> None:
    texts = [text for text in plain_numbers() if len(text) < 20][::7]
    assert len(texts) > 500
    nodes = "".join(
        NODE.format(place, place // 200, place % 200 + 1, text) for place, text in enumerate(texts)
    )
    document = (
        f"apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  masterNodes:\n{nodes}"
    )
    (answer,) = go_reader.read([document], go_type(TABLE))
    passwords = [node["ansiblePass"] for node in answer.value["spec"]["masterNodes"]]
    changed = {
        f"spec.masterNodes[{place}].ansiblePass"
        for place, (text, arrived) in enumerate(zip(texts, passwords, strict=True))
        if arrived not in {text, ""}
    }
    assert {each.field for each in clustercfg.lint(document) if each.code == "CC121"} == changed


def test_what_passes_here_passes_in_go(go_reader: GoReader) -> None:
    generator = random.Random(SEED)
    texts = [slipped(generator) for _ in range(2000)]
    ours = [reading(text) for text in texts]
    assert 500 < sum(sound for sound, _ in ours) < 1500
    wrong = [
        (text, data, answer)
        for text, (sound, data), answer in zip(texts, ours, go_reader.read(texts), strict=True)
        if sound and (answer.error or alike(answer.value) != data)
    ]
    assert wrong == []
