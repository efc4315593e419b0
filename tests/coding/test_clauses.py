"""Who does what to whom in a clause, and whether it took place, on plain sentences read by the packaged model."""

from functools import cache

import pytest

from communique.coding.clauses import objects, obliques, subjects
from communique.coding.status import status_of
from communique.records.analysis import Analysis, Token
from communique.records.documents import Document
from communique.records.ids import digest_of
from language.reading import model


@cache
def read(text: str) -> Analysis:
    analysis = model().analyse(Document("c1", "wire.txt", text, digest_of(text), language="en"))
    assert isinstance(analysis, Analysis)
    return analysis


def verb(text: str, form: str) -> Token:
    return next(t for t in read(text) if t.text == form)


def words(tokens: tuple[Token, ...]) -> str:
    return " ".join(t.text for t in tokens)


@pytest.mark.parametrize(
    ("text", "form", "who", "whom"),
    [
        ("Iran rejected the offer of talks.", "rejected", "Iran", "offer"),
        ("The envoy was expelled by Poland on Monday.", "expelled", "Poland", "envoy"),
        ("France and Germany urged Iran to withdraw its troops from Syria.", "urged", "France Germany", "Iran"),
        ("France and Germany urged Iran to withdraw its troops from Syria.", "withdraw", "Iran", "troops"),
        ("Chad agreed to release the prisoners.", "release", "Chad", "prisoners"),
        (
            "The minister, who met the Kenyan president in Nairobi, will travel to Uganda.",
            "met",
            "minister",
            "president",
        ),
        ("Police arrested and deported two students.", "deported", "Police", "students"),
        ("The men arrested in Lima were released.", "arrested", "", "men"),
        ("The men arrested in Lima were released.", "released", "", "men"),
        ("Japan threatened to impose sanctions on North Korea.", "impose", "Japan", "sanctions"),
        ("Denmark denied sending arms to the rebels.", "sending", "Denmark", "arms"),
        ("Speaking in Delhi, Modi praised the Israeli prime minister.", "Speaking", "Modi", ""),
        ("No agreement was signed by the parties.", "signed", "parties", "agreement"),
        ("The bombs that Israel dropped on Gaza killed ten people.", "dropped", "Israel", "bombs"),
        ("The bombs that Israel dropped on Gaza killed ten people.", "killed", "bombs", "people"),
        ("Serbia said Kosovo had violated the deal.", "violated", "Kosovo", "deal"),
        ("Mali ordered the French ambassador to leave the country.", "leave", "ambassador", "country"),
    ],
)
def test_who_and_whom(text: str, form: str, who: str, whom: str) -> None:
    assert (words(subjects(verb(text, form))), words(objects(verb(text, form)))) == (who, whom)


def test_actors_of_other_clauses_are_not_joined() -> None:
    text = "Peru welcomed the envoy of Brazil while Chile closed its border."
    assert words(subjects(verb(text, "closed"))) == "Chile"
    assert words(subjects(verb(text, "welcomed"))) == "Peru"


def test_obliques() -> None:
    text = "The two sides held talks in Geneva."
    assert [(word, t.text) for word, t in obliques(verb(text, "held"))] == [("in", "Geneva")]


@pytest.mark.parametrize(
    ("text", "form", "status"),
    [
        ("Iran rejected the offer of talks.", "rejected", "actual"),
        ("Turkey did not attack the convoy.", "attack", "negated"),
        ("No agreement was signed by the parties.", "signed", "negated"),
        ("Denmark denied sending arms to the rebels.", "sending", "negated"),
        ("Peru failed to extradite the general.", "extradite", "negated"),
        ("If Russia invades Estonia, NATO will respond.", "invades", "hypothetical"),
        ("If Russia invades Estonia, NATO will respond.", "respond", "future"),
        ("The president might visit Cuba.", "visit", "hypothetical"),
        ("Japan threatened to impose sanctions on North Korea.", "impose", "hypothetical"),
        ("Mali ordered the French ambassador to leave the country.", "leave", "hypothetical"),
        ("Sudan is to hold elections in May.", "hold", "future"),
        ("Chad agreed to release the prisoners.", "release", "future"),
        ("Serbia said Kosovo had violated the deal.", "violated", "actual"),
        ("Peru has a plan to arm Chad.", "arm", "future"),
        ("The ministers discussed ways to arm Chad.", "arm", "hypothetical"),
        ("The minister praised Peru's efforts to arm Chad.", "arm", "actual"),
        ("The groups focused on arming Chad.", "arming", "hypothetical"),
        ("Peru may wait while Chad attacks Niger.", "attacks", "actual"),
    ],
)
def test_status(text: str, form: str, status: str) -> None:
    assert status_of(verb(text, form)).value == status
