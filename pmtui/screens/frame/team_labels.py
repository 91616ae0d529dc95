"""The words on the screens: ours, or the team's own where it has renamed a term."""

from pmtui.store.workspace import Workspace


def label_of(workspace: Workspace, label: str, headword: str) -> str:
    """Return the label that a screen shows.

    A team renames a term by giving its own version of the entry a label. That applies wherever a label
    is one of the entry's names; a label that only leads to the entry, such as the name of an account,
    is unchanged.

    Args:
        workspace: The workspace with the team's words.
        label: The word that we use.
        headword: Slug of the entry that defines it.
    """
    own = workspace.rows("term").get(headword) if headword else None
    renamed = own.get("label") if own else None
    if not isinstance(renamed, str) or not renamed or own is None:
        return label
    from pmtui.glossary.entries import from_term, laid_over, names
    from pmtui.glossary.words import folded
    from pmtui.screens.frame.dictionary import shipped_entry

    shipped = shipped_entry(headword)
    called = {
        folded(name)
        for entry in (shipped, laid_over(shipped, from_term(own)))
        if entry
        for name in names(entry)
    }
    return renamed if folded(label) in called else label
