"""The verbs of selling: playbooks, leads converted, duplicates merged, the library of objections."""

from collections.abc import Sequence

from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.output import print_json
from pmtui.errors import InputError, NothingFound
from pmtui.models.kinds import kind_named
from pmtui.workflows.assignments import plain_assignments
from pmtui.workflows.deals.lead_score import read_trait, set_profile
from pmtui.workflows.deals.leads import convert
from pmtui.workflows.deals.objections import library
from pmtui.workflows.deals.playbooks import plan
from pmtui.workflows.merge_records import likely_duplicates, merge
from pmtui.workflows.playbook_files import playbook_named, playbooks

_TWO = 2


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


def profile(options: Options, words: Sequence[str], *, drop: bool) -> int:
    """`pmtui profile [FIELD=VALUES:WEIGHT... | --drop]`: print or set what the ideal customer is like.

    Raises:
        InputError: A trait is about no field of leads.
        NothingFound: There is no profile: it is learnt from the accounts.
    """
    traits = [read_trait(name, text) for name, text in plain_assignments(words).items()]
    with opened(options, writing=bool(traits or drop)) as workspace:
        if traits or drop:
            set_profile(workspace, traits)
            return 0
        for trait in workspace.settings.profile:
            print(f"{trait.field}={','.join(trait.values)}:{trait.weight}")
        if not workspace.settings.profile:
            raise NothingFound("no profile is set: leads are scored by the accounts there are")
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
        found = library(workspace.rows("deal"), workspace.pipelines.whole, " ".join(words))
        if as_json:
            print_json(
                [
                    {**each.__dict__, "win_rate": None if each.win_rate is None else float(each.win_rate)}
                    for each in found
                ]
            )
        for each in () if as_json else found:
            rate = f", {each.win_rate:.0%} of {each.won + each.lost} won" if each.win_rate is not None else ""
            print(f"{each.objection} > {each.answer}  ({each.used}x, {each.accepted} accepted{rate})")
        if not found:
            raise NothingFound(
                'no objection with an answer yet; they stand on deals: objections="doubt > answer"'
            )
    return 0
