"""Two marked parties: the words that are read, the spans that become words, and how the answer is chosen."""

from collections.abc import Sequence

import pytest

from communique.codebook.codebook import codebook
from communique.coding.relate import Marked, Related, Told, answer, related, told
from communique.language.model import Model
from communique.language.reading import Reading
from communique.records.documents import Document
from communique.records.errors import RequestError
from communique.records.relations import Relation
from communique.records.spans import Span
from language.reading import model

TEXT = "The weather was fair. Iran’s envoy accused France of meddling! France denied it. Rain followed."


def marked(text: str, source: str, target: str) -> Marked:
    """The text with the first of each of these words marked."""
    one, other = (Span(text.index(w), text.index(w) + len(w)) for w in (source, target))
    return Marked(text, one, other)


class Recorder:
    """The packaged model with one answer in place of its heads of relations; it keeps what it was asked."""

    def __init__(self, told: Relation) -> None:
        self.told = told
        self.words: list[str] = []
        self.pairs: list[tuple[list[str], list[str]]] = []

    def read_tokens(self, document: Document, sentences: Sequence[Sequence[Span]]) -> Reading:
        assert len(sentences) == 1
        self.words = [span.of(document.text) for span in sentences[0]]
        return model().read_tokens(document, sentences)

    def relater(self, reading: Reading) -> "Recorder":
        assert len(reading.analysis) == len(self.words)
        return self

    def __call__(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Relation]:
        self.pairs += [([self.words[i] for i in a], [self.words[i] for i in b]) for a, b in pairs]
        return [self.told for _ in pairs]

    def related(self, marked: Marked, nothing: bool = False) -> Related:
        return related(self, marked, codebook(), nothing)  # type: ignore[arg-type]


ANSWER = Relation(
    types={"NONE": 0.5, "CONSULT": 0.3, "ACCUSE": 0.2},
    modes={"": 0.1, "allege": 0.6, "visit": 0.2, "meet": 0.1},
    statuses={"actual": 1.0},
    contexts={},
)


def test_the_sentence_of_the_parties_is_read_and_no_other() -> None:
    recorder = Recorder(ANSWER)
    recorder.related(marked(TEXT, "Iran’s envoy", "France"))
    assert recorder.words == ["Iran", "’s", "envoy", "accused", "France", "of", "meddling", "!"]
    assert recorder.pairs == [(["Iran", "’s", "envoy"], ["France"])]


def test_sentences_between_the_parties_are_read_as_one_whichever_comes_first() -> None:
    for source, target in (("envoy", "it"), ("it", "envoy")):
        recorder = Recorder(ANSWER)
        place = Marked(TEXT, *(Span(TEXT.rindex(w), TEXT.rindex(w) + len(w)) for w in (source, target)))
        recorder.related(place)
        assert recorder.words[0] == "Iran"
        assert recorder.words[-4:] == ["France", "denied", "it", "."]
        assert recorder.pairs == [([source], [target])]


def test_a_span_that_cuts_a_word_takes_it_in_whole() -> None:
    recorder = Recorder(ANSWER)
    recorder.related(marked(TEXT, "ran’", "ranc"))
    assert recorder.pairs == [(["Iran", "’s"], ["France"])]


SILENT = Told(ANSWER, ())


def test_the_likeliest_type_comes_with_its_own_mode_alone() -> None:
    found = answer(SILENT, codebook())
    assert (found.type, found.mode) == ("CONSULT", "visit")  # `allege` is likelier, but no mode of CONSULT
    assert found.scores == pytest.approx({"CONSULT": 0.6, "ACCUSE": 0.4})
    assert list(found.scores) == ["CONSULT", "ACCUSE"]


def test_nothing_is_an_answer_only_where_it_is_asked_for() -> None:
    found = answer(SILENT, codebook(), nothing=True)
    assert (found.type, found.mode) == ("NONE", None)
    assert found.scores == pytest.approx({"NONE": 0.5, "CONSULT": 0.3, "ACCUSE": 0.2})


def test_a_type_may_come_without_a_mode() -> None:
    modes = {"": 0.7, "visit": 0.2, "meet": 0.1}
    found = answer(Told(Relation(ANSWER.types, modes, ANSWER.statuses, {}), ()), codebook())
    assert (found.type, found.mode) == ("CONSULT", None)


# The words of the codebook

KINDS = ("NONE", *codebook().ontology.types)
UNSURE = Relation({kind: 1 / len(KINDS) for kind in KINDS}, ANSWER.modes, ANSWER.statuses, {})


def heads_say(kind: str, share: float) -> Relation:
    rest = (1 - share) / (len(KINDS) - 1)
    return Relation({k: share if k == kind else rest for k in KINDS}, UNSURE.modes, UNSURE.statuses, {})


