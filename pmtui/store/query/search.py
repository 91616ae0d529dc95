"""Searching a kind of documents: which of them a query finds, in an order, and one page of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tinydb.queries import QueryLike

from pmtui.store.query.filter_context import FilterContext
from pmtui.store.query.filters import parse_filter
from pmtui.store.query.sorted_view import Listing, Order, order_by
from pmtui.store.query.stored_rows import Row


@dataclass(frozen=True)
class Page:
    """A part of what is found.

    Attributes:
        first: The place of its first document, from 0.
        size: How many documents it has at most; `None` for all that follow.
    """

    first: int = 0
    size: int | None = None


WHOLE = Page()
"""Everything that is found."""


@dataclass(frozen=True)
class Found:
    """The answer to a search.

    Attributes:
        ids: The documents of the page, in their order.
        total: How many documents the query finds, on all pages.
    """

    ids: Sequence[str]
    total: int


def compiled(kind: str, query: QueryLike | str, context: FilterContext) -> QueryLike | None:
    """Return a query as one that can be asked; `None` if it asks nothing.

    Args:
        kind: The kind of documents it is about.
        query: A TinyDB query, or a filter as people type it.
        context: How a filter is understood.

    Raises:
        FilterError: The filter cannot be understood.
    """
    if not isinstance(query, str):
        return query
    return parse_filter(kind, query, context) if query.strip() else None


def searched(
    rows: Mapping[str, Row], query: QueryLike | None, order: Order | None = None, page: Page = WHOLE
) -> Found:
    """Search the documents of a kind.

    Args:
        rows: The stored documents by id.
        query: Which of them; `None` for all.
        order: How they are sorted; by the number of their ids if it is left out.
        page: Which part of them is returned.
    """
    listing = Listing(rows, order or order_by(""), condition=query)
    end = len(listing) if page.size is None else min(len(listing), page.first + page.size)
    return Found([listing.key(place) for place in range(page.first, end)], len(listing))
