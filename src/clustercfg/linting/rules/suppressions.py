"""CC190 and CC191: comments that silence findings."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _

__all__ = ["unclear_suppression", "unused_suppression"]


def unused_suppression(mismatch: Mismatch) -> Words:
    """A comment that silences a finding which is not there.

    ## Why it matters
    It hides the next finding of that code on this line, although nobody judged it.

    ## Example
    ```yaml
    # clustercfg: ignore[CC301] the range is ours
    clusterName: my-cluster
    ```

    ## Use instead
    Remove the comment.
    """
    codes = ", ".join(mismatch.details["codes"])
    return Words(
        _("Nothing to silence here for {codes}.").format(codes=codes), _("Remove it from the comment.")
    )


def unclear_suppression(mismatch: Mismatch) -> Words:
    """A silencing comment without codes, with an unknown code, or without a reason.

    ## Why it matters
    Whoever reads the file next should know what was accepted and why. A comment that is not clear silences nothing.

    ## Example
    ```yaml
    # clustercfg: ignore
    clusterName: my-cluster
    ```

    ## Use instead
    ```yaml
    # clustercfg: ignore[CC201] told by support, ticket 123
    colour: blue
    ```
    """
    details = mismatch.details
    form = _("Write: # clustercfg: ignore[CODE] reason")
    if details["fault"] == "reason":
        return Words(_("This silencing comment gives no reason, so it has no effect."), form)
    if details["fault"] == "code":
        return Words(
            _("There is no rule {code}, so this comment has no effect.").format(code=details["code"]), form
        )
    return Words(_("This silencing comment names no code, so it has no effect."), form)
