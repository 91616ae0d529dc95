"""The kinds of document: a kind is declared once, here, and every list of kinds reads the declaration.

Nothing here imports pydantic: names, ids and plurals are needed long before a document is
validated. `pmtui.models.registry` turns a kind into its class.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pmtui.errors import InputError, nearest


class Kind(NamedTuple):
    """The facts about a kind that are known without its model.

    Attributes:
        name: The singular, as in `pmtui add deal` and in the journal.
        plural: The plural, as in `pmtui list deals`.
        prefix: The letter of its ids, `D` for `D-142`; empty if the id is a slug.
        title: The field that names a document of this kind to a person.
        headword: The slug of the glossary entry that defines the kind.
        model: Its model, as module and class under `pmtui.models`.
        steps: Its workflow steps, as module and class under `pmtui.workflows`; empty if nothing follows from it.
        home: The command that shows the main screen of its documents; empty for none.
        columns: The columns that `pmtui list` prints unless others are requested.
        column_sets: More sets of columns, by name, that a table can show.
        aliases: Short names of its fields in filters and in quick lines, besides `tag` for `tags` everywhere.
        natural_key: The fields by which an import matches two documents if nothing better identifies them.
        known_by: Fields besides its title by which a link to it can be typed.
        due_by: The fields that make it due; empty for a kind that never falls due.
        linked_by: The lists under it: another kind, its link field, and a heading.
        discreet: Fields that name a customer, and are removed from what leaves the company.
        searched: Its place among the kinds that `/` looks for, from 1; 0 for none of them.
        uses_terms: Whether its records are counted under the terms that they use.
        merges: Whether two of it can be merged.
        looks_alike: Whether an import may treat names that look alike as the same.
        made_by_imports: Whether an import creates one if a row names it and it does not exist.
        internal: Whether it configures the workspace instead of being listed and imported.
    """

    name: str
    plural: str
    prefix: str
    title: str
    headword: str
    model: str
    steps: str = ""
    home: str = ""
    columns: tuple[str, ...] = ()
    column_sets: Mapping[str, tuple[str, ...]] = {}
    aliases: Mapping[str, str] = {}
    natural_key: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    due_by: tuple[str, ...] = ()
    linked_by: tuple[tuple[str, str, str], ...] = ()
    discreet: tuple[str, ...] = ()
    searched: int = 0
    uses_terms: bool = False
    merges: bool = False
    looks_alike: bool = False
    made_by_imports: bool = False
    internal: bool = False


_ACTIVITIES = ("activity", "about", "Activities")

_KINDS = (
    Kind(
        "term", "terms", "", "headword", "glossary", "glossary.term:Term",
        steps="glossary.terms:TermSteps",
        home="show-glossary",
        columns=("id", "headword", "discipline", "phase", "definition"),
        natural_key=("headword",),
        known_by=("abbreviation",),
    ),
    Kind(
        "product", "products", "P", "name", "product", "roadmap.product:Product",
        steps="roadmap.products:ProductSteps",
        home="show-roadmap",
        columns=("id", "name", "lifecycle", "list_price", "owner"),
        natural_key=("name",),
        due_by=("end_of_sale", "end_of_support"),
        linked_by=(
            ("launch", "product", "Launches"),
            ("feature", "product", "Features"),
            ("deal", "product", "Deals"),
            ("insight", "product", "Insights"),
            ("research", "product", "Research"),
        ),
        searched=6, uses_terms=True, looks_alike=True, made_by_imports=True,
    ),
    Kind(
        "feature", "features", "F", "title", "feature", "roadmap.feature:Feature",
        steps="roadmap.feature_steps:FeatureSteps",
        home="show-roadmap",
        columns=("id", "title", "product", "status", "horizon", "target", "owner"),
        column_sets={
            "money": ("title", "product", "status", "budget", "actual", "target"),
            "dates": ("title", "status", "start", "first_target", "target", "shipped"),
        },
        aliases={"name": "title"},
        natural_key=("title", "product"),
        linked_by=(("insight", "feature", "Insights"), ("launch", "features", "Launches"), _ACTIVITIES),
        searched=1, uses_terms=True, made_by_imports=True,
    ),
    Kind(
        "launch", "launches", "L", "title", "product-launch", "roadmap.launch:Launch",
        steps="roadmap.launches:LaunchSteps",
        columns=("id", "title", "product", "tier", "date", "decision", "launched", "owner"),
        aliases={"name": "title", "due": "date"},
        natural_key=("title",),
        due_by=("date", "checklist"),
        searched=7,
    ),
    Kind(
        "insight", "insights", "I", "title", "insight", "discovery.insight:Insight",
        steps="discovery.insight_steps:InsightSteps",
        home="show-discovery",
        columns=("id", "title", "type", "account", "product", "gate", "feature", "owner"),
        aliases={"name": "title"},
        natural_key=("title", "account"),
        linked_by=(_ACTIVITIES,),
        searched=9, uses_terms=True,
    ),
    Kind(
        "research", "research", "R", "name", "market-research", "discovery.research:Research",
        steps="discovery.strategy:ResearchSteps",
        home="show-discovery",
        columns=("id", "name", "type", "product", "source", "day", "owner"),
        aliases={"title": "name"},
        natural_key=("name", "type"),
        linked_by=(
            ("insight", "interview", "Insights"),
            ("insight", "persona", "Needs"),
            ("insight", "segment", "Needs"),
            ("research", "segment", "Personas and interviews"),
            ("research", "persona", "Interviews"),
            _ACTIVITIES,
        ),
        searched=10, uses_terms=True,
    ),
    Kind(
        "lead", "leads", "N", "name", "lead", "deals.lead:Lead",
        steps="deals.lead_steps:LeadSteps",
        home="show-pipeline",
        columns=("id", "name", "company", "status", "source", "next_step", "next_step_due", "owner"),
        natural_key=("name", "company"),
        due_by=("next_step_due",),
        discreet=("name", "company"),
        searched=5, merges=True,
    ),
    Kind(
        "account", "accounts", "A", "name", "account", "customers.account:Account",
        steps="customers.accounts:AccountSteps",
        home="show-customers",
        columns=("id", "name", "industry", "domain", "renewal", "owner"),
        column_sets={"value": ("name", "industry", "recurring_value", "renewal", "owner")},
        natural_key=("name",),
        known_by=("domain",),
        due_by=("renewal", "issues"),
        linked_by=(
            ("contact", "account", "Contacts"),
            ("deal", "account", "Deals"),
            ("insight", "account", "Insights"),
            _ACTIVITIES,
        ),
        discreet=("name", "domain"),
        searched=3, uses_terms=True, merges=True, looks_alike=True, made_by_imports=True,
    ),
    Kind(
        "contact", "contacts", "C", "name", "contact", "customers.contact:Contact",
        home="show-customers",
        columns=("id", "name", "account", "role", "email", "phone"),
        natural_key=("name", "account"),
        known_by=("email",),
        due_by=("last_contact", "cadence"),
        linked_by=(_ACTIVITIES,),
        discreet=("name",),
        searched=4, uses_terms=True, merges=True, made_by_imports=True,
    ),
    Kind(
        "deal", "deals", "D", "title", "deal", "deals.deal:Deal",
        steps="deals.deal_steps:DealSteps",
        home="show-pipeline",
        columns=("id", "title", "account", "stage", "amount", "probability", "expected_close", "owner"),
        column_sets={
            "forecast": ("title", "account", "amount", "probability", "forecast", "expected_close", "owner"),
            "dates": ("title", "stage", "opened", "first_expected_close", "expected_close", "pushes", "closed"),
            "bargaining": ("title", "amount", "walk_away", "their_limit", "alternative", "discount_note"),
            "lost": ("title", "amount", "closed", "lost_reason", "competitors", "source", "owner"),
        },
        aliases={"close": "expected_close", "due": "next_step_due", "name": "title"},
        natural_key=("title", "account"),
        due_by=("next_step_due",),
        linked_by=(("insight", "deal", "Insights"), _ACTIVITIES),
        searched=2, uses_terms=True,
    ),
    Kind(
        "request", "requests", "Q", "quote", "feature-request", "roadmap.request:Request",
        home="show-roadmap",
        columns=("id", "feature", "deal", "account", "kind", "promised", "quote"),
        natural_key=("deal", "feature", "quote"),
        uses_terms=True,
    ),
    Kind(
        "activity", "activities", "E", "text", "sales-activity", "deals.activity:Activity",
        steps="deals.activities:ActivitySteps",
        home="show-pipeline",
        columns=("id", "type", "text", "about", "due", "done", "owner"),
        aliases={"title": "text", "on": "about"},
        natural_key=("text", "about", "due"),
        due_by=("due",),
        uses_terms=True,
    ),
    Kind(
        "target", "targets", "T", "period", "sales-target", "deals.target:Target",
        steps="deals.targets:TargetSteps",
        columns=("id", "owner", "period", "amount"),
        natural_key=("owner", "period"),
    ),
    Kind(
        "objective", "objectives", "O", "title", "objective", "roadmap.objective:Objective",
        home="show-discovery",
        columns=("id", "title", "period", "side", "key_results", "owner"),
        natural_key=("title", "period"),
        linked_by=(("feature", "objective", "Features"),),
        searched=8, made_by_imports=True,
    ),
    Kind(
        "view", "views", "V", "name", "glossary", "view:View",
        columns=("id", "name", "kind", "filter", "sort", "reverse"),
        natural_key=("kind", "name"),
    ),
    Kind(
        "pipeline", "pipelines", "", "name", "sales-pipeline", "deals.pipelines:Pipeline", internal=True
    ),
    Kind("settings", "settings", "", "name", "", "settings:Settings", internal=True),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
"""Every kind by its name, in the order in which they are stored and exported."""

SEARCHED = tuple(
    sorted((kind.name for kind in _KINDS if kind.searched), key=lambda name: KINDS[name].searched)
)
"""The kinds that `/` looks for, the likeliest first."""

MAIN = "sales"
"""The id of a workspace's main pipeline."""

