"""Operations on documents of any kind: complete new ones, amend edited ones, move them, note activities."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pmtui.errors import FieldError, InputError, nearest
from pmtui.models.customers.account import Account
from pmtui.models.deals.activity import ACTIVITY_TYPES, Activity
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.lead import Lead
from pmtui.models.deals.pipelines import Pipelines, Stage
from pmtui.models.deals.target import Target
from pmtui.models.discovery.insight import Insight
from pmtui.models.discovery.research import Research
from pmtui.models.document import Document
from pmtui.models.fields import build
from pmtui.models.glossary.term import Term
from pmtui.models.registry import kind_of_model
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.roadmap.request import Request
from pmtui.rules.deals.outcome import is_lost, is_open
from pmtui.workflows.customers import accounts
from pmtui.workflows.deals import deal_stages, deals, lead_steps
from pmtui.workflows.discovery import insight_steps
from pmtui.workflows.discovery.strategy import refuse_oversize
from pmtui.workflows.roadmap import features, launches, products
from pmtui.workflows.roadmap.price_list import Catalogue


@dataclass(frozen=True)
class ActionContext:
    """Where and when a person does something.

    Attributes:
        today: The day.
        user: Who does it.
        pipelines: The stages of deals.
        currency: That of amounts which name none.
        catalogue: What may be sold that day, and with which promotions; empty where it does not matter.
        recorded: Whether what is done was recorded elsewhere, so that no day is made up for it: an import.
    """

    today: date
    user: str
    pipelines: Pipelines
    currency: str = "USD"
    catalogue: Catalogue = field(default_factory=Catalogue)
    recorded: bool = False


def complete(document: Document, context: ActionContext) -> Document:
    """A new document with what follows from it filled in; it has no owner yet, so its author owns it.

    Raises:
        InputError: A part of it makes no sense, such as a stage that does not exist.
    """
    given = document.owner
    owner = given or context.user
    document = document.model_copy(update={"owner": owner})
    made: Document = document
    match document:
        case Deal():
            pipeline = context.pipelines.of(document.pipeline)
            named = document.model_copy(update={"pipeline": context.pipelines.key(pipeline)})
            offered = deals.offered(None, named, pipeline, context.catalogue, context.today)
            made = deals.open_deal(
                offered,
                pipeline,
                context.today,
                context.user,
                context.currency,
                recorded=context.recorded,
            )
        case Feature():
            made = features.plan_feature(document, context.today, context.user, recorded=context.recorded)
        case Launch():
            made = launches.open_launch(document)
        case Product():
            context.catalogue.refuse_namesake(document)
            made = products.open_product(document, context.today, context.user)
        case Term():
            made = document.model_copy(update={"id": document.id or slug(document.headword)})
        case Activity():
            made = log(document, context.today)
        case Account():
            made = accounts.open_account(document, context.today)
        case Lead():
            made = lead_steps.open_lead(document, context.today)
        case Target():
            made = document.model_copy(update={"owner": given})
        case Research():
            refuse_oversize(document)
    return made


def amend(before: Document, after: Document, context: ActionContext) -> Document:
    """A document after a person edited its fields, with what follows from the edit done too.

    Raises:
        InputError: A part of it makes no sense.
    """
    match before, after:
        case Deal(), Deal():
            pipeline = context.pipelines.of(after.pipeline)
            after = deals.offered(before, after, pipeline, context.catalogue, context.today)
            return deals.amend(
                before,
                after,
                context.pipelines,
                context.today,
                context.user,
                recorded=context.recorded,
            )
        case Feature(), Feature():
            return features.amend(before, after, context.today, context.user, recorded=context.recorded)
        case Launch(), Launch():
            return launches.amend(before, after)
        case Product(), Product():
            if after.name != before.name:
                context.catalogue.refuse_namesake(after)
            return products.amend(before, after, context.today, context.user)
        case Lead(), Lead():
            if not context.recorded:
                lead_steps.refuse_conversion(before, after)
            return lead_steps.amend(before, after, context.today)
        case Insight(), Insight():
            return insight_steps.amend(before, after)
        case Research(), Research():
            refuse_oversize(after)
        case Account(), Account():
            return accounts.amend(before, after, context.today)
    return after


def move(
    document: Document,
    to: str,
    context: ActionContext,
    reason: str = "",
    values: Mapping[str, object] | None = None,
) -> Document:
    """A document at another stage, status, horizon or point of its lifecycle.

    Args:
        document: What moves.
        to: Where it goes.
        context: Where and when.
        reason: Why a deal is lost; of a feature, why it ships in spite of what blocks it.
        values: Of a deal that is won or lost: the day it was closed, the amount.

    Raises:
        InputError: Documents of its kind are not moved, or there is no such place.
    """
    if values and not isinstance(document, Deal):
        raise InputError(f"{document.id}: an amount and a closing day are for deals that are won or lost")
    match document:
        case Deal():
            pipeline = context.pipelines.of(document.pipeline)
            if to.strip().lower() == "open" and pipeline.stage(to) is None:
                return deal_stages.reopen(document, pipeline, context.today, context.user)
            stage = deal_stages.stage_meant(pipeline, to)
            said = {**(values or {}), **({"lost_reason": reason} if reason else {})}
            after = build("deal", document, {**_decided(stage, said), "stage": stage.name})
            return amend(document, after, context)
        case Feature():
            return features.place(document, to, context.today)
        case Product():
            return products.move(document, to, context.today, context.user)
        case _:
            raise InputError(
                f"{document.id}: {_an(kind_of_model(document))} has no stage, status or horizon to move to"
            )


def step(document: Document, steps: int, context: ActionContext) -> Document:
    """A document one or more places on along its stages, or back.

    Raises:
        InputError: Documents of its kind are not moved, or it is already at the end.
    """
    match document:
        case Deal():
            pipeline = context.pipelines.of(document.pipeline)
            return deal_stages.step(document, pipeline, steps, context.today, context.user)
        case Feature():
            return features.step(document, steps, context.today)
        case Product():
            return products.step(document, steps, context.today, context.user)
        case Lead():
            return lead_steps.step(document, steps, context.today)
        case Activity():
            done = context.today if steps > 0 else None
            return document.model_copy(update={"done": done})
        case _:
            raise InputError(
                f"{document.id}: {_an(kind_of_model(document))} has no stage, status or horizon to move along"
            )


def _decided(stage: Stage, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values for the end of a deal, once it is known that the stage takes them.

    Raises:
        FieldError: The deal does not end there, or is won for a reason.
    """
    for name in values:
        if is_open(stage):
            raise FieldError(name, f"is for deals that are won or lost; {stage.name} is an open stage")
        if name == "lost_reason" and not is_lost(stage):
            raise FieldError(name, f"is for deals that are lost; {stage.name} is {stage.kind}")
    return values


