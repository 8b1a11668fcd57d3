"""CC121 to CC131: indentation, quoting that matters, and what stands for something else."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.problems import Problem

__all__ = [
    "ellipsis",
    "empty_document",
    "misaligned_item",
    "smart_quotes",
    "tab_indentation",
    "unindented_block",
    "unknown_alias",
    "unquoted_value_changes",
    "wrong_indentation",
]


def unquoted_value_changes(mismatch: Mismatch) -> Words:
    """A value without quotes arrives as something else than is written.

    ## Why it matters
    The installer is written in Go with Kubernetes-style types, and such programs read YAML 1.1: in a field of text
    `0123` arrives as `83`, `1e5` as `100000`, `yes` as `true`, `1.20` as `1.2`. A password or a version is then not
    what you wrote. That the installer uses this reader is likely, not proven.

    ## Example
    ```yaml
    ansiblePass: 0123
    ```

    ## Use instead
    ```yaml
    ansiblePass: "0123"
    ```

    ## Fix
    Safe for text: quotes are put around it. A number is rewritten, which is unsafe.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0; release notes of v0.5.0 (passwords of digits).
    """
    if "arrives" not in mismatch.details:
        message = _(
            "Without quotes this value does not arrive as it is written: Kubernetes' YAML reader changes it."
        )
        return Words(message, _("Put quotes around it."))
    message = _("Without quotes Kubernetes' YAML reader takes {written} as {arrives}.")
    written, arrives = mismatch.details["written"], mismatch.details["arrives"]
    return Words(
        message.format(written=written, arrives=arrives), _("Put quotes around it, or write what you mean.")
    )


def tab_indentation(problem: Problem) -> Words:
    """Tabs where lines are indented.

    ## Why it matters
    YAML indents with blanks only; the installer's reader stops at the first tab, even in front of a comment.

    ## Example
    ```yaml
    spec:
    →loadBalancer:
    ```
    (the arrow stands for a tab)

    ## Use instead
    ```yaml
    spec:
      loadBalancer:
    ```

    ## Fix
    Unsafe: every tab becomes as many blanks as make the file readable.

    ## Source
    YAML 1.2.2, section 6.1; measured with sigs.k8s.io/yaml 1.3.0.
    """
    lines = int(problem.details["lines"])
    message = ngettext(
        "A line is indented with a tab.", "{lines} lines are indented with tabs; this is the first.", lines
    )
    return Words(message.format(lines=lines), _("Indent with blanks."), _("Replace the tabs by blanks"))


def smart_quotes(_problem: Problem) -> Words:
    """Typographic quotes around a value.

    ## Why it matters
    For YAML they are ordinary characters, so they become part of the value. They come from a word processor, a chat
    program or a Chinese input method.

    ## Example
    ```yaml
    clusterName: “my-cluster”
    ```

    ## Use instead
    ```yaml
    clusterName: "my-cluster"
    ```

    ## Fix
    Safe: they are replaced by ASCII double quotes.

    ## Source
    YAML 1.2.2, section 5.3: only ASCII quotes are indicators.
    """
    return Words(
        _("These quotes are part of the value: YAML knows only ASCII quotes."),
        fix_title=_("Replace them by ASCII quotes"),
        safe=True,
    )


def unknown_alias(problem: Problem) -> Words:
    """A value that starts with an asterisk is an alias to nothing.

    ## Why it matters
    `*name` points at an anchor `&name`, and there is none. Mostly it is a masked password, `******`, without quotes.

    ## Example
    ```yaml
    ansiblePass: ******
    ```

    ## Use instead
    ```yaml
    ansiblePass: "your-password"
    ```

    ## Fix
    Unsafe: the value is put in quotes.

    ## Source
    YAML 1.2.2, section 7.1.
    """
    help_text = _("Put quotes around the value.")
    title = _("Put quotes around the value")
    if not str(problem.details["name"]).strip("*"):
        return Words(_("Asterisks without quotes are no text in YAML."), help_text, title)
    return Words(_("A plain value may not start with an asterisk: it would be an alias."), help_text, title)


def ellipsis(problem: Problem) -> Words:
    """Lines of dots that stand for the rest of the file.

    ## Why it matters
    Documentation shortens its examples with `..........`; the installer's reader stops there. What a file like this
    lacks is not reported, since the dots stand for it.

    ## Example
    ```yaml
    spec:
      ..........
      binaries:
        type: builtin
    ```

    ## Use instead
    Put the block into your own complete file.

    ## Fix
    Unsafe: the lines of dots are taken out.

    ## Source
    External-binary page of the installation guide.
    """
    lines = int(problem.details["lines"])
    message = ngettext(
        "This line of dots stands for the rest of the file.",
        "{lines} lines of dots stand for the rest of the file; this is the first.",
        lines,
    )
    title = ngettext("Remove the line", "Remove the {lines} lines", lines)
    return Words(
        message.format(lines=lines),
        _("Put the block into a complete file, and remove the dots."),
        title.format(lines=lines),
    )


def unindented_block(problem: Problem) -> Words:
    """The text below a key with `|` is not indented.

    ## Why it matters
    The body of a text block must stand deeper than its key; otherwise the key is empty and its lines are taken for
    keys of the block around it.

    ## Example
    ```yaml
    kubeanConfig: |-
    node_sysctl_tuning: true
    ```

    ## Use instead
    ```yaml
    kubeanConfig: |-
      node_sysctl_tuning: true
    ```

    ## Fix
    Unsafe: the lines are indented.

    ## Source
    YAML 1.2.2, section 8.1; otherlinux page of the installation guide.
    """
    key = problem.details["key"]
    message = _("The text of {key} is not indented, so it does not belong to it.").format(key=key)
    help_text = _("Indent the lines below {key} by two blanks.").format(key=key)
    return Words(message, help_text, _("Indent the text of {key}").format(key=key))


def misaligned_item(problem: Problem) -> Words:
    """The keys of a list item stand under its dash.

    ## Why it matters
    The further keys of an item belong under its first key, two columns right of the dash.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
      ip: 10.6.0.1
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
    ```

    ## Fix
    Unsafe: the lines are indented.

    ## Source
    YAML 1.2.2, section 8.2.
    """
    lines = int(problem.details["lines"])
    return Words(
        _("This key stands under the dash; it belongs under the first key of the item."),
        fix_title=ngettext("Indent the line", "Indent the {lines} lines", lines).format(lines=lines),
    )


def wrong_indentation(problem: Problem) -> Words:
    """A line that is indented like none of its neighbors.

    ## Why it matters
    Indentation says what belongs to what; the installer's reader stops at a line that fits nowhere.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
       insightVip: 10.6.0.9/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      insightVip: 10.6.0.9/32
    ```

    ## Fix
    Unsafe: the line, and what is deeper below it, moves to the nearest indentation that fits.

    ## Source
    YAML 1.2.2, section 6.1.
    """
    found, expected = problem.details["found"], problem.details["expected"]
    message = _("This line is indented by {found}, which fits no block here; {expected} would fit.")
    return Words(
        message.format(found=found, expected=expected),
        fix_title=_("Indent it by {expected}").format(expected=expected),
    )


def empty_document(_mismatch: Mismatch) -> Words:
    """A file without any content.

    ## Why it matters
    An empty file, or one of comments only, configures nothing.

    ## Use instead
    Start from an example of the installation guide, or from `sample/clusterConfig.yaml` of the offline package.
    """
    return Words(_("The file holds no ClusterConfig: it is empty."))
