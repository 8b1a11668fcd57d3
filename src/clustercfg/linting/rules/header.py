"""CC215 to CC217: what kind of document this is, and of which version."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.translation import gettext as _

__all__ = ["old_api_version", "unknown_api_version", "wrong_kind"]

_READERS = {"v1alpha1": "v0.3.x", "v1alpha2": "v0.4.0, v0.5.0"}


def old_api_version(mismatch: Mismatch) -> Words:
    """A file of an older apiVersion, with another structure.

    ## Why it matters
    v1alpha1 (installer v0.3) and v1alpha2 (v0.4.0 and v0.5.0) name and nest things differently. An installer from
    v0.6.0 on needs v1alpha3. Nothing but the YAML of such a file is checked.

    ## Example
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha2
    kind: ClusterConfig
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    kind: ClusterConfig
    ```

    ## Source
    Upgrade page and release notes of v0.4.0 and v0.6.0.
    """
    version = mismatch.details["version"]
    message = _("{version} is read by installer {installers} only; v0.6.0 and later need v1alpha3.")
    help_text = _("Convert the file with: clustercfg migrate FILE")
    return Words(message.format(version=version, installers=_READERS[version]), help_text)


def unknown_api_version(mismatch: Mismatch) -> Words:
    """An apiVersion that does not exist.

    ## Why it matters
    The installer tells by it how to read the file. Known are v1alpha3 (from v0.6.0) and v1alpha4 (by v0.21.0).

    ## Example
    ```yaml
    apiVersion: v1alpha3
    kind: ClusterConfig
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    kind: ClusterConfig
    ```

    ## Fix
    Unsafe: the group is written in front, or the version is mended, where the meaning is clear.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    values = ", ".join(mismatch.details["values"])
    return Words(_("This apiVersion does not exist; known are: {values}.").format(values=values))


def wrong_kind(mismatch: Mismatch) -> Words:
    """A document of another kind.

    ## Why it matters
    The installer reads `kind: ClusterConfig` only. Nothing else in the file is checked.

    ## Example
    ```yaml
    apiVersion: v1
    kind: ConfigMap
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    kind: ClusterConfig
    ```

    ## Fix
    Safe: only where nothing but the case is different; then the rest of the file is checked too.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    if mismatch.fix is not None:
        return Words(_("The kind is spelled ClusterConfig."))
    if mismatch.details["manifest"]:
        return Words(
            _("This is a DCEManifest, the list of products; ClusterConfig is expected."),
            _("The manifest is the file for the installer's option -m; clusterConfig.yaml is for -c."),
        )
    return Words(_("The kind must be ClusterConfig; nothing else in this file is checked."))
