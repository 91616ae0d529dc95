"""Papers of the roadmap, and its two large decisions: whether a launch goes, and how a product ends."""

from collections.abc import Callable, Sequence
from datetime import date

from pmtui.errors import FieldError
from pmtui.metrics.roadmap.product_card import card
from pmtui.metrics.roadmap.product_card_text import card_lines
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.values.folding import folded
from pmtui.rules.roadmap.shipping import Blocker
from pmtui.screens.acts.act_dialog import Act, ActDialog, ActEffect, ActField, Texts
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.query.name_index import Names
from pmtui.store.workspace import Commit, Workspace
from pmtui.workflows.record_commands import read_fields, reading
from pmtui.workflows.roadmap.launch_decision import blockers_of, carry_out, go, no_go
from pmtui.workflows.roadmap.launch_summary import standing_lines
from pmtui.workflows.roadmap.spec import spec
from pmtui.workflows.roadmap.sunset import Ending, accounts_on, sunset

Done = Callable[[Commit | None], None]

_GO, _NO_GO, _NOW = "go", "no-go", "launch now"
_NAMED = 2
_ENDING = ("announced", "end_of_sale", "end_of_support", "successor")


def roadmap_paper(session: Session, document_id: str) -> str:
    """A feature's specification, how a launch stands, a product's card; empty for any other document."""
    workspace = session.workspace
    found = workspace.get(document_id)
    if isinstance(found, Feature):
        return spec(workspace, found.id)
    if isinstance(found, Launch):
        return "\n".join(standing_lines(workspace, found, blockers_of(workspace, found)))
    if isinstance(found, Product):
        shown = card(workspace.tables, workspace.pipelines.whole, found.id, workspace.clock.today())
        return "\n".join(card_lines(found, shown, workspace.names.label))
    return ""


def decide_on(screen: BaseScreen, session: Session, document_id: str, done: Done) -> None:
    """Decide on a launch, or on the end of a product."""
    found = session.workspace.get(document_id)
    if isinstance(found, Launch):
        decide(screen, session, found, done)
    elif isinstance(found, Product):
        end_product(screen, session, found, done)


def decide(screen: BaseScreen, session: Session, launch: Launch, done: Done) -> None:
    """Show what blocks a launch, and ask for go, no-go, or the launch itself; what is blocked takes a reason."""
    workspace = session.workspace
    found = blockers_of(workspace, launch)
    covered = launch.decision == "go" and all(each.key in launch.overridden for each in found)
    usual = _NOW if launch.decision == "go" and covered else _GO
    needed = "needed: something blocks it" if found and not covered else "needed for a no-go"
    fields = (
        ActField("decision", "decision", usual, "go, no-go, or launch it now", (_GO, _NO_GO, _NOW)),
        ActField("reason", "because", "", needed),
    )
    acts: dict[str, Callable[[Workspace, str, str], Commit]] = {_GO: go, _NO_GO: no_go, _NOW: carry_out}

    def effects(texts: Texts) -> Sequence[ActEffect]:
        told = [
            ActEffect(f"! {_about(each, launch, workspace.names)}{each.text}", "blocks it", "bad")
            for each in found
        ]
        if texts["decision"] == _NOW:
            count = len(launch.features)
            told.append(ActEffect(f"{count:,} feature{'' if count == 1 else 's'}", "ship today", "good"))
        return told or [ActEffect("nothing blocks it", "", "good")]

    def save(texts: Texts) -> Commit:
        act = acts.get(texts["decision"])
        if act is None:
            raise FieldError("decision", f"is {_GO}, {_NO_GO} or {_NOW}, not {texts['decision']!r}")
        return act(workspace, launch.id, texts["reason"])

    act = Act(f"Launch {launch.title}", "decide", fields, save, effects, card=screen.card_region)
    screen.app.push_screen(ActDialog(session, act), done)


def _about(blocker: Blocker, launch: Launch, names: Names) -> str:
    """The feature that a blocker is about; nothing where it is the launch itself."""
    return "" if blocker.id == launch.id else f"{names.label(blocker.id)}: "


def end_product(screen: BaseScreen, session: Session, product: Product, done: Done) -> None:
    """Ask for the dates and the successor of a product's end, and announce it with a task for each account."""
    workspace = session.workspace
    today = workspace.clock.today()
    names = workspace.names
    others = tuple(name for name in names.all_of("product") if folded(name) != folded(product.name))
    fields = (
        ActField("announced", "announced", f"{product.announced or 'today'}", "the day customers are told"),
        ActField("end_of_sale", "end of sale", f"{product.end_of_sale or ''}", "the last day it is sold"),
        ActField("end_of_support", "end of support", f"{product.end_of_support or ''}", "the last day of help"),
        ActField(
            "successor", "successor", names.label(product.successor) if product.successor else "",
            "the product that replaces it", others,
        ),
    )  # fmt: skip
    on_it = accounts_on(workspace.tables, workspace.pipelines.whole, product.id)
    named = ", ".join(names.label(each) for each in on_it[:_NAMED])
    more = f" and {len(on_it) - _NAMED} more" if len(on_it) > _NAMED else ""
    effects = (
        ActEffect(
            f"{len(on_it):,} account{'' if len(on_it) == 1 else 's'} on it", f"a task for each: {named}{more}"
        ),
    ) if on_it else (ActEffect("no account is on it"),)  # fmt: skip

    def save(texts: Texts) -> Commit:
        how = reading(workspace, session.settings.date_order, session.settings.decimal_mark)
        values = read_fields("product", {name: texts[name] for name in _ENDING}, how)
        announced, sale, support = (
            day if isinstance(day := values.get(name), date) else None for name in _ENDING[:-1]
        )
        ending = Ending(announced or today, sale, support, str(values.get("successor") or ""))
        return sunset(workspace, product.id, ending)

    title = f"Retire {product.name}"
    act = Act(title, "announce it", fields, save, lambda texts: effects, card=screen.card_region)
    screen.app.push_screen(ActDialog(session, act), done)
