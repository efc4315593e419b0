"""The lexicon: heads of noun phrases, names of organisations with their dates, titles with their modifiers, speed."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.lexicon import Headed, lexicon
from communique.codebook.organisations import COLUMNS, Organisation, Roll, Sort, organisations, read, roll
from communique.codebook.sectors import RoleKind, roles
from communique.codebook.tables import read_rows
from communique.codebook.titles import COLUMNS as TITLE_COLUMNS
from communique.codebook.titles import OFFICES, read_titles, titles
from communique.records.errors import SetupError
from communique.records.findings import Standing

LEAST = {Sort.GROUP: 250, Sort.PARTY: 250, Sort.AGENCY: 250, Sort.MEDIA: 120, Sort.COMPANY: 100}


def head(phrase: str, on: str | None = None) -> Headed:
    headed = lexicon().head_of(phrase, on=on)
    assert headed is not None, phrase
    return headed


@pytest.mark.parametrize(
    ("phrase", "sector", "others"),
    [
        # the head tells, not what stands before or behind it
        ("a police reporter", "JRN", {"COP"}),
        ("judges in the army", "JUD", set()),
        ("the mayor of a fishing village", "GOV", set()),
        ("a Lima-based rights group", "SOC", set()),
        ("a charity based in Lima", "SOC", set()),
        ("Tongan state media", "GOV", {"JRN"}),
        ("the president of the bankers' association", "BUS", set()),
        ("major sugar producers", "BUS", set()),
        # a head that leans takes the sector of what stands beside it
        ("a navy officer", "MIL", set()),
        ("an officer", "COP", set()),
        ("the Danish police union's spokeswoman", "LAB", set()),
        ("spokesmen for the Chilean navy", "MIL", set()),
        ("the deputy leader of Peru's largest union", "LAB", set()),
        ("a member of the lower house", "LEG", set()),
        ("Christian guerrillas", "REB", {"REL"}),
        ("the junta's troops", "MIL", {"GOV"}),
        # kin of those who rule are of the elites, those of others stay civilians
        ("the widow of the president", "ELI", {"GOV"}),
        ("mothers of soldiers", "CVL", set()),
        # modifiers
        ("an opposition senator", "LEG", {"OPP"}),
        ("an anti-government farmer", "AGR", {"OPP"}),
        ("a military prosecutor", "JUD", set()),
        # quantities, and parts between commas
        ("several of the country's largest banks", "BUS", set()),
        ("dozens of nurses", "MED", set()),
        ("Maria Quispe, a farmer from Puno", "AGR", set()),
        # titles before a name
        ("Finance Minister Ama Owusu", "GOV", set()),
        ("Gen. Pedro Salas", "MIL", set()),
        ("Defence Minister General Omar Sidi", "GOV", {"MIL"}),
        ("Bishop Lars Holm", "REL", set()),
        # a commission of which no more is told
        ("the federal pricing board", "GOV", set()),
    ],
)
def test_heads(phrase: str, sector: str, others: set[str]) -> None:
    headed = head(phrase)
    assert headed.sector == sector
    assert others <= set(headed.other)


@pytest.mark.parametrize("phrase", ["", "...", "the killing of soldiers", "a treaty with the rebels", "yellow paint"])
def test_what_tells_no_sector(phrase: str) -> None:
    assert lexicon().head_of(phrase) is None


@pytest.mark.parametrize("name", ["Ana Duarte", "gen", "Greg Bishop", "the West Bank", "the European Union"])
def test_names_that_hold_no_role(name: str) -> None:
    assert lexicon().head_of(name) is None


def test_tokens_with_their_head() -> None:
    tokens = ["the", "union", "leader", "met", "two", "police", "officers"]
    leader, officers = lexicon().head_of(tokens, 2), lexicon().head_of(tokens, 6)
    assert leader is not None
    assert officers is not None
    assert (leader.sector, officers.sector) == ("LAB", "COP")
    assert " ".join(tokens)[leader.span.start : leader.span.end] == leader.text == "union leader"


def test_what_is_left_over() -> None:
    headed = head("the Bolivian police chief in La Paz")
    assert headed.text == "police chief"
    assert headed.left == ("the Bolivian", "in La Paz")
    assert head("Foreign Secretary Jane Roe").left == ("Jane Roe",)


def test_kinds() -> None:
    assert head("a senator").kind is RoleKind.PERSON
    assert head("the parliament").kind is RoleKind.INSTITUTION
    assert head("the ruling coalition").kind is RoleKind.GROUP


@given(st.text(max_size=60), st.sampled_from(["police", "Reuters", "foreign minister", "militants of Hamas", ""]))
def test_every_span_holds_its_words(text: str, words: str) -> None:
    phrase = text + words
    headed = lexicon().head_of(phrase)
    if headed is not None:
        assert phrase[headed.span.start : headed.span.end] == headed.text
        assert all(run in phrase for run in headed.left)
        assert headed.sector not in headed.other
    for mentioned in lexicon().find(phrase):
        assert phrase[mentioned.span.start : mentioned.span.end] == mentioned.text
    for titled in lexicon().titles(phrase):
        assert phrase[titled.span.start : titled.span.end] == titled.text


@given(
    st.sampled_from(
        ["Hay’at Tahrir al-Sham", "Hay'at Tahrir al Sham", "HAY'AT TAHRIR AL-SHAM", "Hay'at Tahrir al–Sham"]
    )
)
def test_quotes_hyphens_and_capitals_of_names(name: str) -> None:
    (found,) = lexicon().find(f"Fighters of {name} withdrew.")
    assert found.text == name
    assert found.readings[0].country == "SYR"


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Taliban", "2015-05-01", "REB"), ("Taliban", "2021-08-14", "REB"), ("Taliban", "2021-08-15", "GOV"),
        ("Taliban", None, "GOV"), ("Taliban", "2023", "GOV"), ("Rapid Support Forces", "2020-01-01", "PRM"),
        ("Rapid Support Forces", "2024-01-01", "REB"), ("FARC", "2010-01-01", "REB"), ("FARC", "2019-01-01", "PTY"),
        ("Renamo", "1985-01-01", "REB"), ("Hayat Tahrir al-Sham", "2025-02-01", "GOV"),
    ],
)  # fmt: skip
def test_status_by_day(name: str, day: str | None, sector: str) -> None:
    (found,) = lexicon().find(f"the {name} said")
    meant = found.on(day)
    assert meant is not None
    assert meant.sector == sector
    assert head(f"a spokesman for the {name}", day).sector == sector


def test_names_that_need_a_country() -> None:
    (found,) = lexicon().find("the candidate of Labour won")
    assert not found.sure
    assert found.on("2024-01-01") is None
    meant = found.on("2024-01-01", "NZL")
    assert meant is not None
    assert (meant.country, meant.sector) == ("NZL", "PTY")
    assert found.on("2024-01-01", "BRA") is None


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Officers of the FSB searched the flat", "Federal Security Service", "RUS", "SPY"),
        ("the Bundestag voted", "Bundestag", "DEU", "LEG"),
        ("Huawei denied it", "Huawei", "CHN", "BUS"),
        ("as Xinhua reported", "Xinhua", "CHN", "JRN"),
        ("M23 took the town", "March 23 Movement", "COD", "REB"),
        ("members of Likud", "Likud", "ISR", "PTY"),
        ("the Sinaloa Cartel", "Sinaloa Cartel", "MEX", "CRM"),
    ],
)
def test_names(text: str, name: str, country: str, sector: str) -> None:
    (found,) = lexicon().find(text)
    meant = found.on(None)
    assert meant is not None
    assert (meant.name, meant.country, meant.sector) == (name, country, sector)


@pytest.mark.parametrize("text", ["hard labour", "a vale of tears", "raw fish", "who is the sun", "the labour market"])
def test_plain_words_are_no_names(text: str) -> None:
    assert lexicon().find(text) == ()


def test_tables_hold_enough_and_every_row_is_sound() -> None:
    every = organisations()
    for sort, least in LEAST.items():
        assert sum(o.sort is sort for o in every) >= least, sort
    assert len({o.country for o in every if o.sort is Sort.PARTY}) >= 90
    assert len({o.country for o in every if o.sort is Sort.GROUP}) >= 40


def row(line: str) -> Organisation:
    text = "\t".join(COLUMNS) + "\n" + line
    (only,) = read_rows(text, "mine.tsv", COLUMNS)
    return read(only, Sort.GROUP)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Reds\t\tXYZ\tREB\t\t\t\t", "no country's code"),
        ("Reds\t\t\tREB\t\t\t\t", "marked with"),
        ("Reds\t\tGBR\t\t\t\t\t", "needs a sector"),
        ("Reds\t\tGBR\tFOO\t\t\t\t", "no sector"),
        ("Reds\t\tGBR\tREB\t\t2000\t1999\t", "cannot end"),
        ("Reds\t\tGBR\tREB\t\tMay 2000\t\t", "no ISO 8601"),
    ],
)
def test_refused_organisations(line: str, message: str) -> None:
    with pytest.raises(SetupError, match=message) as caught:
        row(line)
    assert "mine.tsv:2" in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (("Reds\t\tGBR\tREB\t\t\t\t", "Blues\tReds\tFRA\tREB\t\t\t\t"), True),
        (("Reds\t\tGBR\tREB\t\t\t2001\t", "Reds\t\tGBR\tPTY\t\t2001\t\t"), True),
        (("Reds\t\tGBR\tREB\t\t\t2000\t", "Reds\t\tGBR\tPTY\t\t2001\t\t"), False),
        (("Reds?\t\tGBR\tREB\t\t\t\t", "Reds?\t\tFRA\tPTY\t\t\t\t"), False),
        (("Reds?\t\tGBR\tREB\t\t\t\t", "Reds\t\tFRA\tPTY\t\t\t\t"), True),
    ],
)
def test_one_name_for_two_is_refused_unless_told(lines: tuple[str, ...], refused: bool) -> None:
    table = read_rows("\n".join(("\t".join(COLUMNS), *lines)), "mine.tsv", COLUMNS)
    if not refused:
        assert Roll([(Sort.GROUP, table)]).find("the Reds")[0].readings
        return
    with pytest.raises(SetupError, match="given twice") as caught:
        Roll([(Sort.GROUP, table)])
    assert all(f"mine.tsv:{at}: {line}" in str(caught.value) for at, line in enumerate(lines, 2))


@pytest.mark.parametrize(
    ("phrase", "title", "office", "standing"),
    [
        ("Prime Minister Ada Berg", "prime minister", "head-of-government", None),
        ("the former prime minister", "prime minister", "head-of-government", Standing.FORMER),
        ("ex-king Zog", "king", "head-of-state", Standing.FORMER),
        ("acting Foreign Minister Luis Paz", "foreign minister", "foreign-minister", Standing.ACTING),
        ("the caretaker defence minister", "defense minister", "defence-minister", Standing.ACTING),
        ("President-elect Ivo Kralj", "president", None, Standing.DESIGNATE),
        ("vice-president Ana Gil", "vice president", "deputy-head", None),
        ("the outgoing Speaker", "speaker", "speaker", Standing.HOLDER),
        ("Defense Secretary nominee Joe Roe", "defense secretary", "defence-minister", Standing.CANDIDATE),
    ],
)
def test_titles(phrase: str, title: str, office: str | None, standing: Standing | None) -> None:
    (found,) = lexicon().titles(phrase)
    assert (found.title.title, found.office, found.standing) == (title, office, standing)


@pytest.mark.parametrize(
    ("phrase", "lower", "speaks", "kin"),
    [
        ("the assistant foreign minister", True, False, False),
        ("a spokesman for the prime minister", False, True, False),
        ("the prime minister's adviser", False, True, False),
        ("the wife of the former king", False, False, True),
        ("the king's brother", False, False, True),
    ],
)
def test_titles_of_someone_else(phrase: str, lower: bool, speaks: bool, kin: bool) -> None:
    found = lexicon().titles(phrase)[0]
    assert (found.lower, found.speaks, found.kin) == (lower, speaks, kin)
    assert found.office is None


def test_no_role_is_a_title_as_well() -> None:
    assert not roles().keys() & titles().keys()


def test_titles_are_many_and_their_offices_known() -> None:
    assert len(titles()) >= 500
    assert {title.office for title in titles().values() if title.office} == set(OFFICES) - {
        "head-of-state-and-government"
    }


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("king\thead-of-state\tGOV\t\t1\t", "Kings\tother\tGOV\t\t1\t"), "given twice"),
        (("king\tthrone\tGOV\t\t1\t",), "office must be"),
        (("king\t\tGOV\t\t\t",), "rank"),
        (("king\t\tGOV\t\tfirst\t",), "whole number"),
    ],
)
def test_refused_titles(lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(SetupError, match=message):
        read_titles(read_rows("\n".join(("\t".join(TITLE_COLUMNS), *lines)), "mine.tsv", TITLE_COLUMNS))


def test_speed() -> None:
    """Processor time to build it, and for a phrase, with room for a busy machine."""
    code = (
        "import time, communique.codebook.lexicon as l; a = time.process_time(); x = l.lexicon();"
        "b = time.process_time();"
        "[x.head_of('the deputy leader of the opposition party in Peru') for _ in range(500)];"
        "c = time.process_time(); print(b - a, (c - b) / 500)"
    )
    command = [sys.executable, "-c", code]
    outputs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(3)]
    building, reading = zip(*(map(float, output.split()) for output in outputs), strict=True)
    assert min(building) < 0.25
    assert min(reading) < 0.001
    assert len(roll()) > 3_000
