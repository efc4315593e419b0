"""Names in a text: what is found, what is not, what is ambiguous, how fast, and what the loader refuses."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.codebook.bodies import bodies
from communique.codebook.countries import Country, Region, Territory, countries, regions, territories
from communique.codebook.names import AMBIGUOUS_COLUMNS, Claim, Kind, Names, Reading, names
from communique.codebook.phrases import Form, fold
from communique.codebook.tables import Row
from communique.records.errors import SetupError

MEMBERS = [c for c in countries().values() if c.member_since is not None]
PHRASES = sorted(names())
RURITANIA = countries()["LIE"]  # any entry will do where only the loader is tested


def found(text: str) -> list[tuple[str, str | None]]:
    return [(named.text, named.code) for named in names().find(text)]


def ids(phrase: str) -> list[str]:
    return [reading.id for reading in names().of(phrase)]


def claim(phrase: str, code: str, line: int = 2) -> Claim:
    """One row's word that `phrase` means `code`; a `?` marks it."""
    reading = Reading(phrase.removesuffix("?"), Kind.NAME, code, code, RURITANIA)
    return Claim(reading, phrase.endswith("?"), Row("made.tsv", line, {"code": code, "name": phrase}))


def explained(phrase: str, order: str, also: str = "", word: str = "") -> Row:
    return Row("ambiguous.tsv", 4, dict(zip(AMBIGUOUS_COLUMNS, (phrase, order, also, word), strict=True)))


@pytest.mark.parametrize("state", MEMBERS, ids=lambda c: c.code)
def test_every_member_is_known_by_all_it_is_called(state: Country) -> None:
    called = [state.name, state.official, *state.names, *state.adjectives, *state.demonyms, *state.capitals]
    for phrase in [*called, *state.seats, *(f.phrase for f in state.former)]:
        if phrase:
            assert state.code in ids(phrase), phrase


def test_every_body_territory_and_region_is_known_by_its_names() -> None:
    for body in bodies().values():
        for phrase in (body.name, *body.names, *body.abbreviations, *body.metonyms):
            assert body.id in ids(phrase), phrase
    for territory in territories().values():
        for phrase in (territory.name, *territory.names, *territory.adjectives):
            assert territory.id in ids(phrase), phrase
    for region in regions().values():
        for phrase in (region.name, *region.names, *region.adjectives):
            assert region.name in ids(phrase), phrase


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        *[(p, "USA") for p in ("US", "U.S.", "USA", "the States", "White House", "Pentagon", "Foggy Bottom")],
        *[(p, "GBR") for p in ("UK", "Britain", "Great Britain", "Downing Street", "10 Downing Street", "Whitehall")],
        *[(p, "FRA") for p in ("Elysee", "Élysée", "Quai d'Orsay", "Quai d’Orsay", "Frenchmen", "Matignon")],
        *[(p, "PRK") for p in ("DPRK", "North Korea", "North Korean", "Pyongyang")],
        *[(p, "KOR") for p in ("ROK", "South Korean", "Blue House", "Seoul")],
        *[(p, "COD") for p in ("DRC", "DR Congo", "Congo-Kinshasa", "Zaire", "Democratic Republic of Congo")],
        *[(p, "CHN") for p in ("PRC", "Zhongnanhai", "Beijing", "People's Republic of China")],
        *[(p, "TUR") for p in ("Türkiye", "Turkiye", "Turks", "Ankara")],
        *[(p, "CZE") for p in ("Czechia", "Czech Republic", "Czechoslovakia", "Czechs")],
        *[(p, "MMR") for p in ("Burma", "Myanmar", "Burmese", "Naypyidaw")],
        *[(p, "CIV") for p in ("Ivory Coast", "Cote d'Ivoire", "Côte d’Ivoire", "Ivorian")],
        *[(p, "RUS") for p in ("Kremlin", "the Kremlin", "Soviet Union", "USSR", "Soviet", "Russians")],
        *[(p, "IND") for p in ("Rashtrapati Bhavan", "South Block", "New Delhi")],
        *[(p, "DEU") for p in ("East Germany", "West German", "GDR", "Bundestag", "Bonn")],
        *[(p, "SRB") for p in ("Yugoslavia", "Yugoslav", "Serbs", "Belgrade")],
        *[(p, "ZWE") for p in ("Rhodesia", "Harare")],
        *[(p, "TLS") for p in ("East Timor", "Timor-Leste", "Timorese")],
        *[(p, "UNO") for p in ("United Nations", "UN", "U.N.", "UN Security Council", "UNHCR", "Turtle Bay")],
        *[(p, "EUR") for p in ("European Union", "EU", "European Commission", "Eurozone", "eurozone")],
        *[(p, "IGO") for p in ("NATO", "Nato", "OPEC+", "G7", "G-7", "ASEAN", "Asean", "African Union", "P5+1")],
        *[(p, "NGO") for p in ("Red Cross", "MSF", "Médecins Sans Frontières", "Amnesty International")],
        *[("Turkish Cypriot", "CYP"), ("Greek Cypriot", "CYP"), ("Swaziland", "SWZ"), ("Upper Volta", "BFA")],
        *[("Northern Irish", "GBR"), ("American Samoa", "ASM"), ("Nigerien", "NER"), ("Nigerian", "NGA")],
        *[("Equatorial Guinean", "GNQ"), ("Papua New Guinea", "PNG"), ("Guinea-Bissau", "GNB"), ("Samoa", "WSM")],
    ],
)
def test_what_texts_call_them(phrase: str, code: str) -> None:
    readings = names().of(phrase)
    assert readings
    assert readings[0].code == code


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Congo", ["COD", "COG"]),
        ("Korean", ["KOR", "PRK"]),
        ("Dominican", ["DOM", "DMA"]),
        ("Virgin Islands", ["VIR", "VGB"]),
        ("Saint Martin", ["MAF", "SXM"]),
        ("Brussels", ["EU", "BEL"]),
        ("Micronesia", ["FSM", "Oceania"]),
        ("Kingston", ["JAM", "NFK"]),
        ("IDB", ["IADB", "ISDB"]),
    ],
)
def test_what_means_two_things_says_so(phrase: str, expected: list[str]) -> None:
    assert ids(phrase) == expected
    (named,) = names().find(f"We heard from {phrase} today.")
    assert named.ambiguous
    assert [named.reading.id, *(rival.id for rival in named.rivals)] == expected