def test_where_the_heads_know_nothing_the_word_between_the_two_decides() -> None:
    recorder = Recorder(UNSURE)
    found = recorder.related(marked(TEXT, "Iran’s envoy", "France"))
    assert (found.type, found.mode) == ("ACCUSE", "allege")
    assert sum(found.scores.values()) == pytest.approx(1)
    away = recorder.related(marked("Iran’s envoy spoke; Norway accused France of meddling.", "Iran’s envoy", "France"))
    assert away.scores["ACCUSE"] < found.scores["ACCUSE"]


def test_the_nearer_a_word_stands_to_the_two_the_more_it_is_trusted() -> None:
    texts = (
        "Iran accused France of meddling in the vote.",
        "Iran accused Norway of meddling in the vote, but France slept.",
        "Norway accused France of meddling, Iran learned.",
        "Norway accused Chile of meddling, and Iran and France slept.",
    )
    trusts = []
    for text in texts:
        found = told(Recorder(UNSURE), marked(text, "Iran", "France"), codebook())  # type: ignore[arg-type]
        trusts.append(next(trust for act, trust in found.acts if act.type == "ACCUSE"))
    assert trusts == sorted(trusts, reverse=True)
    assert len(set(trusts)) == len(trusts)


def test_the_word_of_the_two_counts_before_those_beside_them() -> None:
    text = "Iran’s envoy accused France of meddling after Norway arrested two Chileans."
    found = Recorder(UNSURE).related(marked(text, "Iran’s envoy", "France"))
    assert found.type == "ACCUSE"
    assert found.scores["COERCE"] < found.scores["ACCUSE"] / 1.5
    other = Recorder(UNSURE).related(marked(text, "Norway", "two Chileans"))
    assert other.type == "COERCE"


def test_the_mode_is_that_of_the_word_unless_the_heads_are_sure_of_another() -> None:
    place = marked("Japan imposed sanctions on two Belarusian banks.", "Japan", "two Belarusian banks")
    book = codebook().ontology.types["SANCTION"].modes
    for share, sure in ((0.2, False), (0.99, True)):
        modes = {code: (1 - share) / len(book) for code in ("", *book)} | {"expel": share}
        said = Recorder(Relation(UNSURE.types, modes, ANSWER.statuses, {})).related(place)
        assert said.type == "SANCTION"
        assert (said.mode == "expel") is sure
        assert said.mode in book


def test_heads_that_are_sure_overrule_a_word() -> None:
    place = marked(TEXT, "Iran’s envoy", "France")
    assert Recorder(heads_say("REJECT", 0.15)).related(place).type == "ACCUSE"
    assert Recorder(heads_say("REJECT", 0.999)).related(place).type == "REJECT"
    assert Recorder(heads_say("NONE", 0.9999)).related(place, nothing=True).type == "NONE"


def test_a_text_without_a_word_of_the_codebook_is_left_to_the_heads() -> None:
    found = Recorder(ANSWER).related(marked("Iran and France are far apart.", "Iran", "France"))
    assert found.scores == pytest.approx({"CONSULT": 0.6, "ACCUSE": 0.4})


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (Marked(TEXT, Span(0, 3), Span(90, 900)), r"`target` ends at 900, the text at 95; count in characters"),
        (Marked(TEXT, Span(3, 4), Span(22, 26)), "`source` holds no word"),
        (Marked("   - ", Span(0, 1), Span(1, 2)), "hold no word"),
    ],
)
def test_spans_that_name_nobody_are_refused(place: Marked, why: str) -> None:
    with pytest.raises(RequestError, match=why):
        Recorder(ANSWER).related(place)


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Iran’s envoy accused France of meddling in the vote.", "Iran’s envoy", "France", "ACCUSE"),
        ("The president of Kenya met her Ugandan counterpart in Kampala.", "Kenya", "Ugandan", "CONSULT"),
        ("Japan sent food and medicine worth $4 million to Nepal after the quake.", "Japan", "Nepal", "AID"),
        ("Police in Cairo arrested four protesters on Friday.", "Police in Cairo", "four protesters", "COERCE"),
        ("Canada imposed sanctions on two Belarusian banks.", "Canada", "two Belarusian banks", "SANCTION"),
    ],
)
def test_the_packaged_model_answers(text: str, source: str, target: str, kind: str) -> None:
    reader: Model = model()
    found = related(reader, marked(text, source, target), codebook())
    assert found.type == kind
    assert sum(found.scores.values()) == pytest.approx(1, abs=1e-5)
    assert related(reader, marked(text, source, target), codebook()) == found
