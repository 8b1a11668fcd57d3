"""`clustercfg binaries locate`: the directory behind a URL."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg.cli.binaries.locate_page import page
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.reading import STANDARD_INPUT
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.errors import StorageError
from clustercfg.linting.reports.palette import Palette
from clustercfg.storage.host_directory import Demand
from clustercfg.storage.locate import locate
from clustercfg.storage.located import Question
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.sources import is_dump
from clustercfg.storage.runtimes import RUNTIMES
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from clustercfg.storage.package import PackageFile

__all__ = [
    "DESCRIPTION",
    "EXAMPLES",
    "OPERANDS",
    "OUTCOMES",
    "add_arguments",
    "add_container_arguments",
    "add_server_arguments",
    "check_usage",
    "question_of",
    "run",
]

_MOST_BYTES = (16 << 20) + 1
OPERANDS = "URL [TARBALL ...]"
DESCRIPTION = mark("""\
Find the directory that the packages are to be imported into: from the URL that
the configuration will name, through nginx's configuration, to the path that
nginx reads, and from there through the mounts of its container to the host.
Every step says why. With the packages given, each of their paths is tried.
Nothing is changed anywhere.""")
EXAMPLES = mark("""\
clustercfg binaries locate http://10.0.1.1:8080      # asks the nginx here
clustercfg binaries locate http://10.0.1.1:8080 --nginx-conf nginx.conf
ssh web nginx -T | clustercfg binaries locate http://web --nginx-conf -
clustercfg binaries locate http://10.0.1.1 --runtime docker --container web
clustercfg binaries locate http://10.0.1.1:30080 --pod files/web-0
clustercfg binaries locate http://10.0.1.1 --root /var/www/html     # Apache""")
OUTCOMES = (
    mark("the directory was found and is ready"),
    mark("there is no such directory, or it is not ready"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("url", metavar="URL", help=_("the address under which nodes will find the files"))
    parser.add_argument("tarballs", metavar="TARBALL", nargs="*", help=_("packages, to try all their paths"))
    parser.add_argument(
        "--package", metavar="DIR", help=_("the unpacked offline package, instead of its tarballs")
    )
    add_server_arguments(parser.add_argument_group(_("the web server")))
    add_container_arguments(parser.add_argument_group(_("its container")))
    parser.add_argument(
        "--node", metavar="NAME", help=_("the machine of the directory, if it is not this one")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def add_server_arguments(group: argparse._ArgumentGroup) -> None:
    """Declare the options that say what is known of the web server."""
    group.add_argument(
        "--nginx-conf",
        metavar="FILE",
        help=_(
            "nginx's main file, or saved output of `nginx -T`; - for standard input (default: run `nginx -T`)"
        ),
    )
    group.add_argument(
        "--prefix", metavar="DIR", help=_("nginx's prefix, from which it takes relative paths")
    )
    group.add_argument(
        "--root",
        metavar="DIR",
        help=_("the directory that the server serves under the URL; for servers other than nginx"),
    )
    group.add_argument(
        "--listen-port", metavar="PORT", type=int, help=_("the server's own port, if not the URL's")
    )
    group.add_argument(
        "--address",
        metavar="IP",
        help=_("the address under which the server is reached, if the URL has a name"),
    )


def add_container_arguments(group: argparse._ArgumentGroup) -> None:
    """Declare the options that name its container."""
    group.add_argument("--container", metavar="NAME", help=_("the container's name or id"))
    group.add_argument("--runtime", choices=RUNTIMES, help=_("the tool that knows the container"))
    group.add_argument("--namespace", metavar="NAME", help=_("containerd's namespace (nerdctl, ctr)"))
    group.add_argument(
        "--pod", metavar="NAMESPACE/NAME", help=_("a pod; --container names one of several in it")
    )
    group.add_argument(
        "--inspect",
        metavar="FILE",
        help=_("what one of these tools has printed of the container; - for standard input"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Follow the chain and print it."""
    check_usage(arguments)
    located = locate(question_of(arguments))
    if arguments.format == "json":
        write(json.dumps(located.to_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        palette, width = Palette(colorful(arguments.color)), terminal_width()
        write("\n".join(page(located, palette, width)) + "\n")
    return ExitCode.OK if located.ok else ExitCode.PROBLEMS


def check_usage(arguments: argparse.Namespace) -> None:
    """Refuse options that do not fit each other.

    Raises:
        UsageError: with what to write instead.
    """
    try:
        request_for(arguments.url, address=arguments.address)
    except StorageError as error:
        # The URL itself is not repeated: it may hold a password.
        raise UsageError(str(error)) from None
    if arguments.nginx_conf == arguments.inspect == STANDARD_INPUT:
        raise UsageError(_("only one of --nginx-conf and --inspect can read standard input"))
    if arguments.nginx_conf and arguments.root:
        raise UsageError(_("--root says what --nginx-conf would be read for: name one of them"))
    if arguments.tarballs and arguments.package:
        raise UsageError(_("name the tarballs or --package, not both"))
    if sum(map(bool, (arguments.runtime, arguments.pod, arguments.inspect))) > 1:
        raise UsageError(_("name one of --runtime, --pod and --inspect"))
    if arguments.runtime and not arguments.container:
        raise UsageError(_("say which container: --container NAME"))
    if arguments.container and not (arguments.runtime or arguments.pod or arguments.inspect):
        raise UsageError(
            _("say which tool knows the container: --runtime {names}").format(names="|".join(RUNTIMES))
        )
    if arguments.pod and not all(arguments.pod.partition("/")):
        raise UsageError(_("a pod is named with its namespace: --pod NAMESPACE/NAME"))


def question_of(arguments: argparse.Namespace) -> Question:
    """Return what the command line asks; the packages are read for it."""
    tarballs, files = _packages(arguments)
    namespace, _slash, pod = (arguments.pod or "").partition("/")
    return Question(
        arguments.url,
        _configuration(arguments.nginx_conf),
        arguments.prefix,
        arguments.root,
        arguments.runtime,
        arguments.container,
        arguments.namespace,
        (namespace, pod) if arguments.pod else None,
        _content(arguments.inspect) if arguments.inspect else None,
        arguments.listen_port,
        arguments.address,
        arguments.node,
        [file.path for file in files],
        Demand(sum(file.size for file in files), len(files)) if files else None,
        [str(tarball) for tarball in tarballs],
    )


def _configuration(name: str | None) -> Path | bytes | None:
    """Return the main file, or its content if that is a dump, whose parts must not be looked for on this machine."""
    if name is None:
        return None
    content = _content(name)
    return content if name == STANDARD_INPUT or is_dump(content) else Path(name)


def _content(name: str) -> bytes:
    """Return what a file holds, but not much more than the readers of it take: a device may never end."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(_MOST_BYTES)
    with Path(name).open("rb") as file:
        return file.read(_MOST_BYTES)


def _packages(arguments: argparse.Namespace) -> tuple[Sequence[Path], Sequence[PackageFile]]:
    from clustercfg.storage.package import find_tarballs, read_package  # noqa: PLC0415 - only when packages are given

    tarballs = (
        find_tarballs(Path(arguments.package)) if arguments.package else list(map(Path, arguments.tarballs))
    )
    if not tarballs:
        return (), ()
    say(_("reading {names}").format(names=", ".join(map(str, tarballs))))
    return tarballs, read_package(tarballs)
