"""Documents written piece by piece by a random hand that remembers where it put everything."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

__all__ = ["Place", "Written", "written_documents"]

Path = tuple[str | int, ...]
Span = tuple[int, int]

# None that starts like `yes`, `on`, `null` or `false`: as keys those are found fault with.
_WORDS = st.from_regex(r"[a-eg-mp-su-xz][a-z0-9]{0,6}", fullmatch=True)
_PLAIN = st.one_of(
    _WORDS,
    st.sampled_from(
        ("10.6.0.1/32", "http://a.example:80/b", "a#b", "a:b", "-a", "中文", "a b  c", "\\$x", "0123", "~a")
    ),
)
_QUOTED = st.sampled_from(("", "a", "a b", "a: b", "# no comment", "- a", "{", "]", "中文 “x”", "\U0001f600"))
_COMMENTS = st.sampled_from(("", "", "", " # a: b", "  # “中文” 'x", " #"))


@dataclass(frozen=True)
class Place:
    """Where one value was written: its key (None in a list), its colon or dash (None in a flow list), itself."""

    key: Span | None
    indicator: int | None
    value: Span
    text: str | None
    """What the scalar says; None for collections."""


@dataclass
class Written:
    """The text so far, and the place of everything in it."""

    draw: st.DrawFn
    newline: str
    text: str = ""
    places: dict[Path, Place] = field(default_factory=dict)
    ends_in_literal: bool = False

    def put(self, piece: str) -> Span:
        start = len(self.text)
        self.text += piece
        return start, len(self.text)

    def end_line(self) -> None:
        self.put(self.draw(_COMMENTS) + self.newline)
        self.ends_in_literal = False

    def between_lines(self) -> None:
        # Behind a text block, deeper lines would belong to it.
        choice = ("", "# b: c") if self.ends_in_literal else ("", "  ", "# b: c", "      # d")
        for line in self.draw(st.lists(st.sampled_from(choice), max_size=2)):
            self.put(line + self.newline)

    def chance(self) -> bool:
        return self.draw(st.booleans())

    # ---- blocks

    def mapping(self, path: Path, indent: int, depth: int, *, goes_on: bool) -> Span:
        """Write a block mapping; `goes_on` when its first key stands behind a dash."""
        start = end = None
        for number, name in enumerate(self.draw(st.lists(_WORDS, min_size=1, max_size=3, unique=True))):
            if number or not goes_on:
                self.between_lines()
                self.put(" " * indent)
            key = self.put(self.draw(st.sampled_from((name, f"'{name}'", f'"{name}"'))))
            colon, _ = self.put(self.draw(st.sampled_from(("", "", " "))) + ":")
            colon = len(self.text) - 1
            value, text = self.value((*path, name), indent, depth, colon)
            self.places[(*path, name)] = Place(key, colon, value, text)
            start = key[0] if start is None else start
            end = value[1]
        assert start is not None
        assert end is not None
        return start, end

    def sequence(self, path: Path, indent: int, depth: int) -> Span:
        """Write a block sequence."""
        start = end = None
        for index in range(self.draw(st.integers(1, 3))):
            self.between_lines()
            self.put(" " * indent)
            dash, _ = self.put("-")
            place = (*path, index)
            if depth and self.chance():
                blanks = self.draw(st.integers(1, 3))
                self.put(" " * blanks)
                value = self.mapping(place, indent + 1 + blanks, depth - 1, goes_on=True)
                text = None
            else:
                value, text = self.scalar_value(indent, dash)
            self.places[place] = Place(None, dash, value, text)
            start = dash if start is None else start
            end = value[1]
        assert start is not None
        assert end is not None
        return start, end

    def value(self, path: Path, indent: int, depth: int, colon: int) -> tuple[Span, str | None]:
        """Write what stands behind a colon, to the end of its last line."""
        if depth and self.chance():
            self.end_line()
            if self.chance():
                step = self.draw(st.integers(1, 4))
                return self.mapping(path, indent + step, depth - 1, goes_on=False), None
            return self.sequence(path, indent + self.draw(st.integers(0, 4)), depth - 1), None
        if self.draw(st.integers(0, 3)) == 0:
            self.put(" ")
            span = self.flow(path, 2)
            self.end_line()
            return span, None
        return self.scalar_value(indent, colon)

    # ---- scalars

    def scalar_value(self, indent: int, indicator: int) -> tuple[Span, str]:
        kind = self.draw(st.sampled_from(("null", "plain", "plain", "quoted", "lines", "literal")))
        if kind == "null":
            self.end_line()
            return (indicator + 1, indicator + 1), ""
        self.put(" " * self.draw(st.integers(1, 3)))
        if kind == "literal":
            return self.literal(indent)
        span, text = self.lines(indent) if kind == "lines" else self.scalar(kind)
        self.end_line()
        return span, text

    def scalar(self, kind: str) -> tuple[Span, str]:
        if kind == "plain":
            text = self.draw(_PLAIN)
            return self.put(text), text
        text = self.draw(_QUOTED)
        mark = self.draw(st.sampled_from("'\""))
        return self.put(mark + text + mark), text

    def lines(self, indent: int) -> tuple[Span, str]:
        """Write a scalar that goes on on the next line."""
        first, second = self.draw(_WORDS), self.draw(_WORDS)
        mark = self.draw(st.sampled_from(("", "'", '"')))
        written = f"{mark}{first}{self.newline}{' ' * (indent + 1)}{second}{mark}"
        return self.put(written), f"{first} {second}"

    def literal(self, indent: int) -> tuple[Span, str]:
        """Write a literal block scalar."""
        header, _ = self.put(self.draw(st.sampled_from(("|", "|-"))))
        is_clipped = self.text.endswith("|")
        self.end_line()
        column = indent + self.draw(st.integers(1, 3))
        lines = [self.draw(_QUOTED) or "a", *self.draw(st.lists(_QUOTED, max_size=2)), "end"]
        for line in lines:
            _, end = self.put(" " * column + line if line else "")
            self.put(self.newline)
        self.ends_in_literal = True
        return (header, end), "\n".join(lines) + ("\n" if is_clipped else "")

    # ---- flow

    def flow(self, path: Path, depth: int) -> Span:
        """Write a flow mapping or sequence on one line."""
        start, _ = self.put(opening := self.draw(st.sampled_from("[{")))
        count = self.draw(st.integers(0, 2))
        for number in range(count):
            blanks = " " * self.draw(st.integers(0, 1))
            self.put(blanks)
            if opening == "{":
                key = self.put(f"k{number}")
                colon, _ = self.put(":")
                self.put(" ")
                self.flow_value((*path, f"k{number}"), depth, key, colon)
            else:
                self.flow_value((*path, number), depth, None, None)
            self.put(blanks + ("," if number + 1 < count else ""))
        _, end = self.put("]" if opening == "[" else "}")
        return start, end

    def flow_value(self, path: Path, depth: int, key: Span | None, indicator: int | None) -> None:
        if depth and self.draw(st.integers(0, 3)) == 0:
            self.places[path] = Place(key, indicator, self.flow(path, depth - 1), None)
        else:
            word = self.draw(_WORDS)
            mark = self.draw(st.sampled_from(("", "'", '"')))
            self.places[path] = Place(key, indicator, self.put(mark + word + mark), word)


@st.composite
def written_documents(draw: st.DrawFn) -> Written:
    """Draw a document that is a block mapping, with the place of every value in it."""
    written = Written(draw, draw(st.sampled_from(("\n", "\r\n"))))
    if draw(st.booleans()):
        written.put(f"---{written.newline}")
    written.places[()] = Place(None, None, written.mapping((), 0, 3, goes_on=False), None)
    written.between_lines()
    return written
