"""What an event's clause counts, on plain sentences read by the packaged model."""

import pytest

from communique.coding.magnitudes import magnitudes_of
from communique.records.outcomes import Measure

from .scenes import scene, word

Told = list[tuple[str, float | None, float | None, str | None]]


def told(text: str, form: str) -> Told:
    """Measure, bounds and unit of every magnitude of an event."""
    laid = scene(text)
    return [(m.measure.value, m.low, m.high, m.unit) for m in magnitudes_of(laid, word(laid, form))]


BOMBED = "Israel bombed the port, killing 12 people and wounding 30."
AMBUSH = "At least 12 soldiers were killed and more than 30 others were wounded in the attack on a base."


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        (BOMBED, "bombed", [("killed", 12, 12, "people"), ("injured", 30, 30, None)]),
        (AMBUSH, "attack", [("killed", 12, None, "soldier"), ("injured", 30, None, None)]),
        (AMBUSH, "killed", [("killed", 12, None, "soldier"), ("injured", 30, None, None)]),
        ("An attack on a market in Kabul killed two dozen people.", "attack", [("killed", 24, 24, "people")]),
        ("The blast left five dead and 20 injured.", "blast", [("killed", 5, 5, None), ("injured", 20, 20, None)]),
        ("The clashes left at least 12 people dead.", "clashes", [("killed", 12, None, "people")]),
        ("There were 12 deaths in the raid.", "raid", [("killed", 12, 12, "death")]),
        ("Twelve people were killed when gunmen attacked a church.", "attacked", [("killed", 12, 12, "people")]),
        ("Gunmen attacked a village where 14 farmers died.", "attacked", [("killed", 14, 14, "farmer")]),
        (
            "The rebels fired 30 rockets at the city, and 12 people were killed.",
            "fired",
            [("other", 30, 30, "rocket"), ("killed", 12, 12, "people")],
        ),
        (
            "Three soldiers and four civilians were killed in the ambush.",
            "ambush",
            [("killed", 3, 3, "soldier"), ("killed", 4, 4, "civilian")],
        ),
        (
            "Two suicide bombers attacked the market in Maiduguri, killing at least 18 and injuring dozens.",
            "attacked",
            [("killed", 18, None, None), ("injured", 24, None, None)],
        ),
        (
            "A car bomb exploded outside the ministry, leaving 9 people dead and 25 wounded.",
            "exploded",
            [("killed", 9, 9, "people"), ("injured", 25, 25, None)],
        ),
        ("The battle left scores of soldiers dead on both sides.", "battle", [("killed", 40, None, "soldier")]),
        ("Seven policemen died in an attack on a checkpoint.", "attack", [("killed", 7, 7, "policeman")]),
        ("Gunmen killed the mayor and two guards.", "killed", [("killed", 2, 2, "guard")]),
        ("Iran executed three men on Sunday.", "executed", [("killed", 3, 3, "man")]),
        ("The bombing wounded a dozen shoppers.", "bombing", [("injured", 12, 12, "shopper")]),
        (
            "Dozens of demonstrators were injured when police fired rubber bullets.",
            "fired",
            [("injured", 24, None, "demonstrator")],
        ),
        ("The strikes, which killed 15 people, were condemned.", "strikes", [("killed", 15, 15, "people")]),
        (
            "Security forces rounded up at least 60 opposition supporters.",
            "rounded",
            [("arrested", 60, None, "supporter")],
        ),
        (
            "The army shelled the town, forcing 4,000 residents to flee.",
            "shelled",
            [("displaced", 4000, 4000, "resident")],
        ),
        ("About 1,500 people fled the fighting in Goma.", "fighting", [("displaced", 1500, 1500, "people")]),
        ("The raids led to 40 arrests.", "arrests", [("arrested", 40, 40, "arrest")]),
        ("Police arrested about 40 protesters.", "arrested", [("arrested", 40, 40, "protester")]),
        (
            "More than 300 protesters were detained in Moscow during the rally.",
            "detained",
            [("arrested", 300, None, "protester")],
        ),
        ("The fighting has displaced more than 300,000 people.", "fighting", [("displaced", 300_000, None, "people")]),
    ],
)
def test_harm(text: str, form: str, expected: Told) -> None:
    assert told(text, form) == expected


@pytest.mark.parametrize(
    ("text", "form", "measure"),
    [
        ("No one was hurt in the shelling.", "shelling", "injured"),
        ("Nobody was injured in the attack.", "attack", "injured"),
        ("No casualties were reported in the attack.", "attack", "other"),
    ],
)
def test_nobody_is_a_count(text: str, form: str, measure: str) -> None:
    ((found, low, high, _),) = told(text, form)
    assert (found, low, high) == (measure, 0, 0)


