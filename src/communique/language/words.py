"""Words of a sentence, as Universal Dependencies cuts English.

In: a text and the span of a sentence. Out: its tokens as spans, in order, apart, without white space; together they
hold every character of the sentence that is not white space. Nothing is refused.

The conventions are those of the treebanks EWT and GUM: clitics apart (do|n't, John|'s, can|not), punctuation apart,
compounds cut at their hyphens (two|-|day) but not behind a prefix (anti-war), numbers whole (2,500.5), currency signs
and units apart ($|3|bn), abbreviations with their stop (U.S., Aug.), addresses whole.
"""

import re
from functools import lru_cache

from communique.language.abbreviations import keeps_stop, word_set
from communique.records.spans import Span

# Letters and digits with the marks that join them: Arabic, Hebrew and Indic vowels, accents written apart, joiners.
_W = (
    r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0e31"
    r"\u0e34-\u0e4e\u200c\u00ad]"
)
_A = r"['’ʼ´`]"
_CLITIC = rf"(?:s|re|ve|ll|d|m)(?!{_W})"
_PREFIX = (
    r"(?:mid-(?=\d)|(?:non|anti|re|pre|co|pro|cross|mid|post|over|counter|semi|ex|sub|multi|mini|inter|intra|arch|mis|e"
    r"|micro|macro|socio|psycho|ultra|extra|super|trans|uni|bi|de|para|pseudo|mega)-(?=[^\W\d_]{2}))"
)
_REST = r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)'’\]]"
_SITE = (
    r"(?:com|org|net|gov|edu|int|mil|info|biz|ru|cn|uk|eu|fr|jp|kr|ir|ua|tv|io|"
    r"docx?|pdf|xlsx?|pptx?|csv|jpe?g|png|html?|txt|zip)"
)
_NUMBER = r"\d+(?:(?:,\d\d){0,4},\d{3}(?!\d)|[.:/]\d+){0,12}+"
_CURRENCY = r"(?:USD|EUR|GBP|CNY|RMB|JPY|RUB|IRR|INR|CHF|AUD|CAD|SEK|NOK|DKK|PLN|UAH|TRY|KRW|AED|SAR|PKR)"
_SIGN = r"[$€£¥₹₽₴₺₩₪]"
_UNIT = (
    r"(?-i:[ap]\.?m\.?|[AP]\.?M\.?|K|M|B|km|m|cm|mm|kg|g|mg|ft|mph|kph|kW|MW|GW|kWh|MWh|k|b|bn|mn|tn|mln|bln|trn|million|billion|trillion|"
    r"lbs?|oz|hrs?|mins?|MB|GB|TB|Hz|MHz|GHz|x)"
)
_EMOJI = r"[\u203c-\u3299\U0001f000-\U0001faff]"
_SKIN = r"[\ufe0f\U0001f3fb-\U0001f3ff\u20e3]"

