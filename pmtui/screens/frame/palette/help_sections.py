"""What the keys do where a person is: this record and this screen first, then everywhere, then in a form."""

import re
from collections.abc import Mapping

from pmtui.commands import COMMANDS, PLACES, Command, Keymap
from pmtui.widgets.palette.help_columns import HelpRow, HelpSection

_EVERYWHERE = ("everywhere", "screen")


class KeyHelp:
    """The keys of a place.

    Args:
        keymap: The keys in force.
        place: Where the person is: one of the places in `pmtui.commands.PLACES`.
        kind: The kind of the record under the cursor; empty for none.
        reasons: Why commands cannot be given now, by id.
    """

    def __init__(self, keymap: Keymap, place: str, kind: str, reasons: Mapping[str, str]) -> None:
        self._keymap, self._kind, self._reasons = keymap, kind, reasons
        self._here = [each for each in COMMANDS.values() if place in PLACES[each.scope]]

    def here(self) -> list[HelpSection]:
        """The keys of the record, those of the screen, and those that this record is not for."""
        own = [each for each in self._here if each.acts_on]
        fits = [each for each in own if not each.reason(_place(each), self._kind)]
        others = [each for each in own if each not in fits]
        screen = [each for each in self._here if not each.acts_on and each.scope not in _EVERYWHERE]
        moving = [each for each in self._here if each.group == "Move"]
        an = "an" if self._kind[:1] in tuple("aeiou") else "a"
        return self._sections(
            (f"On this {self._kind or 'row'}", fits),
            ("On this screen", [*screen, *moving]),
            (f"Not on {an} {self._kind}" if self._kind else "Not on this row", others),
        )

    def elsewhere(self) -> list[HelpSection]:
        """The keys that work everywhere, and those of forms."""
        everywhere = [each for each in self._here if each.scope in _EVERYWHERE and each.group != "Move"]
        forms = [each for each in COMMANDS.values() if each.scope == "form"]
        return [
            *self._sections(("Everywhere", everywhere)),
            HelpSection(
                "In a form", tuple(self._row(each)._replace(reason="", runs=False) for each in forms)
            ),
        ]

    def _sections(self, *parts: tuple[str, list[Command]]) -> list[HelpSection]:
        return [HelpSection(title, tuple(map(self._row, commands))) for title, commands in parts if commands]

    def _row(self, command: Command) -> HelpRow:
        verb = f" pmtui {command.verb}" if command.verb else ""
        return HelpRow(
            command.id,
            self._keymap.labels(command.id),
            command.title if command.group == "Screens" else _clause(command.help),
            command.help,
            self._reasons.get(command.id, ""),
            f"{command.title} {command.also}{verb}",
        )


def _clause(text: str) -> str:
    """The first clause of a help."""
    return re.split("[:;]", text, maxsplit=1)[0]


def _place(command: Command) -> str:
    """A place in which a command can be given."""
    return next(iter(PLACES[command.scope]))
