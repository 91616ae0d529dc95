"""The setup of a form: which fields, their starting values, and the title above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """The setup of a form; all fields, each empty or as in the document, unless something is named.

    Attributes:
        typed: Text to start with, by field.
        first: The field to start in; empty for the first.
        only: The fields that are asked for; all of them if none is named.
        title: The title above the form; empty for the kind and the id.
        kept: Whether the typed text survives a hang-up; a form that saves in its own way is not kept.
        method: The method that features are scored by; empty for the one whose inputs are filled.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    only: Sequence[str] = ()
    title: str = ""
    kept: bool = False
    method: str = ""
