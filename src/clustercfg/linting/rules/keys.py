"""CC201 to CC207, CC212 and CC213: keys that are not there, not known, or not here."""

from __future__ import annotations

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Words
from clustercfg.models.history import MovedKey
from clustercfg.translation import gettext as _

__all__ = [
    "half_credential",
    "key_case",
    "key_not_for_type",
    "misplaced_key",
    "missing_key",
    "misspelt_key",
    "old_key",
    "removed_key",
    "unknown_key",
]

_MOST_NAMES = 12


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return shown + ", …" if len(names) > _MOST_NAMES else shown


def unknown_key(mismatch: Mismatch) -> Words:
    """A key that no public document names.

    ## Why it matters
    The installer ignores keys it does not know. A few real keys are unpublished, so this is a warning; the key stays
    in the file and is left out of the typed configuration.

    ## Example
    ```yaml
    spec:
      colour: blue
    ```

    ## Use instead
    Remove the key, or suppress the finding with the source of the key as the reason:
    `# clustercfg: ignore[CC201] told by support, ticket 123`.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    message = _("{key} is not documented here; the installer ignores it if it does not know it.")
    known = mismatch.details["known"]
    help_text = _("Documented here: {names}.").format(names=_listed(known)) if known else ""
    return Words(message.format(key=mismatch.details["key"]), help_text)


def misspelt_key(mismatch: Mismatch) -> Words:
    """A key that is nearly a documented one.

    ## Why it matters
    The installer ignores keys it does not know, so a slip of the pen has the same effect as leaving the key out: it
    installs with a default, or fails an hour later.

    ## Example
    ```yaml
    loadBalancer:
      istioGatwayVip: 10.6.0.9/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      istioGatewayVip: 10.6.0.9/32
    ```

    ## Fix
    Unsafe: the key is written as documented.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    key, name = mismatch.details["key"], mismatch.details["name"]
    return Words(_("{key} is no documented key; {name} is.").format(key=key, name=name))


def key_case(mismatch: Mismatch) -> Words:
    """A key in another case than the documents write it.

    ## Why it matters
    Kubernetes' YAML reader matches keys without regard to case, so it most likely works; editors and other tools do
    not. If the documented spelling is there too, it wins and this key is ignored.

    ## Example
    ```yaml
    spec:
      LoadBalancer:
        type: NodePort
    ```

    ## Use instead
    ```yaml
    spec:
      loadBalancer:
        type: NodePort
    ```

    ## Fix
    Safe: the key is written as documented.

    ## Source
    Measured with sigs.k8s.io/yaml 1.3.0.
    """
    key, name = mismatch.details["key"], mismatch.details["name"]
    if mismatch.details["both"]:
        return Words(
            _("{key} is ignored: {name} is given too.").format(key=key, name=name), _("Remove one of them.")
        )
    return Words(_("The documents spell {key} {name}.").format(key=key, name=name))


def misplaced_key(mismatch: Mismatch) -> Words:
    """A block that stands outside the block it belongs to.

    ## Why it matters
    A key in the wrong place is unknown there and ignored without a word. Lost indentation in a copied example is the
    usual cause: published samples have it too, and one turned an offline installation into an online one.

    ## Example
    ```yaml
    spec:
    loadBalancer:
      type: NodePort
    ```

    ## Use instead
    ```yaml
    spec:
      loadBalancer:
        type: NodePort
    ```

    ## Fix
    Unsafe: the block is indented, or moved to the block it belongs to.

    ## Source
    The key-field table of cluster-config in the installation guide; release notes of v0.8.1.
    """
    keys, place = mismatch.details["keys"], mismatch.details["place"]
    if len(keys) == 1:
        message = _("{keys} belongs under {place}; here the installer ignores it.")
    else:
        message = _("{keys} belong under {place}; here the installer ignores them.")
    return Words(message.format(keys=", ".join(keys), place=place), _("Check the indentation."))


def old_key(mismatch: Mismatch) -> Words:
    """A spelling of a key that some documents still print beside the right one.

    ## Why it matters
    The documents disagree on the name. The newer one is what the field table and the dedicated pages use; whether the
    installer still reads the other is not known.

    ## Example
    ```yaml
    imagesAndCharts:
      externalChartUsername: rootuser
    ```

    ## Use instead
    ```yaml
    imagesAndCharts:
      externalChartRepoUsername: rootuser
    ```

    ## Fix
    Unsafe: the key is renamed.

    ## Source
    Minimal external example and field table of cluster-config in the installation guide.
    """
    key, name = mismatch.details["key"], mismatch.details["name"]
    if mismatch.details["both"]:
        message = _("{key} is an outdated spelling of {name}, which is given too.")
        return Words(message.format(key=key, name=name), _("Remove {key}.").format(key=key))
    return Words(_("{key} is an outdated spelling of {name}.").format(key=key, name=name))


