"""The actors of a document: chains, owners, surnames, places that stand for governments, several at once."""

from hypothesis import given
from hypothesis import strategies as st

from actors.invented import Said, register, report
from communique.actors.documents import actors_of, as_of
from communique.actors.lone_names import longer_names
from communique.actors.resolve import Resolver
from communique.records.analysis import MentionKind
from communique.records.documents import Day, Document, Precision, Publication
from communique.records.findings import Actor
from communique.records.ids import digest_of

RESOLVER = Resolver(register(), cities={"Rosario": "ARG"}.get)
DAY = Day(2019, 5, 2)
PERSON, ORGANIZATION, PLACE, NORP = (
    MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.PLACE, MentionKind.NORP,
)  # fmt: skip


def read(
    text: str, *said: Said, roles: dict[str, tuple[str, str]] | None = None, day: Day | None = DAY
) -> tuple[Actor, ...]:
    document, analysis = report(text, said, roles, day)
    return actors_of(document, analysis, RESOLVER)


def test_a_chain_is_one_actor() -> None:
    [actor] = read(
        "Norwegian Prime Minister Lena Holm said that she had met nobody, and Holm left",
        Said("Norwegian Prime Minister Lena Holm", chain=0), Said("she", chain=0), Said("Holm", chain=0, nth=1),
    )  # fmt: skip
    assert (actor.text, actor.name, actor.country, actor.sector) == (
        "Norwegian Prime Minister Lena Holm", "Lena Holm", "NOR", "GOV",
    )  # fmt: skip
    assert (actor.mentions, actor.as_of, actor.stated_country) == ((0, 1, 2), "2019-05-02", "Norwegian")
    assert actor.how


def test_pronouns_alone_are_nobody() -> None:
    assert read("he left and he came", Said("he", chain=0), Said("he", chain=0, nth=1)) == ()


def test_what_cannot_act_is_nobody() -> None:
    assert read("the Danish budget", Said("the Danish budget", MentionKind.ABSTRACT)) == ()
    assert read("the Danish coast", Said("the Danish coast", PLACE)) == ()
    assert read("bread was sold", Said("bread", ORGANIZATION)) == ()


def test_a_surname_is_the_longer_name_of_the_chain() -> None:
    """`Smith` alone would be the prime minister of the invented register."""
    assert [a.name for a in read("Smith left Australia", Said("Smith"))] == ["Ivan Smith"]
    assert read("Smith left the village", Said("Smith")) == ()  # nothing speaks of Australia
    found = read(
        "Peruvian trader Gordon Smith left, and Smith slept",
        Said("Peruvian trader Gordon Smith", chain=0), Said("Smith", chain=0, nth=1),
    )  # fmt: skip
    assert [(a.name, a.country) for a in found] == [(None, "PER")]


def test_a_surname_outside_the_chain_is_the_longer_name_too() -> None:
    found = read(
        "Peruvian trader Gordon Smith left. Smith slept", Said("Peruvian trader Gordon Smith"), Said("Smith", nth=1)
    )
    assert [(a.text, a.name, a.country) for a in found] == [
        ("Peruvian trader Gordon Smith", None, "PER"),
        ("Smith", None, "PER"),
    ]
    assert "in full elsewhere" in found[1].how


def test_a_surname_of_two_people_in_the_text_is_nobodys() -> None:
    found = read(
        "Peruvian trader Gordon Smith met Chilean judge Zoe Smith. Smith slept",
        Said("Peruvian trader Gordon Smith"), Said("Chilean judge Zoe Smith"), Said("Smith", nth=2),
    )  # fmt: skip
    assert [a.country for a in found] == ["PER", "CHL"]


def test_longer_names() -> None:
    mentions = ["Ana Duarte", "Prime Minister Ana Duarte", "Duarte", "Mr Silva", "President Silva", "Jo Silva"]
    assert longer_names(mentions) == {
        "Duarte": ("Prime Minister Ana Duarte",),
        "Mr Silva": ("Jo Silva",),
        "President Silva": ("Jo Silva",),
    }
    assert longer_names(["Duarte", "Silva"]) == {}


