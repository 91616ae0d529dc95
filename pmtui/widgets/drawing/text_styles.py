"""The few ways in which a piece of text is set apart; every widget draws them alike."""

from textual.content import Content

TONES: dict[str, str] = {
    "": "",
    "dim": "$text-muted",
    "key": "bold",
    "accent": "$text-accent",
    "risk": "$text-error",
    "due": "$text-warning",
    "bad": "$text-error",
    "good": "$text-success",
    "strong": "bold",
    "tab": "bold $background on $foreground",
}
"""Style by tone. Each uses theme variables; a word or sign beside it says the same without colour."""


def toned(text: str, tone: str = "") -> Content:
    """Plain text in a tone; nothing in it is taken for markup."""
    return Content.styled(text, TONES[tone])


def fitted(text: str, cells: int) -> str:
    """Text cut to a width in cells, its end marked by an ellipsis where something was cut."""
    return Content(text).truncate(max(cells, 0), ellipsis=True).plain
