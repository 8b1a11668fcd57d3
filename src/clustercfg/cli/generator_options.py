"""The options of `clustercfg generate` that answer one question each: a table of options and what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = ["GROUPS", "SECRETS", "Option", "Secret", "add_options", "answers_of", "option_of", "put"]

_KINDS = ("official-service", "builtin", "external")
_STORAGE = ("official-service", "builtin", "s3", "http")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: the answer it gives, as the path of a field of `Topology`, and what the help says of it."""

    name: str
    answer: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    field: str = ""
    """The field of the document whose description is the help, unless there is a `text`."""
    text: str = ""
    many: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret, which three options take from elsewhere: `--NAME-env`, `--NAME-file`, `--NAME-prompt`."""

    name: str
    answer: str
    text: str


GROUPS: Mapping[str, tuple[Option, ...]] = {
    mark("as `dce5-installer generate-config` has them"): (
        Option(
            "--install-mode",
            "install_mode",
            choices=("cluster-create", "install-app"),
            text=mark("make a cluster (default), or install into one that exists"),
        ),
        Option(
            "--master",
            "masters",
            "COUNT",
            text=mark("number of control-plane nodes (default: 1)"),
            number=True,
        ),
        Option("--worker", "workers", "COUNT", text=mark("number of worker nodes (default: 0)"), number=True),
        Option(
            "--access-type",
            "access_type",
            choices=_KINDS,
            text=mark("type of osRepos, imagesAndCharts and binaries (default: official-service)"),
        ),
    ),
    mark("machines"): (
        Option("--user", "user", "NAME", text=mark("user for SSH, where none is said (default: root)")),
        Option(
            "--ssh-port",
            "ssh_port",
            "PORT",
            text=mark("port for SSH, where none is said (default: 22)"),
            number=True,
        ),
        Option("--private-key-path", "private_key_path", "PATH", field="spec.privateKeyPath"),
        Option(
            "--es-only",
            "es_only_workers",
            "COUNT",
            text=mark("workers kept for Elasticsearch (default: 3 if there are 3, beside 3 masters)"),
            number=True,
        ),
    ),
    mark("cluster"): (
        Option("--cluster-name", "cluster_name", "NAME", field="spec.clusterName"),
        Option("--bootstrap-node", "bootstrap_node", "HOST", field="spec.bootstrapNode"),
        Option(
            "--load-balancer",
            "load_balancer",
            choices=("NodePort", "metallb", "cloudLB"),
            text=mark("default: metallb with a virtual IP, else NodePort"),
        ),
        Option("--istio-gateway-vip", "istio_gateway_vip", "IP", field="spec.loadBalancer.istioGatewayVip"),
        Option("--insight-vip", "insight_vip", "IP", field="spec.loadBalancer.insightVip"),
        Option("--cni", "cni", "NAME", field="spec.network.cni"),
        Option("--cluster-cidr", "cluster_cidr", "CIDR", field="spec.network.clusterCIDR"),
        Option("--service-cidr", "service_cidr", "CIDR", field="spec.network.serviceCIDR"),
        Option("--ntp-server", "ntp_servers", "HOST", text=mark("a time server; may be repeated"), many=True),
        Option(
            "--api-version",
            "api_version",
            choices=("v1alpha3", "v1alpha4"),
            text=mark("version of the file's form (default: v1alpha3)"),
        ),
    ),
    mark("packages"): (
        Option("--full-package-path", "full_package_path", "PATH", field="spec.fullPackagePath"),
        Option("--addon-package", "addon_paths", "PATH", field="spec.addonPackage.path", many=True),
    ),
    mark("packages of the operating system"): (
        Option(
            "--os-repos",
            "os_repos.kind",
            choices=("official-service", "builtin", "none", "s3", "http"),
            text=mark("where they come from (default: by --access-type; external means s3)"),
        ),
        Option("--iso-path", "os_repos.iso_path", "PATH", field="spec.osRepos.isoPath"),
        Option("--os-package-path", "os_repos.os_package_path", "PATH", field="spec.osRepos.osPackagePath"),
        Option("--os-repos-endpoint", "os_repos.endpoint", "URL", field="spec.osRepos.externalRepoEndpoint"),
        Option("--os-repos-user", "os_repos.user", "NAME", field="spec.osRepos.externalRepoUsername"),
        Option("--os-repos-type", "os_repos.family", "FAMILY", field="spec.osRepos.externalRepoType"),
        Option("--os-repos-url", "os_repos.urls", "URL", field="spec.osRepos.externalRepoURLs", many=True),
    ),
    mark("images and charts"): (
        Option(
            "--images-and-charts",
            "images_and_charts.kind",
            choices=_KINDS,
            text=mark("where they come from (default: by --access-type)"),
        ),
        Option(
            "--image-repo",
            "images_and_charts.registry",
            "URL",
            field="spec.imagesAndCharts.externalImageRepo",
        ),
        Option(
            "--image-repo-user",
            "images_and_charts.registry_user",
            "NAME",
            field="spec.imagesAndCharts.externalImageRepoUsername",
        ),
        Option(
            "--chart-repo-type",
            "images_and_charts.chart_repo_type",
            "KIND",
            field="spec.imagesAndCharts.externalChartRepoType",
        ),
        Option(
            "--chart-repo",
            "images_and_charts.chart_repo",
            "URL",
            field="spec.imagesAndCharts.externalChartRepo",
        ),
        Option(
            "--chart-repo-user",
            "images_and_charts.chart_repo_user",
            "NAME",
            field="spec.imagesAndCharts.externalChartRepoUsername",
        ),
    ),
    mark("Kubernetes binaries"): (
        Option(
            "--binaries",
            "binaries.kind",
            choices=_STORAGE,
            text=mark("where they come from (default: by --access-type; external means s3)"),
        ),
        Option("--binaries-endpoint", "binaries.endpoint", "URL", field="spec.binaries.externalRepoEndpoint"),
        Option("--binaries-user", "binaries.user", "NAME", field="spec.binaries.externalRepoUsername"),
    ),
}
SECRETS = (
    Secret("--password", "password", mark("SSH password of the machines")),
    Secret("--os-repos-password", "os_repos.password", mark("password of --os-repos-user")),
    Secret(
        "--image-repo-password", "images_and_charts.registry_password", mark("password of --image-repo-user")
    ),
    Secret(
        "--chart-repo-password",
        "images_and_charts.chart_repo_password",
        mark("password of --chart-repo-user"),
    ),
    Secret("--binaries-password", "binaries.password", mark("password of --binaries-user")),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the table, and those that name machines and sources of secrets."""
    for title, options in GROUPS.items():
        group = parser.add_argument_group(_(title))
        for name, metavar, text in _REPEATED.get(title, ()):
            group.add_argument(name, metavar=metavar, action="append", default=[], help=_(text))
        for option in options:
            group.add_argument(option.name, dest=option.answer, help=_help(option), **_form(option))
    _add_secrets(parser)


