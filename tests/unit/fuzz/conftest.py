"""How much is tried: a little by default, much with `PMTUI_FUZZ=long` (`make fuzz`)."""

import os
import traceback
from collections.abc import Callable, Iterator

import pytest

from pmtui.errors import PmtuiError

LONG = os.environ.get("PMTUI_FUZZ") == "long"
"""Whether the long form runs."""


class Faults:
    """Collects what came out that is no error of ours, each kind once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.tried = 0

    def watch(self, what: str, act: Callable[[], object]) -> None:
        """Do something, and note what it raises unless it is an error of ours."""
        self.tried += 1
        try:
            act()
        except PmtuiError as error:
            if not str(error).strip():
                self.found.setdefault("an error without a message", what)
        except Exception as error:
            where = [
                frame for frame in traceback.extract_tb(error.__traceback__) if "/pmtui/" in frame.filename
            ]
            place = (
                f"{where[-1].filename.rpartition('/pmtui/')[2]}:{where[-1].lineno}" if where else "elsewhere"
            )
            self.found.setdefault(f"{type(error).__name__} at {place}: {str(error)[:80]}", what)


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Fails at the end with everything that came out and should not."""
    collected = Faults()
    yield collected
    assert collected.tried
    assert collected.found == {}
