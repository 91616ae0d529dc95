"""The steps of the tour: eight keys that are enough for the first hour."""

from typing import NamedTuple

from pmtui.commands import Keymap


class TourStep(NamedTuple):
    """One act of the tour."""

    name: str
    """The act in one word."""
    title: str
    """The act as a heading."""
    command: str
    """The command that is waited for."""
    screen: str
    """The command of the screen on which it is done; empty for any."""
    text: str
    """What to do and why; `{it}` is the record under the cursor."""
    key_does: str
    """What the key does, in a clause."""
    after: str
    """What to see once it has been done."""
    writes: bool = False
    """Whether it is done once something was committed, which is taken back."""


STEPS = (
    TourStep(
        "look", "Look around", "show-roadmap", "",
        "The screens stand at the top, each with its key. The roadmap has what is built and when.",
        "shows the roadmap", "These are the features. The deals are one key away; the tour goes there now.",
    ),
    TourStep(
        "open", "Open a record", "open", "show-pipeline",
        "{it} is the card that is filled. It has more to say than two lines.",
        "opens it", "Money, next step, people and promises, and all that happened. {back} closes it.",
    ),
    TourStep(
        "find", "Find anything", "look-up", "show-pipeline",
        "A deal, a feature, a person or a word of the trade: type a part of its name.",
        "finds by typing", "Typing is searching, on every screen. {back} leaves the search.",
    ),
    TourStep(
        "move", "Move a deal on", "move-on", "show-pipeline",
        "{it} has told what it needs. So it goes to the next lane on the right.",
        "moves it on, {move_back} brings it back", "It stands in the next lane, and the forecast counts it higher.",
        writes=True,
    ),
    TourStep(
        "plan", "Plan what is next", "plan", "show-pipeline",
        "A deal with nothing planned rots. Say what is next for {it}, and when.",
        "takes what and when: send the terms fri", "It stands on Today when it is due.", writes=True,
    ),
    TourStep(
        "request", "Note what it waits for", "request", "show-pipeline",
        "{it} waits for a feature. With the request, the feature knows the money that hangs on it.",
        "picks the feature", "Both sides see it now: the deal when it ships, the feature who asks.", writes=True,
    ),
    TourStep(
        "add", "Add in one line", "quick-add", "show-pipeline",
        "Type: Harbor trial 12k close:fri. Title, money and day are understood as they are typed.",
        "takes one line", "A new card. It is the one that undo takes back next.", writes=True,
    ),
    TourStep(
        "undo", "Take it back", "undo", "",
        "Whatever you did, however large, goes back with one key.",
        "takes it back", "Gone. Nothing here asks whether you are sure, since nothing is lost.", writes=True,
    ),
)  # fmt: skip
"""The eight steps, in order."""


def tour(keymap: Keymap) -> str:
    """The tour as Markdown, with the keys that are in force."""
    words = tour_words(keymap)
    lines = ["# Eight keys to begin with", ""]
    for step in STEPS:
        lines += [
            f"{keymap.label(step.command) or '-':<8} {step.name}",
            f"{'':<8} {step.text.format(it='The card under the cursor', **words)}",
            "",
        ]
    lines += [
        f"{words['help']} shows all keys that work where you are, {words['palette']} every act by any word for it;",
        f"{words['tour']} on the screens does these steps with you, and takes back what they do.",
    ]
    return "\n".join(lines) + "\n"


def tour_words(keymap: Keymap) -> dict[str, str]:
    """The keys that the steps name."""
    named = ("back", "move-back", "help", "palette", "tour")
    return {name.replace("-", "_"): keymap.label(name) for name in named}
