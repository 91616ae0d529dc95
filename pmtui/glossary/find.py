"""Finding an entry by its name: exactly, with the senses of a homonym, or the nearest headwords."""

from collections.abc import Mapping

from pmtui.errors import WorkspaceError
from pmtui.glossary.entries import Entry, from_term, laid_over, names, read_all, read_json, read_phase, text
from pmtui.glossary.words import folded, singular, split, told

_LONGEST = 200
_NEAR = 5


class Dictionary:
    """The shipped entries with the workspace's own terms over them, read as they are needed.

    Args:
        own: The workspace's terms as stored, by slug; what they fill wins over the shipped text.
    """

    def __init__(self, own: Mapping[str, Mapping[str, object]] | None = None) -> None:
        self._own = {slug: from_term(term) for slug, term in (own or {}).items()}
        self._names, self._phases, self._headwords = _read_index()
        self._read: dict[str, dict[str, Entry]] = {}

    def entry(self, slug: str) -> Entry | None:
        """The entry of a slug, or `None`."""
        own = self._own.get(slug)
        shipped = self._shipped(slug)
        return shipped if own is None else laid_over(shipped, own)

    def slugs(self) -> set[str]:
        """All slugs, in no particular order."""
        return {*self._headwords, *self._own}

    def headword(self, slug: str) -> str:
        """The headword of a slug; the slug itself where there is no such entry."""
        own = self._own.get(slug)
        return (text(own, "headword") if own is not None else "") or self._headwords.get(slug, slug)

    def find(self, asked: str) -> list[str]:
        """The slugs of the entries that answer to a name: none, one, or the senses of a homonym.

        A headword of the team's own is what the team means by it; an alias of its own is one more sense.

        Case, spaces and punctuation make no difference. A plural finds its singular, and `what is churn`
        finds churn, where nothing is called so word for word.
        """
        typed = asked[:_LONGEST]
        whole = folded(typed)
        heart = "".join(told(split(typed)))
        for wanted in dict.fromkeys((whole, singular(whole), heart, singular(heart))):
            found = self._named(wanted)
            if found:
                return found
        return []

    def nearest(self, asked: str) -> list[str]:
        """The headwords that some words may have meant, the likeliest first; at most five."""
        from pmtui.glossary.search import TermIndex

        shipped = read_all()
        own = {slug: laid_over(shipped.get(slug), entry) for slug, entry in self._own.items()}
        hits = TermIndex({**shipped, **own}).search(asked, _NEAR)
        return [hit.headword for hit in hits if hit.matched] or [hit.headword for hit in hits]

    def plain_name(self, slug: str) -> str:
        """A name that leads to this entry alone: by it a sense of a homonym can be asked for.

        One that a shell takes as it is comes before one with brackets or an apostrophe.
        """
        entry = self.entry(slug)
        found = [name for name in names(entry or {}) if self._named(folded(name)) == [slug]]
        typed = [name for name in found if all(word.isalnum() for word in name.replace("-", " ").split())]
        return next(iter([*typed, *found]), slug)

    def _named(self, wanted: str) -> list[str]:
        if not wanted:
            return []
        own = [slug for slug, term in self._own.items() if wanted in map(folded, names(term))]
        called = [slug for slug in own if folded(text(self._own[slug], "headword")) == wanted]
        return called or list(dict.fromkeys([*own, *self._names.get(wanted, [])]))

    def _shipped(self, slug: str) -> Entry | None:
        phase = self._phases.get(slug)
        if phase is None:
            return None
        if phase not in self._read:
            self._read[phase] = read_phase(phase)
        return self._read[phase].get(slug)


def _read_index() -> tuple[dict[str, list[str]], dict[str, str], dict[str, str]]:
    index = read_json("index.json")
    try:
        if isinstance(index, dict):
            return index["names"], index["phases"], index["headwords"]
    except KeyError:
        pass
    raise WorkspaceError("the dictionary is damaged: index.json is not an index; install pmtui again")
