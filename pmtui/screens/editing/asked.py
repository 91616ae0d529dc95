"""What a form asks: which fields, what they begin with, and what stands above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """What a form asks; all fields, each empty or as the document has it, unless something is named.

    Attributes:
        typed: Text to start with, by field.
        first: The field to start in; empty for the first.
        only: The fields that are asked for; all of them where none is named.
        title: What stands above; empty for the kind and the id.
        kept: Whether what is typed outlives a hang-up; a form that saves in a way of its own is not kept.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    only: Sequence[str] = ()
    title: str = ""
    kept: bool = False
