"""CC111 to CC120: colons, quotes and brackets."""

from __future__ import annotations

from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.translation import mark
from clustercfg.yamltext.problems import Problem

__all__ = [
    "backslash_in_double_quotes",
    "colon_in_value",
    "full_width_punctuation",
    "missing_colon",
    "missing_space",
    "reserved_character",
    "syntax",
    "text_after_quote",
    "unclosed_bracket",
    "unclosed_quote",
]


_REASONS = {
    "could not find expected ':'": mark("a colon is missing behind a key, or a line does not belong here"),
    "mapping values are not allowed": mark("a colon stands where no key can be"),
    "found unexpected end of stream": mark("something that was opened is never closed"),
    "did not find expected": mark("the line does not fit the block around it"),
    "expected <block end>": mark("the line does not fit the block around it"),
    "expected the node content": mark("a value is missing, or a closing bracket is one too many"),
    "undefined alias": mark("a value that starts with an asterisk must be quoted"),
    "found character": mark("the value starts with a character that must be quoted"),
    "unknown directive": mark(
        "a line that starts with a percent sign is for YAML itself, which knows no such word"
    ),
    "map merge": mark("what << brings in must be a mapping"),
    "while parsing a flow": mark("a bracket or a comma is missing"),
}


def syntax(problem: Problem) -> Words:
    """A line that is not YAML, for none of the usual reasons.

    ## Why it matters
    The installer's reader stops at the first such line. clustercfg leaves the line out and reads on, so that one run
    shows the other findings too; at the fourth such line it stops.

    ## Example
    ```yaml
    loadBalancer: ]
    ```

    ## Source
    YAML 1.2.2.
    """
    told = str(problem.details["message"])
    reason = next((text for sign, text in _REASONS.items() if sign in told), "")
    message = (
        _("This is not YAML: {reason}.").format(reason=_(reason)) if reason else _("This line is not YAML.")
    )
    if problem.details.get("stopped"):
        return Words(message, _("Reading stops here: what stands below is not checked."))
    return Words(message, _("The line was left out of the other checks."))


def backslash_in_double_quotes(problem: Problem) -> Words:
    r"""A backslash inside double quotes that is no escape sequence.

    ## Why it matters
    Double quotes give the backslash a meaning, and `\$` has none: the installer's reader stops here. The documents
    print `\$releasever` plain or in single quotes.

    ## Example
    ```yaml
    externalRepoURLs: ["https://repo.example.com/centos/\$releasever/os/\$basearch/"]
    ```

    ## Use instead
    ```yaml
    externalRepoURLs: ['https://repo.example.com/centos/\$releasever/os/\$basearch/']
    ```

    ## Fix
    Safe: the double quotes become single quotes, or the backslash is doubled where single quotes cannot be used.

    ## Source
    YAML 1.2.2, section 5.7; minimal external example of the installation guide, cluster-config.
    """
    message = _("{escape} is no escape sequence of double quotes.").format(escape=problem.details["escape"])
    return Words(message, _("Use single quotes."), _("Use single quotes"), safe=True)


def reserved_character(problem: Problem) -> Words:
    """A value that starts with a character that YAML keeps for itself.

    ## Why it matters
    `@` and a backtick may not start a plain value, and neither may `%`; an asterisk starts an alias. Passwords often do.

    ## Example
    ```yaml
    ansiblePass: @dm1n
    ```

    ## Use instead
    ```yaml
    ansiblePass: '@dm1n'
    ```

    ## Fix
    Safe: the value is put in quotes.

    ## Source
    YAML 1.2.2, section 5.3.
    """
    message = _("A plain value may not start with {character}.").format(
        character=problem.details["character"]
    )
    return Words(message, _("Put quotes around the value."), _("Put quotes around the value"), safe=True)


def full_width_punctuation(_problem: Problem) -> Words:
    """A full-width colon, comma, quote or blank where YAML needs the ASCII form.

    ## Why it matters
    An input method for Chinese writes `：` for `:`, and the line is no longer a key with a value.

    ## Example
    ```yaml
    clusterName：my-cluster
    ```

    ## Use instead
    ```yaml
    clusterName: my-cluster
    ```

    ## Fix
    Unsafe: the characters of the line outside quotes and comments are replaced by their ASCII forms.

    ## Source
    YAML 1.2.2, section 5.3: only ASCII characters are indicators.
    """
    return Words(
        _("Full-width punctuation stands where YAML needs the ASCII character."),
        _("Type it with the input method switched to English."),
        _("Replace it by ASCII punctuation"),
    )


