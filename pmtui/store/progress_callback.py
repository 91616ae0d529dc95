"""How far something long is, told to whoever wants to show it."""

from collections.abc import Callable

Tick = Callable[[int], None]
"""Is told now and then how much is done."""


def passed_over(done: int) -> None:
    """Show nothing of it."""