@pytest.mark.parametrize(
    ("text", "form", "low", "unit"),
    [
        ("Hundreds of people marched in Lima on Sunday.", "marched", 200, "people"),
        ("Tens of thousands staged a protest against the government.", "protest", 20_000, None),
        ("Thousands of workers went on strike in Athens.", "strike", 2000, "worker"),
        ("A rally of 5,000 people was held in Minsk.", "rally", 5000, "people"),
        ("Some 2,000 troops took part in the exercise.", "exercise", 2000, "troops"),
        ("An estimated 3,000 people gathered in front of the parliament.", "gathered", 3000, "people"),
        ("Almost 10,000 soldiers joined the drills.", "drills", 10_000, "soldier"),
        ("The march drew some 20,000 people.", "march", 20_000, "people"),
        ("The exercise, involving 3,000 troops, began on Monday.", "exercise", 3000, "troops"),
        ("The talks were attended by 40 ministers.", "talks", 40, "minister"),
    ],
)
def test_those_who_take_part(text: str, form: str, low: float, unit: str | None) -> None:
    ((measure, found, _, counted),) = told(text, form)
    assert (measure, found, counted) == ("participants", low, unit)


@pytest.mark.parametrize(
    ("text", "form", "low", "unit"),
    [
        ("Japan gave Nepal 1.5 billion dollars in aid.", "gave", 1.5e9, "USD"),
        ("China lent Chad 2 billion yuan.", "lent", 2e9, "CNY"),
        ("The US announced a $625 million security assistance package for Ukraine.", "announced", 6.25e8, "USD"),
        ("Germany will provide a loan of 20 million euros to Kenya.", "provide", 2e7, "EUR"),
        ("Britain froze assets worth £12m of two bankers.", "froze", 1.2e7, "GBP"),
        ("The court fined the firm 300,000 rubles.", "fined", 3e5, "RUB"),
        ("The United States will sell Taiwan missiles for $180 million.", "sell", 1.8e8, "USD"),
        ("The European Union approved €50 billion in aid for Ukraine.", "approved", 5e10, "EUR"),
        ("The court fined the editor 300 pesos.", "fined", 300, None),
        ("Norway pledged $10 million to Sudan, and Denmark raised 5 million euros.", "pledged", 1e7, "USD"),
    ],
)
def test_money(text: str, form: str, low: float, unit: str | None) -> None:
    assert told(text, form) == [("money", low, low, unit)]


def test_a_range_of_money() -> None:
    text = "Ethiopia will receive a grant of between $5 million and $7 million from Japan."
    assert told(text, "receive") == [("money", 5e6, 7e6, "USD")]


def test_each_verb_has_its_own_counts() -> None:
    text = "Sweden expelled five Turkish diplomats and closed two consulates."
    assert told(text, "expelled") == [("other", 5, 5, "diplomat")]
    assert told(text, "closed") == [("other", 2, 2, "consulate")]


def test_several_things_are_counted_apart() -> None:
    text = "China donated one million masks and 500 ventilators to Italy."
    assert told(text, "donated") == [("other", 1e6, 1e6, "mask"), ("other", 500, 500, "ventilator")]


@pytest.mark.parametrize(
    ("text", "form", "low", "high", "unit"),
    [
        ("Russia expelled between 10 and 20 diplomats.", "expelled", 10, 20, "diplomat"),
        ("Chad released 50 prisoners on Monday.", "released", 50, 50, "prisoner"),
        ("Nigeria freed 98 of the girls.", "freed", 98, 98, "girl"),
        ("More than 40 aid workers were taken hostage.", "taken", 40, None, "worker"),
        ("India deployed 3,000 troops along the border.", "deployed", 3000, 3000, "troops"),
        ("Canada imposed sanctions on 24 Russian officials.", "sanctions", 24, 24, "official"),
        ("Militants abducted 15 students from a school in Zamfara.", "abducted", 15, 15, "student"),
    ],
)
def test_other_counts_bear_the_noun_of_the_text(
    text: str, form: str, low: float, high: float | None, unit: str
) -> None:
    assert told(text, form) == [("other", low, high, unit)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Peru condemned the attack that killed 12 people.", "condemned"),
        ("The minister visited a village where 14 farmers died.", "visited"),
        ("The two leaders met in Paris.", "met"),
        ("Putin met Xi in 2019.", "met"),
        ("The floods displaced 5,000 people while Peru sent ships to Chile.", "sent"),
        ("Israel bombed the port and Hamas killed 12 soldiers.", "bombed"),
        ("The strikes, which killed 15 people, were condemned by Qatar.", "condemned"),
        ("Qatar condemned the strikes, in which 15 people died.", "condemned"),
        ("Rebels attacked the base on May 3, 2021.", "attacked"),
        ("Chad released the 55-year-old editor.", "released"),
        ("The bank improved the credit scores of farmers.", "improved"),
        ("One in ten soldiers attacked the camp.", "attacked"),
    ],
)
def test_counts_of_another_clause_are_left_out(text: str, form: str) -> None:
    assert told(text, form) == []


def test_a_count_within_a_count_is_left_out() -> None:
    assert told("The strike killed six, including two children.", "killed") == [("killed", 6, 6, None)]


def test_the_words_are_those_of_the_text_in_any_sentence() -> None:
    text = "Talks broke down. Police arrested about 40 protesters."
    laid = scene(text)
    (found,) = magnitudes_of(laid, word(laid, "arrested"))
    assert found.measure is Measure.ARRESTED
    assert (found.text, found.exact) == ("about 40", False)
    assert found.span.of(text) == found.text
