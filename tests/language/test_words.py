"""Tokens by the conventions of Universal Dependencies English."""

import time
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

from communique.language.conllu_rows import document_rows, laid_out
from communique.language.sentences import split
from communique.language.words import words
from communique.records.spans import Span

GUM = Path(__file__).parents[2] / "../shared/data/syntax/gum"
MILLION = 1_000_000
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" .!?…\"'’“”()[]-–—aAbBnst1,;:é\u0301@#/&$%😀\u200d\ufe0f_"),
    st.lists(
        st.sampled_from(["don't", "U.S.", "$", "3.5", "bn", "-", "non-", "'", "’s", "@", "a.b", "www.", "\u0301"])
    ).map("".join),
)

# Space and | part tokens; | stands where the text has no space.
CASES = [
    "do|n't ca|n’t wo|n't DO|N'T is|n't",
    "it|'s we|'ll they|’re I|'ve he|'d I|'m",
    "John|'s the parents|' house|, Xi|’s",
    "can|not gon|na wan|na got|ta Can|not",
    "O'Neill and D'Souza at ten o'clock in Sana'a",
    "the '90s and ’72 , the 1930's , the 1990s",
    "two|-|day talks|, a long|-|term deal|, US|-|led",
    "anti-war|, non-aligned|, pro-Beijing|, re-elected|, co-chair|, e-mail|, mid-1990s",
    "al|-|Assad and Wang|-|Lee|, Secretary|-|General",
    "2019|–|2020 and 3|-|4 weeks",
    "2,500.5 and 1,200,000 of 0.2|%",
    "$|2.5|bn|, US$|3 million|, €|40|m|, HK$|5|, USD|200",
    "5|km|, 10|kg|, 5:30|pm|, 3:30 p.m. on 11/25/2026",
    "on 2026-11-25 at 14:00|, or 9/11",
    "the 21st|, 3rd and 50,000th",
    "the U.S. and the U.K.|'s U.N. envoy from Washington|, D.C.",
    "Lt. Col. Lee|, Gen. Ma|, Mr. Xi and Dr. Ng|, Ph.D.|, spoke",
    "in Aug. and Sept. with J. D. Vance and George W. Bush",
    "No. 12|, Art. 5|, pp. 3|-|9 of vol. 2 , see",
    "no|. Not now",
    "e.g. Chad|, i.e. Mali|, etc.|, vs. Niger",
    "Acme Inc.|, Orbis Ltd. and Co. again",
    "See https://www.example.org/a/b?c=1|.",
    "write to press.office@mfa.example.int|, please",
    "example.com said so|; so did news.example.co.uk|.",
    "@minister_fa thanked #Peace2026 fans",
    "well ... no|… then [...] and",
    "yes -- no — perhaps|—|or",
    "“|Go|!|” he said|, ‘|now|’|.",
    '"|Go|,|" she said|.',
    "and|/|or he|/|she",
    "AT&T|, R&D and Q&A",
    "resolution S/2026/14 and A/RES/79/1|, adopted",
    "Yahoo! said|: what|? Really|?!",
    "(|the deal|) [|sic|] {|x|}",
    "20|°|C and #|1",
    "👍🏽 👩‍🚀 🇫🇷 ok",
    "cafe\u0301 naïve Åse",
    "السَّلام עִבְרִית 中文",
    "G7|, G20|, 5G|, MH17 and COVID|-|19",
    "Maj.|-|Gen. Bello|, the Rev. Obi",
]


def told(text: str) -> list[str]:
    return [w.of(text) for w in words(text, Span(0, len(text)))]


@pytest.mark.parametrize("marked", CASES)
def test_conventions(marked: str) -> None:
    assert told(marked.replace("|", "")) == [w for w in marked.replace("|", " ").split(" ") if w]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("He lives in the U.S.", "U.S."),
        ("It came at 3 p.m.", "p.m."),
        ("He left.", "."),
        ("He said no.", "."),
        ("It was Plan B.", "."),
        ("He read The Sun.", "."),
        ("He walked 20 km.", "."),
        ("He works for Acme Inc.", "Inc."),
        ("In 2026.", "."),
        ("He waited...", "..."),
        ("“He left.”", "”"),
    ],
)
def test_the_last_token(text: str, last: str) -> None:
    assert told(text)[-1] == last


def test_a_stop_is_part_of_the_number_sign_only_before_a_number() -> None:
    assert told("No. 5 and no. 6 said no. Then") == ["No.", "5", "and", "no.", "6", "said", "no", ".", "Then"]


def test_only_the_sentence_is_cut() -> None:
    text = "He left. Don't go. No."
    assert [w.of(text) for w in words(text, Span(9, 18))] == ["Do", "n't", "go", "."]


def test_a_sentence_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves a text of 3 characters"):
        words("abc", Span(1, 4))


@hypothesis.given(TEXTS)
def test_words_hold_everything_once(text: str) -> None:
    for sentence in split(text):
        at = sentence.start
        for word in words(text, sentence):
            assert sentence.contains(word)
            assert not text[at : word.start].strip()
            assert not any(c.isspace() for c in word.of(text))
            at = word.end
        assert not text[at : sentence.end].strip()


@hypothesis.given(TEXTS)
def test_the_same_sentence_elsewhere_has_the_same_words(text: str) -> None:
    for sentence in split(text):
        alone = sentence.of(text)
        assert words(text, sentence) == [w.shifted(sentence.start) for w in words(alone, Span(0, len(alone)))]


@pytest.mark.shared
def test_news_of_gum() -> None:
    if not GUM.exists():
        pytest.skip("the development data (GUM) does not lie beside the checkout")
    right = gold = found = 0
    for path in sorted(GUM.glob("*/GUM_news_*.conllu")):
        for rows in document_rows(path):
            layout = laid_out(rows)
            want = {t for tokens in layout.spans for t in tokens}
            have = {w for t in layout.spans for w in words(layout.text, t[0].cover(t[-1]))}
            right, gold, found = right + len(want & have), gold + len(want), found + len(have)
    assert gold > 15_000
    assert 200 * right / (gold + found) >= 99.5


@pytest.mark.parametrize(
    "text",
    [
        "a" * MILLION,
        "😀" * MILLION,
        "سلام" * (MILLION // 4),
        "السلام عليكم " * (MILLION // 13),
        '"' * MILLION,
        "“" * MILLION,
        "." * MILLION,
        "a." * (MILLION // 2),
        "A/" * (MILLION // 2),
        "www." * (MILLION // 4),
        "1-" * (MILLION // 2),
        "a'" * (MILLION // 2),
        ("a." * 900 + " ") * 50,
        ("1.1," * 480 + "a ") * 50,
        ("a@b" * 650 + " ") * 50,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_a_million_characters_take_bounded_time(text: str) -> None:
    begun = time.process_time()
    found = words(text, Span(0, len(text.rstrip())))
    assert time.process_time() - begun < 8
    assert sum(len(w) for w in found) == len("".join(text.split()))