def test_owners_give_their_country() -> None:
    found = read(
        "Chile sent its army", Said("Chile", PLACE, chain=0), Said("its army", ORGANIZATION),
        Said("its", PLACE, chain=0), roles={"its": ("nmod:poss", "army"), "army": ("obj", "sent")},
    )  # fmt: skip
    assert [(a.text, a.country, a.sector) for a in found] == [("Chile", "CHL", None), ("its army", "CHL", "MIL")]
    assert "of `Chile`" in found[1].how


def test_a_counterpart_is_not_of_the_owners_country() -> None:
    found = read(
        "Chile's president met its adversary", Said("Chile", PLACE, chain=0), Said("Chile's president"),
        Said("its adversary"), Said("its", PLACE, chain=0), roles={"its": ("nmod:poss", "adversary")},
    )  # fmt: skip
    assert all(a.country != "CHL" for a in found if a.text == "its adversary")


def test_a_role_without_a_country_stays_without() -> None:
    [actor] = read("the foreign ministry protested", Said("the foreign ministry", ORGANIZATION))
    assert (actor.country, actor.sector) == (None, "GOV")


def test_a_capital_that_is_only_a_place_is_no_actor() -> None:
    met = {"They": ("nsubj", "met"), "in": ("case", "Lisbon"), "Lisbon": ("obl", "met")}
    assert read("Well They met in Lisbon", Said("Lisbon", PLACE), roles=met) == ()
    spoke = {"They": ("nsubj", "spoke"), "with": ("case", "Lisbon"), "Lisbon": ("obl", "spoke")}
    [actor] = read("Well They spoke with Lisbon", Said("Lisbon", PLACE), roles=spoke)
    assert (actor.country, actor.sector) == ("PRT", "GOV")
    said = {"Lisbon": ("nsubj", "said")}
    assert [a.country for a in read("Well Lisbon said no", Said("Lisbon", PLACE), roles=said)] == ["PRT"]
    assert read("Well They met in Rosario", Said("Rosario", PLACE)) == ()


def test_a_country_is_an_actor_wherever_it_stands() -> None:
    [actor] = read("Troops left Chile", Said("Chile", PLACE))
    assert (actor.name, actor.country) == ("Chile", "CHL")


def test_several_named_by_one_mention() -> None:
    found = read(
        "Well Peru and Chile said that they agree", Said("Peru and Chile", ORGANIZATION, chain=0),
        Said("they", ORGANIZATION, chain=0), Said("Peru", PLACE), Said("Chile", PLACE),
    )  # fmt: skip
    assert [(a.text, a.country) for a in found] == [("Peru", "PER"), ("Chile", "CHL")]
    assert [len(a.mentions) for a in found] == [3, 3]  # its own, and those of both


def test_several_who_share_a_noun() -> None:
    found = read("Well Peruvian and Chilean officials met", Said("Peruvian and Chilean officials"))
    assert sorted((a.country or "", a.sector or "") for a in found) == [("CHL", "GOV"), ("PER", "GOV")]


def test_the_day_is_the_datelines_then_that_of_publication() -> None:
    text = "Kofi Boateng spoke"
    undated, _ = report(text, [])
    dated, _ = report(text, [], day=DAY)
    published = Document(
        "r", "r", text, digest_of(text), published=Publication("2021-01", Precision.MONTH, "meta", True)
    )
    assert (as_of(undated), as_of(dated), as_of(published)) == (None, "2019-05-02", "2021-01")
    year_open, _ = report(text, [], day=Day(None, 5, 2))
    assert as_of(year_open) is None


def test_the_same_name_by_the_day() -> None:
    said = Said("Kofi Boateng")
    sectors = {
        year: read("Kofi Boateng spoke", said, day=Day(year, 5, 2))[0].sector for year in (2013, 2019, 2024)
    }  # fmt: skip
    assert sectors == {2013: "GOV", 2019: "GOV", 2024: "ELI"}
    [actor] = read("Kofi Boateng spoke", said, day=None)
    assert (actor.as_of, actor.country, actor.sector, actor.office) == (None, "GHA", "GOV", None)
    assert "no date" in actor.how


