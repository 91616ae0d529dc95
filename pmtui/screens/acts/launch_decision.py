"""Papers of the roadmap, and its two large decisions: whether a launch goes, and how a product ends."""

from collections.abc import Callable
from datetime import date

from pmtui.metrics.roadmap.product_card import card
from pmtui.metrics.roadmap.product_card_text import card_lines
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.launch import Launch
from pmtui.models.roadmap.product import Product
from pmtui.models.values.folding import folded
from pmtui.rules.roadmap.shipping import Blocker
from pmtui.screens.acts.ship_reason import ask_reason
from pmtui.screens.editing.asked import Asked
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.query.name_index import Names
from pmtui.store.workspace import Commit
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows.roadmap.launch_decision import blockers_of, carry_out, go, no_go
from pmtui.workflows.roadmap.launch_summary import standing_lines
from pmtui.workflows.roadmap.spec import spec
from pmtui.workflows.roadmap.sunset import Ending, sunset

Done = Callable[[Commit | None], None]

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
    told = f"{len(found)} block it" if found else "nothing blocks it"
    choices = [
        Choice("go", "go", "takes a reason: something blocks it" if found else "as planned"),
        Choice("no-go", "no-go", "takes a reason"),
        Choice("ship", "launch it now", "its features ship"),
        *(Choice("", f"! {_about(each, launch, workspace.names)}{each.text}", each.id) for each in found),
    ]

    def with_reason(act: Callable[[str], Commit]) -> None:
        ask_reason(
            screen, lambda reason: session.commits.carry_out(screen, lambda: act(reason), done), "Why?"
        )

    def picked(key: str | None) -> None:
        if key == "no-go":
            with_reason(lambda reason: no_go(workspace, launch.id, reason))
        elif key in ("go", "ship"):
            act = go if key == "go" else carry_out
            covered = launch.decision == "go" and all(each.key in launch.overridden for each in found)
            if found and not covered:
                with_reason(lambda reason: act(workspace, launch.id, reason))
            else:
                session.commits.carry_out(screen, lambda: act(workspace, launch.id), done)

    title = f"{launch.title}: {told}"
    screen.app.push_screen(
        Picker(title, lambda typed: [each for each in choices if folded(typed) in folded(each.label)]),
        picked,
    )


def _about(blocker: Blocker, launch: Launch, names: Names) -> str:
    """The feature that a blocker is about; nothing where it is the launch itself."""
    return "" if blocker.id == launch.id else f"{names.label(blocker.id)}: "


def end_product(screen: BaseScreen, session: Session, product: Product, done: Done) -> None:
    """Ask for the dates and the successor of a product's end, and announce it with a task for each account."""

    def save(values: dict[str, object]) -> Commit:
        announced, sale, support = (
            day if isinstance(day := values.get(name), date) else None for name in _ENDING[:-1]
        )
        ending = Ending(announced, sale, support, str(values.get("successor") or ""))
        return sunset(session.workspace, product.id, ending)

    title = f"the end of {product.name}: a task is planned for each account still on it"
    screen.app.push_screen(
        FormScreen(session, "product", product, save, Asked(only=_ENDING, title=title)), done
    )