@pytest.mark.parametrize(
    ("phrase", "code", "also"),
    [
        ("Georgia", "GEO", "a state of the USA"),
        ("Jordan", "JOR", "a given name"),
        ("Chad", "TCD", "a given name"),
        ("Turkey", "TUR", "a bird"),
        ("Niger", "NER", "a river"),
        ("Guinea", "GIN", "the coast of West Africa"),
        ("American", "USA", "of the continents"),
        ("Indian", "IND", "Native American"),
        ("Irish", "IRL", "of the island, Northern Ireland included"),
        ("Macedonia", "MKD", "a province of Greece"),
        ("Washington", "USA", "a surname"),
        ("RSF", "NGO", "Sudan's Rapid Support Forces"),
    ],
)
def test_what_else_a_name_is_outside_the_tables(phrase: str, code: str, also: str) -> None:
    (reading,) = names().of(phrase)
    assert reading.code == code
    assert also in reading.also


def test_clear_names_are_not_called_ambiguous() -> None:
    for named in names().find("France, South Korea, Guinea-Bissau, Northern Ireland and NATO met."):
        assert not named.ambiguous, named.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told us who is at it.", []),
        ("the WHO, the AU and the IS", [("WHO", "UNO"), ("AU", "IGO"), ("IS", "IMG")]),
        ("US officials told us", [("US", "USA")]),
        ("CONTACT US", []),
        ("US SENDS AID TO KYIV", [("US", "USA"), ("KYIV", "UKR")]),
        ("GUARDS WHO PATROL", []),
        ("It cost US$5 million.", []),
        ("Russia's and Seychelles' ministers", [("Russia", "RUS"), ("Seychelles", "SYC")]),
        ("in the U.S. China said", [("U.S.", "USA"), ("China", "CHN")]),
        ("in the U.S.", [("U.S.", "USA")]),
        ("the U.S.-led coalition", [("U.S.-led coalition", "IGO")]),
        ("Washington, D.C., was quiet", [("Washington, D.C.", "USA")]),
        ("South Korean and Korean envoys", [("South Korean", "KOR"), ("Korean", "KOR")]),
        ("the United\nStates", [("United\nStates", "USA")]),
        ("the United\n\nStates", []),
        ("Trinidad & Tobago", [("Trinidad & Tobago", "TTO")]),
        ("states of the west", []),
        ("member States", []),
        ("Back in the States", [("States", "USA")]),
        ("Sino-Russian talks", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("Franco-German talks; Franco is dead", [("Franco", "FRA"), ("German", "DEU")]),
        ("pro-Russian and anti-American", [("Russian", "RUS"), ("American", "USA")]),
        ("St. Kitts and Nevis", [("St. Kitts and Nevis", "KNA")]),
        ("Male voters left Male", [("Male", "MDV")]),
        ("Turkey says so", [("Turkey", "TUR")]),
        ("Guinea. Bissau", [("Guinea", "GIN"), ("Bissau", "GNB")]),
        ("Chinatown, Iranians, Usage", [("Iranians", "IRN")]),
        ("al-Qaeda in Iraq", [("al-Qaeda", "IMG"), ("Iraq", "IRQ")]),
        ("OPEC+ and OPEC", [("OPEC+", "IGO"), ("OPEC", "IGO")]),
        ("chad, turkey and china", []),
        ("", []),
    ],
)
def test_what_is_found_in_a_text(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the West",
        "Europe",
        "Africa",
        "the Gulf",
        "the South China Sea",
        "the Indian Ocean",
        "New Mexico",
        "Persian Gulf",
    ],
)
def test_what_stands_for_no_country_resolves_to_none_on_purpose(text: str) -> None:
    (named,) = names().find(f"They spoke of {text} there.")
    assert named.code is None
    assert named.kind is Kind.REGION
    assert isinstance(named.entry, Region)


