"""The views of the screens by name, for the palette; a test compares them with the screens."""

from collections.abc import Mapping
from typing import NamedTuple


class ViewName(NamedTuple):
    """A view of a screen."""

    id: str
    """Its id on the screen."""
    title: str
    """Its name."""
    also: str = ""
    """Other words that people use for it, separated by commas."""


VIEWS: Mapping[str, tuple[ViewName, ...]] = {
    "show-today": (
        ViewName("mine", "My day", "only mine"),
        ViewName("all", "Everybody's day", "the team's day, all of us"),
        ViewName("product", "Today for product", "product lens, slipping features"),
        ViewName("sales", "Today for sales", "sales lens, rotting deals"),
    ),
    "show-roadmap": (
        ViewName("board", "Roadmap board", "kanban of features"),
        ViewName("timeline", "Timeline", "gantt, calendar of features, schedule"),
        ViewName("priorities", "Priorities", "scores, ranking, backlog"),
        ViewName("features", "Features", "table of features, backlog"),
        ViewName("launches", "Launches", "releases, go to market"),
        ViewName("portfolio", "Portfolio", "lifecycle of products"),
        ViewName("products", "Products", "catalogue, price list, catalog"),
        ViewName("requests", "Requests", "who asks for what, feature requests"),
    ),
    "show-pipeline": (
        ViewName("board", "Pipeline board", "kanban of deals, deals by stage"),
        ViewName("deals", "Deals", "table of deals, opportunities"),
        ViewName("leads", "Leads", "prospects, inbound"),
        ViewName("activities", "Agenda", "activities, tasks, calls, meetings"),
    ),
    "show-customers": (
        ViewName("accounts", "Accounts", "companies, customers, clients, renewals"),
        ViewName("contacts", "Contacts", "people, address book"),
    ),
    "show-discovery": (
        ViewName("insights", "Insights", "needs, feedback, evidence, voice of the customer"),
        ViewName("competitors", "Competitors", "rivals, competition"),
        ViewName("markets", "Markets", "tam sam som, market size"),
        ViewName("segments", "Segments", "target groups"),
        ViewName("personas", "Personas", "archetypes, user types"),
        ViewName("interviews", "Interviews", "user research, talks"),
        ViewName("objectives", "Objectives", "okr, okrs, goals, key results"),
    ),
}
"""The views of each screen that has several, by the command that shows it; reports declare themselves."""
