"""CC315 to CC318: how the installer gets into the machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.linting.additions import append_lines
from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.machines import Machine, machines
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.shape.missing import missing_fix
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.paths import Path

__all__ = ["key_and_passwords", "node_without_login", "node_without_user", "non_root_user"]

_KEY: Path = ("spec", "privateKeyPath")
# Ansible's own names for the same settings, which ansibleExtraArgs may set.
_SECRETS = r"\bansible_(?:password|ssh_pass|ssh_private_key_file|private_key_file)\s*="
_USERS = r"\bansible_(?:ssh_)?user\s*="


def _lacking(view: View, key: str, elsewhere: str) -> list[Machine]:
    """The machines that surely lack `key`, also among the extra arguments."""
    return [
        machine
        for machine in machines(view)
        if view.lacks((*machine.path, key))
        and not re.search(elsewhere, view.get((*machine.path, "ansibleExtraArgs")) or "")
    ]


def _title(view: View, machine: Machine) -> str:
    return machine.name or view.name(machine.path)


def node_without_login(view: View) -> Iterator[Finding]:
    """A node has no password, and there is no private key.

    ## Why it matters
    The installer enters every machine by SSH: with `ansiblePass` of the node, or with the key at `privateKeyPath`.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
    ```

    ## Use instead
    ```yaml
    privateKeyPath: /home/dce/.ssh/id_rsa
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
    ```

    ## Fix
    Unsafe: where the password stands in the block as a comment, the comment sign is taken away.

    ## Source
    Full sample and key-field table of cluster-config in the installation guide.
    """
    if not view.lacks(_KEY):
        return
    lacking = _lacking(view, "ansiblePass", _SECRETS)
    help_text = _("Add ansiblePass to the node, or privateKeyPath for all nodes.")
    if len(lacking) > 1 and len(lacking) == len(list(machines(view))):
        message = _("No node has ansiblePass, and privateKeyPath is missing.")
        yield Finding(*view.key_place(lacking[0].path[:2]), message, help_text, view.name(_KEY))
        return
    for machine in lacking:
        path = (*machine.path, "ansiblePass")
        message = _("{node} has no ansiblePass, and privateKeyPath is missing.")
        yield Finding(
            *view.key_place(path),
            message.format(node=_title(view, machine)),
            help_text,
            view.name(path),
            fix=missing_fix(view.document, path),
        )


def node_without_user(view: View) -> Iterator[Finding]:
    """A node has no SSH user.

    ## Why it matters
    A password needs the user it belongs to. Whether a private key does too, the documents tell differently: older
    pages say no, newer ones say yes, so that is only pointed out.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansiblePass: "plum-Otter-7731"
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
        ansiblePass: "plum-Otter-7731"
    ```

    ## Fix
    Unsafe: `ansibleUser: root` is added to a node with a password.

    ## Source
    Full sample and key-field table of cluster-config in the installation guide.
    """
    lacking = _lacking(view, "ansibleUser", _USERS)
    if not lacking:
        return
    if view.has(_KEY):
        message = ngettext(
            "{node} has no ansibleUser; newer documents want it beside a private key too.",
            "{count} nodes have no ansibleUser; newer documents want it beside a private key too.",
            len(lacking),
        ).format(node=_title(view, lacking[0]), count=len(lacking))
        help_text = _("Add ansibleUser: root to each node.")
        is_every_one = len(lacking) == len(machines(view))
        path = _KEY if is_every_one else (*lacking[0].path, "ansibleUser")
        place = view.place(path) if is_every_one else view.key_place(path)
        yield Finding(*place, message, help_text, view.name(path), severity=Severity.INFO)
        return
    for machine in lacking:
        path = (*machine.path, "ansibleUser")
        if view.has((*machine.path, "ansiblePass")):
            message = _("{node} has a password, but no ansibleUser.").format(node=_title(view, machine))
            title = _("Add {line}").format(line="ansibleUser: root")
            node = view.slots[machine.path].node
            fix = append_lines(view.document.text, node, ("ansibleUser: root",), title)
            yield Finding(*view.key_place(path), message, field=view.name(path), fix=fix)


def key_and_passwords(view: View) -> Iterator[Finding]:
    """A private key and passwords are given.

    ## Why it matters
    The key is for all nodes, and makes the passwords needless. What is needless should not lie around in a file.

    ## Example
    ```yaml
    privateKeyPath: /home/dce/.ssh/id_rsa
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
        ansiblePass: "plum-Otter-7731"
    ```

    ## Use instead
    ```yaml
    privateKeyPath: /home/dce/.ssh/id_rsa
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
    ```

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    paths = [(*machine.path, "ansiblePass") for machine in machines(view)]
    given = [path for path in paths if view.has(path)]
    if not given or not view.has(_KEY):
        return
    message = ngettext(
        "With a private key the password of the node is needless.",
        "With a private key the passwords of {count} nodes are needless.",
        len(given),
    ).format(count=len(given))
    yield Finding(
        *view.place(_KEY),
        message,
        _("Remove ansiblePass from the nodes, or privateKeyPath."),
        view.name(_KEY),
        (Second(_("the first password"), *view.key_place(given[0])),),
    )


def non_root_user(view: View) -> Iterator[Finding]:
    """The installer logs in as another user than root.

    ## Why it matters
    The installation guide demands root on all nodes: packages, services and the container runtime are installed.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: ubuntu
        ansiblePass: "plum-Otter-7731"
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
        ansibleUser: root
        ansiblePass: "plum-Otter-7731"
    ```

    ## Source
    Prepare page of the installation guide.
    """
    found: dict[str, list[Path]] = {}
    for machine in machines(view):
        path = (*machine.path, "ansibleUser")
        user = view.get(path)
        if isinstance(user, str) and user != "root":
            found.setdefault(user, []).append(path)
    for user, paths in found.items():
        message = ngettext(
            "The guide demands root; this node is entered as {user}.",
            "The guide demands root; {count} nodes are entered as {user}.",
            len(paths),
        ).format(user=user, count=len(paths))
        help_text = _("Use root, or make sure that the user may do everything without a password.")
        yield Finding(*view.place(paths[0]), message, help_text, view.name(paths[0]))
