"""From what a reader gathered to a `Document`: the one place where text is normalised.

In comes a `Draft`; out goes a `Document`, or `Rejected` where no text is left. Normalising never moves a character:
every replacement is as long as what it replaces, so offsets that a user has into a row's text stay true.
"""

from dataclasses import dataclass

from communique.records import Block, Found, Publication


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader knows of a report. Text as read; everything else as the source states it, None where it is silent.

    uri: `path`, `path#line 7`, or the address of a page. id: only when the source gives one.
    paragraphs: offsets (start, end, kind) when the reader knows them (HTML, Markdown); worked out from line ends if empty.
    aside: blocks kept beside the text (captions, a headline that the format gives apart).
    """

    uri: str
    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    published: Publication | None = None
    crawled: str | None = None
    paragraphs: tuple[Block, ...] = ()
    aside: tuple[Block, ...] = ()
    found: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()
