"""CC134 to CC139: values that are legal, and yet hardly what was meant."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _

__all__ = [
    "comment_in_secret",
    "commented_value",
    "invisible_character",
    "leftover_sign",
    "unquoted_secret",
    "value_over_lines",
]


def unquoted_secret(_mismatch: Mismatch) -> Words:
    """A password without quotes that YAML takes for a number or a boolean.

    ## Why it matters
    Kubernetes' YAML reader passes this one on as it is written, but other tools that read the file see a number, and
    installers before v0.5.0 failed on passwords of digits.

    ## Example
    ```yaml
    ansiblePass: 20241231
    ```

    ## Use instead
    ```yaml
    ansiblePass: "20241231"
    ```

    ## Fix
    Safe: quotes are put around the value.

    ## Source
    Release notes of v0.5.0.
    """
    return Words(
        _("Without quotes this secret is a number or a boolean for YAML."), _("Put quotes around it.")
    )


def leftover_sign(mismatch: Mismatch) -> Words:
    """A value that ends with a sign of another language, a quote that was never opened, or a comment that is none.

    ## Why it matters
    YAML needs no comma, semicolon or backslash at the end of a line: the sign becomes a part of the value. A quote
    that stands only at the end does, too, and so does a comment without a blank before its hash.

    ## Example
    ```yaml
    fullPackagePath: /data/offline,
    ```

    ## Use instead
    ```yaml
    fullPackagePath: /data/offline
    ```

    ## Fix
    Unsafe: the sign is deleted, the quote is opened, or the blank is written.

    ## Source
    YAML 1.2.2, section 7.3.3.
    """
    sign = mismatch.details["sign"]
    if sign == "#":
        message = _("Without a blank before it, the # begins no comment: all of this is the value.")
        return Words(message, _("Put quotes around the value if it is meant."))
    message = _("The {sign} at the end is a part of this value.").format(sign=sign)
    return Words(message, _("Put quotes around the value if it is meant."))


def invisible_character(mismatch: Mismatch) -> Words:
    """A value with a character that nobody sees.

    ## Why it matters
    Text that was copied from a web page or a chat may hold characters without width. They become a part of the value:
    the path is not found, the password is refused.

    ## Example
    A zero-width space, `U+200B`, behind a password.

    ## Fix
    Unsafe: the invisible characters are deleted.

    ## Source
    Unicode, general category Cf.
    """
    message = _("This value holds the invisible character {character}.")
    return Words(message.format(character=mismatch.details["character"]), _("Delete it, or type the value."))


def comment_in_secret(_mismatch: Mismatch) -> Words:
    """Behind a password without quotes stands a comment that looks like the rest of it.

    ## Why it matters
    A blank and a hash begin a comment. If both belong to the password, only its first part arrives.

    ## Example
    ```yaml
    ansiblePass: plum #Otter7731
    ```

    ## Use instead
    ```yaml
    ansiblePass: "plum #Otter7731"
    ```

    ## Source
    YAML 1.2.2, section 6.6.
    """
    return Words(
        _("What follows the # is a comment, no part of this secret."),
        _("Put quotes around both if it belongs to the secret, or a blank behind the # if it does not."),
    )


def value_over_lines(_mismatch: Mismatch) -> Words:
    """A value that goes on in the next line.

    ## Why it matters
    YAML joins the lines with a blank, so a path, an address or a password that was broken in two gets one in the
    middle. In a list, the next item most likely lost its dash.

    ## Example
    ```yaml
    ntpServer:
      - 10.6.0.1
        10.6.0.2
    ```

    ## Use instead
    ```yaml
    ntpServer:
      - 10.6.0.1
      - 10.6.0.2
    ```

    ## Fix
    Unsafe: each line gets its dash if it is an item by itself, or the lines are joined without a blank.

    ## Source
    YAML 1.2.2, sections 7.3 and 6.5.
    """
    return Words(_("This value goes over several lines: YAML puts a blank between them."))


def commented_value(_mismatch: Mismatch) -> Words:
    """A key without a value, and behind it a comment that looks like one.

    ## Why it matters
    A hash in front of the value makes it a comment, and the key is as good as absent.

    ## Example
    ```yaml
    clusterName: # my-cluster
    ```

    ## Use instead
    ```yaml
    clusterName: my-cluster
    ```

    ## Fix
    Unsafe: the comment sign is taken away.

    ## Source
    YAML 1.2.2, section 6.6.
    """
    return Words(
        _("This key has no value; the comment behind it looks like one."),
        _("Take the # away, or leave the key out."),
    )
