"""How other tools write their files: the headers by which a tool is recognised, and what its columns hold."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from pmtui.errors import InputError, nearest

CLOSE = "close date"
"""Stands for `closed` in a row whose deal is won or lost, and for `expected_close` in any other."""

FOREIGN = "its id"
"""Stands for the column of the tool's own ids of the rows."""

OUTCOME = "its outcome"
"""Stands for a column that says open, won or lost beside the one of the stage."""

Words = Mapping[str, str]
"""Headers by field, in lower case without punctuation; `|` between several."""


class Tool(NamedTuple):
    """A tool that writes files.

    Attributes:
        signs: Headers that only its files have together, each a set of them with `|` between.
        columns: What its columns hold, by kind. `account.id` is the tool's id of the linked account, `contact.email`
            a field of the linked contact.
    """

    signs: tuple[str, ...]
    columns: Mapping[str, Words]


_DEAL_PEOPLE = {"contact.email": "contact email|email", "contact.phone": "contact phone|phone"}

TOOLS: dict[str, Tool] = {
    "hubspot": Tool(
        ("record id|deal stage", "record id|company domain name", "record id|lifecycle stage", "dealname|dealstage"),
        {
            "deal": {
                FOREIGN: "record id|hs object id", "title": "deal name|dealname", "stage": "deal stage|dealstage",
                "account": "associated company|associated company primary", "people": "associated contact",
                "account.id": "associated company ids|associated company id|associated company ids primary",
                CLOSE: "close date|closedate", "opened": "create date|createdate",
                "owner": "deal owner|hubspot owner id", "lost_reason": "closed lost reason",
                "notes": "deal description",
            },
            "account": {
                FOREIGN: "record id", "name": "company name", "domain": "company domain name|website url",
                "size": "number of employees", "owner": "company owner", "notes": "description",
            },
            "contact": {
                FOREIGN: "record id", "account": "associated company", "account.id": "associated company ids",
                "owner": "contact owner", "last_contact": "last contacted",
            },
        },
    ),
    "salesforce": Tool(
        ("opportunity name|opportunity owner", "opportunity name|stage|account name", "stagename|closedate",
         "stage name|close date|account id", "opportunity owner|stage"),
        {
            "deal": {
                FOREIGN: "opportunity id|id", "title": "opportunity name|name", "stage": "stage|stage name|stagename",
                "account": "account name", "account.id": "account id|accountid", CLOSE: "close date|closedate",
                "opened": "created date|createddate", "owner": "opportunity owner|owner id|ownerid",
                "source": "lead source|leadsource", "next_step": "next step|nextstep", "notes": "description",
            },
        },
    ),
    "pipedrive": Tool(
        ("deal title|deal value", "deal title|organization name", "organization name|person name",
         "deal id|deal title"),
        {
            "deal": {
                FOREIGN: "deal id", "title": "deal title", "amount": "deal value", "stage": "deal stage",
                OUTCOME: "deal status", "account": "organization name|deal organization", "owner": "deal owner",
                "people": "person name|deal contact person", "expected_close": "deal expected close date",
                "opened": "deal deal created|deal created|deal add time", "lost_reason": "deal lost reason",
                "closed": "deal won time|deal lost time|deal deal closed on", "pipeline": "deal pipeline",
                "probability": "deal probability", "source": "deal source channel|deal source", "tags": "deal label",
                "account.id": "organization id|deal organization id", "contact.email": "person email work|person email",
                "contact.phone": "person phone|person phone work", "product": "product name",
                "next_step": "activity subject", "next_step_due": "activity due date", "notes": "note content",
            },
            "account": {FOREIGN: "organization id", "name": "organization name", "tags": "organization label",
                        "owner": "organization owner"},
            "contact": {
                FOREIGN: "person id", "name": "person name", "account": "organization name|person organization",
                "email": "person email work|person email", "phone": "person phone|person phone work",
                "owner": "person owner", "notes": "note content",
            },
            "product": {FOREIGN: "product product code", "name": "product name", "list_price": "product price"},
        },
    ),
    "odoo": Tool(
        ("opportunity|salesperson", "expected revenue|expected closing", "opportunity|customer|expected revenue"),
        {
            "deal": {
                FOREIGN: "external id|id", "title": "opportunity|opportunity name|name", "amount": "expected revenue",
                "account": "customer|customer display name|company name", "owner": "salesperson",
                "people": "contact name", "opened": "created on|creation date",
                "expected_close": "expected closing", "closed": "closed date", "notes": "notes|internal notes",
                **_DEAL_PEOPLE,
            },
            "account": {FOREIGN: "external id", "name": "name|display name", "owner": "salesperson"},
        },
    ),
    "zoho": Tool(
        ("record id|closing date", "record id|account name|account name id", "record id|account name|billing street",
         "record id|account name|account type", "account name id|closing date"),
        {
            "deal": {
                FOREIGN: "record id", "title": "deal name", "account": "account name", "account.id": "account name id",
                "people": "contact name", CLOSE: "closing date", "opened": "created time", "owner": "deal owner",
                "lost_reason": "reason for loss", "notes": "description",
            },
            "account": {FOREIGN: "record id", "name": "account name", "notes": "description",
                        "size": "employees", "parent": "parent account"},
            "contact": {FOREIGN: "record id", "account": "account name", "account.id": "account name id",
                        "notes": "description"},
        },
    ),
    "espocrm": Tool(
        ("assigned user name", "account name|stage|amount currency|created at"),
        {
            "deal": {
                FOREIGN: "id", "title": "name", "account": "account name", "account.id": "account id",
                CLOSE: "close date", "opened": "created at", "owner": "assigned user name", "notes": "description",
            },
            "account": {FOREIGN: "id", "name": "name", "domain": "website", "owner": "assigned user name"},
        },
    ),
    "jira": Tool(
        ("issue key|summary", "issue key|issue type"),
        {
            "feature": {
                FOREIGN: "issue key|key", "title": "summary", "problem": "description", "status": "status",
                "tags": "labels|label", "owner": "assignee", "target": "due date|due|custom field target end",
                "start": "custom field target start|custom field start date", "shipped": "resolved",
                "product": "project name", "notes": "acceptance criteria",
            },
        },
    ),
    "linear": Tool(
        ("id|team|title|status|priority", "team|title|cycle number"),
        {
            "feature": {
                FOREIGN: "id", "problem": "description", "tags": "labels", "owner": "assignee", "target": "due date",
                "start": "started", "shipped": "completed", "product": "project", "objective": "initiatives",
            },
        },
    ),
    "github": Tool(
        ("title|url|assignees|status", "title|url|repository", "title|url|assignees|labels"),
        {
            "feature": {
                FOREIGN: "url", "owner": "assignees", "tags": "labels", "status": "status|state",
                "product": "repository", "target": "target date|end date|due date", "start": "start date",
                "problem": "body", "shipped": "closed at",
            },
        },
    ),
    "gitlab": Tool(
        ("issue id|url|title|state", "title|description|issue id|state", "issue id|milestone|weight"),
        {
            "feature": {
                FOREIGN: "url|issue id", "problem": "description", "status": "state", "tags": "labels",
                "owner": "assignee", "target": "due date", "shipped": "closed at utc|closed at",
            },
        },
    ),
    "trello": Tool(
        ("card id|card name", "card name|list name"),
        {
            "feature": {
                FOREIGN: "card id|card url", "title": "card name", "problem": "card description",
                "status": "list name", "tags": "labels", "owner": "members", "target": "due date",
                "start": "start date", "product": "board name",
            },
        },
    ),
    "asana": Tool(
        ("task id|section column", "task id|assignee email"),
        {
            "feature": {
                FOREIGN: "task id", "title": "name", "problem": "notes", "status": "section column",
                "owner": "assignee", "target": "due date", "start": "start date", "shipped": "completed at",
                "product": "projects",
            },
            "activity": {FOREIGN: "task id", "text": "name", "due": "due date", "done": "completed at"},
        },
    ),
    "productboard": Tool(
        ("feature name|product name", "timeframe start", "parent hierarchy", "feature name|component name",
         "note title|note text", "feature name|release name|status|owner email"),
        {
            "feature": {
                FOREIGN: "feature id|id|uuid", "title": "feature name|name",
                "problem": "description|feature description",
                "product": "product name|product", "objective": "objective|objective name|objectives",
                "start": "timeframe start|start date", "target": "timeframe end|end date", "owner": "owner|owner email",
                "tags": "tags", "effort": "effort",
            },
            "insight": {FOREIGN: "note id|id", "title": "note title|title", "quote": "note text|content",
                        "account": "company name|company", "source": "source"},
        },
    ),
    "aha": Tool(
        ("feature reference", "feature name|release name|initiative name", "idea reference"),
        {
            "feature": {
                FOREIGN: "feature reference|feature id", "title": "feature name", "problem": "feature description",
                "status": "feature status", "product": "product name|workspace name", "objective": "goal name",
                "start": "feature start date", "target": "feature due date|release date", "tags": "feature tags",
                "owner": "assigned to user|feature assigned to", "shipped": "feature shipped on",
            },
            "insight": {FOREIGN: "idea reference", "title": "idea name", "quote": "idea description"},
        },
    ),
    "plane": Tool(
        ("module name|cycle name", "project|state|priority|created by|target date"),
        {
            "feature": {
                FOREIGN: "id", "title": "name", "status": "state", "product": "project", "owner": "assignee|assignees",
                "tags": "labels", "start": "start date", "target": "target date|due date", "shipped": "completed at",
            },
        },
    ),
    "fider": Tool(
        ("votes count|comments count", "number|title|votes count"),
        {
            "feature": {FOREIGN: "number", "problem": "description", "shipped": ""},
            "insight": {FOREIGN: "number", "quote": "description"},
        },
    ),
    "spreadsheet": Tool((), {}),
}  # fmt: skip
"""The tools whose files are known, by the name that `--preset` takes."""


def tool_named(name: str) -> Tool:
    """The tool of a name.

    Raises:
        InputError: None has that name.
    """
    found = TOOLS.get(name.strip().lower())
    if found is None:
        raise InputError(f"--preset: {name!r} is none of {', '.join(TOOLS)}{nearest(name, tuple(TOOLS))}")
    return found


def recognised(kind: str, headers: Collection[str]) -> str:
    """The name of the tool that wrote these headers, by the longest of the signs that fits; empty for none.

    Args:
        kind: What the rows are.
        headers: The headers, plain.
    """
    there = set(headers)
    fits = [
        (len(sign.split("|")), name)
        for name, tool in TOOLS.items()
        for sign in tool.signs
        if kind in tool.columns and there.issuperset(sign.split("|"))
    ]
    return max(fits, key=lambda each: each[0])[1] if fits else ""