def removed_key(mismatch: Mismatch) -> Words:
    """A key of an older apiVersion.

    ## Why it matters
    v1alpha3 (installer v0.6.0) has another structure than v1alpha2; a key left over from it is ignored, and what it
    configured is not configured.

    ## Example
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    kind: ClusterConfig
    spec:
      registry:
        type: external
        externalRegistry: registry.example.com
    ```

    ## Use instead
    ```yaml
    apiVersion: provision.daocloud.io/v1alpha3
    kind: ClusterConfig
    spec:
      imagesAndCharts:
        type: external
        externalImageRepo: https://registry.example.com
    ```

    ## Fix
    Unsafe: the value is written where it belongs now, if there is one such place and nothing stands there yet.

    ## Source
    Upgrade page and release notes of v0.6.0.
    """
    moved: MovedKey = mismatch.details["moved"]
    if moved.since == "v1alpha3":
        message = _("{key} does not belong here.")
    elif moved.since == moved.until:
        message = _("{key} is a key of {until}; this version does not read it.")
    else:
        message = _("{key} is a key of {since} to {until}; this version does not read it.")
    return Words(
        message.format(key=mismatch.details["key"], since=moved.since, until=moved.until), moved.explain()
    )


def missing_key(mismatch: Mismatch) -> Words:
    """A required key is missing.

    ## Why it matters
    The documents demand it in this place; the installer fails without it, or later.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.0.1
    ```

    ## Fix
    Unsafe: `apiVersion` or `kind` is written, a comment sign is taken away, or an item that was cut in two is joined.

    ## Source
    The key-field table of cluster-config in the installation guide.
    """
    key = mismatch.details["key"]
    if mismatch.details["empty"]:
        return Words(_("{key} must not be empty here.").format(key=key))
    return Words(_("{key} is missing.").format(key=key), _("Add {key} to this block.").format(key=key))


def key_not_for_type(mismatch: Mismatch) -> Words:
    """A key that does not go with the `type` of its block.

    ## Why it matters
    The installer reads the keys that belong to the type and ignores the others: credentials under `builtin` are never
    used, and repository URLs beside S3 credentials say two different things.

    ## Example
    ```yaml
    binaries:
      type: builtin
      externalRepoEndpoint: http://10.0.1.1:8080
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: http://10.0.1.1:8080
    ```

    ## Fix
    Unsafe: the key is removed, or `type: external` is added where no type is given.

    ## Source
    External-binary, external-os and external-imageandchart pages of the installation guide.
    """
    details = mismatch.details
    key, kind, takers = details["key"], details["type"], details["takers"]
    if key == "externalRepository" and "externalRepoEndpoint" in details["present"]:
        message = _("externalRepository is the outdated form of externalRepoEndpoint, which is given too.")
        return Words(message, _("Remove externalRepository."))
    if kind == "external" and set(takers) & {"s3", "http"}:
        return Words(*_between_s3_and_http(key, takers))
    wanted = "external" if set(takers) & {"s3", "http", "repository"} else " | ".join(takers)
    if not kind:
        message = _("{key} has no effect without type: {wanted}.")
        return Words(message.format(key=key, wanted=wanted), _("Add type: {wanted}.").format(wanted=wanted))
    message = _("{key} has no effect with type: {kind}.")
    help_text = _("Remove it, or set type: {wanted}.")
    return Words(message.format(key=key, kind=kind), help_text.format(wanted=wanted))


def _between_s3_and_http(key: str, takers: tuple[str, ...]) -> tuple[str, str]:
    if "http" in takers:
        message = _("{key} is for a plain HTTP server, but the other keys say S3-compatible storage.")
        return message.format(key=key), _(
            "Keep either the endpoint with its credentials, or the repository keys."
        )
    message = _("{key} is for S3-compatible storage, but no credentials are given.")
    return message.format(key=key), _(
        "Give externalRepoUsername and externalRepoPassword, or remove {key}."
    ).format(key=key)


def half_credential(mismatch: Mismatch) -> Words:
    """A user name without its password, or a password without its user name.

    ## Why it matters
    With a user name or a password the storage is taken as S3-compatible, and S3 needs both. An empty value counts as
    absent. A plain HTTP server takes neither.

    ## Example
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: https://minio.example.com:9000
      externalRepoUsername: rootuser
    ```

    ## Use instead
    ```yaml
    binaries:
      type: external
      externalRepoEndpoint: https://minio.example.com:9000
      externalRepoUsername: rootuser
      externalRepoPassword: "..."
    ```

    ## Source
    External-binary and external-os pages of the installation guide.
    """
    given, missing = mismatch.details["given"], mismatch.details["missing"]
    message = _("{given} is given without {missing}.").format(given=given, missing=missing)
    help_text = _("Give both for S3-compatible storage; for a plain HTTP server give neither.")
    return Words(message, help_text)
