"""The words typed in lines that were not sent: kept at each key, and offered, selected, when a line opens again."""

from collections.abc import Callable, Mapping


class TypedLines:
    """What stands in the one-line inputs of a session.

    Args:
        lost: Gives the words of sessions that ended with some in their lines; called when first needed.
        keep: Keeps the words of this session.
    """

    def __init__(
        self, lost: Callable[[], Mapping[str, str]], keep: Callable[[Mapping[str, str]], None]
    ) -> None:
        self._lost, self._keep = lost, keep
        self._words: dict[str, str] | None = None

    @property
    def _lines(self) -> dict[str, str]:
        if self._words is None:
            self._words = dict(self._lost())
        return self._words

    def get(self, line: str) -> str:
        """The words that a line is to open with; empty for none."""
        return self._lines.get(line, "")

    def keep(self, line: str, words: str) -> None:
        """Note the words that stand in a line; none drop it."""
        if self.get(line) == words:
            return
        if words:
            self._lines[line] = words
        else:
            self._lines.pop(line, None)
        self._keep(self._lines)
