"""CC208 to CC211, CC214, CC218 and CC301: values that are not what their key takes."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = [
    "empty_item",
    "invalid_value",
    "malformed_value",
    "placeholder",
    "undocumented_value",
    "vip_without_prefix",
    "wrong_type",
]

_KINDS = {
    "string": mark("text"),
    "integer": mark("a whole number"),
    "boolean": mark("true or false"),
    "list": mark("a list"),
    "mapping": mark("a block of keys"),
    "text": mark("a text block"),
    "number": mark("a number"),
    "scalar": mark("a single value"),
}


def wrong_type(mismatch: Mismatch) -> Words:
    """A list, a block or a single value where another of them belongs.

    ## Why it matters
    The installer's reader refuses the file when a value cannot become what its key holds.

    ## Example
    ```yaml
    masterNodes:
      nodeName: g-master1
      ip: 10.6.0.1
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
    ```

    ## Fix
    Safe where only quotes around a number or boolean are too many. Unsafe where a single value becomes a list or the
    other way round, where a block becomes a list item or text, and where a slip of a number or boolean is mended.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    details = mismatch.details
    expected, found = details["expected"], details["found"]
    message = _("{expected} is expected here, not {found}.").format(
        expected=_(_KINDS[expected]), found=_(_KINDS[found])
    )
    message = message[:1].upper() + message[1:]
    if expected == "mapping" and details.get("glued") == "True":
        return Words(
            message, _("If this is a key with its value, write an ASCII colon with a blank behind it.")
        )
    if expected == "text":
        return Words(message, _("Write |- behind the colon, so that what follows is text."))
    if expected == "list" and found == "mapping":
        return Words(message, _("Start each item with a dash and a blank."))
    return Words(message)


def invalid_value(mismatch: Mismatch) -> Words:
    """A value that is not among the few that its key takes.

    ## Why it matters
    The documents list the values; any other makes the installer fail, or fall back to a default without a word.

    ## Example
    ```yaml
    loadBalancer:
      type: MetalLB
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
    ```

    ## Fix
    Safe when only the case differs, unsafe for a near value.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    details = mismatch.details
    values = ", ".join(details["values"])
    key = next((step for step in reversed(mismatch.path) if isinstance(step, str)), "")
    message = _("{key} must be one of: {values}.").format(key=key, values=values)
    near = details["near"]
    return Words(message, _("Did you mean {value}?").format(value=near) if near else "")


def undocumented_value(mismatch: Mismatch) -> Words:
    """A value that the documents do not list, where their list may not be complete.

    ## Why it matters
    Pages and release notes disagree on what is allowed here, so the value may work; nothing public says that it does.

    ## Example
    ```yaml
    network:
      cni: flannel
    ```

    ## Use instead
    ```yaml
    network:
      cni: calico
    ```

    ## Fix
    Unsafe: a documented value that is near is written; only its case is changed safely.

    ## Source
    The key-field table of cluster-config, and the pages of the single features.
    """
    details = mismatch.details
    values = ", ".join(details["values"])
    message = _("This value is not documented; documented are: {values}.").format(values=values)
    near = details["near"]
    return Words(message, _("Did you mean {value}?").format(value=near) if near else "")


def malformed_value(mismatch: Mismatch) -> Words:
    """A value that does not have the form its key needs.

    ## Why it matters
    Addresses, paths, URLs, names, versions and taints have a form; the installer or Kubernetes fails late on any other.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: G_Master1
        ip: 10.6.0.256
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.25
    ```

    ## Fix
    Unsafe: only where the intended value is obvious.

    ## Source
    The key-field table of cluster-config in the installation guide; RFC 1123 for names.
    """
    return Words(str(mismatch.details["problem"]))


def vip_without_prefix(mismatch: Mismatch) -> Words:
    """A virtual IP without its `/32`, or with another prefix.

    ## Why it matters
    MetalLB takes a range of addresses; a single one is written with the prefix `/32` (`/128` for IPv6). The samples
    warn not to drop it.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10
      insightVip: 10.6.229.11/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Fix
    Unsafe: the prefix of a single address is written.

    ## Source
    Full sample of cluster-config and deploy-requirements in the installation guide.
    """
    return Words(str(mismatch.details["problem"]))


def placeholder(mismatch: Mismatch) -> Words:
    """A value that stands for the reader's own.

    ## Why it matters
    Samples are full of `xx.xx.xx.xx`, `172.30.**.**`, `<password>` and the like; the installer takes them literally.
    `--allow-placeholders` drops this finding for templates.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: xx.xx.xx.xx
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
    ```

    ## Source
    Samples of cluster-config in the installation guide.
    """
    if "problem" in mismatch.details:
        return Words(mismatch.details["problem"], _("Put your own value here."))
    if mismatch.details["secret"]:
        return Words(_("This secret is a placeholder."), _("Put the real one here."))
    return Words(_("This value is a placeholder."), _("Put your own value here."))


def empty_item(_mismatch: Mismatch) -> Words:
    """A list item without content.

    ## Why it matters
    A dash alone is an item all the same: a machine without a name, a time server without an address.

    ## Example
    ```yaml
    ntpServer:
      - ntp1.example.com
      -
    ```

    ## Use instead
    ```yaml
    ntpServer:
      - ntp1.example.com
    ```

    ## Source
    YAML 1.2.2, section 8.2.1.
    """
    return Words(_("This list item is empty."), _("Fill it, or remove the dash."))
