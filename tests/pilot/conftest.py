"""Screens keep what is read, typed and left open: each test has a home for that, however long it takes."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home_of_the_screen(home: Path) -> Path:
    """A home of the test's own."""
    return home
