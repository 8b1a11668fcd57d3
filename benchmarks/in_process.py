"""One warm process: `load`, an edit against `ruamel.yaml`, and how time and memory grow with the file."""

from __future__ import annotations

import gc
import io
import math
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from ruamel.yaml import YAML

import clustercfg
from clustercfg.yamltext.document import Document
from measured import Row, Samples, in_turn, timed
from realistic import realistic_config

__all__ = ["edit_rows", "growth_rows", "load_rows"]

SIZES = (100, 300, 1_000, 3_000, 10_000)


def _load(file: Path) -> None:
    loaded = clustercfg.load(file)
    assert loaded.config is not None  # noqa: S101 - the typed configuration is part of what is measured


def _lint(file: Path) -> None:
    clustercfg.lint(file)


def load_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the row about `load` with its report and its typed configuration, in a process that has done it before."""
    file = folder / "clusterConfig.yaml"
    file.write_text(realistic_config(250), encoding="utf-8")
    taken = in_turn({"load": lambda: timed(partial(_load, file))}, 5 * rounds)["load"]
    yield Row("load, 250 lines, warm", taken, None, taken.median, 20.0, 3.0, unit="ms")


def _set(text: str) -> str:
    document = Document(text)
    document.set("spec.loadBalancer.type", "NodePort")
    return document.text


def _set_with_ruamel(text: str) -> str:
    yaml = YAML()
    data = yaml.load(text)
    data["spec"]["loadBalancer"]["type"] = "NodePort"
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def edit_rows(_folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the row about one `set`: both start from the text and end with the new text."""
    text = realistic_config(1000)
    doers = {
        "set": lambda: timed(partial(_set, text)),
        "ruamel.yaml": lambda: timed(partial(_set_with_ruamel, text)),
    }
    taken = in_turn(doers, max(rounds // 2, 3))
    yield Row.against("set, 1,000 lines", taken["set"], taken["ruamel.yaml"], must=0.3, aim=0.1)


def growth_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the exponents with which time and memory grow: 1 is in proportion to the lines."""
    files = [folder / f"{lines}.yaml" for lines in SIZES]
    for file, lines in zip(files, SIZES, strict=True):
        file.write_text(realistic_config(lines), encoding="utf-8")
    for name, do in (("lint", _lint), ("load", _load)):
        doers = {str(file): (lambda file=file, do=do: timed(partial(do, file))) for file in files}
        taken = in_turn(doers, max(rounds // 3, 3))
        seconds = Samples(f"{name}, {SIZES[-1]:,} lines", taken[str(files[-1])].values)
        figure = _exponent([min(each.values) for each in taken.values()])
        yield Row(f"{name}, growth of time to {SIZES[-1]:,} lines", seconds, None, figure, 1.1)
        peaks = [_peak(partial(do, file)) for file in files]
        memory = Samples(f"{name}, {SIZES[-1]:,} lines", (peaks[-1],), "MB")
        yield Row(f"{name}, growth of memory", memory, None, _exponent(peaks), 1.1)


def _peak(do: Callable[[], None]) -> float:
    """Return how much memory `do` takes at its peak, in MB."""
    gc.collect()
    tracemalloc.start()
    do()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def _exponent(figures: list[float]) -> float:
    """Return the slope of a straight line through the logarithms: least squares."""
    xs, ys = [math.log(size) for size in SIZES], [math.log(each) for each in figures]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )
