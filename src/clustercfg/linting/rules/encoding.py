"""CC101 to CC109: bytes, limits and the frame of the document."""

from __future__ import annotations

from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.translation import running
from clustercfg.yamltext.problems import Problem

__all__ = [
    "control_character",
    "not_utf8",
    "second_document",
    "too_deep",
    "too_large",
    "too_many_aliases",
    "too_many_nodes",
    "wide_encoding",
    "yaml_version",
]


def not_utf8(problem: Problem) -> Words:
    """The file holds a byte that is not UTF-8.

    ## Why it matters
    YAML is UTF-8. Editors on Chinese editions of Windows save GBK when asked for "ANSI"; the installer's reader
    refuses the whole file.

    ## Example
    A comment saved as GBK: the bytes `0xC5 0xE4 0xD6 0xC3` instead of UTF-8 text.

    ## Use instead
    Save the file as UTF-8, or convert it: `iconv -f GBK -t UTF-8 old.yaml > clusterConfig.yaml`.

    ## Source
    YAML 1.2.2, section 5.2.
    """
    message = _("The byte {byte} is not UTF-8.").format(byte=problem.details["byte"])
    likely = str(problem.details["likely"])
    if likely:
        return Words(message, _("The file looks like {encoding}: save it as UTF-8.").format(encoding=likely))
    return Words(message, _("Save the file as UTF-8."))


def wide_encoding(problem: Problem) -> Words:
    """The file is UTF-16 or UTF-32, not UTF-8.

    ## Why it matters
    Go's YAML reader may take UTF-16, but scripts, editors and `grep` on the bootstrap node do not. Windows PowerShell
    writes UTF-16 when output is redirected to a file.

    ## Use instead
    `iconv -f UTF-16 -t UTF-8 old.yaml > clusterConfig.yaml`

    ## Source
    YAML 1.2.2, section 5.2.
    """
    encoding = str(problem.details["encoding"])
    message = _("The file is {encoding}; UTF-8 is expected.").format(encoding=encoding)
    return Words(message, _("Save the file as UTF-8."))


def too_large(problem: Problem) -> Words:
    """The file is larger than any ClusterConfig.

    ## Why it matters
    More than 1 MiB is not read, so that a wrong file (a log, a package) ends quickly. A ClusterConfig of 1,000 nodes
    has about 150 KiB.

    ## Use instead
    Check that this is the file you meant.
    """
    message = _("The file has more than {limit} bytes, and no more are read.")
    return Words(message.format(limit=problem.details["limit"]), _("Check that this is the file you meant."))


def too_deep(problem: Problem) -> Words:
    """Blocks or brackets are nested deeper than any ClusterConfig.

    ## Why it matters
    Reading stops at 64 levels; a ClusterConfig has about eight. Deeper nesting is a slip or an attack on the reader.

    ## Use instead
    Close the brackets.
    """
    message = _("Nested deeper than {limit} levels; reading stops here.")
    return Words(message.format(limit=problem.details["limit"]), _("Close the brackets, or check the file."))


def too_many_nodes(problem: Problem) -> Words:
    """The file has more keys and values, or more lines, than any ClusterConfig.

    ## Why it matters
    Reading stops after 30,000 parts or 100,000 lines, so that no file can hold up a check.

    ## Use instead
    Check that this is the file you meant.
    """
    message = _("More than {limit} keys and values; reading stops here.")
    if "lines" in problem.details:
        message = _("More than {limit} lines; reading stops here.")
    return Words(message.format(limit=problem.details["limit"]), _("Check that this is the file you meant."))


def too_many_aliases(problem: Problem) -> Words:
    """Aliases multiply the document beyond any ClusterConfig.

    ## Why it matters
    A few lines of aliases to aliases can stand for billions of values. Reading stops at 256 aliases, or when they
    stand for more than 100,000 values.

    ## Use instead
    Write the values out.
    """
    message = _("The aliases stand for more than {limit} values; reading stops here.")
    return Words(message.format(limit=problem.details["limit"]), _("Write the values out."))


def control_character(problem: Problem) -> Words:
    """A character that YAML forbids, such as NUL or an escape sequence of a terminal.

    ## Why it matters
    The installer's reader refuses the file, and no editor shows the character. It comes with text copied from a
    terminal or a document.

    ## Example
    An invisible `U+0008` inside a password.

    ## Fix
    Unsafe: the character is taken out.

    ## Source
    YAML 1.2.2, section 5.1.
    """
    character = str(problem.details["character"])
    message = _("The invisible character {character} is not allowed in YAML.").format(character=character)
    if more := problem.details["more"]:
        message = running((message, _("There are {count} more of this kind.").format(count=more)))
        return Words(message, _("Delete them."), _("Delete all of them"))
    return Words(message, _("Delete it."), _("Delete the character"))


def yaml_version(problem: Problem) -> Words:
    """A `%YAML` line that the installer's kind of reader refuses.

    ## Why it matters
    Go's YAML reader takes only `%YAML 1.1` and stops at any other version with "found incompatible YAML document".

    ## Example
    ```yaml
    %YAML 1.2
    ---
    apiVersion: provision.daocloud.io/v1alpha3
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    ```

    ## Fix
    Safe: the line is taken out.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0.
    """
    message = _("Kubernetes' YAML reader refuses %YAML {version}.").format(version=problem.details["version"])
    return Words(message, _("Delete the line."), _("Delete the %YAML line"), safe=True)


def second_document(_problem: Problem) -> Words:
    """A second document, which is ignored.

    ## Why it matters
    Only the first document of a file counts for the installer's kind of reader; the rest is dropped without a word.

    ## Example
    ```yaml
    kind: ClusterConfig
    ---
    kind: ClusterConfig
    ```

    ## Use instead
    One file for each ClusterConfig.

    ## Fix
    Unsafe: the line is removed where the one below it goes on with the block above.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0.
    """
    return Words(
        _("A second document starts here; everything from here on is ignored."),
        _("Keep one document per file."),
        _("Remove the line"),
    )
