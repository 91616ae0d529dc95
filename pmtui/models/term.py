"""The term: a dictionary entry of the team's own, or its override of a shipped one."""

from typing import Annotated, Literal

from pmtui.models.document import About, Document
from pmtui.models.text import Line, Markdown, Title

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


class Term(Document):
    """A dictionary entry; its id is the slug of its headword."""

    headword: Annotated[Title, About("Headword", "the word itself", "glossary")]
    aliases: Annotated[
        tuple[Line, ...], About("Aliases", "other words for it, separated by commas", "glossary")
    ] = ()
    abbreviation: Annotated[Line, About("Abbreviation", "such as ARR", "glossary")] = ""
    discipline: Annotated[Discipline, About("Discipline", "product, sales or shared", "glossary")] = "shared"
    phase: Annotated[Phase, About("Phase", "where in the process it belongs", "glossary")] = "goals"
    definition: Annotated[Line, About("Definition", "one sentence", "glossary")] = ""
    explanation: Annotated[Markdown, About("Explanation", "what a practitioner should know", "glossary")] = ""
    example: Annotated[Markdown, About("Example", "with numbers or a situation", "glossary")] = ""
    formula: Annotated[Line, About("Formula", "for a metric", "kpi")] = ""
    pitfalls: Annotated[Markdown, About("Pitfalls", "the common mistake", "glossary")] = ""
    related: Annotated[tuple[Line, ...], About("Related", "slugs of other entries", "glossary")] = ()
    contrasts: Annotated[tuple[Line, ...], About("Contrasts with", "slugs of other entries", "glossary")] = ()
