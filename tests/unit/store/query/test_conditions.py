"""Filters become trees of TinyDB queries that can be printed and say what they read."""

import pytest
from tinydb.queries import QueryInstance

from pmtui.store.query.conditions import explained
from pmtui.store.query.filters import parse_filter
from pmtui.store.workspace import Workspace

_TREES = [
    ("deal", "", "everything", set()),
    ("deal", "stage:won", "stage in ['Won']", {"pipeline"}),
    ("deal", "-tag:eu", "not\n  tags has 'eu'", set()),
    ("deal", "close:2026-12-01..2026-12-31", "'2026-12-01' <= expected_close <= '2026-12-31'", set()),
    ("deal", "close:<today", "'' <= expected_close <= '2026-11-22'", {"day"}),
    ("deal", "amount:>10k", "amount is '>10k'", {"settings", "day"}),
    ("deal", "next_step:none", "not\n  next_step is filled", set()),
    ("deal", "stage:won source:web", "and\n  stage in ['Won']\n  source contains 'web'", {"pipeline"}),
    ("deal", "source:web,referral", "or\n  source contains 'web'\n  source contains 'referral'", set()),
    ("feature", "depends_on:F-1", "depends_on holds one of ['F-1']", {"feature"}),
]


@pytest.mark.parametrize(("kind", "text", "tree", "reads"), _TREES)
def test_a_filter_prints_as_a_tree_and_names_what_it_reads(
    demo: Workspace, kind: str, text: str, tree: str, reads: set[str]
) -> None:
    condition = parse_filter(kind, text, demo.filter_context)
    assert explained(condition) == tree
    assert condition.reads == reads


def test_a_filter_is_a_query_that_tinydb_runs_itself(demo: Workspace) -> None:
    """The same tree, asked by TinyDB over its table and by a search, finds the same deals."""
    for text in ("stage:proposal", "-stage:won amount:>10k", "is:open close:<today", "owner:me,ben", "acme"):
        query = parse_filter("deal", text, demo.filter_context).query
        assert isinstance(query, QueryInstance)
        by_tinydb = [document["id"] for document in demo.table("deal").search(query)]
        assert sorted(by_tinydb) == sorted(demo.search("deal", text).ids)
        assert len(by_tinydb) == demo.table("deal").count(query)
