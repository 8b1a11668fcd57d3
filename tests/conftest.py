"""Fixtures that several test files share."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from real_parts import GoReader, build_go_reader

__all__ = ["go_reader", "project", "pytest_addoption"]

pytest_plugins = ["command_line", "container_engines", "nginx_replay"]

# One verdict per commit: `make explore` is there to look for new examples. A busy machine is no fault either.
settings.register_profile(
    "repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("exploring", parent=settings.get_profile("repeatable"), derandomize=False)
settings.load_profile("repeatable")

# A shell that starts the tests in the background makes them, and what they start, deaf to these.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which `test_cases.py` writes its expectations anew."""
    parser.addoption("--update-cases", action="store_true", help="write what the cases expect anew")


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the folder that holds the whole project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def go_reader(pytestconfig: pytest.Config) -> GoReader:
    """Return the compiled Go reader, or skip the test when Go is absent."""
    cache = pytestconfig.cache
    assert cache is not None
    return build_go_reader(cache.mkdir("go-reader"))
