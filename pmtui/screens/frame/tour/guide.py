"""The interface that the application needs of a tour."""

from typing import Protocol


class Guide(Protocol):
    """A tour over the screens."""

    @property
    def takes_keys(self) -> bool:
        """Whether its own keys are taken now: not over a dialog."""
        ...

    def begin(self) -> None:
        """Show the first step."""
        ...

    def given(self, action: str) -> None:
        """Take note of a command that was given."""
        ...

    def show(self) -> None:
        """Say the step on the screen that is shown."""
        ...

    def go_on(self) -> None:
        """Take back what the step did, and go to the next one."""
        ...

    def go_back(self) -> None:
        """Take back what the step did, and go to the one before."""
        ...

    def end(self) -> None:
        """Take back all that the tour did, and let the screen be."""
        ...
