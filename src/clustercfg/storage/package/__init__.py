"""The offline package: reading its tarballs, importing them into a directory, and taking them back."""

from __future__ import annotations

from clustercfg.storage.package.importing import ImportReport, import_package, plan_package
from clustercfg.storage.package.listing import find_tarballs, read_package
from clustercfg.storage.package.package_file import PackageFile, State
from clustercfg.storage.package.plan import Plan
from clustercfg.storage.package.progress import Phase, Progress, Report
from clustercfg.storage.package.removal import RemovalReport, remove_import
from clustercfg.storage.package.verification import VerificationReport, verify_import

__all__ = [
    "ImportReport",
    "PackageFile",
    "Phase",
    "Plan",
    "Progress",
    "RemovalReport",
    "Report",
    "State",
    "VerificationReport",
    "find_tarballs",
    "import_package",
    "plan_package",
    "read_package",
    "remove_import",
    "verify_import",
]
