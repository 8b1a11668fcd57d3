"""Reading on behind a mistake: the reader mends its own copy of the text and starts over.

A known mistake is mended with the very edit that is offered as its fix, so what is read is what the author would have
after fixing it. A line that cannot be explained is left out, at most three times; at the next one reading ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from clustercfg.yamltext.decoding import control_characters
from clustercfg.yamltext.mistakes import Site, recognize
from clustercfg.yamltext.mistakes.site import Line
from clustercfg.yamltext.nodes import Node, move_nodes
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.prescan import ellipses
from clustercfg.yamltext.problems import Problem, Replacement
from clustercfg.yamltext.reader import Composition, SyntaxFault, compose
from clustercfg.yamltext.tabs import Tabs, restore_tabs

__all__ = ["Reading", "move_problem", "read"]

_UNEXPLAINED = 3
_EXPLAINED = 40
_HIGHEST_COST = 3_000_000
"""How much is read over again, in characters: on the largest texts that takes about ten seconds."""
_EVENT_COST = 10
"""How many characters of a long text take as long to read as one event."""


@dataclass(slots=True)
class Reading:
    """The nodes of a text, with places in the text as it stands, and what is wrong with it."""

    root: Node | None
    problems: list[Problem]
    left_out: list[tuple[int, int]] = field(default_factory=list)
    """Spans that could not be read: what is absent from `root` may stand there."""
    elided: bool = False
    """True when lines of dots stand for a part of the file that is not there."""
    exhausted: bool = False
    """True when a limit ended the reading, or too many lines could not be explained."""


def read(text: str) -> Reading:
    """Read `text` as far as it can be read. Never raises."""
    problems = control_characters(text)
    if ellipsis := ellipses(text):
        problems.append(ellipsis)
    return _Recovery(text, problems, elided=ellipsis is not None).run()


class _Recovery:
    def __init__(self, text: str, problems: list[Problem], *, elided: bool) -> None:
        self.text = text
        self.problems = problems
        self.repairs = [each for problem in problems for each in problem.repair]
        self.reading = Reading(None, self.problems, elided=elided)
        self.explained = self.unexplained = self.cost = 0
        self.tabs = Tabs(text)
        self.tab_width = 0

    def run(self) -> Reading:
        patch, composition = self._begin()
        while composition.fault is not None:
            site = Site(patch.text, composition.fault)
            step = self._mend(site, patch) or self._leave_out(site, patch)
            if step is None:
                self._stop(site, patch)
                break
            patch, composition = step
        return self._finish(patch, composition)

    def _begin(self) -> tuple[Patch, Composition]:
        """Read the text with tabs as wide as makes it readable, or else as the smallest width."""
        tried: list[tuple[Patch, Composition]] = []
        known = self.repairs
        for width in self.tabs.widths:
            self.tab_width = width
            self.repairs = [*known, *self.tabs.repair(width)]
            tried.append(self._compose(self.repairs))
            if tried[-1][1].fault is None:
                return tried[-1]
        self.tab_width = self.tabs.widths[0]
        self.repairs = [*known, *self.tabs.repair(self.tab_width)]
        return tried[0]

    def _compose(self, repairs: list[Replacement]) -> tuple[Patch, Composition]:
        patch = Patch(self.text, repairs)
        composition = compose(patch.text)
        characters = composition.fault.place if composition.fault else len(patch.text)
        self.cost += characters + _EVENT_COST * composition.events
        return patch, composition

    def _finish(self, patch: Patch, composition: Composition) -> Reading:
        self.reading.root = composition.root
        self.reading.exhausted |= composition.exhausted
        self.problems += [move_problem(each, patch.to_original) for each in composition.problems]
        if patch.replacements and composition.root is not None:
            move_nodes(composition.root, patch.to_original)
        if self.tabs:
            self._judge_tabs(composition.root)
        return self.reading

    def _judge_tabs(self, root: Node | None) -> None:
        if problem := self.tabs.problem(root, self.tab_width):
            self.problems.append(problem)
        if root is not None:
            restore_tabs(self.text, root)

    def _mend(self, site: Site, patch: Patch) -> tuple[Patch, Composition] | None:
        """Note the known mistake at `site` and mend it; None when none explains the fault."""
        if self.explained == _EXPLAINED:
            return None
        for found in recognize(site):
            if self.cost > _HIGHEST_COST:
                return None
            mistake = move_problem(found, patch.to_original)
            repairs = [*self.repairs, *mistake.repair]
            mended, composition = self._compose(repairs)
            if mended.text != patch.text and _reads_further(site, patch.text, mended.text, composition):
                self.problems.append(mistake)
                self.repairs = repairs
                self.explained += 1
                return mended, composition
        return None

    def _leave_out(self, site: Site, patch: Patch) -> tuple[Patch, Composition] | None:
        """Note the line at `site` as unreadable and blank it, with the deeper lines below it; None if that is enough."""
        if self.unexplained == _UNEXPLAINED or self.explained == _EXPLAINED or self.cost > _HIGHEST_COST:
            return None
        self.unexplained += 1
        found = next((each for each in recognize(site) if not each.repair), None)
        line = site.suspects[0] if "simple key" in site.fault.message else site.fault_line
        run = site.run_from(line, line.indent + 1)
        start, end = patch.to_original(line.start), patch.to_original(run[-1].end)
        self.problems.append(
            move_problem(found, patch.to_original) if found else _syntax(site, line, patch.to_original)
        )
        self.reading.left_out.append((start, end))
        kept = "".join(character for character in self.text[start:end] if character in "\r\n")
        self.repairs = [each for each in self.repairs if not start <= each.start < max(end, start + 1)]
        self.repairs.append(Replacement(start, end, kept))
        return self._compose(self.repairs)

    def _stop(self, site: Site, patch: Patch) -> None:
        """Note the line at `site` as the one where reading ends."""
        self.problems.append(_syntax(site, site.fault_line, patch.to_original, stopped=1))
        self.reading.exhausted = True


def _syntax(site: Site, line: Line, move: Callable[[int], int], **details: int) -> Problem:
    start = move(line.start + line.indent)
    end = max(move(line.content_end), start)
    return Problem("syntax", start, end, {"message": site.fault.message, **details})


def _reads_further(site: Site, text: str, mended: str, composition: Composition) -> bool:
    fault = composition.fault
    return fault is None or _remaining(mended, fault) < _remaining(text, site.fault)


def _remaining(text: str, fault: SyntaxFault) -> int:
    """How much of the text lies behind the fault: comparable although a repair changes the length."""
    return len(text) - min(fault.place, fault.context if fault.context is not None else fault.place)


def move_problem(problem: Problem, move: Callable[[int], int]) -> Problem:
    """Return `problem` with every place replaced by what `move` makes of it."""
    return Problem(
        problem.kind,
        move(problem.start),
        move(problem.end),
        problem.details,
        tuple(Replacement(move(each.start), move(each.end), each.text) for each in problem.repair),
        (move(problem.first[0]), move(problem.first[1])) if problem.first else None,
    )
