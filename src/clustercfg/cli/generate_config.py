"""`clustercfg generate-config`: `generate` under the name that dce5-installer has for it."""

from __future__ import annotations

from clustercfg.cli.generate import DESCRIPTION, OPERANDS, OUTCOMES, add_arguments, run

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

EXAMPLES = """\
clustercfg generate-config --master=1
clustercfg generate-config --master=3 --access-type=external
clustercfg generate-config --master=3 --worker=3 --access-type=builtin
clustercfg generate-config --install-mode=install-app"""
