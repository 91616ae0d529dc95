"""The driver for a browser: Textual's, with keys in their turn."""

from textual.drivers.web_driver import WebDriver

from pmtui.drivers.turns import TakingTurns


class BrowserDriver(TakingTurns, WebDriver):
    """Sends what is painted to the server, which passes it on to the page."""
