"""From declared commands to Textual's bindings: the only place where a widget learns its keys."""

from textual.binding import Binding, BindingType

from pmtui.commands import COMMANDS, usual_keymap


def bindings(*command_ids: str, priority: bool = False, action: str = "") -> list[BindingType]:
    """The bindings of some commands, to be put into a widget's or screen's `BINDINGS`.

    Each has the command's id, so that `App.set_keymap` can remap it, and the command's action.

    Args:
        command_ids: Which commands the widget carries out.
        priority: Whether the keys are taken before a focused input sees them.
        action: The action that they all have, with `{}` for the id of the command; the command's own if empty.
    """
    usual = usual_keymap()
    return [
        Binding(
            ",".join(usual.single_keys(command_id)) or "unbound",
            action.format(command_id) or COMMANDS[command_id].action,
            COMMANDS[command_id].title,
            show=False,
            id=command_id,
            priority=priority,
        )
        for command_id in command_ids
    ]
