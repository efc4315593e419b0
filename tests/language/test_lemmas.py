"""Lemmas as edits of forms: whatever the two are, the rule made of them leads back."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.language.lemmas import lemma_of, rule_of

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
