"""Names of persons: other spellings, and whose a full name is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.invented import register
from communique.actors.person_names import borne_by
from communique.actors.register import COLUMNS, Register
from communique.actors.register_rows import read_holdings
from communique.actors.resolve import Resolver
from communique.actors.spellings import spellings

ROWS = """
Mohamed Ibrahim Farah;;SOM;head-of-state;President;2012-01-01;2016-01-01;holder;
Juan Carlos II;;ESP;head-of-state;King;2012-01-01;2016-01-01;holder;
Elena Rojas Paz;;PER;head-of-state-and-government;President;2012-01-01;2016-01-01;holder;
Chen Wei-ming;;TWN;foreign-minister;Foreign Minister;2012-01-01;2016-01-01;holder;
Sergey Volkov;;RUS;defence-minister;Defence Minister;2012-01-01;2016-01-01;holder;
Ola Berg;;NOR;other;Chief of the General Staff;2012-01-01;2016-01-01;holder;
Nell Frost;;AUS;head-of-government;Prime Minister;2012-01-01;2016-01-01;holder;
Bok Ji-moon;;KOR;foreign-minister;Foreign Minister;2012-01-01;2016-01-01;holder;
Abdel el-Nour;;EGY;head-of-state;President;2012-01-01;2016-01-01;holder;
Lea Heaton-Park;;GBR;foreign-minister;Foreign Secretary;2012-01-01;2016-01-01;holder;
Ada Vine;;USA;other;Deputy Secretary of Commerce;2012-01-01;2016-01-01;holder;
""".strip().replace(";", "\t")
HOLDINGS = {h.holder: h for h in read_holdings("\t".join(COLUMNS) + "\n" + ROWS + "\n", "rows.tsv")}
RESOLVER = Resolver(Register(HOLDINGS.values()))


@pytest.mark.parametrize(
    ("name", "holder", "same"),
    [
        ("Mohamed Ibrahim Farah", "Mohamed Ibrahim Farah", True),
        ("Ibrahim Farah", "Mohamed Ibrahim Farah", True),
        ("Mohamed Ibrahim", "Mohamed Ibrahim Farah", False),
        ("Ibrahim Mohamed Farah", "Mohamed Ibrahim Farah", False),
        ("Juan Carlos Mora", "Juan Carlos II", False),
        ("Elena Rojas", "Elena Rojas Paz", True),
        ("Elena Paz", "Elena Rojas Paz", True),
        ("Elena Rojas Paz Soldan", "Elena Rojas Paz", True),
        ("Wei-ming Chen", "Chen Wei-ming", True),
        ("Chen Weiming", "Chen Wei-ming", True),
        ("Nell Anna Frost", "Nell Frost", True),
        ("Frost Nell", "Nell Frost", False),
    ],
)
def test_whose_a_full_name_is(name: str, holder: str, same: bool) -> None:
    assert borne_by(name, HOLDINGS[holder]) is same


def test_half_a_name_is_nobodys() -> None:
    """Of two words joined by a hyphen neither stands alone, but a particle is no word of its own."""
    assert RESOLVER.mention("Foreign Minister Moon", on="2014-01-01").name is None
    assert RESOLVER.mention("Foreign Secretary Park", on="2014-01-01").name is None
    assert RESOLVER.mention("Foreign Secretary Heaton-Park", on="2014-01-01").name == "Lea Heaton-Park"
    assert RESOLVER.mention("Foreign Minister Bok", on="2014-01-01").name == "Bok Ji-moon"
    assert RESOLVER.mention("President Nour", on="2014-01-01").name == "Abdel el-Nour"


def test_who_held_a_lesser_office_long_ago_may_hold_another() -> None:
    soon, late = RESOLVER.mention("Ada Vine", on="2016-06-01"), RESOLVER.mention("Ada Vine", on="2022-06-01")
    assert (soon.sector, late.sector, late.country) == ("ELI", None, "USA")
    assert "not known" in late.how


def test_other_spellings() -> None:
    assert "sergei Volkov" in set(spellings("Sergey Volkov"))
    assert set(spellings("Ana Duarte")) == set()
    assert RESOLVER.mention("Sergei Volkov", on="2014-01-01").name == "Sergey Volkov"
    assert RESOLVER.mention("Mohammed Ibrahim Farah", on="2014-01-01").name == "Mohamed Ibrahim Farah"


@given(st.lists(st.sampled_from(["Mohamed", "Ahmed", "Omar", "Yusuf", "Said", "Holm"]), max_size=5))
def test_spellings_are_few_and_others(words: list[str]) -> None:
    name = " ".join(words)
    found = list(spellings(name))
    assert len(found) <= 40
    assert name not in found
    assert all(len(other.split()) == len(words) for other in found)


def test_the_sector_of_other_offices_is_that_of_the_title() -> None:
    now, later = RESOLVER.mention("Ola Berg", on="2014-01-01"), RESOLVER.mention("Ola Berg", on="2020-01-01")
    assert (now.sector, later.sector, later.other_sectors) == ("MIL", "ELI", ("MIL",))


def test_who_governed_by_a_seat_in_parliament_likely_keeps_it_for_a_while() -> None:
    soon, late = RESOLVER.mention("Nell Frost", on="2016-06-01"), RESOLVER.mention("Nell Frost", on="2020-06-01")
    assert (soon.sector, soon.other_sectors, late.other_sectors) == ("ELI", ("LEG",), ())
    assert "likely" in soon.how
    elsewhere = RESOLVER.mention("Elena Rojas Paz", on="2016-06-01")
    assert elsewhere.other_sectors == ()


def test_a_role_before_a_surname_counts_as_its_post() -> None:
    assert RESOLVER.mention("Deputy Secretary Vine", on="2014-01-01").name == "Ada Vine"
    assert RESOLVER.mention("Vine", on="2014-01-01").name is None


def test_invented_holders_do_not_contradict_each_other() -> None:
    assert len({h.holder for h in register().holdings}) >= 9
