"""How a form reads what is typed, names what it links to, and knows what makes sense."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pmtui.commands import Keymap, usual_keymap
from pmtui.models.fields import Field, Reading
from pmtui.widgets.form.form_reading import Names, Suggestions

_USUAL_KEYS = usual_keymap()

Texts = Mapping[str, str]
"""What is typed, by field."""


class Effect(NamedTuple):
    """One thing that a save changes."""

    label: str
    """What changes."""
    before: str
    """What it is now; empty for nothing."""
    after: str
    """What it becomes; empty for nothing."""


@dataclass(frozen=True)
class FormContext:
    """How a form reads what is typed, and how it names things.

    Attributes:
        reading: What is needed to understand typed text.
        suggestions: Completes links and the fields that name a source of suggestions.
        near: Names a link that means nothing may be meant for; asked once it is known to mean none.
        names: What a document is called, by its id; links show names.
        labels: What a field is called, where a team calls it otherwise.
        keymap: The keys in force, to be named in hints.
        facts: What follows from what is typed, beside the fields themselves.
        unused: The fields that make no sense for what is typed: the inputs of other methods.
        ascii: Whether signs are drawn with ASCII alone.
    """

    reading: Reading
    suggestions: Suggestions = lambda spec, text: ()
    near: Suggestions = lambda spec, text: ()
    names: Names = str
    labels: Callable[[Field], str] = lambda spec: spec.label
    keymap: Keymap = _USUAL_KEYS
    facts: Callable[[Texts], Texts] = lambda texts: {}
    unused: Callable[[Texts], Collection[str]] = lambda texts: ()
    ascii: bool = False
