"""CC110, CC133, CC140 and CC141: lines that stand here once too often, or should not stand here at all; how lines end."""

from __future__ import annotations

from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.problems import Problem

__all__ = ["doubled_line_ends", "duplicate_key", "mixed_line_ends", "stray_line"]


def duplicate_key(problem: Problem) -> Words:
    """A key stands twice in the same block.

    ## Why it matters
    The last one wins and the first is dropped without a word, so a part of the file has no effect.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      type: NodePort
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: NodePort
    ```

    ## Fix
    Unsafe: what stands there word for word a second time is removed; in a list of blocks, a key with which each of them
    begins gets the dash that is missing.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0; YAML 1.2.2, section 3.2.1.3 forbids it.
    """
    message = _("{key} stands twice in this block; only this last one counts.").format(
        key=problem.details["key"]
    )
    first = _("the first one, which is ignored")
    if problem.details.get("dash"):
        help_text = _("If another item begins here, it needs a dash.")
        return Words(
            message, help_text, _("Write a dash before {key}").format(key=problem.details["key"]), first=first
        )
    return Words(message, _("Keep one of them."), _("Remove the repetition"), first=first)


def stray_line(problem: Problem) -> Words:
    """A line that is no part of the file: a remark without a hash, or what a tool left behind.

    ## Why it matters
    The installer's reader stops at the first line that is not YAML. Prompts, fences, line numbers and the signs of a
    diff or of a merge come with copied text; a sentence wants to be a comment.

    ## Example
    ```yaml
    spec:
      clusterName: my-cluster
      ==== network ====
    ```

    ## Use instead
    ```yaml
    spec:
      clusterName: my-cluster
      # ==== network ====
    ```

    ## Fix
    Unsafe: the line becomes a comment; line numbers and plus signs are taken away.

    ## Source
    YAML 1.2.2, section 6.6.
    """
    lines, sign = int(problem.details["lines"]), problem.details["sign"]
    if sign == "numbers":
        message = ngettext(
            "A line begins with its number.",
            "{lines} lines begin with their numbers; this is the first.",
            lines,
        )
        return Words(message.format(lines=lines), fix_title=_("Remove the line numbers"))
    if sign == "diff":
        message = ngettext(
            "A line begins with the plus sign of a diff.",
            "{lines} lines begin with the plus sign of a diff; this is the first.",
            lines,
        )
        return Words(message.format(lines=lines), fix_title=_("Remove the plus signs"))
    message = _("This line is no part of a ClusterConfig: it is neither a key nor an item.")
    return Words(message, _("Delete it, or put # before a remark."), _("Make it a comment"))


def doubled_line_ends(problem: Problem) -> Words:
    r"""Lines that end with two carriage returns.

    ## Why it matters
    A file of Windows was converted once more. Each of these ends is two line breaks for YAML: the lines of text blocks
    get blank lines between them.

    ## Use instead
    `sed -i 's/\r*$//' clusterConfig.yaml`

    ## Fix
    Unsafe: one carriage return is left of each.

    ## Source
    YAML 1.2.2, section 5.4.
    """
    lines = int(problem.details["lines"])
    message = ngettext(
        "A line ends with two carriage returns.", "{lines} lines end with two carriage returns.", lines
    )
    return Words(message.format(lines=lines), fix_title=_("Take the second carriage returns away"))


def mixed_line_ends(problem: Problem) -> Words:
    r"""Some lines end as on Windows, the others do not.

    ## Why it matters
    YAML takes both for the same, so nothing is wrong for the installer. `grep`, `sed` and scripts for the shell are not so
    lenient: they see a carriage return at the end of some values, and the next editor may change the whole file.

    ## Use instead
    `sed -i 's/\r$//' clusterConfig.yaml`

    ## Fix
    Safe: every line ends as most of them do.

    ## Source
    YAML 1.2.2, section 5.4.
    """
    lines, usual = int(problem.details["lines"]), problem.details["usual"]
    message = ngettext(
        "A line ends with {others}, the other lines with {usual}.",
        "{lines} lines end with {others}, the other lines with {usual}; this is the first.",
        lines,
    ).format(lines=lines, others=problem.details["others"], usual=usual)
    help_text = _("YAML reads them alike, tools that work line by line do not.")
    return Words(message, help_text, _("End every line with {usual}").format(usual=usual), safe=True)
