"""The views of the workspace screen: which tables each holds."""

from collections.abc import Callable, Sequence

from pmtui.commands import GROUPS
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.history_table import HistoryTable
from pmtui.screens.workspace.money_tables import RateTable, TargetTable, ValueTable
from pmtui.screens.workspace.person_tables import OwnKeysTable, OwnSettingsTable
from pmtui.screens.workspace.playbook_tables import PlaybookListTable, PlaybookTable
from pmtui.screens.workspace.score_tables import (
    CriteriaTable,
    PeopleTable,
    ProfileTable,
    StatusTable,
)
from pmtui.screens.workspace.settings_table import SettingsTable
from pmtui.screens.workspace.stage_table import LossReasonTable, PipelineTable, StageTable
from pmtui.workflows.deals.own_playbooks import playbooks_of
from pmtui.workflows.workspace.people import OWNER, TEAMS


def _pipelines(session: Session) -> list[SettingsTable]:
    stages: list[SettingsTable] = [
        StageTable(session, pipeline.name) for pipeline in session.workspace.pipelines
    ]
    return [*stages, PipelineTable(session, "Pipelines"), LossReasonTable(session, "Loss reasons")]


def _statuses(session: Session) -> list[SettingsTable]:
    return [StatusTable(session, "Statuses", "status"), StatusTable(session, "Horizons", "horizon")]


def _targets(session: Session) -> list[SettingsTable]:
    return [TargetTable(session, "Targets")]


def _currencies(session: Session) -> list[SettingsTable]:
    return [RateTable(session, "Rates"), ValueTable(session, "Workspace")]


def _scorecard(session: Session) -> list[SettingsTable]:
    return [CriteriaTable(session, "Scorecard"), ProfileTable(session, "Ideal customer")]


def _playbooks(session: Session) -> list[SettingsTable]:
    steps: list[SettingsTable] = [
        PlaybookTable(session, playbook) for playbook in playbooks_of(session.workspace)
    ]
    return [PlaybookListTable(session, "Playbooks"), *steps]


def _people(session: Session) -> list[SettingsTable]:
    return [PeopleTable(session, "People", OWNER), PeopleTable(session, "Teams", TEAMS)]


def _own(session: Session) -> list[SettingsTable]:
    keys: list[SettingsTable] = [OwnKeysTable(session, group) for group in GROUPS]
    return [OwnSettingsTable(session, "Settings"), *keys]


def _history(session: Session) -> list[SettingsTable]:
    return [HistoryTable(session, "History")]


VIEWS: Sequence[tuple[str, Callable[[Session], list[SettingsTable]]]] = (
    ("pipelines", _pipelines),
    ("statuses", _statuses),
    ("targets", _targets),
    ("money", _currencies),
    ("scores", _scorecard),
    ("playbooks", _playbooks),
    ("owners", _people),
    ("yours", _own),
    ("history", _history),
)
"""The views by name, and what makes the tables of each."""

HISTORY = len(VIEWS) - 1
"""The place of the history."""
