"""A screen that is worked out as a whole: after a commit at once where it is seen, else when it is seen again."""

from textual.screen import Screen


class LazyRefresh(Screen[None]):
    """A screen that is not recomputed while hidden; its `on_commit` calls `renew_when_seen`."""

    _stale = False

    def renew(self) -> None:
        """Work out and draw what is there now."""
        raise NotImplementedError

    def renew_when_seen(self) -> None:
        """Take in that something changed."""
        if self.is_current:
            self.renew()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Take in what was committed while another screen was shown."""
        if self._stale:
            self._stale = False
            self.renew()
