"""The product: what is sold, and where it stands in its life."""

from typing import Annotated

from pmtui.models.document import About, Document, Link, LinkTo, Part
from pmtui.models.form.section import Section
from pmtui.models.roadmap.revenue_stream import Stream
from pmtui.models.roadmap.roadmap_words import Lifecycle
from pmtui.models.values.bounds import Day
from pmtui.models.values.money import Money
from pmtui.models.values.text_fields import Line, Markdown, Title


class LifecycleEntry(Part):
    """When a product entered a stage of its life; it left it when the next entry begins.

    Attributes:
        stage: The stage.
        on: The day it was entered.
        by: Who moved it there.
    """

    stage: Lifecycle
    on: Day
    by: Line = ""


_PRODUCT = Section("Product")
_REVENUE = Section("Revenue", opens=True)
_SUNSET = Section("Sunset")


class Product(Document):
    """Something a customer can buy, through its whole lifecycle."""

    name: Annotated[Title, About("Name", "what customers call it", "product", section=_PRODUCT)]
    vision: Annotated[Markdown, About("Vision", "what it is for, in a sentence or two", "product-vision")] = (
        ""
    )
    strategy: Annotated[
        Markdown, About("Strategy", "how it is going to win, and what it leaves out", "product-strategy")
    ] = ""
    audience: Annotated[Line, About("Audience", "whom it serves", "target-audience")] = ""
    lifecycle: Annotated[
        Lifecycle, About("Lifecycle", "where it stands in its life", "product-lifecycle")
    ] = "growth"
    list_price: Annotated[Money | None, About("List price", "before any discount", "list-price")] = None
    announced: Annotated[
        Day | None,
        About("End announced", "the day customers are told that it ends", "sunsetting", section=_SUNSET),
    ] = None
    streams: Annotated[
        tuple[Stream, ...],
        About(
            "Revenue streams",
            "what brings money in: volumes and prices of three years",
            "revenue-stream",
            section=_REVENUE,
        ),
    ] = ()
    end_of_sale: Annotated[
        Day | None, About("End of sale", "the last day it is sold", "end-of-sale", section=_SUNSET)
    ] = None
    end_of_support: Annotated[
        Day | None, About("End of support", "the last day help is given", "end-of-support")
    ] = None
    successor: Annotated[
        Link | None, LinkTo("product"), About("Successor", "what replaces it", "successor")
    ] = None
    lifecycle_log: Annotated[tuple[LifecycleEntry, ...], About("Lifecycle log", hidden=True)] = ()
