"""Which time governs which event: on trees drawn by hand, then on sentences that the packaged model reads."""

import pytest

from communique.grounding.governing import Governors, time_for
from communique.grounding.times import times_of
from communique.records.analysis import MentionKind
from grounding.telling import drawn, read, report

TWO_TIMES = """
    Li PROPN NNP 9 nsubj
    , PUNCT , 4 punct
    who PRON WP 4 nsubj
    met VERB VBD 1 acl:relcl
    Xi PROPN NNP 4 obj
    in ADP IN 7 case
    March PROPN NNP 4 obl
    , PUNCT , 4 punct
    said VERB VBD 0 root
    on ADP IN 11 case
    Wednesday PROPN NNP 9 obl
    that SCONJ IN 14 mark
    talks NOUN NNS 14 nsubj
    failed VERB VBD 9 ccomp
"""


def governing(*sentences: str, published: str | None = "2024-08-21") -> dict[str, tuple[str | None, str]]:
    """Each word of drawn sentences with the words of the time that governs it, and how."""
    text, analysis = drawn(*sentences)
    document = report(text, published)
    times = times_of(document, analysis)
    table = Governors(document, analysis, times)
    found = {}
    for token in analysis:
        number, how = table.of(token.index)
        assert (number, how) == time_for(document, analysis, times, token.index)
        found[token.text] = (None if number is None else times[number].text, how)
    return found


def test_the_time_of_the_sentence_is_not_that_of_each_event() -> None:
    found = governing(TWO_TIMES)
    assert found["met"] == ("March", "its own time")
    assert found["said"] == ("Wednesday", "its own time")
    assert found["failed"] == ("Wednesday", "time of the report of it, 'said'")


def test_names_do_not_matter_to_the_tree() -> None:
    text, analysis = drawn(TWO_TIMES, names=[("Li", MentionKind.PERSON)])
    document = report(text)
    assert [t.first for t in times_of(document, analysis)] == ["2024-03", "2024-08-21"]


def test_verbs_joined_by_and_share() -> None:
    found = governing("""
        On ADP IN 2 case
        Friday PROPN NNP 4 obl
        China PROPN NNP 4 nsubj
        attacked VERB VBD 0 root
        and CCONJ CC 6 cc
        expelled VERB VBD 4 conj
        envoys NOUN NNS 6 obj
    """)
    assert found["expelled"] == ("Friday", "shared with 'attacked'")
    assert found["envoys"][0] is None


def test_verbs_joined_that_look_another_way_do_not_share() -> None:
    found = governing("""
        On ADP IN 2 case
        Friday PROPN NNP 4 obl
        China PROPN NNP 4 nsubj
        attacked VERB VBD 0 root
        and CCONJ CC 7 cc
        will AUX MD 7 aux
        expel VERB VB 4 conj
        envoys NOUN NNS 7 obj
    """)
    assert found["expel"] == (None, "no time told: the publication's day by default")


def test_a_time_inside_the_object_is_the_objects() -> None:
    found = governing("""
        France PROPN NNP 2 nsubj
        condemned VERB VBD 0 root
        Monday PROPN NNP 5 nmod:poss
        's PART POS 3 case
        raid NOUN NN 2 obj
    """)
    assert found["raid"] == ("Monday", "its own time")
    assert found["condemned"][0] is None


def test_a_light_verb_has_the_time_of_what_it_holds() -> None:
    found = governing("""
        France PROPN NNP 2 nsubj
        held VERB VBD 0 root
        talks NOUN NNS 2 obj
        on ADP IN 5 case
        Monday PROPN NNP 3 nmod
    """)
    assert found["held"] == ("Monday", "its own time")
    assert found["talks"] == ("Monday", "its own time")


def test_the_narrative_time_reaches_the_next_sentence() -> None:
    arrived = """
        He PRON PRP 2 nsubj
        landed VERB VBD 0 root
        on ADP IN 4 case
        Monday PROPN NNP 2 obl
        . PUNCT . 2 punct
    """
    met = """
        He PRON PRP 2 nsubj
        met VERB VBD 0 root
        Putin PROPN NNP 2 obj
        . PUNCT . 2 punct
    """
    found = governing(arrived, met)
    assert found["met"] == ("Monday", "narrative time of a sentence before")
    later = met.replace("met VERB VBD 0 root", "has AUX VBZ 3 aux\nmet VERB VBN 0 root").replace("2", "3")
    assert governing(arrived, later)["met"][0] is None


@pytest.mark.parametrize(
    ("published", "how"),
    [
        ("2024-08-21", "no time told: the publication's day by default"),
        (None, "no time told, and the report has no day of its own"),
    ],
)
def test_what_is_left_is_the_day_of_the_report(published: str | None, how: str) -> None:
    found = governing("They PRON PRP 2 nsubj\nmet VERB VBD 0 root", published=published)
    assert found["met"] == (None, how)


def test_lengths_govern_nothing() -> None:
    found = governing("""
        They PRON PRP 2 nsubj
        met VERB VBD 0 root
        for ADP IN 5 case
        three NUM CD 5 nummod
        days NOUN NNS 2 obl
    """)
    assert found["met"][0] is None


def test_a_time_that_stays_relative_governs_all_the_same() -> None:
    text = "They PRON PRP 2 nsubj\nmet VERB VBD 0 root\nyesterday NOUN NN 2 obl"
    assert governing(text, published=None)["met"] == ("yesterday", "its own time")


READ = [
    ("Li, who met Xi in March, said on Wednesday that trade would grow.", {"met": "March", "said": "Wednesday"}),
    ("Iran said on Sunday that its forces had seized a tanker on Friday.", {"said": "Sunday", "seized": "Friday"}),
    ("Turkey, which shot down a jet in 2015, apologised last month.", {"shot": "2015", "apologised": "last month"}),
    ("Talks between the two sides were held on Thursday in Geneva.", {"Talks": "Thursday", "held": "Thursday"}),
    ("The two leaders agreed to meet in Beijing on October 5.", {"meet": "October 5", "agreed": None}),
    ("Speaking in Ankara on Monday, Erdogan accused Greece of arming islands.", {"accused": "Monday"}),
    ("Talks held on Monday in Doha brought no truce.", {"Talks": "Monday", "held": "Monday", "brought": None}),
    ("Libya marked the vote, which took place on Friday.", {"vote": "Friday", "took": "Friday"}),
    ("The ministers discussed the 2014 annexation of Crimea.", {"discussed": None, "annexation": "2014"}),
    ("Egypt hosted the talks in May, and Qatar will host them in June.", {"hosted": "May", "host": "June"}),
    ("Kenya recalled its envoy two days after the shooting.", {"recalled": "two days after", "shooting": None}),
    ("Strikes killed ten people, officials said on Saturday.", {"said": "Saturday", "killed": "Saturday"}),
    ("The envoy landed in Minsk on Monday. He met the president.", {"landed": "Monday", "met": "Monday"}),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_sentences_that_the_model_reads(text: str, wanted: dict[str, str | None]) -> None:
    document, analysis = read(text)
    times = times_of(document, analysis)
    table = Governors(document, analysis, times)
    found = {}
    for token in analysis:
        if token.text in wanted:
            number, how = table.of(token.index)
            assert how
            found[token.text] = None if number is None else times[number].text
    assert found == wanted
