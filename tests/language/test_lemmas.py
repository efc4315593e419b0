"""Lemmas as edits of forms: whatever the two are, the rule made of them leads back."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.language.inflection import bases
from communique.language.lemmas import Lemmas, lemma_of, rule_of

ODD = st.text(alphabet="aAbBeEsSiİıßẞﬁﬀǅſΣσςŉΐ'’-:=.0 \u0301")
STRINGS = st.one_of(st.text(), ODD)


@settings(deadline=None, max_examples=400)
@given(STRINGS, STRINGS)
@example("İstanbul", "istanbul")
@example("STRASSE", "Straße")
@example("ﬁnds", "find")
@example("ŉ", "n")
@example("ΟΔΟΣ", "οδος")
@example("", "be")
@example("'s", "be")
@example("a:b", "a:c")
@example("x", "=x")
def test_the_rule_leads_back_to_the_lemma(form: str, lemma: str) -> None:
    assert lemma_of(form, rule_of(form, lemma)) == lemma


@settings(deadline=None)
@given(st.text(min_size=1), st.text(), st.text())
def test_what_is_shared_may_be_any_beginning(stem: str, form: str, lemma: str) -> None:
    assert lemma_of(stem + form, rule_of(stem + form, stem + lemma)) == stem + lemma
    assert not rule_of(stem + form, stem + lemma).startswith("=")


@settings(deadline=None)
@given(STRINGS, STRINGS, STRINGS)
def test_any_rule_may_meet_any_form(form: str, lemma: str, other: str) -> None:
    assert isinstance(lemma_of(other, rule_of(form, lemma)), str)


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        ("talks", "talk", "k1:"),
        ("Talks", "talk", "l1:"),
        ("TALKS", "talk", "l1:"),
        ("met", "meet", "k1:et"),
        ("Putin", "Putin", "k0:"),
        ("PUTIN", "Putin", "t0:"),
        ("countries", "country", "k3:y"),
        ("was", "be", "=be"),
        ("'s", "be", "=be"),
        ("said", "say", "k2:y"),
        ("2024", "2024", "k0:"),
    ],
)
def test_rules_as_they_are_written(form: str, lemma: str, rule: str) -> None:
    assert rule_of(form, lemma) == rule
    assert lemma_of(form, rule) == lemma


@pytest.mark.parametrize(
    ("form", "rule", "lemma"),
    [
        ("signed", "k2:", "sign"),
        ("Signed", "l2:", "sign"),
        ("SIGNED", "l2:", "sign"),
        ("UNITED", "t0:", "United"),
        ("anything", "=be", "be"),
        ("Up", "k5:y", "up"),  # the rule cuts more than there is
        ("Up", "k2:", "up"),  # or all there is
        ("Up", "k2:down", "down"),
        ("x", "k1::", ":"),
    ],
)
def test_rules_serve_other_forms(form: str, rule: str, lemma: str) -> None:
    assert lemma_of(form, rule) == lemma


RULES = ["k1:", "l1:", "k2:", "k0:", "k3:y", "=", "=be"]
KNOWN = frozenset({"abduct", "waive", "talk", "news", "sign", "bet", "better", "good", "regards", "hop", "hope"})


def lemma(form: str, xpos: str, *likely: str) -> str:
    return Lemmas(RULES, KNOWN).lemma(form, xpos, [RULES.index(rule) for rule in likely])


def test_a_base_that_is_a_word_is_preferred() -> None:
    assert lemma("abducted", "VBD", "k1:", "k2:") == "abduct"
    assert lemma("waived", "VBN", "k2:", "k1:") == "waive"
    assert lemma("Talks", "NNS", "l1:", "k1:") == "talk"


@pytest.mark.parametrize(
    ("form", "xpos", "expected"),
    [
        ("deplores", "VBZ", "deplore"),
        ("invaded", "VBD", "invade"),
        ("servicing", "VBG", "service"),
        ("co-chaired", "VBN", "co-chair"),
        ("clashes", "NNS", "clash"),
        ("expresses", "VBZ", "express"),
        ("houses", "NNS", "house"),
        ("embassies", "NNS", "embassy"),
        ("expelled", "VBN", "expel"),
        ("hoping", "VBG", "hope"),
        ("hopping", "VBG", "hop"),
        ("annexed", "VBD", "annex"),
        ("besieged", "VBN", "besiege"),
        ("convened", "VBD", "convene"),
        ("inquiring", "VBG", "inquire"),
        ("disinvited", "VBN", "disinvite"),
        ("repulsed", "VBD", "repulse"),
        ("imprisoned", "VBN", "imprison"),
        ("censored", "VBN", "censor"),
        ("prolonging", "VBG", "prolong"),
        ("mistreated", "VBD", "mistreat"),
        ("annulled", "VBN", "annul"),
        ("quelled", "VBD", "quell"),
    ],
)
def test_words_that_nobody_knows_are_spelled_back(form: str, xpos: str, expected: str) -> None:
    assert lemma(form, xpos, "k0:") == expected


def test_only_inflected_words_of_letters_are_corrected() -> None:
    assert lemma("abducted", "JJ", "k1:", "k2:") == "abducte"
    assert lemma("G7s", "NNS", "k0:", "k1:") == "G7s"
    assert lemma("news", "NN", "k0:", "k1:") == "news"
    assert lemma("z" * 100 + "ed", "VBD", "k1:") == "z" * 100 + "e"


def test_plurals_without_a_singular_and_words_unlike_their_forms_are_left() -> None:
    assert lemma("regards", "NNS", "k0:") == "regards"
    assert Lemmas(["=good"], KNOWN).lemma("better", "JJR", [0]) == "good"


@pytest.mark.parametrize(
    ("form", "xpos", "expected"),
    [
        ("fled", "VBD", "flee"),
        ("Withheld", "VBN", "withhold"),
        ("has", "VBZ", "have"),
        ("lying", "VBG", "lie"),
        ("overran", "VBD", "overrun"),
        ("severed", "VBD", "sever"),
        ("barring", "VBG", "bar"),
        ("lauded", "VBD", "laud"),
        ("lauds", "VBZ", "laud"),
        ("commended", "VBD", "commend"),
        ("extradited", "VBN", "extradite"),
        ("pooled", "VBD", "pool"),
        ("emphasised", "VBD", "emphasise"),
        ("lambasting", "VBG", "lambaste"),
        ("cordoned", "VBN", "cordon"),
        ("found", "VB", "foun"),  # to found a state: no past form
        ("children", "NNS", "child"),
        ("spokesmen", "NNS", "spokesman"),
        ("women", "NNS", "woman"),
        ("men", "NNS", "man"),
    ],
)
def test_forms_that_no_ending_explains(form: str, xpos: str, expected: str) -> None:
    assert lemma(form, xpos, "k1:") == expected


def test_a_lemma_is_never_empty() -> None:
    for form in ("x", "’s", "中"):
        assert all(lemma(form, "NN", rule) for rule in RULES)
    assert lemma("talks", "NN", "=") == "talks"


TAGS = st.sampled_from(["VBD", "VBN", "VBG", "VBZ", "NNS", "JJR", "JJS", "RBR", "RBS", "NN", "VB"])


@given(st.text("abdegiorstyvx", min_size=1, max_size=12), TAGS)
def test_bases_begin_as_the_form_and_differ(form: str, tag: str) -> None:
    found = bases(form, tag)
    assert len(set(found)) == len(found) <= 2
    assert all(base and base[0] == form[0] for base in found)
    assert tag not in ("NN", "VB") or not found
