"""Reports made by hand, with everything in them that is hard to show."""

from __future__ import annotations

import re

from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Position, Related, Report, Severity

__all__ = ["CLEAN", "EVERYTHING", "report_on", "span"]

SOURCE = """\
apiVersion: provision.daocloud.io/v1alpha3
spec:
  loadBalancer:
    type: metallb # 负载均衡
    istioGatewayVip: 10.6.127.254
  masterNodes:
    - nodeName: 主节点🚀 # 名字
\t  ip: 10.6.1.1
      ansiblePass: "********"
  kubeanConfig: |-
    bin_dir: /usr/local/bin
    http_proxy: none

  fullPackagePath: /home/offline/very/long/path/that/goes/on/and/on/until/the/terminal/ends/installer # unpacked
"""


def span(source: str, text: str) -> tuple[Position, Position]:
    start = source.index(text)
    return _position(source, start), _position(source, start + len(text))


def _position(source: str, offset: int) -> Position:
    return Position(source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset), offset)


def report_on(source: str, text: str, message: str = "It is wrong.") -> Report:
    """A report with a single finding at `text`."""
    start, end = span(source, text)
    found = Diagnostic("CC900", "sample-rule", Severity.ERROR, message, start, end, path="a.yaml")
    return Report("a.yaml", (found,), tuple(source.split("\n")))


def _found(code: str, rule: str, severity: Severity, message: str, text: str, **more: object) -> Diagnostic:
    start, end = span(SOURCE, text)
    return Diagnostic(code, rule, severity, message, start, end, path="sites/北京.yaml", **more)  # type: ignore[arg-type] # the keywords are those of the class


CLEAN = Report("clean.yaml", (), ("apiVersion: provision.daocloud.io/v1alpha3",))

EVERYTHING = Report(
    "sites/北京.yaml",
    (
        _found(
            "CC901",
            "vip-without-prefix",
            Severity.ERROR,
            "The virtual IP address has no prefix length, but MetalLB takes a range of addresses, so that a single address needs the prefix length 32.",
            "10.6.127.254",
            help="Write 10.6.127.254/32.",
            field="spec.loadBalancer.istioGatewayVip",
            related=(Related("metallb is chosen here", *span(SOURCE, "metallb")),),
            fix=Fix("append /32", (Edit(120, 120, "/32"),), safe=True),
        ),
        _found(
            "CC902",
            "node-name",
            Severity.ERROR,
            "节点名必须是小写字母、数字和横线，因为安装器会把它写成主机名，而主机名里不能有中文字，也不能有表情符号。",
            "主节点🚀",
            field="spec.masterNodes[0].nodeName",
        ),
        _found("CC903", "tab-indentation", Severity.WARNING, "A tab\tcannot indent \x1b[31mYAML.", "\t"),
        _found(
            "CC904",
            "sample-password",
            Severity.INFO,
            "The password is the one of the documents.",
            '"********"',
            field="spec.masterNodes[0].ansiblePass",
            fix=Fix("quote the password", (Edit(1, 2, "hunter2"),), holds_secret=True),
        ),
        _found(
            "CC905",
            "many-lines",
            Severity.WARNING,
            "The text is not that of Kubespray.",
            "bin_dir: /usr/local/bin\n    http_proxy: none",
            field="spec.kubeanConfig",
        ),
        _found(
            "CC906",
            "relative-path",
            Severity.WARNING,
            "The folder is not there.",
            "terminal",
            field="spec.fullPackagePath",
        ),
    ),
    tuple(SOURCE.split("\n")),
    tuple(each.start() for each in re.finditer(r"^", SOURCE, re.MULTILINE)),
)
