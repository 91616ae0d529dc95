"""Workspaces and files of the sizes that the budgets speak of, made from a fixed seed."""

import csv
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pmtui.models.customers.account import Account
from pmtui.models.deals.deal import Deal, StageEntry
from pmtui.models.glossary.term import Term
from pmtui.models.values.clock import Clock
from pmtui.models.values.money import Money
from pmtui.store.changes import ChangeSet
from pmtui.store.open_workspace import create_workspace

TODAY = date(2026, 11, 23)
_STAGES = ("Prospecting", "Qualified", "Discovery", "Proposal", "Negotiation", "Won", "Lost")
_WORDS = (
    "Harbor",
    "Quay",
    "Crane",
    "Depot",
    "Ferry",
    "Lock",
    "Buoy",
    "Anchor",
    "Tide",
    "Pier",
    "Mast",
    "Keel",
)


def make_workspace(path: Path, deals: int, accounts: int) -> Path:
    """A workspace with so many deals and accounts, checkpointed."""
    chance = random.Random(7)
    workspace = create_workspace(path, user="ann", clock=Clock(TODAY))
    changes = ChangeSet("Generate")
    names = [
        changes.create(Account(name=f"{_two(chance)} {number}", owner="ann")) for number in range(accounts)
    ]
    for number in range(deals):
        changes.create(_deal(number, names[number % len(names)], chance))
    workspace.commit(changes)
    workspace.checkpoint()
    workspace.close()
    return path


def make_glossary(path: Path, terms: int) -> Path:
    """A workspace whose team has so many words of its own."""
    chance = random.Random(13)
    workspace = create_workspace(path, user="ann", clock=Clock(TODAY))
    changes = ChangeSet("Generate")
    for number in range(terms):
        words = f"{_two(chance)} {number}"
        definition = (
            f"The {words.casefold()} of a port, as the {chance.choice(_WORDS).casefold()} crew counts it."
        )
        slug = words.casefold().replace(" ", "-")
        changes.create(Term(id=slug, headword=words, definition=definition))
    workspace.commit(changes)
    workspace.close()
    return path


def _two(chance: random.Random) -> str:
    return f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}"


def _deal(number: int, account: str, chance: random.Random) -> Deal:
    stage = _STAGES[number % len(_STAGES)]
    opened = TODAY - timedelta(days=chance.randrange(400))
    closed = stage in ("Won", "Lost")
    return Deal(
        title=f"{_two(chance)} deal {number}",
        account=account,
        amount=Money(amount=Decimal(chance.randrange(100, 90_000)), currency="USD"),
        stage=stage,
        probability=(10, 20, 40, 60, 80, 100, 0)[number % len(_STAGES)],
        owner=chance.choice(("ann", "ben", "cleo")),
        opened=opened,
        closed=opened + timedelta(days=40) if closed else None,
        expected_close=None if closed else TODAY + timedelta(days=chance.randrange(-20, 200)),
        next_step="" if number % 3 else "call them back",
        next_step_due=None if number % 3 else TODAY + timedelta(days=chance.randrange(-9, 30)),
        stage_log=(StageEntry(stage=stage, on=opened, by="ann"),),
    )


def write_deals_csv(path: Path, rows: int) -> Path:
    """A CRM's export of deals, shaped like the ones that people bring."""
    chance = random.Random(11)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                "opportunity_id",
                "sales_agent",
                "product",
                "account",
                "deal_stage",
                "engage_date",
                "close_date",
                "close_value",
            )
        )
        for number in range(rows):
            opened = date(2016, 10, 1) + timedelta(days=chance.randrange(400))
            stage = ("Won", "Lost", "Engaging", "Prospecting")[number % 4]
            done = stage in ("Won", "Lost")
            writer.writerow(
                (
                    f"K{number:07d}",
                    f"Agent {number % 35}",
                    f"Product {number % 7}",
                    f"Company {number % 85}" if number % 6 else "",
                    stage,
                    opened.isoformat() if stage != "Prospecting" else "",
                    (opened + timedelta(days=50)).isoformat() if done else "",
                    str(chance.randrange(30, 6_000)) if stage == "Won" else "0" if stage == "Lost" else "",
                )
            )
    return path
