"""Values that need quotes and have none: YAML takes the signs in them for its own."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Mistake, kind, pick
from mistakes.outline import Outline

__all__: list[str] = []

_WORDS = ("Otter", "plum", "Badger", "teal", "Kestrel", "x9", "moss", "2024")


def _word(rng: Random) -> str:
    return f"{rng.choice(_WORDS)}{rng.choice('-_.')}{rng.randint(10, 9999)}"


def _bare(outline: Outline, rng: Random, value: str, *, known: bool = True) -> Mistake | None:
    """Give a password this value in quotes, then take the quotes away."""
    pattern = r"spec.*(?:ansiblePass|[pP]assword|secretKey)"
    entry = pick(rng, outline.find(pattern, lambda entry: entry.is_leaf))
    if entry is None:
        return None
    original = outline.edited({entry.index: [entry.line(value=f'"{value}"')]})
    text = outline.edited({entry.index: [entry.line(value=value)]})
    return Mistake(original, text, frozenset({entry.index + 1}), known)


@kind()
def bare_value_begins_with_asterisk(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "*" * rng.randint(1, 3) + _word(rng))


@kind()
def bare_value_begins_with_at(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "@" + _word(rng))


@kind()
def bare_value_begins_with_percent(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "%" + _word(rng))


@kind()
def bare_value_begins_with_ampersand(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "&" + _word(rng))


@kind()
def bare_value_begins_with_exclamation_mark(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "!" + _word(rng))


@kind()
def bare_value_begins_with_bracket(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, rng.choice("[{]}") + _word(rng))


@kind()
def bare_value_begins_with_bar_or_backtick(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, rng.choice("|>`") + _word(rng))


@kind()
def bare_value_begins_with_hash(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "#" + _word(rng))


@kind()
def bare_value_with_blank_and_hash(outline: Outline, rng: Random) -> Mistake | None:
    """What looks like a comment was part of the password."""
    return _bare(outline, rng, f"{_word(rng)} #{_word(rng)}", known=False)


@kind()
def bare_value_with_colon_and_blank(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, f"{_word(rng)}: {_word(rng)}")


@kind()
def octal_password(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, "0" + "".join(rng.choice("01234567") for _ in range(rng.randint(3, 8))))


@kind()
def password_of_digits(outline: Outline, rng: Random) -> Mistake | None:
    """A string field takes a string: the installer failed on digits before v0.5.0 (RN)."""
    return _bare(outline, rng, str(rng.randint(1, 9)) + "".join(rng.choices("0123456789", k=5)))


@kind()
def password_like_a_number(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, rng.choice(("1e5", "0x1F4A", "12_345", "1.50", "9e12", "1234567890123456789")))


@kind()
def password_like_a_boolean(outline: Outline, rng: Random) -> Mistake | None:
    return _bare(outline, rng, rng.choice(("true", "False", "TRUE", "null", "Null", "~")))


@kind()
def boolean_as_text(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec.*", lambda entry: entry.value in ("true", "false")))
    if entry is None or entry.name == "SourceIP":
        return None
    value = rng.choice(('"{}"', "'{}'")).format(entry.value)
    text = outline.edited({entry.index: [entry.line(value=value)]})
    return Mistake(outline.text, text, frozenset({entry.index + 1}))


@kind()
def number_as_text(outline: Outline, rng: Random) -> Mistake | None:
    """Integers by the field table; the SSH port may be either."""
    pattern = r"spec\.(?:tinderKind|auditConfig|renewCerts|externalMiddlewares).*"
    entry = pick(rng, outline.find(pattern, lambda entry: entry.value.isdigit()))
    if entry is None:
        return None
    text = outline.edited({entry.index: [entry.line(value=f'"{entry.value}"')]})
    return Mistake(outline.text, text, frozenset({entry.index + 1}))


@kind()
def misspelt_boolean(outline: Outline, rng: Random) -> Mistake | None:
    pattern = r"spec.*"
    entry = pick(rng, outline.find(pattern, lambda entry: entry.value in ("true", "false")))
    if entry is None:
        return None
    words = {"true": ("ture", "trrue", "tru"), "false": ("flase", "fasle", "fales")}
    text = outline.edited({entry.index: [entry.line(value=rng.choice(words[entry.value]))]})
    return Mistake(outline.text, text, frozenset({entry.index + 1}))
