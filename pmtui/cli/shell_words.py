"""The words behind a verb: assignments, and filters as the shell hands them on."""

from collections.abc import Sequence

from pmtui.cli.options import Options
from pmtui.models.fields import Reading
from pmtui.store.query.derivations.deal_attention import sorted_by
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def matching(
    workspace: Workspace, kind: str, filters: Sequence[str], field: str = "id", *, reverse: bool = False
) -> list[str]:
    """The ids of the documents that words of the shell filter, in the order of a field.

    Raises:
        InputError: The filter cannot be read.
    """
    text = filter_text(filters)
    order = sorted_by(workspace, kind, "" if field == "id" else field, reverse=reverse)
    return list(workspace.search(kind, text, order).ids)


def filter_text(words: Sequence[str]) -> str:
    """Return words of the shell as a filter."""
    return " ".join(map(_word, words))


def _word(argument: str) -> str:
    """One shell word as filter text: what the shell took out of quotes is put back into them."""
    if " " not in argument or '"' in argument:
        return argument
    field, colon, value = argument.partition(":")
    if colon and field.lstrip("-").replace("_", "").replace(".", "").isalnum():
        return f'{field}:"{value}"'
    return argument if ":" in argument else f'"{argument}"'


def reading_of(options: Options, workspace: Workspace) -> Reading:
    """How this person writes dates and numbers, in this workspace."""
    settings = options.loaded().settings
    return record_commands.reading(workspace, settings.date_order, settings.decimal_mark)