def test_territories_come_with_their_claimant() -> None:
    (named,) = names().find("fighting in Nagorno-Karabakh again")
    assert (named.kind, named.code) == (Kind.TERRITORY, "AZE")
    assert isinstance(named.entry, Territory)
    assert ids("Western Sahara") == ["ESH"]
    assert names().of("Somaliland")[0].code == "SOM"


def test_kinds() -> None:
    kinds = {phrase: names().of(phrase)[0].kind.value for phrase in ("Poland", "Polish", "Poles", "Warsaw", "Kremlin")}
    assert kinds == {
        "Poland": "name",
        "Polish": "adjective",
        "Poles": "demonym",
        "Warsaw": "capital",
        "Kremlin": "seat",
    }
    assert names().of("Republic of Poland")[0].kind is Kind.OFFICIAL
    assert names().of("NATO")[0].kind is Kind.ABBREVIATION
    assert names().of("North Atlantic Treaty Organization")[0].kind is Kind.BODY
    former = names().of("Zaire")[0]
    assert former.kind is Kind.FORMER
    assert former.former is not None
    assert (former.former.first, former.former.last) == (1971, 1997)


@pytest.mark.parametrize(
    "phrase", ["", " ", "the", "Atlantis", "Franco", "France Germany", "(France)", "us", "France!"]
)
def test_what_is_no_name(phrase: str) -> None:
    assert names().of(phrase) == ()


def test_dependencies_keep_their_own_code_and_know_their_actor() -> None:
    reading = names().of("Greenland")[0]
    assert (reading.code, reading.entry.actor) == ("GRL", "DNK")


@settings(deadline=None)
@given(st.sampled_from(PHRASES), st.sampled_from(["", "'s", "’s", "."]))
def test_every_phrase_is_found_by_itself(phrase: str, behind: str) -> None:
    written = phrase if phrase.endswith("-") else phrase.removesuffix(".") + behind
    assert names().of(written)
    assert names().of(f"  {written} ") == names().of(phrase)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6))
def test_phrases_in_a_text_are_all_found(phrases: list[str]) -> None:
    plain = [p for p in phrases if not p.endswith("-") and not names().of(p)[0].also]
    text = "".join(f"they saw {phrase} ; " for phrase in plain)
    assert [named.reading.phrase for named in names().find(text)] == [names().of(p)[0].phrase for p in plain]


