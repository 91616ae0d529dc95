"""Who asks for each feature, kept for the screens: the requests by feature, worked out where they are shown."""

from collections import defaultdict
from functools import lru_cache

from pmtui.metrics.roadmap.demand import Demand, demand
from pmtui.store.events import Changed
from pmtui.store.workspace import Workspace


class RequestsByFeature:
    """The requests of a workspace by what they ask for.

    Args:
        workspace: Where they are; read when first asked, O(requests).
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._asking: defaultdict[str, list[str]] | None = None
        workspace.subscribe(self._take)

    def of(self, feature_id: str) -> Demand:
        """What hangs on a feature now."""
        rows = self._workspace.rows("request")
        ids = [each for each in self._index()[feature_id] if each in rows]
        return demand(self._workspace.tables, self._workspace.pipelines, [rows[each] for each in ids])

    def _index(self) -> defaultdict[str, list[str]]:
        if self._asking is None:
            self._asking = defaultdict(list)
            for each, row in self._workspace.rows("request").items():
                self._asking[str(row.get("feature"))].append(each)
        return self._asking

    def _take(self, changed: Changed) -> None:
        if "request" in changed.ids:
            self._asking = None


@lru_cache(maxsize=4)
def askers_of(workspace: Workspace) -> RequestsByFeature:
    """The askers of a workspace, one for the process."""
    return RequestsByFeature(workspace)
