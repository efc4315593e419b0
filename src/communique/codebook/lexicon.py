"""What words tell of the sector of whom they name: roles, titles, ministries, names of organisations.

In: a noun phrase (a string, or tokens) or a text. Out: `Headed`: the sector that the head of the phrase tells, and what
it was read from; `Titled`s: titles with their modifiers; `Mentioned`s: names of organisations. Case, plural,
diacritics, curly apostrophes, hyphens and British or American spelling make no difference to roles. Nothing is refused:
a phrase that tells no sector gives None; damaged tables raise `SetupError` on first use.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from communique.codebook.heads import Headed, Piece, Reading, Word, words_of
from communique.codebook.ministries import ministry_in
from communique.codebook.names import Named, names_in
from communique.codebook.organisations import Mentioned, Roll, roll
from communique.codebook.phrases import WORD
from communique.codebook.sectors import Role, roles
from communique.codebook.titles import Title, Titled, longest_titles, titled_in, titles
from communique.records.spans import Span

__all__ = ["Headed", "Lexicon", "Mentioned", "Titled", "lexicon"]


class Lexicon:
    """Roles, titles and names of organisations, compiled. on: the day for which the status of organisations counts."""

    def __init__(self, table: Mapping[str, Role], offices: Mapping[str, Title], names: Roll) -> None:
        self._roles = {**{key: title.role for key, title in offices.items()}, **table}
        self._titles, self._longest_titles = offices, longest_titles(offices)
        self._found = lru_cache(maxsize=20_000)(names.find)
        self._longest: dict[str, int] = {}
        for key in self._roles:
            first, count = key.split(" ", 1)[0], key.count(" ") + 1
            self._longest[first] = max(count, self._longest.get(first, 0))

    def __len__(self) -> int:
        return len(self._roles)

    def find(self, text: str) -> tuple[Mentioned, ...]:
        """Names of armed groups, parties, agencies, media and companies in a text, from left to right."""
        return self._found(text)

    def titles(self, phrase: str) -> tuple[Titled, ...]:
        """Titles in a phrase with their modifiers, from left to right, the longest at each place."""
        return titled_in(phrase, self._titles, self._longest_titles)

    def head_of(self, phrase: str | Sequence[str], head: int | None = None, on: str | None = None) -> Headed | None:
        """The sector that a noun phrase tells; None where it tells none.

        head: index of the head among the tokens, where the phrase is given as tokens; else the last word before the
        first preposition or comma counts. on: ISO 8601, the day that counts for names with several statuses.
        The longest role or name that contains the head tells it. A head that leans (`officer`) takes the sector of what
        stands before it, else of what it is `of`; a name of a person takes that of the title before it.
        """
        text = phrase if isinstance(phrase, str) else " ".join(phrase)
        words = words_of(text)
        said = self._roles_in(words)
        found = names_in(text) if said and not text.islower() else ()
        known = frozenset(w.key for w in words if any(n.span.start <= w.start < n.span.end for n in found))
        said = _outside(said, words, found)
        reading = Reading(text, words, (*said, *self._names_in(text, words)), on, known)
        at = None
        if head is not None and not isinstance(phrase, str):
            offset = sum(len(token) + 1 for token in phrase[:head])
            at = next((i for i, w in enumerate(words) if w.end > offset), None)
        return reading.headed(at)

    def _names_in(self, text: str, words: list[Word]) -> Iterator[Piece]:
        """The ministry and the names of organisations in a phrase; names for several need one sector at least."""
        ministry = ministry_in(text)
        named = (m for m in self._found(text) if m.sure or (" " in m.text and _one_sector(m)))
        for source in (*([ministry] if ministry else ()), *named):
            first = next(i for i, w in enumerate(words) if w.end > source.span.start)
            past = next((i for i, w in enumerate(words) if w.start >= source.span.end), len(words))
            yield Piece(first, past, source)

    def _roles_in(self, words: list[Word]) -> list[Piece]:
        """Every role in a phrase, the longest at each word."""
        found = []
        for at, word in enumerate(words):
            count = min(self._longest.get(word.key, 0), len(words) - at)
            while count:
                run = words[at : at + count]
                role = self._roles.get(" ".join(w.key for w in run))
                if role is not None and not any(w.parted for w in run[1:]) and _written(role, run):
                    found.append(Piece(at, at + count, role))
                    break
                count -= 1
        return found


def _one_sector(mentioned: Mentioned) -> bool:
    """Whether all that a name can mean are of one sector."""
    return len({organisation.sector for organisation in mentioned.readings}) == 1


def _outside(said: list[Piece], words: list[Word], found: tuple[Named, ...]) -> list[Piece]:
    """Roles that are no part of a name of a country or body: the `West Bank` tells of no bank."""
    spans = [(Span(words[p.first].start, words[p.past - 1].end), p) for p in said]
    return [p for span, p in spans if not any(n.span.overlaps(span) and not span.contains(n.span) for n in found)]


def _written(role: Role, run: list[Word]) -> bool:
    """Whether words are written as a role asks that has capitals (`MP`, `Gen.`)."""
    if role.phrase.islower():
        return True
    asked = WORD.findall(role.phrase)
    return all(w.text[0].isupper() or not a[0].isupper() for a, w in zip(asked, run, strict=True))


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package, built on the first call. Raises `SetupError` for a damaged table."""
    return Lexicon(roles(), titles(), roll())
