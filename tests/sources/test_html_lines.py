"""Lines that news adds to its stories, told from the story by what they say and where they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import BlockKind
from communique.sources.html.lines import Paragraph, is_contact, keep_story_lines
from sources.newspage import STORY, TITLE


def kept(*texts: str, title: str | None = TITLE) -> list[str]:
    lines = [
        Paragraph(BlockKind.SUBHEAD if t.startswith("## ") else BlockKind.BODY, t.removeprefix("## ")) for t in texts
    ]
    return [p.text for p in keep_story_lines(lines, title)]


ANYWHERE = [
    "Read more: The war of the bakers",
    "Read also: Millers on strike",
    "See also",
    "ALSO READ: The long night",
    "Related: The maps of 1921",
    "More on this story: the maps",
    "Don't miss: ten maps",
    "Advertisement",
    "ADVERTISEMENT",
    "Article continues below",
    "Story continues below",
    "Scroll to continue",
    "Sign up for our newsletter",
    "Sign up here",
    "Subscribe to our daily letter",
    "Get the latest news in your inbox",
    "Follow us on Twitter and Facebook",
    "Join our channel on Telegram to be the first to know",
    "Download our app",
    "Click here to read it all",
    "Share this story",
    "Loading...",
    "Please enable JavaScript",
    "We use cookies to make this site better",
    "Photo: Jon Berg/Courier",
    "File photo: the pass in winter",
    "Image credit: Jon Berg",
    "(Photo by Jon Berg)",
    "© 2024 Courier Media",
    "Copyright 2024 Courier",
    "All rights reserved.",
    "Tags: border, maps, Vienna",
    "Topics: border",
    "Filed under World",
    "Lesen Sie auch: Die Karten",
    "Lire aussi : les cartes",
    "Lea también: mapas",
    "Leia também: mapas",
    "Leggi anche: le mappe",
    "Читайте также: карты",
    "اقرأ أيضا: الخرائط",
    "相关阅读：地图",
    "* * *",
    "—",
]
AT_END = [
    "(Reporting by Ana Ferreira; Editing by Jon Berg)",
    "Reporting by Ana Ferreira in Vienna",
    "Editing by Jon Berg",
    "Additional reporting by Li Wen",
    "Ana Ferreira contributed to this report.",
    "With agencies",
    "Source: Courier",
    "This article was originally published by the Courier.",
    "This story was produced by the Courier desk.",
    "The views expressed here are the author's own.",
    "Disclaimer: the Courier answers for nothing.",
    "Ana Ferreira is a senior correspondent.",
    "If you notice an error, select the text and press Ctrl+Enter.",
    "Reproduction of this material without permission is prohibited.",
    "-30-",
    "###",
    "ENDS",
    "For more information, contact the press office of the ministry.",
    "Press contacts:",
    "Last updated: 21 May 2024",
    "Tel.: +43 1 555 01 23, e-mail: press@courier.example",
    "Все права защищены.",
    "Alle Rechte vorbehalten.",
    "Tous droits réservés.",
    "Todos los derechos reservados.",
    "Our Standards: the principles of trust",
    "21 May 2024",
]
AT_START = [
    TITLE,
    TITLE.upper() + ".",
    "By Ana Ferreira",
    "By Ana Ferreira and Jon Berg",
    "Von Ana Ferreira",
    "Par Ana Ferreira",
    "Staff Reporter",
    "Diplomatic Correspondent",
    "Published: 21 May 2024 08:30",
    "21 May 2024",
    "May 21, 2024",
    "2024-05-21 08:30",
    "5 min read",
    "3 hours ago",
    "08:30",
]


@pytest.mark.parametrize("line", ANYWHERE)
@pytest.mark.parametrize("at", [0, 3, 6])
def test_lines_that_are_no_story_wherever_they_stand(line: str, at: int) -> None:
    assert kept(*STORY[:at], line, *STORY[at:]) == list(STORY)


@pytest.mark.parametrize("line", AT_END)
def test_lines_behind_the_story(line: str) -> None:
    assert kept(*STORY, line) == list(STORY)


def test_several_lines_behind_the_story() -> None:
    assert kept(*STORY, *AT_END[:10]) == list(STORY)
    assert kept(*STORY, AT_END[0], "## Contacts", AT_END[20]) == list(STORY)


@pytest.mark.parametrize("line", AT_START)
def test_lines_before_the_story(line: str) -> None:
    assert kept(line, *STORY) == list(STORY)


def test_title_byline_and_time_together() -> None:
    assert kept(TITLE, "By Ana Ferreira", "21 May 2024", *STORY) == list(STORY)


@pytest.mark.parametrize("line", [line for line in AT_END if line[0] not in "-#E2"])
def test_one_line_alone_is_never_dropped_as_an_ending(line: str) -> None:
    """A page that holds nothing else may be about just that."""
    assert kept(line) in ([line], [])
    assert kept(STORY[0], line) == [STORY[0]]


# ---------------------------------------------------------------- what only looks like it


@pytest.mark.parametrize(
    "line",
    [
        "By signing the protocol on Monday, the two ministers ended a dispute of a hundred years.",
        "By Monday evening the two delegations had settled all but one of the questions before them.",
        "Reporting from the front is not allowed in either country, the union said in its yearly letter.",
        "Sources, that was the one word the minister would not say, whoever asked and however often they did so.",
        "Read aloud in parliament, the letter of the king took nine minutes and was answered with silence.",
        "Share prices fell in both capitals after the talks had been broken off for the second time.",
        "Following the talks, both ministers flew on to Prague, where they are to meet the president.",
        "Topics such as water, tolls and grazing were left to the second round, the statement said.",
        "Copyright law was the one chapter of the trade agreement on which nothing had been settled.",
        "Photographs of the patrol were handed to the commission, which will keep them under seal.",
        "More than forty villages lie in the strip of land that both sides claim as their own.",
        "Related questions, such as grazing and water, were left to a second commission of six.",
        "Click and the lock falls shut: so the guard told of the night in which the patrol was held.",
        "Comments by the minister on Sunday had set off the quarrel that the talks have now put to rest.",
        "Contacts between the two capitals had been broken off in March, after the affair of the radios.",
        "The hotline that the two ministries will share has the number 112 and is staffed day and night.",
        "The commission sits at 14 Harbour Street, in the house where the first treaty was signed in 1921.",
        "Of the 12500 lorries that crossed in 2023, half were empty, the customs service said on Tuesday.",
        "Correction: an earlier version of this report gave the year of the maps as 1922. It is 1921.",
    ],
)
@pytest.mark.parametrize("at", [1, 3, 5])
def test_sentences_of_a_story_that_look_like_boilerplate_stay(line: str, at: int) -> None:
    texts = [*STORY[:at], line, *STORY[at:]]
    assert kept(*texts) == texts


def test_a_long_paragraph_is_no_notice() -> None:
    long = "Related: " + " ".join(STORY)
    assert long in kept(STORY[0], long, STORY[1])


def test_lists_and_short_lines_of_a_story_stay() -> None:
    texts = [*STORY[:2], "A joint commission.", "One customs house.", "A second round in May.", *STORY[2:]]
    assert kept(*texts) == texts


def test_subheads_stay_and_go_at_the_end() -> None:
    assert kept(*STORY[:3], "## The maps", *STORY[3:]) == [*STORY[:3], "The maps", *STORY[3:]]
    assert kept(*STORY, "## The maps") == list(STORY)


def test_a_second_story_with_a_dateline_under_a_subhead_ends_the_first() -> None:
    second = [
        "## Bakers ask for longer nights",
        "PRAGUE, May 20 (Courier) -- The bakers have asked the council.",
        STORY[3],
    ]
    assert kept(*STORY, *second) == list(STORY)
    assert kept(*STORY[:3], "## In Prague", "PRAGUE was the wish of both.", *STORY[3:]) == [
        *STORY[:3],
        "In Prague",
        "PRAGUE was the wish of both.",
        *STORY[3:],
    ]


def test_a_title_that_is_all_of_the_page_is_not_dropped() -> None:
    assert kept(TITLE) == [TITLE]
    assert kept(TITLE, "By Ana Ferreira") != []
    assert kept() == []


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Ministry of Foreign Affairs, 14 Harbour Street, tel. +43 1 555 01 23, fax +43 1 555 01 24", 3),
        ("Press office: press@courier.example, +43 1 555 01 23", 3),
        ("119200, Москва, Смоленская-Сенная пл., тел.: +7 499 244 16 06, e-mail: press@mid.example", 3),
        ("Anschrift: Werderscher Platz 1, 10117 Berlin, Telefon: 030 555 01", 3),
        ("地址：北京市朝阳门南大街2号 电话：86-10-6555", 2),
        ("www.courier.example | press@courier.example", 2),
    ],
)
def test_addresses_are_known_by_several_signs(text: str, signs: int) -> None:
    assert is_contact(text, signs)
    assert text not in kept(*STORY, text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister called the number 112 from his car.",
        "The address of the new embassy is 14 Harbour Street.",
        "Nobody picked up the telephone.",
        "In 2023 some 12500 lorries crossed the border, 40 a day.",
        " ".join(STORY) + " tel. +43 1 555 01 23, fax +43 1 555 01 24, press@courier.example",
        "",
    ],
)
def test_sentences_with_a_number_or_a_street_are_no_addresses(text: str) -> None:
    assert not is_contact(text, 2)


LINES = st.lists(
    st.sampled_from([*STORY, *ANYWHERE, *AT_END, *AT_START, "## A subhead", "## Contacts"])
    | st.text(max_size=60).map(lambda t: " ".join(t.split())).filter(bool),
    max_size=12,
)


@settings(max_examples=200, deadline=1000)
@given(LINES, st.sampled_from([TITLE, None, "", "##"]))
def test_what_is_kept_are_lines_of_the_page_in_their_order(texts: list[str], title: str | None) -> None:
    lines = [Paragraph(BlockKind.SUBHEAD if t.startswith("## ") else BlockKind.BODY, t) for t in texts]
    got = list(keep_story_lines(lines, title))
    rest = iter(lines)
    assert all(any(line is g for line in rest) for g in got), "in order, each at most once"
    assert not got or got[-1].kind is not BlockKind.SUBHEAD


@settings(max_examples=100, deadline=1000)
@given(LINES)
def test_long_sentences_of_the_midst_are_never_lost(noise: list[str]) -> None:
    """Whatever stands before and behind, the paragraphs between two long ones stay."""
    ends = [n for n in noise if not n.startswith("## ")]
    assert kept(*STORY, *[e for e in ends if e in AT_END]) == list(STORY)
    assert set(STORY) <= set(kept(*STORY[:3], *[e for e in ends if e in ANYWHERE], *STORY[3:]))
