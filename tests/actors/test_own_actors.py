"""Actors of one's own: tables, names in words, and that they go before what the package knows."""

from pathlib import Path

import pytest

from actors.invented import register
from communique.actors.options import ActorOptions
from communique.actors.own_actors import COLUMNS, OwnActor, OwnActors, read_actors
from communique.actors.resolve import Resolver
from communique.records.errors import OptionError, RequestError

SYLDAVIA = OwnActor("Syldavia", ("Syldavian", "Syldavians", "Klow"), "SYL")
PLANTERS = OwnActor("San Theodoros Planters' League", ("Planters",), "STH", "BUS", ("PTY",))
OWN = OwnActors([SYLDAVIA, PLANTERS])
RESOLVER = Resolver(register(), own=OWN)


def table(folder: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "actors.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in (columns, *rows)), "utf-8")
    return path


@pytest.mark.parametrize("words", ["Syldavia", "the Syldavians", "Syldavia's", "Syldavia’s", "Syldavians'", "Klow"])
def test_whole(words: str) -> None:
    assert OWN.whole(words) is SYLDAVIA


@pytest.mark.parametrize("words", ["syldavia", "Syldavia and Borduria", "Klowian", "", "the"])
def test_what_is_not_a_name_alone(words: str) -> None:
    assert OWN.whole(words) is None


def test_the_first_name_in_words_and_the_longest() -> None:
    assert OWN.first_in("envoys of the Syldavians and Planters") == ("Syldavians", SYLDAVIA)
    assert OWN.first_in("the San Theodoros Planters' League") == ("San Theodoros Planters' League", PLANTERS)
    assert OWN.first_in("the Klowian press, Transplanters") is None
    assert OwnActors().first_in("Syldavia") is None


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Syldavia", "SYL", None),
        ("the Syldavian government", "SYL", "GOV"),
        ("Syldavia's foreign minister", "SYL", "GOV"),
        ("soldiers from Syldavia", "SYL", "MIL"),
        ("the parliament of Syldavia", "SYL", "LEG"),
        ("the Planters", "STH", "BUS"),
        ("Norway", "NOR", None),
        ("the Norwegian ambassador to Syldavia", "NOR", "GOV"),
    ],
)
def test_resolved(words: str, country: str, sector: str | None) -> None:
    found = RESOLVER.mention(words, on="2019-03-01")
    assert (found.country, found.sector) == (country, sector)
    assert found.how


def test_they_go_before_what_the_package_knows() -> None:
    own = OwnActors([OwnActor("Georgia", (), "USA")])
    assert Resolver(register(), own=own).mention("Georgia").country == "USA"
    assert Resolver(register()).mention("Georgia").country == "GEO"


def test_other_sectors_and_why() -> None:
    found = RESOLVER.mention("the Planters")
    assert (found.name, found.other_sectors) == ("San Theodoros Planters' League", ("PTY",))
    assert "an actor of your own" in found.how


def test_two_actors_of_one_name_are_refused() -> None:
    with pytest.raises(RequestError, match="'Klow'"):
        OwnActors([SYLDAVIA, OwnActor("Klow", (), "KLW")])


def test_tables(tmp_path: Path) -> None:
    path = table(tmp_path, ("Syldavia", "Syldavian;Klow", "SYL", "", ""), ("Rascar", "", "SYL", "MIL", "REB"))
    assert read_actors(path) == [
        OwnActor("Syldavia", ("Syldavian", "Klow"), "SYL"),
        OwnActor("Rascar", (), "SYL", "MIL", ("REB",)),
    ]
    resolver = Resolver.load(ActorOptions(actors=(str(path),)))
    assert resolver.mention("the Syldavian police").country == "SYL"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "", "SYL", "", ""), "needs a name"),
        (("Syldavia", "", "", "", ""), "capital letters"),
        (("Syldavia", "", "syl", "", ""), "capital letters"),
        (("Syldavia", "", "SYL", "KING", ""), "no sector"),
        (("Syldavia", "Klow;;", "SYL", "", ""), "empty"),
    ],
)
def test_rows_that_are_refused(tmp_path: Path, row: tuple[str, ...], why: str) -> None:
    with pytest.raises(RequestError, match=why):
        read_actors(table(tmp_path, row))


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="columns"):
        read_actors(table(tmp_path, ("Syldavia", "SYL"), columns=("name", "code")))
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RequestError, match=r"bytes\.tsv"):
        read_actors(tmp_path / "bytes.tsv")
    with pytest.raises(OptionError, match="not a file"):
        ActorOptions(actors=(str(tmp_path / "none.tsv"),))


def test_codes_of_all_of_them() -> None:
    actors = [
        OwnActor("Gondor", ("Minas Tirith",), "GON"),
        OwnActor("Rangers", (), "GON", "REB"),
        OwnActor("Rohan", (), "ROH"),
    ]
    assert OwnActors(actors).codes == {"GON", "ROH"}
    assert OwnActors().codes == frozenset()
