"""The rules a team works by, as models: its pipelines and its settings."""

from pmtui.models.deals.pipeline_presets import preset
from pmtui.models.deals.pipelines import Pipeline, Pipelines
from pmtui.models.kinds import MAIN
from pmtui.models.settings import Settings
from pmtui.store.query.derived import Derived, Source


def _pipelines(source: Source) -> Pipelines:
    found = [pipeline for pipeline in source.all("pipeline") if isinstance(pipeline, Pipeline)]
    found.sort(key=lambda pipeline: pipeline.id != MAIN)
    return Pipelines(found or [preset("default")])


def _settings(source: Source) -> Settings:
    found = source.find("workspace", "settings")
    return found if isinstance(found, Settings) else Settings(id="workspace")


PIPELINES = Derived(_pipelines, frozenset({"pipeline"}))
"""The pipelines that deals pass, the main one first."""

SETTINGS = Derived(_settings, frozenset({"settings"}))
"""The settings of the whole workspace."""