_REPEATED = {
    "machines": (
        (
            "--node",
            "MACHINES",
            mark("machines in order: masters (--master of them, or 3 of at least 3, else 1), then workers"),
        ),
        ("--master-node", "MACHINES", mark("control-plane machines; may be repeated")),
        ("--worker-node", "MACHINES", mark("worker machines; may be repeated")),
    ),
    "cluster": (("--kubean", "NAME=VALUE", mark("a variable of kubeanConfig; may be repeated")),),
}


def _add_secrets(parser: argparse.ArgumentParser) -> None:
    secrets = parser.add_argument_group(
        _("secrets"),
        _("Never an argument: an environment variable, a file, or a question brings them."),
    )
    for secret in SECRETS:
        one = secrets.add_mutually_exclusive_group()
        one.add_argument(f"{secret.name}-env", metavar="VARIABLE", help=_(secret.text))
        one.add_argument(
            f"{secret.name}-file", metavar="FILE", help=_("the same, from a file; - for standard input")
        )
        one.add_argument(f"{secret.name}-prompt", action="store_true", help=_("the same, asked for"))


def _form(option: Option) -> dict[str, Any]:
    if option.choices:
        return {"choices": option.choices}
    form: dict[str, Any] = {"metavar": option.metavar}
    if option.number:
        form["type"] = int
    if option.many:
        form["action"] = "append"
    return form


def _help(option: Option) -> str:
    if option.text:
        return _(option.text)
    from clustercfg.models.fields import describe  # noqa: PLC0415 - costs a tenth of a second

    known = describe(option.field)
    return known.description.replace("%", "%%") if known else ""


def _all_options() -> Iterator[Option]:
    for options in GROUPS.values():
        yield from options


def answers_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what the options of the table say, as the data of a `Topology`."""
    answers: dict[str, Any] = {}
    for option in _all_options():
        value = getattr(arguments, option.answer)
        if value is not None:
            put(answers, option.answer, value)
    return answers


def put(answers: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path of fields."""
    outer, dot, inner = path.partition(".")
    if dot:
        put(answers.setdefault(outer, {}), inner, value)
    else:
        answers[outer] = value


def option_of(answer: str) -> str:
    """Return the option that gives an answer (`os_repos.iso_path`), or the answer itself where none does."""
    known = {option.answer: option.name for option in _all_options()} | {
        secret.answer: f"{secret.name}-..." for secret in SECRETS
    }
    return known.get(answer) or {
        "master_nodes": "--master-node",
        "worker_nodes": "--worker-node",
        "kubean_variables": "--kubean",
    }.get(answer, answer)
