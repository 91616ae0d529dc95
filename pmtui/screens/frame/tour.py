"""The tour: eight keys that are enough for the first hour, with the keys in force."""

from pmtui.commands import Keymap

_STEPS = (
    (
        ("show-today", "show-roadmap", "show-pipeline"),
        "the screens",
        "the day, the roadmap, the pipeline; their numbers stand above",
    ),
    (("down", "right"), "move", "arrows do as well; {first} goes to the top, {last} to the end"),
    (("open", "back"), "open, and back", "a record opens beside the list; back is always the same key"),
    (("look-up",), "find anything", "a term, a feature, a deal, a person: typing is searching"),
    (
        ("define",),
        "what is this?",
        "the dictionary at the word under the cursor: a column, a stage, a number",
    ),
    (("move-on", "move-back"), "move a card", "to the next stage or horizon, or back"),
    (("request",), "request", "link a deal and the feature it waits for; both sides see what hangs on it"),
    (("undo",), "undo", "whatever you did, however large; nothing here asks whether you are sure"),
)
"""The commands of each step, what they do in two words, and a sentence."""


def tour(keymap: Keymap) -> str:
    """The tour as Markdown, with the keys that are in force."""
    words = {name: keymap.label(name) for name in ("first", "last", "help", "palette", "tour")}
    lines = ["# Eight keys to begin with", ""]
    for commands, what, sentence in _STEPS:
        keys = " ".join(filter(None, map(keymap.label, commands)))
        lines += [f"{keys:<8} {what}", f"{'':<8} {sentence.format(**words)}", ""]
    lines += [
        f"{words['help']} shows all keys that work where you are, {words['palette']} every command by its name;",
        f"{words['tour']} brings this page again.",
    ]
    return "\n".join(lines) + "\n"
