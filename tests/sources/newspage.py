"""A small news page in our own words, to put boilerplate into; not a test."""

from collections.abc import Iterable

from communique.records import BlockKind, Rejected
from communique.sources.drafts import Draft
from communique.sources.html import Fetched, read_page
from communique.sources.options import ReadOptions

TITLE = "Ministers agree on a commission for the border"
ADDRESS = "https://www.courier.example/world/commission-for-the-border"
STORY = (
    "The foreign ministers of the two countries agreed on Monday to set up a joint commission that is to settle where "
    "their border runs in the northern hills, after three days of talks in Vienna.",
    "The commission will have six members from each side and a chairman named by the Austrian government, according to "
    "a statement that both delegations handed out in the evening.",
    "It is to look at the maps of 1921, which each of the two capitals reads in its own way, and to report before the "
    "snow closes the passes again in November.",
    "Officials in both capitals said that the trade route through the lower valley would be opened to lorries at once, "
    "and that the two customs services would share a single building.",
    "The talks had been broken off twice since the spring, the last time after a patrol was held for a night by the "
    "guards of the other side and then released without its radios.",
    "A second round is planned for May in Prague, where the ministers of the interior are to join, and where the "
    "question of the water from the upper lake will be on the table.",
)


def page(body: str, head: str = "", title: str = TITLE) -> bytes:
    """A whole page around `body`."""
    start = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
    return f"{start}{body}</body></html>".encode()


def paragraphs(texts: Iterable[str] = STORY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article(inside: str = "", after: str = "", before: str = "", middle: str = "") -> str:
    """The story in an `article`. before, middle, inside: put before, amid, behind the text; after: outside."""
    body = paragraphs(STORY[:3]) + middle + paragraphs(STORY[3:])
    return f"<main><article><h1>{TITLE}</h1>{before}{body}{inside}</article>{after}</main>"


def read(raw: bytes, address: str | None = ADDRESS, options: ReadOptions | None = None) -> Draft:
    """The draft of a page that holds one."""
    draft = read_page(raw, Fetched("page.html", address=address), options or ReadOptions())
    assert not isinstance(draft, Rejected), draft
    return draft


def texts_of(draft: Draft) -> list[str]:
    """Its paragraphs in order, subheads too."""
    return [block.span.of(draft.text) for block in draft.paragraphs if block.span is not None]


def captions_of(draft: Draft) -> list[str]:
    return [block.text for block in draft.aside if block.kind is BlockKind.CAPTION and block.text]
