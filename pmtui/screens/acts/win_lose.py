"""The verbs on deals that ask before they act: win, lose, the exit checklist, the brief."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pmtui.errors import InputError
from pmtui.models.deals.deal import Deal
from pmtui.models.values.folding import folded
from pmtui.rules.deals.outcome import MISSING_FEATURE, is_open, is_won
from pmtui.screens.acts.act_dialog import ActDialog
from pmtui.screens.acts.close_deals import dialog_for, open_again
from pmtui.screens.acts.exit_checklist import ExitChecklist
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.widgets.board.board import Board
from pmtui.widgets.frame.choice_list import Choice
from pmtui.widgets.frame.picker import Picker
from pmtui.workflows import record_commands
from pmtui.workflows.deals.deal_stages import missing_exit, next_stage
from pmtui.workflows.roadmap import requests

Done = Callable[[Commit | None], None]


def close(screen: BaseScreen, session: Session, ids: Sequence[str], kind: str, done: Done) -> None:
    """Win or lose deals, once it is known when and for how much, or why.

    Args:
        screen: What is asked over.
        session: The workspace, keys and settings.
        ids: The deals; what is typed holds for all of them.
        kind: `won` or `lost`.
        done: What is told of the commit.

    Raises:
        InputError: One of them is no deal, or the pipeline has no such stage.
    """
    deals = [_deal(session, each) for each in ids]
    act = replace(dialog_for(session, deals, kind), card=screen.card_region)

    def told(commit: Commit | None) -> None:
        done(commit)
        if commit is not None and kind == "lost" and len(deals) == 1:
            _ask_feature(screen, session, deals[0].id, done)

    screen.app.push_screen(ActDialog(session, act), told)


def is_closed(session: Session, document_id: str) -> bool:
    """Whether a document is a deal that is won or lost."""
    deal = session.workspace.find(document_id)
    if not isinstance(deal, Deal):
        return False
    stage = session.workspace.pipelines.of(deal.pipeline).stage(deal.stage)
    return stage is not None and not is_open(stage)


def open_deal_again(screen: BaseScreen, session: Session, deal_id: str, done: Done) -> None:
    """Open a deal that is over again, once it was shown where it goes."""
    act = replace(open_again(session, _deal(session, deal_id)), card=screen.card_region)
    screen.app.push_screen(ActDialog(session, act), done)


def next_card(screen: BaseScreen, ids: Sequence[str]) -> str:
    """The card of a board that the cursor goes to when deals of its lane are closed; empty for none."""
    board = getattr(screen, "view_widget", None)
    found = board.lanes.find(board.current_key) if isinstance(board, Board) and board.current_key else None
    if not isinstance(board, Board) or found is None:
        return ""
    lane, place = found
    places = (*range(place, board.lanes.count(lane)), *range(place - 1, -1, -1))
    keys = (board.lanes.key(lane, each) for each in places)
    return next((key for key in keys if key not in ids), "")


def wins(session: Session, document_id: str) -> bool:
    """Whether moving a deal on would win it: it is in the last open stage of its pipeline."""
    deal = session.workspace.find(document_id)
    if not isinstance(deal, Deal) or is_closed(session, document_id):
        return False
    return is_won(next_stage(deal, session.workspace.pipelines.of(deal.pipeline), 1))


def _ask_feature(screen: BaseScreen, session: Session, deal_id: str, done: Done) -> None:
    """Ask which feature was missing, and note it as a request."""
    deal = _deal(session, deal_id)
    if folded(deal.lost_reason) != MISSING_FEATURE:
        return
    names = session.workspace.names

    def found(typed: str) -> list[Choice]:
        ids = dict.fromkeys(names.matching("feature", typed))
        return [Choice(each, names.label(each), each) for each in list(ids)[:50]]

    def picked(feature: str | None) -> None:
        if feature is not None:
            workspace = session.workspace
            session.commits.carry_out(
                screen, lambda: requests.request_feature(workspace, deal_id, feature, "blocker"), done
            )

    screen.app.push_screen(Picker("Which feature was missing?", found), picked)


def check_out(screen: BaseScreen, session: Session, deal_id: str, done: Done) -> None:
    """Show the exit checklist of a deal's stage; what is ticked is kept, and the deal goes on.

    Raises:
        InputError: It is no deal, or its stage has no checklist.
    """
    deal = _deal(session, deal_id)
    pipeline = session.workspace.pipelines.of(deal.pipeline)
    stage = pipeline.stage(deal.stage)
    if stage is None or not stage.exit:
        raise InputError(f"the stage {deal.stage} has no exit checklist")
    following = next_stage(deal, pipeline, 1) if is_open(stage) else None

    def ticked(met: tuple[str, ...] | None) -> None:
        if met is None:
            return
        others = tuple(each for each in deal.checked if each not in stage.exit)
        values: dict[str, object] = {"checked": (*others, *met)}
        if following is not None and is_open(following):
            values["stage"] = following.name
        session.commits.carry_out(
            screen, lambda: record_commands.edit_document(session.workspace, deal, values), done
        )

    on = f" to {following.name}" if following is not None and is_open(following) else ""
    title = f"{deal.title}: before it goes on{on}"
    screen.app.push_screen(
        ExitChecklist(title, stage.exit, deal.checked, enforced=stage.enforced, ascii=session.ascii), ticked
    )


def lacking(session: Session, document_id: str) -> list[str]:
    """The exit criteria that a deal has not met, as it is about to go on."""
    deal = session.workspace.find(document_id)
    if not isinstance(deal, Deal):
        return []
    pipeline = session.workspace.pipelines.of(deal.pipeline)
    return missing_exit(deal, next_stage(deal, pipeline, 1), pipeline)


def _deal(session: Session, document_id: str) -> Deal:
    document = session.workspace.get(document_id)
    if not isinstance(document, Deal):
        raise InputError(f"{document_id} is no deal")
    return document
