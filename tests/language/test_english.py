"""What is English enough to be read."""

import pytest

from communique.language.english import LEAST, SAMPLE, refusal
from communique.records.documents import Reason, Rejected, Stage
from language.reading import document

ENGLISH = "The two ministers met on Tuesday and agreed that their deputies would go on with the talks in spring. "
FOREIGN = {
    "fr": "Les deux ministres se sont rencontrés mardi et ont décidé de poursuivre les négociations au printemps.",
    "de": "Die beiden Minister trafen sich am Dienstag und wollen die Gespräche im Frühjahr in Berlin fortsetzen.",
    "es": "Los dos ministros se reunieron el martes y decidieron continuar las negociaciones en la primavera.",
    "ru": "Министры встретились во вторник и договорились продолжить переговоры весной этого года в Москве.",
    "zh": "两国部长星期二举行会谈，同意今年春天在北京继续就边界问题进行谈判，并发表了一份联合声明，双方都表示满意。",
    "ar": "التقى الوزيران يوم الثلاثاء واتفقا على مواصلة المحادثات في الربيع المقبل في العاصمة بين الوفدين.",
    "tr": "İki bakan salı günü bir araya geldi ve görüşmelerin ilkbaharda başkentte sürdürülmesi konusunda anlaştı.",
}

RELATIVES = [  # several languages are likely, none of them English
    "两国部长星期二举行会谈，同意今年春天继续谈判。" * 3,
    "التقى الوزيران يوم الثلاثاء واتفقا على مواصلة المحادثات في الربيع المقبل في العاصمة بين الوفدين.",
    "दोनों मंत्रियों ने मंगलवार को मुलाकात की और वसंत में बातचीत जारी रखने पर सहमति जताई। बैठक लंबी रही।",
]


def refused(text: str, language: str | None = None, *, forced: bool = False) -> Rejected | None:
    return refusal(document(text, language), forced=forced)


def test_english_is_read() -> None:
    assert refused(ENGLISH) is None
    assert refused(ENGLISH * 1000) is None
    assert refused(ENGLISH.upper()) is None


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_refused_by_its_name(language: str) -> None:
    found = refused(FOREIGN[language])
    assert found is not None
    assert (found.uri, found.locator) == ("wire.txt", "")
    assert (found.stage, found.reason) == (Stage.ANALYSE, Reason.NOT_ENGLISH)
    assert f"language {language} " in found.detail
    assert "--force-language" in found.detail


@pytest.mark.parametrize("text", RELATIVES)
def test_a_text_in_other_letters_is_refused_whichever_language_it_is(text: str) -> None:
    found = refused(text)
    assert found is not None
    assert found.reason is Reason.NOT_ENGLISH


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_read_when_forced(language: str) -> None:
    assert refused(FOREIGN[language], forced=True) is None
    assert refused(FOREIGN[language], language, forced=True) is None


def test_what_the_document_states_counts() -> None:
    assert refused(FOREIGN["fr"], "en") is None
    found = refused(ENGLISH, "fr")
    assert found is not None
    assert found.reason is Reason.NOT_ENGLISH
    assert "language fr " in found.detail


@pytest.mark.parametrize("text", ["1", "2026-11-25", "😀" * 50, "— … —", "\x00\x07", "\u0301", "²", "12 + 30 = 42"])
@pytest.mark.parametrize("forced", [False, True])
@pytest.mark.parametrize("language", [None, "en", "fr"])
def test_a_text_without_a_letter_is_refused_even_when_forced(text: str, forced: bool, language: str | None) -> None:
    found = refused(text, language, forced=forced)
    assert found is not None
    assert (found.stage, found.reason) == (Stage.ANALYSE, Reason.NO_WORDS)
    assert "no letter" in found.detail


@pytest.mark.parametrize("text", ["Oui.", "Nein danke", "да", "Paris – Berlin – Roma"])
def test_a_text_too_short_to_tell_is_read(text: str) -> None:
    assert sum(c.isalpha() for c in text) < LEAST
    assert refused(text) is None


def test_the_beginning_decides() -> None:
    english = ENGLISH * (SAMPLE // len(ENGLISH) + 1)
    assert refused(english + FOREIGN["ru"] * 100) is None
    assert refused(FOREIGN["ru"] * 100 + english) is not None


def test_names_from_abroad_in_an_english_text_do_not_matter() -> None:
    text = (
        "Foreign Minister Péter Szijjártó received Recep Tayyip Erdoğan, Nguyễn Phú Trọng and Jarosław Kaczyński in "
        "Ouagadougou, where Thórdís Kolbrún Reykfjörd Gylfadóttir had met Gurbanguly Berdimuhamedow the day before."
    )
    assert refused(text) is None
