"""Names compared: what counts as one name, and what must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors.register_names import (
    by_any_word,
    fits,
    joined,
    same_person,
    spellings,
    with_second_surname,
    without_particles,
    words_of,
)

WORDS = st.text("abcdefghij", min_size=2, max_size=8)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Recep Tayyip Erdoğan", ("recep", "tayyip", "erdogan")),
        ("Kim Jong-un", ("kim", "jong", "un")),
        ("Ban Ki‑moon", ("ban", "ki", "moon")),
        ("Sa'ad O’Brien", ("saad", "obrien")),
        ("Lech Wałęsa", ("lech", "walesa")),
        ("J.D. Vance", ("j", "d", "vance")),
        ("George W. Bush", ("george", "w", "bush")),
    ],
)
def test_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("Merkel", "Angela Merkel"),
        ("A. Merkel", "Angela Merkel"),
        ("Merkel Angela", "Angela Merkel"),
        ("Angela Dorothea Merkel", "Angela Merkel"),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
        ("Abdullah", "Abdullah bin Zayed Al Abdullah"),
        ("Sisi", "Abdel Fattah el-Sisi"),
        ("al-Sisi", "Abdel Fattah el-Sisi"),
        ("de Gaulle", "Charles de Gaulle"),
        ("Van der Bellen", "Alexander Van der Bellen"),
        ("Jong-un", "Kim Jong-un"),
        ("da Silva", "Luiz Inácio Lula da Silva"),
        ("George Bush", "George W. Bush"),
    ],
)
def test_what_can_be_said_for_a_name(said: str, full: str) -> None:
    assert fits(without_particles(said), without_particles(full), any_word=False)


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("Angela", "Angela Merkel"),  # a given name alone
        ("Angela Smith", "Angela Merkel"),
        ("Max Merkel", "Angela Merkel"),
        ("Kim Jong-il", "Kim Il-sung"),
        ("Kim Jong-il", "Kim Jong-un"),
        ("George H. W. Bush", "George W. Bush"),
        ("Ahmad al-Nawaf al-Sabah", "Sabah al-Ahmad al-Sabah"),
        ("B", "B Bello"),
        ("al", "Ali al-Sadiq"),
    ],
)
def test_what_cannot_be_said_for_a_name(said: str, full: str) -> None:
    assert not fits(without_particles(said), without_particles(full), any_word=False)


def test_a_given_name_alone_where_people_go_by_it() -> None:
    said, full = ("abiy",), ("abiy", "ahmed")
    assert not fits(said, full, any_word=False)
    assert fits(said, full, by_any_word(full, "ETH", "Prime Minister"))


@pytest.mark.parametrize(
    ("name", "country", "title", "any_word"),
    [
        ("Xi Jinping", "CHN", "President", True),
        ("Viktor Orbán", "HUN", "Prime Minister", True),
        ("Elizabeth II", "GBR", "Queen", True),
        ("Tamim bin Hamad Al Thani", "QAT", "Emir", True),
        ("Francis", "VAT", "Pope", True),
        ("Keir Starmer", "GBR", "Prime Minister", False),
        ("Prince Johnson", "LBR", "Speaker", False),
    ],
)
def test_where_any_word_may_stand_for_a_name(name: str, country: str, title: str, any_word: bool) -> None:
    assert by_any_word(without_particles(name), country, title) is any_word


def test_a_second_family_name_where_people_have_two() -> None:
    said, whole = without_particles("Ana Bela Cruz"), without_particles("Ana Bela")
    assert with_second_surname(said, whole, "CRI")
    assert not with_second_surname(said, whole, "KOR")
    assert not with_second_surname(("ana", "cruz"), ("ana",), "CRI")
    assert not with_second_surname(("cruz", "ana", "bela"), whole, "CRI")


def test_letters_and_the_digraphs_for_them() -> None:
    assert spellings("Hartwig Loeger", "AUT") == ("Hartwig Loeger", "Hartwig Loger")
    assert words_of("Milo Đukanović")[1] in words_of(spellings("Milo Djukanovic", "MNE")[1])
    assert spellings("Michael Moore", "USA") == ("Michael Moore",)


def test_one_name_in_one_word_or_two() -> None:
    assert joined("Abdelfattah Sisi") == joined("Abdel Fattah el-Sisi")
    assert same_person("Abdelfattah Sisi", "Abdel Fattah al-Sisi")
    assert same_person("Orban Viktor", "Viktor Orbán")
    assert not same_person("Viktor Orbán", "Viktor Yanukovych")


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True))
def test_a_full_name_fits_itself_and_its_surname(words: list[str]) -> None:
    whole = without_particles(" ".join(words))
    if len(whole) > 1 and all(len(w) > 1 for w in whole):
        assert fits(whole, whole, any_word=False)
        assert fits(whole[-1:], whole, any_word=False)
        assert same_person(" ".join(reversed(words)), " ".join(words))