@settings(deadline=None)
@given(st.text(st.sampled_from("USN.'’- \nus the China of Korea South & Élysée,$+"), max_size=80))
def test_spans_are_in_order_apart_and_say_what_they_hold(text: str) -> None:
    past = 0
    for named in names().find(text):
        assert named.span.start >= past
        assert named.span.of(text) == named.text
        assert named.text == named.text.strip()
        past = named.span.end


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for named in names().find(text):
        assert named.span.of(text) == named.text


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@settings(deadline=None)
@given(st.sampled_from(PHRASES))
def test_diacritics_make_no_difference(phrase: str) -> None:
    written = phrase.replace("e", "é").replace("o", "ö").replace("'", "’").replace(" ", "\u00a0")
    if not phrase.startswith("the "):
        assert names().of(written) == names().of(phrase)


def test_a_megabyte_takes_less_than_a_second() -> None:
    sentence = (
        "Envoys of Türkiye, the United States and Iran's rivals met in Geneva, as the UN had asked Moscow to do. "
    )
    text = sentence * (1_000_000 // len(sentence))
    names()
    start = time.process_time()
    count = len(names().find(text))
    assert time.process_time() - start < 4.0
    assert count == 5 * (1_000_000 // len(sentence))


def test_the_look_up_is_built_quickly() -> None:
    names.cache_clear()
    start = time.process_time()
    names()
    assert time.process_time() - start < 1.0  # 0.05 s where nothing else runs


def test_one_name_for_two_is_refused_with_both_rows() -> None:
    with pytest.raises(SetupError) as caught:
        Names([claim("Strelsau", "AAA", 3), claim("Strelsau", "BBB", 8)])
    message = str(caught.value)
    assert "'Strelsau' names both AAA and BBB" in message
    assert "made.tsv:3: AAA" in message
    assert "made.tsv:8: BBB" in message


@pytest.mark.parametrize("phrases", [("Strelsau?", "Strelsau"), ("Strelsau", "Strelsau?"), ("Strélsau", "STRELSAU")])
def test_one_mark_is_not_enough(phrases: tuple[str, str]) -> None:
    with pytest.raises(SetupError, match="not marked with `\\?` in both rows"):
        Names([claim(phrases[0], "AAA"), claim(phrases[1], "BBB", 3)], [explained("Strelsau", "AAA;BBB")])


def test_marked_and_explained_is_accepted_in_the_order_explained() -> None:
    made = Names(
        [claim("Strelsau?", "AAA"), claim("Strelsau?", "BBB", 3)], [explained("Strelsau", "BBB;AAA", "a ship")]
    )
    (named,) = made.find("from Strelsau")
    assert (named.reading.id, [r.id for r in named.rivals], named.reading.also) == ("BBB", ["AAA"], ("a ship",))


@pytest.mark.parametrize(
    ("claims", "rows", "why"),
    [
        ([claim("Strelsau?", "AAA")], [], "ambiguous.tsv does not explain it"),
        ([claim("Strelsau", "AAA")], [explained("Strelsau", "AAA", "a ship")], "as ambiguous and not marked"),
        ([claim("Strelsau?", "AAA")], [explained("Strelsau", "AAA;BBB")], "is said to mean"),
        ([claim("Strelsau?", "AAA")], [explained("Strelsau", "BBB")], "is said to mean"),
        ([], [explained("Strelsau", "AAA")], "no row names it"),
        ([claim("Strel/sau", "AAA")], [], "is no name"),
        ([claim("?", "AAA")], [], "is no name"),
    ],
)
def test_what_the_loader_refuses(claims: list[Claim], rows: list[Row], why: str) -> None:
    with pytest.raises(SetupError, match=why):
        Names(claims, rows)


def test_one_name_said_twice_of_one_country_is_no_contradiction() -> None:
    assert len(Names([claim("Strelsau", "AAA"), claim("Strélsau", "AAA", 3)])) == 1


def test_plain_words_are_passed_over_where_a_sentence_opens() -> None:
    made = Names([claim("Cloud?", "AAA")], [explained("Cloud", "AAA", "weather", "word")])
    assert [n.span.start for n in made.find('Cloud came. Cloud went, said Cloud. "Cloud!" he said.\nCloud')] == [29]


def test_forms() -> None:
    assert Form.of("the States").article
    assert Form.of("Sino-").joined
    assert Form.of("U.S.").dotted
    assert Form.of("U.S.").key == "u.s"
    assert Form.of("St. Kitts").key == Form.of("St Kitts").key == "st kitts"
    assert Form.of("Trinidad & Tobago").key == "trinidad and tobago"
    with pytest.raises(ValueError, match="is no name"):
        Form.of("a / b")