def test_relative_clauses_say_nothing_of_whom() -> None:
    [actor] = read(
        "a Peruvian judge who jailed Chilean ministers spoke",
        Said("a Peruvian judge who jailed Chilean ministers", head="judge"),
    )
    assert (actor.country, actor.sector) == ("PER", "JUD")


@given(
    st.lists(
        st.sampled_from(["Peru", "Lena Holm", "its army", "they", "Beijing", "the ministers", "Peru and Chile", "May"]),
        min_size=1, max_size=6,
    ),
    st.data(),
)  # fmt: skip
def test_any_mentions_give_actors_that_quote_the_text(words: list[str], data: st.DataObject) -> None:
    text = " and then ".join(words)
    said = []
    for at, one in enumerate(words):
        chain = data.draw(st.sampled_from([None, 0]))
        nth = sum(w.count(one) for w in words[:at])
        said.append(Said(one, data.draw(st.sampled_from([PERSON, ORGANIZATION, PLACE, NORP])), chain, nth))
    document, analysis = report(text, said, day=DAY)
    found = actors_of(document, analysis, RESOLVER)
    assert found == actors_of(document, analysis, RESOLVER)
    assert [(a.span.start, a.span.end) for a in found] == sorted((a.span.start, a.span.end) for a in found)
    for actor in found:
        assert actor.text == actor.span.of(document.text)
        assert actor.mentions
        assert all(0 <= m < len(analysis.mentions) for m in actor.mentions)


def test_a_chain_of_names_of_two_countries_is_two_actors() -> None:
    found = read(
        "Prime Minister Lena Holm and Prime Minister Ivan Smith spoke and he left",
        Said("Lena Holm", chain=0), Said("Ivan Smith", chain=0), Said("he", chain=0),
    )  # fmt: skip
    assert [(a.name, a.country, a.mentions) for a in found] == [
        ("Lena Holm", "NOR", (0,)), ("Ivan Smith", "AUS", (1, 2)),
    ]  # fmt: skip


def test_a_chain_of_names_of_one_country_stays_one() -> None:
    [actor] = read("Lena Holm said Norway agreed", Said("Lena Holm", chain=0), Said("Norway", PLACE, chain=0))
    assert actor.mentions == (0, 1)


def test_one_named_twice_outside_a_chain_is_one_actor() -> None:
    [actor] = read("Lena Holm came and Lena Holm left", Said("Lena Holm"), Said("Lena Holm", nth=1))
    assert (actor.name, actor.mentions) == ("Lena Holm", (0, 1))


def test_a_title_before_another_title_is_of_who_bears_both() -> None:
    [actor] = read(
        "President and Prime Minister Lena Holm spoke", Said("President"), Said("Prime Minister Lena Holm"),
    )  # fmt: skip
    assert (actor.name, actor.mentions) == ("Lena Holm", (0, 1))


def test_a_title_inside_the_words_of_its_bearer() -> None:
    words = "Norwegian Prime Minister Lena Holm"
    [actor] = read(f"{words} spoke", Said(words), Said("Norwegian Prime Minister"))
    assert (actor.name, actor.mentions) == ("Lena Holm", (0, 1))


def test_a_title_with_an_article_is_of_somebody_else() -> None:
    text = "yesterday the president and Prime Minister Lena Holm spoke"
    found = read(text, Said("the president"), Said("Prime Minister Lena Holm"), roles={"the": ("det", "president")})
    assert len(found) == 2


def test_a_title_is_not_that_of_another_who_is_named_by_his_office_only() -> None:
    text = "yesterday its president and Norwegian Prime Minister spoke"
    found = read(
        text, Said("its president"), Said("Norwegian Prime Minister"), roles={"its": ("nmod:poss", "president")}
    )
    assert len(found) == 2
