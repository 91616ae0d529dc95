"""The verbs of selling: stages of the pipeline, playbooks, the library of objections."""

from collections.abc import Sequence

from pmtui.cli.context import opened
from pmtui.cli.documents import parse_assignments
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import InputError, NothingFound, nearest
from pmtui.models.kinds import kind_named
from pmtui.models.stages import Stage
from pmtui.store.changes import ChangeSet
from pmtui.workflows.leads import convert
from pmtui.workflows.merging import likely_duplicates, merge
from pmtui.workflows.objections import library
from pmtui.workflows.playbook_files import playbook_named, playbooks
from pmtui.workflows.playbooks import plan

_FIELDS = ("probability", "rot_days", "forecast", "exit", "enforced")
_WHOLE = 100
_TWO = 2
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


def stage(options: Options, words: Sequence[str], *, as_json: bool) -> int:
    """`pmtui stage [NAME FIELD=VALUE...]`: print the stages, or change one.

    Raises:
        InputError: There is no such stage or field, or the field cannot take its value.
    """
    names = [word for word in words if "=" not in word]
    values = parse_assignments([word for word in words if "=" in word])
    with opened(options, writing=bool(values)) as workspace:
        pipeline = workspace.pipeline
        if values:
            if not names:
                raise InputError("stage takes a name and fields, such as: stage Proposal probability=60")
            wanted = pipeline.stage_named(" ".join(names))
            changed = _changed(wanted, values)
            stages = tuple(changed if each.name == wanted.name else each for each in pipeline.stages)
            changes = ChangeSet(f"Set {', '.join(values)} of the stage {wanted.name}")
            changes.update(pipeline, pipeline.model_copy(update={"stages": stages}))
            workspace.commit(changes)
            return 0
        shown = [pipeline.stage_named(" ".join(names))] if names else list(pipeline.stages)
        if as_json:
            print_json([each.model_dump(mode="json") for each in shown])
        for each in () if as_json else shown:
            print(f"{each.name}  {each.probability} %  {each.kind}  {each.forecast}  {_told(each)}".rstrip())
    return 0


def _told(stage: Stage) -> str:
    rot = f"rots after {stage.rot_days} days" if stage.rot_days is not None and stage.kind == "open" else ""
    criteria = f"{'demands' if stage.enforced else 'asks'}: {'; '.join(stage.exit)}" if stage.exit else ""
    return "  ".join(part for part in (rot, criteria) if part)


def _changed(stage: Stage, values: dict[str, str]) -> Stage:
    updates: dict[str, object] = {}
    for name, text in values.items():
        if name not in _FIELDS:
            raise InputError(f"unknown field {name!r} of a stage{nearest(name, _FIELDS)}")
        if name == "exit":
            updates[name] = tuple(part.strip() for part in text.replace(",", ";").split(";") if part.strip())
        elif name == "enforced":
            if text.lower() not in (*_TRUE, *_FALSE):
                raise InputError(f"enforced is yes or no, not {text!r}")
            updates[name] = text.lower() in _TRUE
        elif name == "forecast":
            if text not in ("commit", "best case", "pipeline", "omitted", "closed"):
                raise InputError(f"forecast is commit, best case, pipeline or omitted, not {text!r}")
            updates[name] = text
        elif name == "rot_days" and not text:
            updates[name] = None
        elif not text.isdecimal() or (name == "probability" and int(text) > _WHOLE):
            raise InputError(
                f"{name} is a whole number{' from 0 to 100' if name == 'probability' else ''}, not {text!r}"
            )
        else:
            updates[name] = int(text)
    return stage.model_copy(update=updates)


def playbook(options: Options, name: str, document_id: str) -> int:
    """`pmtui playbook [NAME ID]`: list the playbooks, or plan the steps of one about a document.

    Raises:
        InputError: There is no such playbook or document, or they do not fit.
    """
    if not name:
        for each in playbooks():
            print(f"{each.id}  for a {each.kind}  {len(each.steps)} steps")
        return 0
    if not document_id:
        raise InputError(f"playbook {name} takes the document it is for, such as D-1")
    with opened(options, writing=True) as workspace:
        commit = plan(workspace, playbook_named(name), document_id)
        print(" ".join(each for _, each in commit.changed))
    return 0


def convert_lead(options: Options, lead_id: str, *, account: str, contact: str, deal: str) -> int:
    """`pmtui convert LEAD [--account A] [--contact C] [--deal D]`: prints the ids of what came of it.

    Raises:
        InputError: It is no lead, or has been converted.
    """
    with opened(options, writing=True) as workspace:
        commit = convert(workspace, lead_id, account, contact, deal)
        print(" ".join(each for _, each in commit.changed))
    return 0


def merge_records(options: Options, words: Sequence[str], *, take: str, suggest: str) -> int:
    """`pmtui merge KEEP DROP [--take FIELD,...]`, or `pmtui merge --suggest KIND`.

    Raises:
        InputError: They cannot be merged.
        NothingFound: No two look the same.
    """
    if suggest:
        kind = kind_named(suggest).name
        with opened(options) as workspace:
            pairs = likely_duplicates(workspace.tables, kind)
            for pair in pairs:
                first, second = workspace.names.label(pair.first), workspace.names.label(pair.second)
                print(f"{pair.first} {pair.second}  {first} | {second}  {pair.reason}")
        if not pairs:
            raise NothingFound(f"no two {kind_named(suggest).plural} look the same")
        return 0
    if len(words) != _TWO:
        raise InputError("merge takes the record to keep and the one to drop, such as A-1 A-7")
    fields = [name.strip() for name in take.split(",") if name.strip()]
    with opened(options, writing=True) as workspace:
        commit = merge(workspace, words[0], words[1], fields)
        print(f"changed: {' '.join(each for _, each in commit.changed)}")
    return 0


def objections(options: Options, words: Sequence[str], *, as_json: bool) -> int:
    """`pmtui objections [WORDS...]`: the answers that were given, those that won most first.

    Raises:
        NothingFound: There is none.
    """
    with opened(options) as workspace:
        found = library(workspace.rows("deal"), workspace.pipeline, " ".join(words))
        if as_json:
            print_json([{**each.__dict__, "win_rate": each.win_rate} for each in found])
        for each in () if as_json else found:
            rate = f", {each.win_rate:.0%} of {each.won + each.lost} won" if each.win_rate is not None else ""
            print(f"{each.objection} > {each.answer}  ({each.used}x, {each.accepted} accepted{rate})")
        if not found:
            raise NothingFound(
                'no objection with an answer yet; they stand on deals: objections="doubt > answer"'
            )
    return 0
