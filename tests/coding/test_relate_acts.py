"""How acts stand to two marked parties, and which of several speaks most of them."""

import pytest

from communique.codebook.codebook import codebook
from communique.coding.acts import Act, acts_of
from communique.coding.relate_acts import Standing, standing, weighed
from communique.coding.scene import scene_of
from communique.language.words import words
from communique.records.documents import Document
from communique.records.ids import digest_of
from communique.records.spans import Span
from language.reading import model


def read(text: str, source: str, target: str) -> tuple[tuple[Act, ...], range, range]:
    """The acts of a text, and the words of the first place that names each party."""
    document = Document("d", "", text, digest_of(text), language="en")
    tokens = words(text, Span(0, len(text)))
    sides = []
    for name in (source, target):
        start = text.index(name)
        inside = [i for i, w in enumerate(tokens) if start <= w.start < start + len(name)]
        sides.append(range(inside[0], inside[-1] + 1))
    table = codebook().triggers
    analysis = model().read_tokens(document, [tokens]).analysis
    scene = scene_of(document, analysis, (), (), (), when=lambda token: (None, ""), triggers=table)
    return tuple(acts_of(scene, table)), sides[0], sides[1]


def stands(text: str, source: str, target: str, kind: str) -> Standing:
    acts, one, other = read(text, source, target)
    return standing(next(a for a in acts if a.type == kind), one, other)


@pytest.mark.parametrize(
    ("text", "source", "target", "kind", "expected"),
    [
        ("Iran accused France of meddling.", "Iran", "France", "ACCUSE", Standing.BETWEEN),
        ("Two Chileans were arrested by Norway.", "Norway", "Chileans", "COERCE", Standing.BETWEEN),
        ("Kenya imposed sanctions on the banks of Peru.", "Kenya", "Peru", "SANCTION", Standing.BETWEEN),
        ("The army of Chad attacked a town in Niger.", "Chad", "Niger", "ASSAULT", Standing.BETWEEN),
        ("Iran accused Norway of meddling, but France slept.", "Iran", "France", "ACCUSE", Standing.OF_SOURCE),
        ("Norway accused France of meddling, Iran learned.", "Iran", "France", "ACCUSE", Standing.TO_TARGET),
        ("France accused Iran of meddling.", "Iran", "France", "ACCUSE", Standing.OF_TARGET),
        ("Norway accused Chile of meddling, and Iran and France ate.", "Iran", "France", "ACCUSE", Standing.ELSEWHERE),
        ("The envoy of Chad condemned Niger.", "Niger", "The envoy of Chad", "ACCUSE", Standing.OF_TARGET),
    ],
)  # fmt: skip
def test_standing_is_told_by_who_takes_part(text: str, source: str, target: str, kind: str, expected: Standing) -> None:
    assert stands(text, source, target, kind) is expected


def test_a_pronoun_is_whom_the_clause_above_names() -> None:
    text = "Chad said that it condemned Niger, while Kenya slept."
    assert stands(text, "Chad", "Niger", "ACCUSE") is Standing.BETWEEN
    assert stands(text, "Kenya", "Niger", "ACCUSE") is Standing.TO_TARGET


def test_where_nobody_is_told_the_subject_above_may_do_it() -> None:
    text = "Chad announced that two engineers were arrested."
    assert stands(text, "Chad", "two engineers", "COERCE") is Standing.LENT


NAMES = ("The president of Chad", "the president of Niger")


def test_a_call_weighs_less_than_what_it_is_made_for() -> None:
    text = "The president of Chad phoned the president of Niger to condemn the vote."
    acts, source, target = read(text, *NAMES)
    weights = {a.type: w for a, w in weighed(acts, source, target)}
    assert weights["ACCUSE"] > weights["CONSULT"]
    alone, source, target = read(f"{text[: text.index(' to condemn')]}.", *NAMES)
    assert {a.type: w for a, w in weighed(alone, source, target)}["CONSULT"] > weights["CONSULT"]


def test_weights_fall_with_distance_from_the_source_and_stop_falling() -> None:
    text = "Chad, {}which lies beside the lake, condemned Niger."
    found = []
    for padding in ("", "by its own account, ", "in the view of the many people who have lived there for years, " * 2):
        acts, source, target = read(text.format(padding), "Chad", "Niger")
        found.append(max(w for a, w in weighed(acts, source, target) if a.type == "ACCUSE"))
    assert found[0] > found[1] > found[2] >= Standing.BETWEEN.value - 0.045 * 20


def test_every_act_is_weighed_in_the_order_of_the_text() -> None:
    acts, source, target = read("Chad condemned Niger and met the president of Mali.", "Chad", "Niger")
    assert [a for a, _ in weighed(acts, source, target)] == list(acts)
    assert len(acts) == 2
    assert weighed((), source, target) == ()
