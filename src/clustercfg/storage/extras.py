"""Libraries that only the storage procedure needs, imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from clustercfg.errors import MissingExtraError
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["require"]


def require(module: str, extra: str = "storage") -> ModuleType:
    """Import a module that belongs to an extra of this package.

    Raises:
        MissingExtraError: it is not installed; the remedy says how to install it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        # A module that is there but fails to import one of its own is a broken installation, not a missing extra.
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingExtraError(
            _("this needs the Python package {module}, which is not installed").format(
                module=module.partition(".")[0]
            ),
            _("to install it: pip install 'clustercfg[{extra}]'").format(extra=extra),
        ) from None
