"""The term: a dictionary entry of the team's own, or its override of a shipped one."""

from typing import Annotated, Literal

from pydantic import Field

from pmtui.models.document import About, Document
from pmtui.models.form.section import Section
from pmtui.models.values.text_fields import Line, Markdown, Title

Discipline = Literal["product", "sales", "shared"]

Phase = Literal[
    "goals",
    "roles",
    "skills",
    "ideation",
    "development",
    "launch",
    "prospecting",
    "presentation",
    "closing",
    "metrics",
]


_TERM = Section("Term")
_TEXT = Section("Text", opens=True)
_METRIC = Section("Metric")
_LINKS = Section("Related")


class Term(Document):
    """A dictionary entry of the team's own, or its override of a shipped one; its id is the slug.

    Attributes:
        shipped: Of an override, what the shipped entry said in each overridden field when it was made.
    """

    headword: Annotated[Title, About("Headword", "the word itself", "glossary", section=_TERM)]
    aliases: Annotated[
        tuple[Line, ...], About("Aliases", "other words for it, separated by commas", "glossary")
    ] = ()
    abbreviation: Annotated[Line, About("Abbreviation", "such as ARR", "glossary")] = ""
    label: Annotated[
        Line,
        About("Label", "the word that screens show in the place of ours, such as Opportunity", "glossary"),
    ] = ""
    discipline: Annotated[Discipline | None, About("Discipline", "product, sales or shared", "glossary")] = (
        None
    )
    phase: Annotated[Phase | None, About("Phase", "where in the process it belongs", "glossary")] = None
    definition: Annotated[Line, About("Definition", "one sentence", "glossary", section=_TEXT)] = ""
    explanation: Annotated[Markdown, About("Explanation", "what a practitioner should know", "glossary")] = ""
    example: Annotated[Markdown, About("Example", "with numbers or a situation", "glossary")] = ""
    formula: Annotated[Line, About("Formula", "for a metric", "kpi", section=_METRIC)] = ""
    unit: Annotated[Line, About("Unit", "of a metric, such as days or percent", "kpi")] = ""
    pitfalls: Annotated[Markdown, About("Pitfalls", "the common mistake", "glossary", section=_TEXT)] = ""
    related: Annotated[
        tuple[Line, ...], About("Related", "slugs of other entries", "glossary", section=_LINKS)
    ] = ()
    contrasts: Annotated[tuple[Line, ...], About("Contrasts with", "slugs of other entries", "glossary")] = ()
    sources: Annotated[tuple[Line, ...], About("Sources", "where it comes from", "glossary")] = ()
    shipped: Annotated[dict[Line, Markdown], About("Shipped", hidden=True)] = Field(default_factory=dict)
