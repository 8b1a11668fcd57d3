"""`clustercfg binaries`: Kubernetes binaries on one's own storage, one command per step of the procedure."""

from __future__ import annotations

from clustercfg.cli.commands import Command
from clustercfg.translation import mark

__all__ = ["COMMANDS", "DESCRIPTION", "EXAMPLES", "OUTCOMES"]

DESCRIPTION = mark("""\
Keep the Kubernetes binaries on your own storage instead of the bootstrap node:
find the directory behind a URL, import the offline packages into it, check what
nodes will find there, and write the configuration.""")
EXAMPLES = """\
clustercfg binaries locate http://10.0.1.1:8080
clustercfg binaries import --to /srv/www --package /opt/dce5/offline
clustercfg binaries check clusterConfig.yaml
clustercfg binaries use clusterConfig.yaml --endpoint http://10.0.1.1:8080"""
OUTCOMES = (mark("the step succeeded"), mark("problems were found"))

COMMANDS = (
    Command("locate", mark("find the directory that an HTTP server serves under a URL"), "binaries.locate"),
    Command("import", mark("unpack the offline packages into that directory"), "binaries.import_"),
    Command("check", mark("check the storage as the installer and the nodes will use it"), "binaries.check"),
    Command("use", mark("write into clusterConfig.yaml where binaries come from"), "binaries.use"),
    Command("setup", mark("locate, import, check and use in one go"), "binaries.setup"),
)
