"""The lines that news adds to its stories: bylines, agency footers, addresses, appeals, credits, second stories.

In: paragraphs of a page's main region in order. Out: those that are the story. A line is dropped for what it says, so
each rule is narrow, and most hold only at the story's end or start, where such lines stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.records import BlockKind
from communique.sources.datelines import find_dateline
from communique.sources.drafts import same_letters
from communique.sources.html import phrases


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `BODY` or `SUBHEAD`, white space folded, never empty."""

    kind: BlockKind
    text: str


_STRONG = frozenset({"telephone", "fax", "mail", "web", "office"})  # signs that no street or number alone gives
_NUMBER_OR_MAIL = re.compile(r"[\d@]")
_PAREN_CREDIT = re.compile(
    r"^\((?:reporting|writing|editing|additional|with|compiled|edited|source|репортаж|redaktion|ec|eds?\b).{3,240}\)\.?$",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:by|from|von|par|por|di|door|автор:?|yazan:?|بقلم:?)[:\s]+(?-i:(?![a-z]))(?:[^\W\d_][\w.'’-]*\s?){1,6}"
    r"(?:(?:,|\||and|und|et|y)\s?.{0,60})?$"
    r"|^(?:staff (?:writer|reporter)s?|(?:[\w ]{0,30})?(?:correspondent|reporter|news desk|web desk|newsroom))\W*$",
    re.I,
)
_STAMP = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|modified|published on|date|time|created|released|"
    r"aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|опубликовано|обновлено)\b.{0,70}"
    r"|(?:\w+,? )?(?:\d{1,2}[./ -]\w+\.?[./ -]\d{2,4}|\w+ \d{1,2},? \d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
    r"(?:[ ,|·-]*(?:at )?\d{1,2}[:.]\d\d.{0,20})?"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]m)?.{0,12}|\d+ (?:min|minutes?|hours?|days?)(?: read| ago)?)\W*$",
    re.I,
)


def keep_story_lines(paragraphs: Sequence[Paragraph], title: str | None) -> Iterator[Paragraph]:
    """The paragraphs of the story itself, in order."""
    kept = [p for p in paragraphs if not _is_noise(p.text)]
    kept = kept[_opening(kept, title) :]
    kept = kept[: _second_story(kept)]
    kept = kept[: _closing(kept)]
    while kept and kept[-1].kind is BlockKind.SUBHEAD:
        kept.pop()
    yield from kept


def _is_noise(text: str) -> bool:
    """Lines that are no part of a story wherever they stand."""
    if not any(c.isalnum() for c in text):
        return True
    return len(text) < 260 and (phrases.noise_lines().match(text) is not None or is_contact(text, 3))


def is_contact(text: str, signs: int) -> bool:
    """True for a short paragraph with at least `signs` different signs of an address, one of them a strong one."""
    if len(text) >= 420 or not _NUMBER_OR_MAIL.search(text):
        return False
    found = {kind for kind, sign in phrases.address_signs().items() if sign.search(text)}
    return len(found) >= signs and not found.isdisjoint(_STRONG)


def _opening(paragraphs: list[Paragraph], title: str | None) -> int:
    """How many lines before the story repeat the title, name its writer or give its time."""
    first = 0
    for index, paragraph in enumerate(paragraphs[:6]):
        text = paragraph.text
        if (title and same_letters(text, title)) or (len(text) < 140 and (_BYLINE.match(text) or _STAMP.match(text))):
            first = index + 1
        elif len(text) > 140:
            break
    return first if first < len(paragraphs) else 0


def _second_story(paragraphs: list[Paragraph]) -> int:
    """Where another story begins: a heading followed by a paragraph that opens with a dateline of its own."""
    for index in range(2, len(paragraphs) - 1):
        if paragraphs[index].kind is BlockKind.SUBHEAD and _opens_with_dateline(paragraphs[index + 1].text):
            return index
    return len(paragraphs)


def _opens_with_dateline(text: str) -> bool:
    dateline = find_dateline(text)
    return dateline is not None and dateline.span.start == 0 and (dateline.day or dateline.agency) is not None


def _closing(paragraphs: list[Paragraph]) -> int:
    """Where the lines after the story begin."""
    last = len(paragraphs)
    for back in range(min(14, len(paragraphs) - 1)):
        index = len(paragraphs) - 1 - back
        text = paragraphs[index].text
        if (
            _PAREN_CREDIT.match(text)
            or (len(text) < 420 and phrases.ending_lines().match(text))
            or is_contact(text, 2)
            or _STAMP.match(text)
            or (len(text) < 100 and _BYLINE.match(text))
        ):
            last = index
        elif len(text) > 60 and index < last - 2:
            break
    return last
