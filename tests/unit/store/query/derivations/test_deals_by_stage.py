"""The deals of each stage follow every commit, as if they were read anew."""

from random import Random

import pytest

from pmtui.store.query.derivations.deals_by_stage import DEALS_BY_STAGE, DealsByStage
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


def held(workspace: Workspace, found: DealsByStage) -> dict[tuple[str, str], tuple[set[str], dict[str, str]]]:
    return {
        (key, stage.name): (
            set(found.ids(key, stage.name)),
            {code: f"{amount:f}" for code, amount in found.sums(key, stage.name).items()},
        )
        for pipeline in workspace.pipelines
        for key in [workspace.pipelines.key(pipeline)]
        for stage in pipeline.stages
    }


@pytest.mark.parametrize("seed", range(3))
def test_they_follow_commits(demo: Workspace, seed: int) -> None:
    chance = Random(seed)
    followed = demo.derived(DEALS_BY_STAGE)
    for _ in range(25):
        deal = chance.choice(list(demo.rows("deal")))
        act = chance.randrange(4)
        if act == 0:
            record_commands.delete(demo, [deal], unlink=True)
        elif act == 1:
            amount = record_commands.read_fields(
                "deal", {"amount": f"{chance.randint(1, 9)}k"}, record_commands.reading(demo)
            )
            record_commands.edit(demo, [deal], amount)
        elif act == 2:
            demo.undo()
        else:
            record_commands.add(demo, "deal", {"title": "Another", "stage": "Qualified"})
        assert demo.derived(DEALS_BY_STAGE) is followed
        assert held(demo, followed) == held(demo, DealsByStage(demo))
