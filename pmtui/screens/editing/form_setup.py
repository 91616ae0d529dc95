"""How forms, rows and cells read what is typed in a workspace."""

from collections.abc import Callable, Mapping, Sequence

from pmtui.models.fields import Field
from pmtui.screens.editing.form_facts import facts_of, near_words, suggestions, unused_inputs, usual_words
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.team_labels import label_of
from pmtui.widgets.form.form_context import FormContext
from pmtui.workflows import record_commands

Texts = Mapping[str, str]


def form_context(
    session: Session, kind: str, typed: Callable[[], Texts], method: str | None = ""
) -> FormContext:
    """How a form of a kind reads what is typed.

    Args:
        session: The workspace, keys and settings.
        kind: The kind of document.
        typed: Gives what is typed so far, by field; what a field suggests may depend on it.
        method: The method that features are scored by, empty for the one in use; `None` for the inputs of all.
    """
    workspace, settings = session.workspace, session.settings

    def suggest(spec: Field, text: str) -> Sequence[str]:
        return suggestions(usual_words(workspace, kind, spec, typed()), text)

    def near(spec: Field, text: str) -> Sequence[str]:
        return near_words(usual_words(workspace, kind, spec, typed()), text) if spec.link else ()

    return FormContext(
        record_commands.reading(workspace, settings.date_order, settings.decimal_mark),
        suggest,
        near,
        workspace.names.label,
        lambda spec: label_of(workspace, spec.label, spec.headword),
        session.keymap,
        lambda texts: facts_of(workspace, kind, texts),
        lambda texts: () if method is None else unused_inputs(kind, texts, method),
        session.ascii,
    )