def log(activity: Activity, today: date) -> Activity:
    """A new activity: one without a due day is something already done."""
    done = activity.done or (today if activity.due is None else None)
    return activity.model_copy(update={"done": done})


def new_activity(about: str, text: str, activity_type: str = "note", due: date | None = None) -> Activity:
    """An activity about a document.

    Raises:
        InputError: There is no such type.
    """
    wanted = activity_type.strip().lower().replace("email", "e-mail")
    if wanted not in ACTIVITY_TYPES:
        raise InputError(f"unknown type {activity_type!r}{nearest(activity_type, ACTIVITY_TYPES)}")
    return Activity.model_validate({"text": text, "about": about, "type": wanted, "due": due})


def request(asker: Document, feature: Feature, kind: str, quote: str, promised: date | None) -> Request:
    """A request for a feature by a deal, an account or a lead.

    Raises:
        InputError: Nobody else asks for features.
    """
    fields = {"feature": feature.id, "kind": kind, "quote": quote, "promised": promised}
    if isinstance(asker, Deal):
        return Request.model_validate({"deal": asker.id, "account": asker.account, **fields})
    if kind_of_model(asker) in ("account", "lead"):
        return Request.model_validate({kind_of_model(asker): asker.id, **fields})
    raise InputError(
        f"{asker.id}: {_an(kind_of_model(asker))} does not ask for features; a deal, an account or a lead does"
    )


def slug(headword: str) -> str:
    """The id of a term: its headword in lower case, words joined by hyphens.

    Raises:
        InputError: The headword has no letter or digit.
    """
    plain = unicodedata.normalize("NFKC", headword).casefold().replace("&", " and ")
    found = re.sub(r"[^\w]+", "-", plain.replace("_", "-")).strip("-")
    if not found:
        raise InputError(f"headword: {headword!r} has no letter or digit")
    return found


def _an(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
