"""CAMEO's codes are whole and legal in PLOVER, every event of PLOVER has a code, and damaged tables are refused."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.cameo import (
    COLUMNS,
    DEFAULT_COLUMNS,
    AsPlover,
    cameo,
    code_of,
    defaults,
    of_plover,
    read_cameo,
    read_defaults,
    root,
    to_plover,
)
from communique.codebook.plover import plover
from communique.codebook.tables import bundled, read_rows
from communique.records.errors import RequestError, SetupError

CROSSWALK = Path(__file__).resolve().parents[3] / "shared" / "data" / "relations" / "CAMEO2PLOVER-2021.txt"
# Codes below each root; 12 has 1213 and 1214, which the codebook leaves out and the crosswalk has.
BELOW = dict(
    zip(
        (f"{n:02}" for n in range(1, 21)),
        (10, 27, 28, 7, 8, 5, 6, 25, 5, 27, 12, 28, 22, 26, 6, 13, 13, 14, 9, 7),
        strict=True,
    )
)
# Modes that no code of CAMEO has; their events get a code of the same type.
NOT_IN_CAMEO = {
    ("CONSULT", "multilateral"),
    ("THREATEN", "arrest"),
    ("PROTEST", "strike"),
    ("PROTEST", "vandalize"),
    ("MOBILIZE", "weapons"),
    ("MOBILIZE", "militia"),
    ("COERCE", "censor"),
    ("COERCE", "withhold"),
    ("COERCE", "misinformation"),
    ("ASSAULT", "primitive"),
    ("ASSAULT", "crowd-control"),
}
# Codes that are a default for some events, but whose own type, mode and contexts lead to a likelier one.
MERGED = {
    "0862": "086",  # inspectors are told by cbrn alone
    "110": "111",
    "1125": "115",  # spies are told by intelligence alone
    "131": "130",  # a threat of arrest
    "1311": "1313",  # aid is told by human_security
    "1383": "138",  # told by terrorism
    "162": "1623",
    "1661": "166",  # told by peacekeeping
    "1662": "166",  # told by cbrn
}
ALL = [(kind.code, mode) for kind in plover().types.values() for mode in (None, *kind.modes)]


def test_every_code_is_there() -> None:
    assert Counter(code[:2] for code in cameo() if len(code) > 2) == BELOW
    assert [code for code in cameo() if len(code) == 2] == list(BELOW)
    assert list(cameo()) == sorted(cameo())


def test_every_code_is_legal_in_plover() -> None:
    order = list(plover().contexts)
    for entry in cameo().values():
        if entry.type is None:
            assert entry.code.startswith("01")
            assert entry.mode is None
            assert not entry.contexts
        else:
            assert entry.mode is None or entry.mode in plover().types[entry.type].modes
            assert list(entry.contexts) == sorted(entry.contexts, key=order.index)


def test_each_type_has_codes_of_its_own_roots() -> None:
    roots = {kind: {code[:2] for code, e in cameo().items() if e.type == kind} for kind in plover().types}
    assert roots == {
        "AGREE": {"03"},
        "CONSULT": {"04"},
        "SUPPORT": {"05"},
        "CONCEDE": {"03", "05", "08"},
        "COOPERATE": {"06"},
        "AID": {"07"},
        "RETREAT": {"08"},
        "REQUEST": {"02", "10"},
        "ACCUSE": {"09", "11"},
        "REJECT": {"12"},
        "THREATEN": {"13"},
        "PROTEST": {"14"},
        "SANCTION": {"11", "16", "20"},
        "MOBILIZE": {"15"},
        "COERCE": {"17", "19"},
        "ASSAULT": {"17", "18", "19", "20"},
    }


def test_goldstein_of_roots_and_of_some_codes() -> None:
    scale = {code: entry.goldstein for code, entry in cameo().items()}
    assert [scale[code] for code in BELOW] == [
        0, 3, 4, 1, 3.5, 6, 7, 5, -2, -5, -2, -4, -6, -6.5, -7.2, -4, -7, -9, -10, -10,
    ]  # fmt: skip
    assert (scale["012"], scale["042"], scale["043"], scale["057"]) == (-0.4, 1.9, 2.8, 8.0)
    assert (scale["072"], scale["0874"], scale["1712"], scale["173"]) == (8.3, 10.0, -9.2, -5.0)


def test_a_code_of_four_digits_has_the_scale_of_the_one_above_it_but_for_five() -> None:
    apart = {c for c, e in cameo().items() if len(c) == 4 and e.goldstein != cameo()[c[:3]].goldstein}
    assert apart == {"0334", "0874", "1821", "1822", "1823"}


@pytest.mark.parametrize(("type", "mode"), ALL)
def test_there_and_back(type: str, mode: str | None) -> None:
    back = to_plover(of_plover(type, mode))
    assert back is not None
    assert back.type == type
    if (type, mode) == ("ACCUSE", None):
        assert back.mode == "disapprove"  # CAMEO has no code for it without one
    elif (type, mode) in NOT_IN_CAMEO:
        assert not [c for c, e in cameo().items() if (e.type, e.mode) == (type, mode)]
    else:
        assert back.mode == mode


@given(st.sampled_from(ALL), st.lists(st.sampled_from(sorted(plover().contexts)), unique=True))
def test_any_contexts_keep_the_type(event: tuple[str, str | None], contexts: list[str]) -> None:
    code = of_plover(*event, contexts)
    assert cameo()[code].type == event[0]
    assert of_plover(*event, reversed(contexts)) == code


def test_codes_that_defaults_name_come_back_but_for_those_that_plover_merges() -> None:
    merged = {}
    for code in {row.code for rows in defaults().values() for row in rows}:
        event = to_plover(code)
        assert event is not None
        back = of_plover(event.type, event.mode, event.contexts)
        if back != code:
            merged[code] = back
    assert merged == MERGED


def test_the_row_with_the_most_contexts_wins_then_the_upper_one() -> None:
    assert of_plover("ACCUSE", "allege") == "112"
    assert of_plover("ACCUSE", "allege", ["legal"]) == "115"
    assert of_plover("ACCUSE", "allege", ["military"]) == "1123"
    assert of_plover("ACCUSE", "allege", ["military", "legal"]) == "1124"
    assert of_plover("ACCUSE", "allege", ["human_rights", "military", "legal"]) == "1124"
    assert of_plover("ACCUSE", "allege", ["human_rights", "military"]) == "1122"
    assert of_plover("AID", None, ["economic", "military"]) == "072"
    assert of_plover("AID", None, ["gender"]) == "070"


def test_visitor_and_host_are_told_apart() -> None:
    assert of_plover("CONSULT", "visit") == "042"
    assert of_plover("CONSULT", "visit", ["military"], host=True) == "043"
    assert to_plover("042") == AsPlover("CONSULT", "visit", (), swapped=False)
    assert to_plover("043") == AsPlover("CONSULT", "visit", (), swapped=True)
    with pytest.raises(RequestError, match="CONSULT/visit only"):
        of_plover("CONSULT", "phone", host=True)


def test_requests_come_back_as_demands() -> None:
    for entry in cameo().values():
        if entry.type == "REQUEST":
            assert root(of_plover("REQUEST", entry.mode, entry.contexts)) == "10"
            # An appeal is in PLOVER what the demand of the same number is.
            twin = "10" + entry.code[2:]
            assert (cameo()[twin].mode, cameo()[twin].contexts) == (entry.mode, entry.contexts)


@pytest.mark.parametrize(
    ("code", "type", "mode", "contexts"),
    [
        ("0333", "AGREE", None, ("human_security",)),
        ("0353", "CONCEDE", None, ("rights_freedoms",)),
        ("055", "CONCEDE", None, ("diplomatic",)),
        ("0811", "CONCEDE", None, ("pro_democracy",)),
        ("0842", "RETREAT", "release", ("legal",)),
        ("085", "RETREAT", None, ("economic",)),
        ("091", "ACCUSE", "investigate", ("crime", "corruption")),
        ("116", "SANCTION", "convict", ("legal",)),
        ("132", "THREATEN", "restrict", ("executive",)),
        ("1621", "SANCTION", "withdraw", ("economic",)),
        ("163", "SANCTION", "discontinue", ("economic", "diplomatic")),
        ("1712", "ASSAULT", "destroy", ("human_security",)),
        ("175", "ASSAULT", None, ("military", "pro_autocracy", "repression")),
        ("186", "ASSAULT", "targeted", ()),
        ("201", "SANCTION", "expel", ("human_rights", "religion_ethnicity")),
        ("202", "ASSAULT", None, ("human_rights", "religion_ethnicity")),
    ],
)
def test_contradictions_are_settled(code: str, type: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    assert to_plover(code) == AsPlover(type, mode, contexts)


def test_statements_are_nothing_in_plover() -> None:
    assert [to_plover(code) for code in cameo() if root(code) == "01"] == [None] * 11


def test_what_nobody_knows_is_refused() -> None:
    for unknown in ("21", "4", "0431", "2043", "", "CONSULT"):
        with pytest.raises(RequestError, match="as text"):
            code_of(unknown)
    with pytest.raises(RequestError, match="no type 'FIGHT'"):
        of_plover("FIGHT")
    with pytest.raises(RequestError, match=r"AGREE has no mode 'visit'; give None$"):
        of_plover("AGREE", "visit")
    with pytest.raises(RequestError, match="no context 'humanitarian'"):
        of_plover("AID", None, ["humanitarian"])


HEAD = "\t".join(COLUMNS) + "\n"
ROOT = "04\tTalk\t1.0\tCONSULT\t\t\t\n"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (ROOT + "04\tMeet\t1.0\tCONSULT\t\t\t\n", r"given twice.*\n.*own\.tsv:2: 04\tTalk.*\n.*own\.tsv:3: 04\tMeet"),
        (ROOT + "03\tAgree\t4.0\tAGREE\t\t\t\n", r"03 stands after 04.*\n.*own\.tsv:2: 04.*\n.*own\.tsv:3: 03"),
        (ROOT + "0410\tTalk\t1.0\tCONSULT\t\t\t\n", "no code of CAMEO"),
        ("21\tTalk\t1.0\tCONSULT\t\t\t\n", "no code of CAMEO"),
        (ROOT + "0411\tTalk\t1.0\tCONSULT\t\t\t\n", "0411 needs 041 above it"),
        ("04\t\t1.0\tCONSULT\t\t\t\n", "04 needs a name"),
        ("04\tTalk\t11.0\tCONSULT\t\t\t\n", "-10.0 to 10.0"),
        ("04\tTalk\t1\tCONSULT\t\t\t\n", "one decimal"),
        ("04\tTalk\t1.0\tFIGHT\t\t\t\n", "no type 'FIGHT'"),
        ("04\tTalk\t1.0\tCONSULT\tban\t\t\n", "CONSULT has no mode 'ban'"),
        ("04\tTalk\t1.0\tCONSULT\t\tdemocracy\t\n", "no context 'democracy'"),
        ("04\tTalk\t1.0\tCONSULT\t\tlegal; crime\t\n", "padded"),
        ("04\tTalk\t1.0\t\tvisit\t\t\n", "need a type"),
    ],
)
def test_a_damaged_table_of_codes_is_refused(rows: str, why: str) -> None:
    with pytest.raises(SetupError, match=why):
        read_cameo(read_rows(HEAD + rows, "own.tsv", COLUMNS))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("AID\t\t\t071\t\n", r"two defaults.*\n.*AID\t\t\t070.*\n.*AID\t\t\t071"),
        ("ACCUSE\tallege\tlegal;military\t112\t\n", r"two defaults.*\n.*military;legal.*\n.*legal;military"),
        ("AID\t\tgender\t061\t\n", "code of AID, not '061'"),
        ("AID\t\tgender\t079\t\n", "code of AID, not '079'"),
        ("\t\t\t010\t\n", "needs a type"),
        ("AID\tgift\t\t070\t\n", "no mode 'gift'"),
    ],
)
def test_a_damaged_table_of_defaults_is_refused(row: str, why: str) -> None:
    more = read_rows("\t".join(DEFAULT_COLUMNS) + "\n" + row, "own.tsv", DEFAULT_COLUMNS)
    with pytest.raises(SetupError, match=why):
        read_defaults([*bundled("plover_to_cameo.tsv", DEFAULT_COLUMNS), *more], cameo())


def test_a_mode_without_a_default_is_refused() -> None:
    rows = [
        row for row in bundled("plover_to_cameo.tsv", DEFAULT_COLUMNS) if row["mode"] != "hunger" or row["contexts"]
    ]
    with pytest.raises(SetupError, match="PROTEST/hunger has no default"):
        read_defaults(rows, cameo())


@pytest.mark.shared
@pytest.mark.skipif(not CROSSWALK.is_file(), reason="needs the shared data beside the checkout")
def test_each_difference_from_the_crosswalk_is_told_and_no_other() -> None:
    theirs: dict[str, set[tuple[str, str, frozenset[str]]]] = {}
    for line in CROSSWALK.read_text("utf-8").splitlines():
        if found := re.match(r"(\d{2,4}):([^#]*)", line):
            type, mode, contexts = (*(cell.strip() for cell in found[2].split(",")), "", "")[:3]
            split = frozenset(context.strip() for context in contexts.split(";") if context.strip())
            theirs.setdefault(found[1], set()).add((type, mode, split))
    differing = {
        code
        for code, e in cameo().items()
        if (e.type or "", e.mode or "", frozenset(e.contexts)) not in theirs.get(code, {("", "", frozenset())})
    }
    assert differing == {code for code, e in cameo().items() if e.note.startswith("crosswalk:")}
    assert theirs.keys() <= cameo().keys()
