"""`pmtui today`: what is due, as plain text fit for a morning mail, or as JSON."""

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import NothingFound
from pmtui.workflows.agenda import agenda


def print_agenda(options: Options, *, as_json: bool) -> int:
    """Print what is overdue, due today and due within a week.

    Raises:
        NothingFound: Nothing is.
    """
    with opened(options) as workspace:
        lines = agenda(workspace.tables, workspace.pipelines.whole, workspace.clock.today())
        if as_json:
            print_json([{**line._asdict(), "day": line.day.isoformat()} for line in lines])
        for line in () if as_json else lines:
            about = f"  ({workspace.names.label(line.about)})" if line.about else ""
            print(f"{line.day}  {line.urgency:<7}  {line.id:<7}  {line.text}{about}")
        if not lines:
            raise NothingFound("nothing is due in the next seven days")
    return 0
