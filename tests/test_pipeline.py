"""The pipeline over trees made by hand: what goes in, what comes out, what is refused, what may be sent elsewhere."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from coding.reports import PROTEST, TALKS, TREES, pipeline
from communique.actors.options import ActorOptions
from communique.coding.options import CodingOptions
from communique.coding.selection import SelectionOptions
from communique.exchange.lines import line_of
from communique.language.gold import GoldAnalyser
from communique.language.options import LanguageOptions
from communique.pipeline import TEXT_URI, Pipeline, PipelineOptions
from communique.records import Analysis, Coded, Document, OptionError, Reason, Rejected, RequestError, Stage
from records.strategies import QUICK
from records.texts import TEXT

KEEP_ALL = PipelineOptions(coding=CodingOptions(threshold=0.0))


def coded(text: str, options: PipelineOptions | None = None) -> Coded:
    made = pipeline(options or KEEP_ALL).code(text)
    assert isinstance(made, Coded)
    return made


class Deaf(GoldAnalyser):
    """Gold trees, but nothing is English."""

    def analyse(self, document: Document) -> Analysis:
        return Rejected(document.uri, "", Stage.ANALYSE, Reason.NOT_ENGLISH, "not English")  # type: ignore[return-value]


def test_a_text_becomes_events_with_all_that_they_rest_on() -> None:
    made = coded(PROTEST)
    [event] = made.events
    assert (event.type, event.mode) == ("ACCUSE", "disapprove")
    sides = [(p.role.value, p.country, p.text) for p in event.participants]
    assert sides == [("actor", "NOR", "Norway"), ("recipient", "DNK", "Denmark")]
    assert event.date is not None
    assert (event.date.first, event.date.text) == ("2021-05-03", "3 May 2021")
    assert event.trigger.text == "condemned"
    assert [p.name for p in made.places] == ["Oslo"]
    assert made.document.uri == TEXT_URI
    assert made.document.text == PROTEST


def test_all_parties_of_a_meeting_act() -> None:
    [event] = coded(TALKS).events
    assert event.type == "CONSULT"
    assert {"FIN", "SWE"} <= {p.country for p in event.participants if p.role.value == "actor"}


def test_a_document_keeps_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PROTEST, "utf-8")
    [document] = communique.read([str(file)])
    assert isinstance(document, Document)
    made = pipeline().code(document)
    assert isinstance(made, Coded)
    assert made.document is document
    assert made.analysis.document == document.id


def test_the_same_text_gives_the_same_ids() -> None:
    assert coded(PROTEST) == coded(PROTEST)
    assert coded(PROTEST).events[0].id != coded(TALKS).events[0].id


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00"])
def test_a_text_of_nothing_is_rejected(text: str) -> None:
    made = pipeline().code(text)
    assert isinstance(made, Rejected)
    assert (made.uri, made.reason) == (TEXT_URI, Reason.EMPTY)


def test_what_the_language_refuses_is_rejected() -> None:
    made = Pipeline(None, Deaf.from_conllu(TREES)).code(PROTEST)
    assert isinstance(made, Rejected)
    assert made.reason is Reason.NOT_ENGLISH


def test_many_come_one_by_one_in_order() -> None:
    refused = Rejected("b.txt", "", Stage.OPEN, Reason.MISSING, "not there")
    asked = []

    def reports() -> object:
        for item in (PROTEST, refused, "", TALKS):
            asked.append(item)
            yield item

    out = pipeline(KEEP_ALL).code_many(reports())  # type: ignore[arg-type]
    first = next(out)
    assert isinstance(first, Coded)
    assert asked == [PROTEST]  # nothing is read ahead
    rest = list(out)
    assert rest[0] is refused
    assert [type(r) for r in rest] == [Rejected, Rejected, Coded]


def test_many_are_the_same_as_one_by_one() -> None:
    one = pipeline(KEEP_ALL)
    assert list(one.code_many([PROTEST, TALKS])) == [one.code(PROTEST), one.code(TALKS)]


def test_the_threshold_leaves_out_what_is_unsure() -> None:
    sure = coded(PROTEST).events[0].confidence
    assert coded(PROTEST, PipelineOptions(coding=CodingOptions(threshold=sure))).events
    above = min(1.0, sure + 0.001)
    assert sure < 1.0
    assert not coded(PROTEST, PipelineOptions(coding=CodingOptions(threshold=above))).events


def test_events_are_selected() -> None:
    assert coded(PROTEST, replace(KEEP_ALL, selection=SelectionOptions(types=("ACCUSE",)))).events
    assert not coded(PROTEST, replace(KEEP_ALL, selection=SelectionOptions(countries=("FIN",)))).events
    assert not coded(PROTEST, replace(KEEP_ALL, selection=SelectionOptions(since="2022"))).events


def test_a_type_that_the_codebook_lacks_is_refused_before_anything_is_read() -> None:
    with pytest.raises(OptionError, match="there is no 'dance'"):
        pipeline(PipelineOptions(selection=SelectionOptions(types=("dance",))))


def test_codes_of_one_s_own_actors_may_be_asked_for(tmp_path: Path) -> None:
    unknown = SelectionOptions(countries=("ERI,GON",))
    with pytest.raises(OptionError, match="'GON' is no code"):
        pipeline(PipelineOptions(selection=unknown))
    table = tmp_path / "actors.tsv"
    table.write_text("name\tnames\tcountry\tsector\tother\nGondor\t\tGON\t\t\n", "utf-8")
    own_actors = ActorOptions(actors=(str(table),))
    assert pipeline(PipelineOptions(actors=own_actors, selection=unknown)).options.selection is unknown
    slip = SelectionOptions(countries=("GOM",))
    with pytest.raises(OptionError, match=r"'GOM' is no code; .* a code of your own --actors"):
        pipeline(PipelineOptions(actors=own_actors, selection=slip))


OWN = """\
name = "Complaints"
version = "7"
[[type]]
code = "COMPLAIN"
quad = 3
score = -1
meaning = "Says that another did wrong."
[[trigger]]
lemma = "condemn"
part = "verb"
type = "COMPLAIN"
"""


def test_a_codebook_of_one_s_own_takes_the_place_of_the_package_s(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, "utf-8")
    options = PipelineOptions(coding=CodingOptions(threshold=0.0, codebook=str(file)))
    made = pipeline(options)
    assert (made.codebook.name, made.codebook.version) == ("Complaints", "7")
    [event] = coded(PROTEST, options).events
    assert (event.type, event.score) == ("COMPLAIN", -1.0)
    assert coded(TALKS, options).events == ()


def test_a_codebook_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("name = 3\n", "utf-8")
    with pytest.raises(RequestError, match=r"own\.toml"):
        pipeline(PipelineOptions(coding=CodingOptions(codebook=str(file))))
    with pytest.raises(OptionError, match="not a file"):
        ActorOptions(register=(str(tmp_path / "none.tsv"),))


def test_options_can_be_sent_elsewhere() -> None:
    options = PipelineOptions(coding=CodingOptions(threshold=0.9), selection=SelectionOptions(types=("AGREE",)))
    assert pickle.loads(pickle.dumps(options)) == options


def test_a_pipeline_is_sent_as_its_options() -> None:
    options = PipelineOptions(coding=CodingOptions(threshold=0.9))
    sent = pickle.dumps(Pipeline(options))
    assert len(sent) < 2_000  # neither model nor tables
    again = pickle.loads(sent)
    assert isinstance(again, Pipeline)
    assert again.options == options


def test_a_pipeline_with_a_reader_of_its_own_stays_where_it_is() -> None:
    with pytest.raises(TypeError, match="make one there"):
        pickle.dumps(pipeline())


VOCABULARY = """
China Russia Norway's Putin the two leaders said told condemned met with in Paris on Monday signed agreement Minister of
Foreign Affairs and , . " “ ” ; - ( ) he it who which agreed to expand cooperation sanctions against attack killed 12
people $3 billion not will if urged called for talks between visited the UN rejected 3 May 2024
"""
WORDS = [*VOCABULARY.split(), "\n\n"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)


@pytest.fixture(scope="module")
def model() -> Pipeline:
    """The whole pipeline, that reads whatever language it is given."""
    return Pipeline(replace(KEEP_ALL, language=LanguageOptions(force_language=True)))


@hypothesis.settings(QUICK, max_examples=25)
@given(st.lists(SENTENCES | TEXT, max_size=4).map(" ".join))
def test_any_text_is_coded_or_rejected_and_always_in_the_same_way(model: Pipeline, text: str) -> None:
    """Words in any order make trees and parties that no report has; whatever comes of them must hold together."""
    made = model.code(text)
    assert made == model.code(text)
    if isinstance(made, Coded):
        assert json.loads(line_of(made))["document"]["text"] == made.document.text
        assert all(e.sentence.span.contains(e.trigger.span) for e in made.events)
    else:
        assert made.reason in (Reason.EMPTY, Reason.NO_WORDS)


def test_every_kind_of_outcome_is_told(model: Pipeline) -> None:
    report = Path(__file__).parents[1] / "examples" / "dispatches" / "01-moscow-2024-li-putin.txt"
    [made] = model.code_many(communique.read([str(report)]))
    assert isinstance(made, Coded)
    assert made.events
    assert any(s.speaker is not None and s.speaker.name == "Vladimir Putin" for s in made.statements)
    assert {p.country for m in made.meetings for p in m.participants} >= {"CHN", "RUS"}
    assert ("Xi Jinping", "Vladimir Putin") in {(m.sender.name, m.receiver and m.receiver.name) for m in made.messages}
    assert "RUS" in {p.country for c in made.commitments for p in c.by}
    ids = {e.id for e in made.events}
    assert all(m.event is None or m.event in ids for m in made.meetings)


def test_what_was_read_before_makes_no_difference(model: Pipeline) -> None:
    texts = [TALKS, PROTEST, f"{TALKS} {PROTEST}", TALKS]
    forth = list(model.code_many(texts))
    back = list(model.code_many(reversed(texts)))
    assert forth == back[::-1]
    assert forth[0] == forth[3]


def test_the_model_reads_where_no_other_is_given() -> None:
    made = Pipeline(KEEP_ALL).code(PROTEST)
    assert isinstance(made, Coded)
    assert ("ACCUSE", "NOR") in {(e.type, p.country) for e in made.events for p in e.participants}
