"""Input that no report should be: each is refused with its reason or read, in time that grows with its length.

Time is that of this process, since machines are shared.
"""

import time

import pytest

from communique.records.analysis import Analysis
from communique.records.documents import Reason, Rejected
from language.reading import document, model
from language.test_model import check

MUCH = 100_000  # characters of what the network need not read whole
SOME = 12_000  # characters of what it must
PER_CHARACTER = 2e-3  # seconds; a shared machine takes a tenth of it
WORDS = "the talks on trade went on and ministers met again in Geneva with envoys of both sides "


def read_in_time(text: str, language: str | None = "en", *, forced: bool = False) -> Analysis | Rejected:
    reader = model(forced=forced)
    began = time.process_time()
    found = reader.analyse(document(text, language))
    assert time.process_time() - began < 6 + PER_CHARACTER * len(text)
    if isinstance(found, Analysis):
        check(found, document(text, language))
    return found


def analysed(text: str, language: str | None = "en", *, forced: bool = False) -> Analysis:
    found = read_in_time(text, language, forced=forced)
    assert isinstance(found, Analysis)
    return found


def reason(text: str, language: str | None, *, forced: bool = False) -> Reason:
    found = read_in_time(text, language, forced=forced)
    assert isinstance(found, Rejected)
    return found.reason


def test_words_without_a_stop_are_cut_and_a_note_says_so() -> None:
    text = (WORDS * SOME)[:SOME].strip()
    analysis = analysed(text)
    assert len(analysis) == len(text.split())
    assert len(analysis.notes) == 1
    assert analysis.notes[0].startswith(
        f"a sentence of {len(analysis)} words at 0 was cut in {len(analysis.sentences)}"
    )
    assert all(len(s) <= 510 for s in analysis.sentences)


@pytest.mark.parametrize("endless", ["x", "ab1", "中文", "é", "a\u0301", "A", "aA1_"])
def test_letters_without_a_space(endless: str) -> None:
    text = (endless * MUCH)[:MUCH]
    analysis = analysed(text)
    assert sum(len(t.text) for t in analysis) == MUCH


@pytest.mark.parametrize("mark", [".", "?!", "(", '"', "…", "-", "' ", ", "])
def test_one_word_and_then_marks(mark: str) -> None:
    text = "Talks " + mark * (SOME // 20)
    assert analysed(text)[0].text == "Talks"


@pytest.mark.parametrize("forced", [False, True])
@pytest.mark.parametrize("language", [None, "en"])
@pytest.mark.parametrize(
    "signs",
    [
        "😀",
        "👩‍🚀🇫🇷",
        "👍🏽 ",
        "1",
        "2026-11-25 ",
        "-",
        ".",
        "\u0301",
        "\x00",
        "\x07\x1b",
        "\u202e",
        "\u200b",
        "\n\u200b",
    ],
)
def test_what_holds_no_letter_is_refused(signs: str, language: str | None, forced: bool) -> None:
    assert reason((signs * MUCH)[:MUCH], language, forced=forced) is Reason.NO_WORDS


def test_emoji_among_words_are_words() -> None:
    text = "Talks 😀😀 in 👩‍🚀 Geneva 🇫🇷. " + "😀" * 2000
    analysis = analysed(text)
    assert [t.text for t in analysis][:2] == ["Talks", "😀😀"] or [t.text for t in analysis][:3] == [
        "Talks",
        "😀",
        "😀",
    ]


ARABIC = "التقى الوزيران يوم الثلاثاء واتفقا على مواصلة المحادثات في الربيع المقبل. "
HEBREW = "שני השרים נפגשו ביום שלישי והסכימו להמשיך את השיחות באביב בירושלים. "


@pytest.mark.parametrize("text", [ARABIC, HEBREW], ids=["Arabic", "Hebrew"])
def test_text_from_right_to_left(text: str) -> None:
    assert reason((text * MUCH)[:MUCH], None) is Reason.NOT_ENGLISH
    some = (text * 20).strip()
    assert len(analysed(some, None, forced=True).sentences) >= 10
    mixed = f"\u202bThe minister said “{text.strip()}” in Geneva.\u202c He left."
    assert len(analysed(mixed)) > 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les deux ministres se sont rencontrés mardi et ont décidé de poursuivre les négociations. ", "fr"),
        ("Министры встретились во вторник и договорились продолжить переговоры весной. ", "ru"),
        ("两国部长星期二举行会谈，同意今年春天在北京继续就边界问题进行谈判。", "zh"),
    ],
    ids=["French", "Russian", "Chinese"],
)
def test_another_language(text: str, code: str) -> None:
    assert reason((text * MUCH)[:MUCH], None) is Reason.NOT_ENGLISH
    assert reason(text, code) is Reason.NOT_ENGLISH
    assert isinstance(analysed(text * 3, code, forced=True), Analysis)


def test_control_characters_among_words() -> None:
    text = "Talks\x00 en\x07ded.\x1b[31m They\x0b will\x0c go\x85 on.\u2028And\u2029 on\ufeff.\x1f The end"
    words = [t.text for t in analysed(text)]
    assert words[0].startswith("Talks")
    assert words[-2:] == ["The", "end"]


def test_combining_marks_stay_on_their_letters() -> None:
    heaped = "T" + "\u0301\u0323\u0340" * 1000 + "alks ended."
    assert analysed(heaped)[-1].text == "."
    assert len(analysed("e\u0301" * 300 + " ended.")) >= 2


@pytest.mark.parametrize("gap", ["\n", " ", "\t", "\r\n", "\u00a0", "\u2028", "\n\n \n"])
def test_a_hundred_thousand_gaps_between_two_sentences(gap: str) -> None:
    analysis = analysed("Talks ended." + gap * MUCH + "Ministers left.")
    assert [t.text for t in analysis] == ["Talks", "ended", ".", "Ministers", "left", "."]
    assert len(analysis.sentences) == 2


def test_a_line_a_word() -> None:
    analysis = analysed("\n".join(WORDS.split() * 40))
    assert len(analysis) == 40 * len(WORDS.split())


def test_very_many_short_sentences() -> None:
    analysis = analysed("They met. " * 150)
    assert len(analysis.sentences) == 150


def test_brackets_and_quotes_that_never_close() -> None:
    text = "“They (met [and {talked “again ‘and " * 40 + "left."
    assert analysed(text)[-1].text == "."