_BY_WORD = {word: kind for kind in KINDS.values() for word in (kind.name, kind.plural)}
_BY_PREFIX = {kind.prefix: kind for kind in KINDS.values() if kind.prefix}
_NUMBERED = re.compile(r"^([A-Za-z])-?(\d{1,12})$")
_FRESH = re.compile(r"^\?\d+$")


def kind_named(word: str) -> Kind:
    """The listed kind with this singular or plural name, upper or lower case.

    Raises:
        InputError: No kind has that name; the message says which is nearest.
    """
    kind = _BY_WORD.get(word.strip().lower())
    if kind is None or kind.internal:
        raise InputError(f"unknown kind {word!r}{nearest(word, listed_words())}")
    return kind


def listed_words() -> list[str]:
    """The plural names of the kinds a person lists, adds and imports."""
    return [kind.plural for kind in KINDS.values() if not kind.internal]


def kind_of(document_id: str) -> Kind:
    """The kind an id belongs to: by its letter, and a term where it is a slug."""
    numbered = _NUMBERED.match(document_id)
    if numbered and numbered[1].upper() in _BY_PREFIX:
        return _BY_PREFIX[numbered[1].upper()]
    return KINDS["term"]


def canonical_id(text: str) -> str:
    """The id as it is stored: `d142`, `d-142` and `D-142` are `D-142`; slugs are lower case."""
    numbered = _NUMBERED.match(text.strip())
    if numbered and numbered[1].upper() in _BY_PREFIX:
        return f"{numbered[1].upper()}-{int(numbered[2])}"
    return text.strip().lower()


def is_fresh(document_id: str) -> bool:
    """Whether this stands for an id that a commit has yet to allocate, such as `?3`."""
    return _FRESH.match(document_id) is not None


def number_of(document_id: str) -> int:
    """The number in an id such as `D-142`; 0 for a slug."""
    numbered = _NUMBERED.match(document_id)
    return int(numbered[2]) if numbered else 0