def missing_space(problem: Problem) -> Words:
    """No blank behind the colon of a key.

    ## Why it matters
    `type:metallb` is one word. Only a colon with a blank or a line end behind it makes a key.

    ## Example
    ```yaml
    loadBalancer:
      type:metallb
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
    ```

    ## Fix
    Unsafe: a blank is written behind the colon.

    ## Source
    YAML 1.2.2, section 7.4.
    """
    if problem.details.get("dash"):
        return Words(_("A blank is missing behind the dash."), fix_title=_("Write a blank behind the dash"))
    message = _("A blank is missing behind the colon of {key}.").format(key=problem.details["key"])
    return Words(message, fix_title=_("Write a blank behind the colon"))


def missing_colon(problem: Problem) -> Words:
    """A key without its colon.

    ## Why it matters
    Without the colon the word runs into the next line, and the installer's reader stops there.

    ## Example
    ```yaml
    masterNodes
      - nodeName: g-master1
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
    ```

    ## Fix
    Unsafe: the colon is written behind the first word.

    ## Source
    YAML 1.2.2, section 7.4.
    """
    message = _("A colon is missing behind {key}.").format(key=problem.details["key"])
    return Words(message, fix_title=_("Write the colon"))


def colon_in_value(problem: Problem) -> Words:
    """A plain value that holds a colon followed by a blank.

    ## Why it matters
    The second colon would make the value a key, which cannot be on this line: the installer's reader stops.

    ## Example
    ```yaml
    clusterName: test: one
    ```

    ## Use instead
    ```yaml
    clusterName: 'test: one'
    ```

    ## Fix
    Unsafe: the value is put in quotes. What looks like a key of its own gets a line of its own.

    ## Source
    YAML 1.2.2, section 7.3.3.
    """
    if key := problem.details.get("key"):
        message = _("{key} stands behind the value of another key.").format(key=key)
        return Words(
            message, _("Each key needs a line of its own."), _("Begin a line with {key}").format(key=key)
        )
    return Words(
        _("A value with a colon and a blank in it must be quoted."),
        fix_title=_("Put quotes around the value"),
    )


def unclosed_quote(problem: Problem) -> Words:
    """A quote that is opened and never closed.

    ## Why it matters
    Everything up to the next quote, or the end of the file, becomes one value.

    ## Example
    ```yaml
    - nodeName: "g-master1
      ip: 10.6.0.1
    ```

    ## Use instead
    ```yaml
    - nodeName: "g-master1"
      ip: 10.6.0.1
    ```

    ## Fix
    Unsafe: the quote is closed at the end of its line.

    ## Source
    YAML 1.2.2, section 7.3.
    """
    message = _("This {character} is never closed.").format(character=problem.details["character"])
    return Words(message, _("Close the quote."), _("Close the quote at the end of the line"))


def text_after_quote(_problem: Problem) -> Words:
    """Text behind the closing quote of a value.

    ## Why it matters
    A quoted value ends with its quote; what follows belongs to nothing, and the installer's reader stops.

    ## Example
    ```yaml
    clusterName: "my" cluster
    ```

    ## Use instead
    ```yaml
    clusterName: "my-cluster"
    ```

    ## Fix
    Unsafe: the whole is put in the other kind of quotes.

    ## Source
    YAML 1.2.2, section 7.3.
    """
    return Words(
        _("Nothing may follow the closing quote on this line."),
        _("Put everything inside the quotes, or write # in front of a comment."),
        _("Quote all of it"),
    )


def unclosed_bracket(problem: Problem) -> Words:
    """A bracket that is opened and never closed.

    ## Why it matters
    The following lines become part of the list, and the installer's reader stops at the first key.

    ## Example
    ```yaml
    ntpServer: [ntp1.example.com, ntp2.example.com
    ```

    ## Use instead
    ```yaml
    ntpServer: [ntp1.example.com, ntp2.example.com]
    ```

    ## Fix
    Unsafe: the bracket is closed at the end of its line.

    ## Source
    YAML 1.2.2, section 7.4.
    """
    message = _("This {character} is never closed.").format(character=problem.details["character"])
    return Words(message, _("Close the bracket."), _("Close the bracket at the end of the line"))