_ADDRESS = re.compile(
    rf"""(?:https?|ftp)://{_REST}|www\.{_REST}
    |[\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}
    |(?:[\w-]{{1,63}}\.){{1,8}}{_SITE}(?![\w-]|\.\w)(?:/{_REST})?""",
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(rf"[@:]|www\.|\.{_SITE}(?!\w)", re.IGNORECASE)
# What begins with a letter or a digit and is no address.
_WORD = re.compile(
    rf"""(?:Yahoo|Jeopardy|Yum)!
    |{_CURRENCY}(?=\d)|(?:US|HK|NT|NZ|AU|CA|CN|RMB|[ACRSN]){_SIGN}                  # USD|200, US$
    |(?:\d{{1,3}}-)?\d{{3}}-\d{{3}}-\d{{4}}(?!\d)|\d{{3}}-\d{{4}}(?![\d-])          # telephones
    |\d{{1,2}}-\d{{1,2}}-(?:\d{{4}}|\d\d)(?!\d)|\d{{4}}-\d\d-\d\d(?!\d)             # days
    |(?-i:[A-Z]{{1,2}}/(?:[A-Z\d.]{{1,12}}/){{0,6}}[A-Z\d.]{{0,12}}\d)(?![\w/])     # S/2026/14, A/RES/79/1
    |(?:1\d)?\d0{_A}s(?!{_W})                                                       # the 1930's
    |{_NUMBER}(?={_UNIT}(?!{_W}))|{_NUMBER}(?:(?:s|st|nd|rd|th)(?!{_W})|(?!{_W}))   # 3|bn, 5:00|pm; 21st, 3.5
    |Ph\.D\.|[BM]\.Sc\.|[a-z](?:\.[a-z]{{1,2}}){{1,12}}\.(?!{_W})                          # U.S., a.m.
    |(?-i:[A-Z](?:\.[A-Z]){{1,12}})(?![\w.])|n{_A}t(?!{_W})
    |(?:s/he|w/o(?:ut)?|b/[ct]|c/o|N/A|I/O)(?!\w)
    |{_PREFIX}{_W}++
    |[^\W\d_]+(?=n{_A}t(?!{_W}))
    |{_W}+(?:{_A}(?!{_CLITIC}){_W}+)*(?:&{_W}+)*""",
    re.VERBOSE | re.IGNORECASE,
)
# What begins with anything else.
_MARK = re.compile(
    rf"""[,;"“”)\]]
    |\.{{2,}}|…[….]*|[!?][!?.…]+|-{{2,}}|–+|—+|\*+|=+|~+|''|``|‘‘|’’|<+|>+         # runs of marks
    |@{_W}+|\#(?!\d){_W}+|\[(?:\.{{3}}|…)\]
    |\(\d{{3}}\)(?=\s?\d{{3}}-)|\+\d[\d-]*(?!{_W})|\.\d+(?!{_W})                    # (202), +1-202, .5
    |{_A}\d\d(?:s|{_A}s)?(?!{_W})|{_A}(?:em|til|cause|n|tis|twas)(?!{_W})|{_A}{_CLITIC}
    |[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}{_SKIN}*(?:\u200d{_EMOJI}{_SKIN}*)*
    |[^\s][\u0300-\u036f\ufe0f\u200d]*""",
    re.VERBOSE | re.IGNORECASE,
)
_CHUNK = re.compile(r"\S+")
# Words written together, and where they are cut.
_CUTS: dict[str, tuple[int, ...]] = {
    word.replace("|", ""): tuple(len(word[:at].replace("|", "")) for at in range(len(word)) if word[at] == "|")
    for word in word_set(
        "can|not gon|na wan|na got|ta gim|me lem|me du|n|no do|nt does|nt did|nt is|nt was|nt are|nt were|nt have|nt "
        "has|nt had|nt would|nt could|nt should|nt wo|nt ca|nt ai|nt that|s what|s you|re they|re 't|is ’t|is 't|was "
        "’t|was y'|all y’|all"
    )
}
_ENDLESS = 2048  # characters without a space: no English, and cut at letters and marks only
_COARSE = re.compile(rf"{_W}+|(\S)\1*")
_LONGEST = 64  # characters of a chunk whose cuts are kept for the next time
_FACES = re.compile(r"[:;=8]-?[)(DPp/|\]\[*]+|[)(]-?[:;=]|<3|\^_\^|[oO]_[oO]")
_INSIDE, _LAST, _NUMBERED = range(3)  # where a chunk stands: last in its sentence, or before a number


def words(text: str, sentence: Span) -> list[Span]:
    """The tokens of one sentence of `text`.

    sentence: its characters. Raises `ValueError` for a sentence that leaves the text.
    """
    if sentence.end > len(text):
        sentence.of(text)
    out: list[Span] = []
    for chunk in _CHUNK.finditer(text, sentence.start, sentence.end):
        start, stop = chunk.span()
        form = chunk[0]
        if form.isalpha() and form.lower() not in _CUTS:
            out.append(Span(start, stop))
            continue
        if stop - start > _ENDLESS:
            out.extend([Span(start + m.start(), start + m.end()) for m in _COARSE.finditer(form)])
            continue
        place = _LAST if stop == sentence.end else _NUMBERED if text[stop + 1 : stop + 2].isdigit() else _INSIDE
        pieces = _kept(form, place) if stop - start <= _LONGEST else _pieces(form, place)
        out.extend([Span(start + a, start + b) for a, b in pieces])
    return out


def _pieces(chunk: str, place: int) -> tuple[tuple[int, int], ...]:
    """Where the tokens of `chunk`, which holds no white space, begin and end."""
    if _FACES.fullmatch(chunk):
        return ((0, len(chunk)),)
    out: list[tuple[int, int]] = []
    at, size = 0, len(chunk)
    sites = _HINT.search(chunk) is not None
    while at < size:
        first = chunk[at]
        if not (first.isalnum() or first == "_"):
            found = _MARK.match(chunk, at)
            end = found.end() if found is not None else size
            out.append((at, end))
            at = end
            continue
        found = (_ADDRESS.match(chunk, at) if sites else None) or _WORD.match(chunk, at)
        end = found.end() if found is not None else size
        if chunk[end : end + 1] == "." and first.isalpha() and _with_stop(chunk, at, end, place):
            end += 1
        start = at
        for cut in _CUTS.get(chunk[at:end].lower(), ()):
            out.append((start, at + cut))
            start = at + cut
        out.append((start, end))
        at = end
    return tuple(out)


def _with_stop(chunk: str, start: int, end: int, place: int) -> bool:
    """Whether the stop at `end` belongs to the word before it."""
    if chunk[end + 1 : end + 2] == ".":
        return False
    final = place == _LAST and len(chunk) - end < 12 and not any(c.isalnum() for c in chunk[end:])
    word = chunk[start:end]
    if len(word) == 1:
        return not final
    return keeps_stop(word, final, place == _NUMBERED)


_kept = lru_cache(maxsize=1 << 15)(_pieces)
