"""The end of a product: its dates, what replaces it, and the customers who have to move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmtui.errors import FieldError, InputError
from pmtui.models.customers.customer_rows import AccountRow
from pmtui.models.deals.activity import Activity
from pmtui.models.deals.deal_rows import ActivityRow, DealRow
from pmtui.models.deals.pipelines import Pipeline
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.roadmap_rows import ProductRow
from pmtui.models.roadmap.roadmap_words import LIFECYCLE
from pmtui.rules.deals.deal_lines import products_of
from pmtui.rules.deals.outcome import Stages
from pmtui.rules.roadmap.products import is_sold, stages_due
from pmtui.store.changes import ChangeSet
from pmtui.store.query.name_index import title_of
from pmtui.store.tables import Tables
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows import kind_dispatch
from pmtui.workflows.record_commands import action_context
from pmtui.workflows.roadmap.products import check_dates, enter

_FIRST = "sunset announced"
"""The stage that begins on its day; the others begin after the last day of what they end."""


@dataclass(frozen=True)
class Ending:
    """When and for what a product ends.

    Attributes:
        announced: The day customers are told; `None` keeps what is planned, or is today.
        end_of_sale: The last day it is sold; `None` keeps what is planned.
        end_of_support: The last day help is given; `None` keeps what is planned.
        successor: Name or id of the product that replaces it; empty keeps what is planned.
    """

    announced: date | None = None
    end_of_sale: date | None = None
    end_of_support: date | None = None
    successor: str = ""


def sunset(workspace: Workspace, product_id: str, ending: Ending) -> Commit:
    """Announce the end of a product, in one commit: dates, successor, stage, a task for each account on it.

    An account that has an open task to move already gets no other.

    Raises:
        InputError: It is no product, its dates are out of order or lacking, or the successor is not one.
    """
    product = workspace.find(workspace.names.find("product", product_id))
    if not isinstance(product, Product):
        raise InputError(f"{product_id} is no product")
    here = action_context(workspace)
    ended = _ended(workspace, product, ending, here.today)
    changes = ChangeSet(f"Sunset {product.id} {product.name}")
    changes.update(product, ended)
    successor = workspace.names.label(ended.successor) if ended.successor else ""
    text = f"Agree on the move from {product.name}{f' to {successor}' if successor else ''}"
    asked = set(_asked_to_move(workspace.tables, product.name))
    due = max(ended.end_of_sale or ended.end_of_support or here.today, here.today)
    for account in accounts_on(
        workspace.tables, workspace.pipelines.whole, product.id, ended.successor or ""
    ):
        if account not in asked:
            task = Activity(text=text, about=account, type="task", due=due)
            held = AccountRow.of(workspace.tables, account)
            owned = task.model_copy(update={"owner": held.owner if held is not None else ""})
            changes.create(kind_dispatch.complete(owned, here))
    return workspace.commit(changes)


def accounts_on(tables: Tables, pipeline: Pipeline, product_id: str, successor: str = "") -> list[str]:
    """The accounts that are still on a product.

    Those that won a deal of it and have not churned, but for those that have since won one of its successor.

    Args:
        tables: The documents.
        pipeline: What the stages of deals mean.
        product_id: The product.
        successor: The product that replaces it; the one that is on record where none is given.
    """
    product = ProductRow.of(tables, product_id)
    successor = successor or (product.successor if product is not None else None) or ""
    bought = _last_won(tables, pipeline, product_id)
    moved = _last_won(tables, pipeline, successor) if successor else {}
    return [
        account.id
        for account_id, day in bought.items()
        if (account := AccountRow.of(tables, account_id)) is not None
        and account.churned is None
        and moved.get(account_id, date.min) <= day
    ]


def _last_won(tables: Tables, pipeline: Pipeline, product_id: str) -> dict[str, date]:
    """The accounts that won deals of a product, each with the day of the last one."""
    stages = Stages([pipeline])
    days: dict[str, date] = {}
    for deal in DealRow.all(tables):
        account = deal.account
        if account and stages.outcome(deal.stage) == "won" and product_id in products_of(deal):
            days[account] = max(days.get(account, date.min), deal.closed or date.min)
    return days


def _asked_to_move(tables: Tables, name: str) -> Iterator[str]:
    """The accounts with an open task to move off a product."""
    for activity in ActivityRow.all(tables):
        if activity.done is None and activity.text.startswith(f"Agree on the move from {name}"):
            yield activity.about or ""


def _ended(workspace: Workspace, product: Product, ending: Ending, today: date) -> Product:
    """The product with the dates and the successor of its end, in the stage that they come to today."""
    updates: dict[str, object] = {
        "announced": ending.announced or product.announced or today,
        "end_of_sale": ending.end_of_sale or product.end_of_sale,
        "end_of_support": ending.end_of_support or product.end_of_support,
    }
    if ending.successor:
        updates["successor"] = _successor(workspace, product, ending.successor, today)
    ended = product.model_copy(update=updates)
    if ended.end_of_sale is None and ended.end_of_support is None:
        raise FieldError("end_of_sale", "an end needs a day: --end-of-sale or --end-of-support")
    check_dates(ended)
    entered = [stage for day, stage in stages_due(ended, today) if day < today or stage == _FIRST]
    if not entered:
        return ended
    latest = max(entered, key=LIFECYCLE.index)
    dated = {name: getattr(ended, name) for name in ("announced", "end_of_sale", "end_of_support")}
    return enter(ended, latest, today, workspace.user).model_copy(update=dated)


def _successor(workspace: Workspace, product: Product, text: str, today: date) -> str:
    """The id of the product that replaces one.

    Raises:
        InputError: There is none, it ends itself, or is replaced by this one.
    """
    successor = workspace.names.find("product", text)
    rows = workspace.rows("product")
    chain = [product.id]
    following = successor
    while following:
        if following in chain:
            raise FieldError("successor", f"goes round in a circle: {' > '.join([*chain, following])}")
        chain.append(following)
        following = ProductRow(rows[following]).successor or "" if following in rows else ""
    if not is_sold(ProductRow(rows[successor]), today):
        raise FieldError("successor", f"{successor} {title_of('product', rows[successor])} is no longer sold")
    return successor
