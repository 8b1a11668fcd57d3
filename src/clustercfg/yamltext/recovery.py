"""Reading on behind a mistake: the reader mends its own copy of the text and starts over.

A known mistake is mended with the very edit that is offered as its fix, so what is read is what the author would have
after fixing it. A line that cannot be explained is left out, at most three times; at the next one reading ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from clustercfg.yamltext.decoding import FORBIDDEN, control_characters
from clustercfg.yamltext.limits import MAXIMUM_LINES
from clustercfg.yamltext.mistakes import Site, recognize
from clustercfg.yamltext.mistakes.site import Line
from clustercfg.yamltext.nodes import Node, move_nodes
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.prescan import directives, doubled_line_ends, ellipses
from clustercfg.yamltext.problems import Problem, Replacement, move_problem
from clustercfg.yamltext.reader import Composition, compose
from clustercfg.yamltext.reading import Reading
from clustercfg.yamltext.tabs import Tabs, restore_tabs

__all__ = ["recover"]

_MOST_TABS, _MOST_TAB_LINES = 30_000, 5_000
_MOST_FORBIDDEN = 20_000
_UNEXPLAINED = 3
_EXPLAINED = 40
_HIGHEST_COST = 1_200_000
"""How much is read over again, in characters: on the largest texts that takes about four seconds."""
_EVENT_COST = 20
"""How many characters of a long text take as long to read as one event."""


def recover(text: str) -> Reading:
    """Read a `text` that may be faulty as far as it can be read. Never raises."""
    if strange := _what_no_person_writes(text):
        return Reading(None, strange, exhausted=True)
    problems = control_characters(text)
    problems += directives(text)
    if ellipsis := ellipses(text):
        problems.append(ellipsis)
    reading = _Recovery(text, problems, elided=ellipsis is not None).run()
    # What is read stays what every reader reads: only a fix takes the blank lines away.
    reading.problems += doubled_line_ends(text)
    return reading


def _what_no_person_writes(text: str) -> list[Problem]:
    """Return what is wrong with a text of so many lines, tabs or forbidden characters that nothing else counts."""
    if text.count("\n") > MAXIMUM_LINES:
        end = sum(len(line) + 1 for line in text.split("\n", MAXIMUM_LINES)[:-1])
        return [Problem("too-many-nodes", end, end, {"limit": MAXIMUM_LINES, "lines": True})]
    tabs = text.count("\t")
    if tabs > _MOST_TABS or (tabs > _MOST_TAB_LINES and len(_LEADING_TAB.findall(text)) > _MOST_TAB_LINES):
        first, lines = text.index("\t"), len(_TAB_LINE.findall(text))
        return [Problem("tab-indentation", first, first + 1, {"lines": lines})]
    found = list(islice(re.finditer(FORBIDDEN, text), _MOST_FORBIDDEN + 1))
    if len(found) <= _MOST_FORBIDDEN:
        return []
    details: dict[str, str | int] = {"character": f"U+{ord(found[0][0][0]):04X}", "more": len(found) - 1}
    return [Problem("control-character", found[0].start(), found[0].end(), details)]


_LEADING_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)
_TAB_LINE = re.compile(r"^[^\t\n]*\t", re.MULTILINE)
_KEY = re.compile(r"[ ]*(?:-[ ]+)*[\w.-]+:(?=[ ])")
Span = tuple[int, int]
Step = tuple[Patch, Composition]


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
            step = self._mend(site, patch, composition) or self._leave_out(site, patch)
            if step is None:
                self._stop(site, patch)
                break
            patch, composition = step
        return self._finish(patch, composition)

    def _begin(self) -> Step:
        """Read the text with tabs as wide as makes it readable, or else as the smallest width."""
        tried: list[Step] = []
        known = self.repairs
        for width in self.tabs.widths:
            self.tab_width = width
            self.repairs = [*known, *self.tabs.repair(width)]
            tried.append(self._compose(self.repairs))
            if tried[-1][1].fault is None:
                return tried[-1]
            if self.cost > _HIGHEST_COST:
                break
        self.tab_width = self.tabs.widths[0]
        self.repairs = [*known, *self.tabs.repair(self.tab_width)]
        return tried[0]

    def _compose(self, repairs: list[Replacement]) -> Step:
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

    def _mend(self, site: Site, patch: Patch, composition: Composition) -> Step | None:
        """Note the known mistake at `site` and mend it; None when none explains the fault."""
        if self.explained == _EXPLAINED:
            return None
        before = _unread(patch, composition)
        for found in recognize(site):
            if self.cost > _HIGHEST_COST:
                return None
            mistake = move_problem(found, patch.to_original)
            repairs = [*self.repairs, *mistake.repair]
            mended, after = self._compose(repairs)
            if mended.text != patch.text and _unread(mended, after) < before:
                self.problems.append(mistake)
                self.repairs = repairs
                if mistake.details.get("sign") == "line":
                    # A remark may name what it stands for.
                    self.reading.left_out.append((mistake.start, mistake.end))
                self.explained += 1
                return mended, after
        return None

    def _leave_out(self, site: Site, patch: Patch) -> Step | None:
        """Note and blank the line at `site` so that most can be read; None if that is enough."""
        if self.unexplained == _UNEXPLAINED or self.explained == _EXPLAINED or self.cost > _HIGHEST_COST:
            return None
        self.unexplained += 1
        best: tuple[int, Span, Step] | None = None
        for weight, span in _candidates(site):
            if best is not None and self.cost > _HIGHEST_COST:
                break
            step = self._compose(self._repairs_without(span, patch))
            lost = _unread(*step) + weight
            if best is None or lost < best[0]:
                best = lost, span, step
        if best is None:
            return None
        _lost, span, step = best
        self.repairs = self._repairs_without(span, patch)
        self.reading.left_out.append((patch.to_original(span[0]), patch.to_original(span[1])))
        self.problems.append(_unreadable(site, site.line_at(span[0]), patch))
        return step

    def _repairs_without(self, span: Span, patch: Patch) -> list[Replacement]:
        start, end = patch.to_original(span[0]), patch.to_original(span[1])
        kept = "".join(character for character in self.text[start:end] if character in "\r\n")
        others = [each for each in self.repairs if not start <= each.start < max(end, start + 1)]
        return [*others, Replacement(start, end, kept)]

    def _stop(self, site: Site, patch: Patch) -> None:
        """Note the line at `site` as the one where reading ends."""
        self.problems.append(_syntax(site, site.fault_line, patch, stopped=1))
        self.reading.exhausted = True


def _candidates(site: Site) -> Iterator[tuple[int, Span]]:
    """Yield what may be left out, each with how much that costs: the likeliest line, its neighbors, what is below them.

    What stands deeper below a key belongs to it: without the key it would join what stands above.
    """
    likeliest = site.suspects[0] if "simple key" in site.fault.message else site.fault_line
    above = next((each for each in site.lines_above(site.fault_line.start) if not each.blank), likeliest)
    for line in dict.fromkeys((likeliest, above, *site.suspects)):
        end = site.run_from(line, line.indent + 1)[-1].end
        key = _KEY.match(line.text)
        if key is not None and end > line.end:
            yield line.end - line.start, (line.start + key.end(), line.end)
            yield (line.end if line is likeliest else end) - line.start, (line.start, end)
        else:
            yield line.end - line.start, (line.start, line.end)
            yield end - line.start, (line.start, end)


def _unreadable(site: Site, line: Line, patch: Patch) -> Problem:
    """What is to be said of a line that is left out: the mistake, if it is known but cannot be mended."""
    known = (each for each in recognize(site) if not each.repair and line.start <= each.start <= line.end)
    found = next(known, None)
    return move_problem(found, patch.to_original) if found else _syntax(site, line, patch)


def _syntax(site: Site, line: Line, patch: Patch, **details: int) -> Problem:
    start = patch.to_original(line.start + line.indent)
    end = max(patch.to_original(line.content_end), start)
    return Problem("syntax", start, end, {"message": site.fault.message, **details})


def _unread(patch: Patch, composition: Composition) -> int:
    """How much of the original lies behind the fault: comparable although a repair changes the length."""
    fault = composition.fault
    if fault is None:
        return 0
    # What is never closed breaks off at the end of the text.
    from_context = fault.context is not None and "while parsing a block" not in fault.message
    place = min(fault.place, fault.context or 0) if from_context else fault.place
    return max(len(patch.original) - patch.to_original(place), 1)
