"""Surnames that stand alone where the document gives the name in full as well.

In: the words of mentions of persons. Out: for each of those that holds a surname alone (`Smith`, `Mr Smith`, `President
Smith`) the words in which the same document names someone of that surname in full. Such a surname is never looked up
by itself: it means whom the text has named.
"""

from collections.abc import Iterable

from communique.actors.person_names import name_in
from communique.actors.phrases import phrase_of
from communique.actors.register import last_words


def longer_names(mentions: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each wording with a surname alone: the fullest wording for everyone of that surname, none twice."""
    names = {words: name_in(phrase_of(words)) for words in dict.fromkeys(mentions)}
    parts = {words: last_words(name) for words, name in names.items() if name}
    fullest: dict[tuple[str, ...], str] = {}
    for words, said in parts.items():
        if len(said) > 1 and len(words) > len(fullest.get(said, "")):
            fullest[said] = words
    by_surname: dict[str, list[tuple[str, ...]]] = {}
    for said in fullest:
        for word in {said[-1], said[0]}:
            by_surname.setdefault(word, []).append(said)
    found = {}
    for words, said in parts.items():
        if len(said) == 1 and said[0] in by_surname:
            people = by_surname[said[0]]
            last = [p for p in people if p[-1] == said[0]] or people
            longest = [p for p in last if not any(set(p) < set(other) for other in last)]
            found[words] = tuple(fullest[p] for p in longest)
    return found
