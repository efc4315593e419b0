"""Sectors, roles, portfolios and spelling: counts, examples for each sector, and what the tables refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.lexicon import lexicon
from communique.codebook.ministries import COLUMNS as PORTFOLIO_COLUMNS
from communique.codebook.ministries import ministry_in, portfolios, read_portfolios
from communique.codebook.sectors import (
    ROLE_COLUMNS,
    SECTOR_COLUMNS,
    RoleKind,
    ordered,
    primary,
    read_roles,
    read_sectors,
    roles,
    sectors,
)
from communique.codebook.spelling import key_of, word_key
from communique.codebook.tables import read_rows
from communique.records.errors import SetupError

PLOVER = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()  # noqa: SIM905
)
# Per sector: phrases that tell it, and one that must not.
EXAMPLES = {
    "GOV": (("the Bolivian tax authority", "two junior ministers", "Ghana's high commissioner"), "a bakery"),
    "MIL": (("an armoured column", "conscripts", "three naval frigates"), "a police patrol"),
    "COP": (("mounted police", "Lima's riot police", "a customs officer"), "an army patrol"),
    "SPY": (("a counter-intelligence officer", "the Danish spy agency", "spies"), "an officer"),
    "JUD": (("an investigating magistrate", "Nepal's constitutional court", "defence lawyers"), "a tennis player"),
    "LEG": (("a backbencher", "the lower house of parliament", "members of congress"), "a housewife"),
    "PRM": (("a pro-government militia", "village defence forces", "paramilitaries"), "a rebel leader"),
    "REB": (("guerrillas", "an insurgent commander", "Islamist militants"), "a police commander"),
    "PTY": (("the ruling party", "a gubernatorial candidate", "a party elder"), "a wedding guest"),
    "UAF": (("masked gunmen", "unidentified attackers", "foreign mercenaries"), "an army sniper"),
    "CRM": (("a cattle rustler", "drug cartels", "burglars"), "a cattle farmer"),
    "ELI": (("a film star", "former prime ministers", "a duchess"), "a prime minister"),
    "JRN": (("a war correspondent", "satellite television channels", "columnists"), "a letter carrier"),
    "BUS": (("a chipmaker", "chambers of commerce", "the airline's chief executive"), "a trade union"),
    "LAB": (("dockers", "a shop steward", "the teachers' union"), "a teacher"),
    "AGR": (("rice farmers", "a goat herder", "fishermen"), "a factory owner"),
    "EDU": (("a history professor", "high-school pupils", "think tanks"), "a bishop"),
    "MED": (("midwives", "the field hospital", "a paramedic"), "a parachutist"),
    "REL": (("the archbishop", "a Sufi order", "mosques"), "a school"),
    "REF": (("asylum seekers", "internally displaced people", "a refugee camp"), "tourists"),
    "SOC": (("a human rights group", "climate activists", "aid workers"), "dock workers"),
    "OPP": (("exiled dissidents", "anti-government demonstrators"), "supporters of the king"),
    "PRE": (("a breakaway republic", "the self-declared state"), "a federal republic"),
    "CVL": (("villagers", "an elderly woman", "taxi drivers"), "soldiers"),
    "UNK": (("an unidentified person", "someone"), "a sailor"),
}


def told(phrase: str) -> set[str]:
    headed = lexicon().head_of(phrase)
    return set() if headed is None else {s for s in (headed.sector, *headed.other) if s}


def test_sectors_are_those_of_plover() -> None:
    assert set(sectors()) == PLOVER == set(EXAMPLES)
    assert all(sector.meaning and sector.name for sector in sectors().values())


def test_primary_sector() -> None:
    assert primary(("MIL", "GOV")) == "GOV"
    assert primary(("OPP", "LEG")) == "LEG"
    assert primary(()) is None
    assert ordered(("CVL", "OPP", "CVL")) == ("OPP", "CVL")
    with pytest.raises(KeyError):
        primary(("XYZ",))


@pytest.mark.parametrize(("sector", "phrase"), [(s, p) for s, (yes, _) in EXAMPLES.items() for p in yes])
def test_phrases_of_a_sector(sector: str, phrase: str) -> None:
    headed = lexicon().head_of(phrase)
    assert headed is not None
    assert headed.sector == sector, headed


@pytest.mark.parametrize(("sector", "phrase"), [(s, no) for s, (_, no) in EXAMPLES.items()])
def test_phrases_of_no_such_sector(sector: str, phrase: str) -> None:
    assert sector not in told(phrase)


def test_there_are_enough_roles_and_every_sector_has_some() -> None:
    table = roles()
    assert len(table) >= 4_000
    assert {role.sector for role in table.values() if role.sector} == PLOVER
    assert {role.kind for role in table.values()} == set(RoleKind)


def test_every_role_tells_its_own_sector() -> None:
    """No role is shadowed by another or by a name: a phrase alone tells the sector of its row."""
    wrong = []
    for role in roles().values():
        headed = lexicon().head_of(role.phrase)
        if role.sector and (headed is None or role.sector not in (headed.sector, *headed.other)):
            wrong.append((role.phrase, role.sector, headed))
    assert not wrong


@given(st.sampled_from(sorted(roles())), st.sampled_from([str.upper, str.title, str.capitalize]))
def test_case_of_a_role_makes_no_difference(key: str, written: object) -> None:
    assert callable(written)
    phrase = roles()[key].phrase
    if phrase.islower():
        headed = lexicon().head_of(written(phrase))
        plain = lexicon().head_of(phrase)
        if headed is not None and headed.mentioned is None and plain is not None and plain.mentioned is None:
            assert (headed.sector, headed.other) == (plain.sector, plain.other)


@given(st.sampled_from(["farmer", "senator", "union", "army", "church", "policeman", "thief", "embassy", "bus driver"]))
def test_plural_makes_no_difference(word: str) -> None:
    irregular = {"policeman": "policemen", "thief": "thieves"}
    ending = "es" if word.endswith("ch") else "s"
    plural = irregular.get(word) or (word[:-1] + "ies" if word.endswith("y") else word + ending)
    assert told(plural) == told(word) != set()


@given(st.lists(st.from_regex(r"[a-zé]{1,9}", fullmatch=True), min_size=1, max_size=5))
def test_hyphens_and_apostrophes_count_as_blanks(words: list[str]) -> None:
    keys = {key_of(sign.join(words)) for sign in (" ", "-", "'", "’", "  ")}
    assert keys == {" ".join(word_key(word) for word in words)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence", "defense"), ("labourers", "laborer"), ("organisations", "organization"), ("centres", "center"),
        ("councillors", "councilor"), ("women", "woman"), ("gunmen", "gunman"), ("Élysée", "elysee"),
        ("guerillas", "guerrilla"), ("armoured", "armored"), ("agencies", "agency"), ("bosses", "boss"),
    ],
)  # fmt: skip
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize("word", ["news", "press", "chaos", "headquarters", "women's", "corps", "kansas", "bus"])
def test_no_plural_is_cut_where_there_is_none(word: str) -> None:
    assert word_key(word.split("'")[0]) in (word, "woman")


def rows(columns: tuple[str, ...], *lines: str) -> str:
    return "\n".join(("\t".join(columns), *lines))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("baker\tBUS\t\tperson\t\t", "bakers\tAGR\t\tperson\t\t"), "given twice"),
        (("defence aide\tGOV\t\tperson\t\t", "defense aides\tMIL\t\tperson\t\t"), "given twice"),
        (("baker\tXXX\t\tperson\t\t",), "no sector"),
        (("baker\tBUS\tBUS\tperson\t\t",), "both the sector"),
        (("baker\tBUS\t\trobot\t\t",), "kind"),
        (("baker\tBUS\t\tperson\tno\t",), "leans"),
        (("boss\t\t\tperson\t\t",), "must lean"),
        (("...\tBUS\t\tperson\t\t",), "needs a word"),
    ],
)
def test_refused_roles_are_shown(lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(SetupError, match=message) as caught:
        read_roles(read_rows(rows(ROLE_COLUMNS, *lines), "mine.tsv", ROLE_COLUMNS))
    assert all(f"mine.tsv:{at}: {line}" in str(caught.value) for at, line in enumerate(lines, 2))


def test_refused_sectors() -> None:
    for lines in (("AAA\ta\t1\tx", "AAA\tb\t2\ty"), ("AAA\ta\t1\tx", "BBB\tb\t1\ty"), ("AAA\ta\t\tx",)):
        with pytest.raises(SetupError, match=r"twice|order"):
            read_sectors(read_rows(rows(SECTOR_COLUMNS, *lines), "mine.tsv", SECTOR_COLUMNS))


@pytest.mark.parametrize(
    ("phrase", "portfolio", "sector", "other", "kind"),
    [
        ("Chad's Defence Ministry", "defence", "GOV", ("MIL",), RoleKind.INSTITUTION),
        ("the Ministry of the Interior of Oman", "interior", "GOV", ("COP",), RoleKind.INSTITUTION),
        ("Minister for Health and Social Care Ann Lee", "health", "GOV", ("MED",), RoleKind.PERSON),
        ("the labour secretary", "labour", "GOV", ("LAB",), RoleKind.PERSON),
        ("Department of Justice", "justice", "GOV", ("JUD",), RoleKind.INSTITUTION),
        ("the Ministry of Bicycles and Bridges", None, "GOV", (), RoleKind.INSTITUTION),
    ],
)
def test_ministries_by_pattern(
    phrase: str, portfolio: str | None, sector: str, other: tuple[str, ...], kind: RoleKind
) -> None:
    found = ministry_in(phrase)
    assert found is not None
    assert (found.portfolio.name if found.portfolio else None) == portfolio
    assert (found.sector, found.other, found.kind) == (sector, other, kind)
    assert phrase[found.span.start : found.span.end] == found.text


@pytest.mark.parametrize(
    "phrase", ["the department of physics", "a box office", "the party secretary", "the church's ministry"]
)
def test_no_ministries(phrase: str) -> None:
    assert ministry_in(phrase) is None


def test_portfolios_given_twice_are_refused() -> None:
    assert len(portfolios()) >= 300
    text = rows(PORTFOLIO_COLUMNS, "a\tmine;coal\tGOV\t\t", "b\tmines\tGOV\t\t")
    with pytest.raises(SetupError, match="given twice") as caught:
        read_portfolios(read_rows(text, "mine.tsv", PORTFOLIO_COLUMNS))
    assert "mine.tsv:2" in str(caught.value)
    assert "mine.tsv:3" in str(caught.value)
