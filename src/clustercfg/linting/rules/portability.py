"""CC125, CC126 and CC132: what YAML allows, and what its readers do not agree on."""

from __future__ import annotations

from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.yamltext.problems import Problem

__all__ = ["key_is_no_text", "tag", "unportable_value"]


def tag(problem: Problem) -> Words:
    """A YAML tag such as `!!str` or `!secret`.

    ## Why it matters
    Tags make readers disagree, and some build objects from them. A ClusterConfig needs none; a value that starts with
    an exclamation mark must be quoted.

    ## Example
    ```yaml
    ansiblePass: !secret
    ```

    ## Use instead
    ```yaml
    ansiblePass: '!secret'
    ```

    ## Fix
    Unsafe: a value that starts with an exclamation mark is put in quotes.

    ## Source
    YAML 1.2.2, section 6.9.1.
    """
    if str(problem.details["tag"]).startswith("!!"):
        return Words(
            _("Tags are not allowed in a ClusterConfig."),
            _("Remove the tag, and quote the value if it is text."),
        )
    return Words(
        _("A value that starts with an exclamation mark must be quoted: YAML takes it for a tag."),
        _("Put quotes around the value."),
        _("Put quotes around the value"),
    )


def key_is_no_text(_problem: Problem) -> Words:
    """A key that is empty, a list or a mapping.

    ## Why it matters
    The installer's reader turns YAML into JSON, where keys are text, and refuses anything else.

    ## Example
    ```yaml
    ? [a, b]
    : value
    ```

    ## Use instead
    Keys of letters, as the documents spell them.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0.
    """
    return Words(_("A key must be text."), _("Write the key as a plain word."))


def unportable_value(problem: Problem) -> Words:
    r"""A value or key that is YAML 1.2, and that Kubernetes' YAML reader refuses or takes for another.

    ## Why it matters
    Go's YAML reader stops at a question mark between brackets outside of quotes, at a value there that starts with a
    colon, at the escape `\/` that JSON allows, at half a character such as `\ud83d`, and at numbers that JSON cannot hold
    (`.inf`, `.nan`). The keys `yes`, `on` and `0123` become `true`, `true` and `83`, and a merge key (`<<`) wins over
    keys that stand before it. That the installer uses this reader is likely, not proven.

    ## Example
    ```yaml
    externalRepoURLs: [http://10.0.1.1/centos?arch=x86_64]
    ```

    ## Use instead
    ```yaml
    externalRepoURLs: ['http://10.0.1.1/centos?arch=x86_64']
    ```

    ## Fix
    Safe: the value or key is put in quotes, or the backslash is taken out. Unsafe for a number that JSON cannot hold.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0.
    """
    sign = str(problem.details["sign"])
    if sign in ("?", ":"):
        message = _("Kubernetes' YAML reader refuses a question mark between brackets outside of quotes.")
        if sign == ":":
            message = _("Kubernetes' YAML reader refuses a colon in front of a value between brackets.")
        return Words(message, _("Put quotes around the value."), _("Put quotes around the value"), safe=True)
    if "arrives" in problem.details:
        message = _("Kubernetes' YAML reader takes the key {key} for {arrives}.")
        told = message.format(key=sign, arrives=problem.details["arrives"])
        return Words(told, _("Put quotes around the key."), _("Put quotes around the key"), safe=True)
    if sign.startswith("\\"):
        return _escape(sign)
    if sign == "<<":
        message = _("Readers disagree on whether {key} counts or what this merge key brings in.")
        return Words(message.format(key=problem.details["key"]), _("Put the merge key first."))
    message = _("Kubernetes' YAML reader refuses {sign}: JSON has no such number.").format(sign=sign)
    return Words(message, _("Put quotes around the value."), _("Put quotes around the value"))


def _escape(sign: str) -> Words:
    message = _("Kubernetes' YAML reader does not know the escape {sign}.").format(sign=sign)
    if sign == "\\/":
        return Words(message, _("Write the slash alone."), _("Write the slash alone"), safe=True)
    return Words(message, _("Write the character itself."))
