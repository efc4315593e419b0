"""Office holders and reports of our own making, for tests of who is who."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from communique.actors.register import COLUMNS, Register
from communique.actors.register_rows import read_holdings
from communique.records.analysis import Analysis, Chain, Labels, Mention, MentionKind, Sentence, Tokens
from communique.records.documents import Dateline, Day, Document
from communique.records.ids import digest_of
from communique.records.spans import Span

HOLDERS = """
Ana Duarte;;PRT;head-of-government;Prime Minister;2010-03-01;2014-06-30;holder;
Ana Duarte;;PRT;foreign-minister;Foreign Minister;2006-01-10;2009-12-31;holder;
Rui Salgado;;PRT;head-of-government;Prime Minister;2014-06-30;;holder;
Lena Holm;;NOR;head-of-government;Prime Minister;2018-02-01;2022-02-01;holder;
Tor Berg;;NOR;head-of-government;Prime Minister;2022-02-01;2022-04-01;acting;
Tor Berg;;NOR;foreign-minister;Foreign Minister;2018-02-01;2021-01-15;holder;
Kofi Boateng;;GHA;head-of-state-and-government;President;2012-01-07;2020-01-07;holder;
Adwoa Boateng;;KEN;defence-minister;Defence Minister;2016-05-01;2021-05-01;holder;
Marta Jordan;;CHL;head-of-state-and-government;President;2015-03-11;2019-03-11;holder;
Helen May;;NZL;head-of-government;Prime Minister;2011-10-01;2017-10-01;holder;
Omar Said;;UN;head-of-body;Secretary-General;2015-01-01;2020-01-01;holder;
Tariq Aziz Khalil;;JOR;foreign-minister;Foreign Minister;2019;2020;holder;
Ivan Smith;;AUS;head-of-government;Prime Minister;2016-01-01;2024-01-01;holder;
""".strip().replace(";", "\t")


def register() -> Register:
    """A register of the invented holders alone."""
    return Register(read_holdings("\t".join(COLUMNS) + "\n" + HOLDERS + "\n", "invented.tsv"))


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a report that speak of somebody. nth: which of them, from 0. head: the head word, the last if empty."""

    words: str
    kind: MentionKind = MentionKind.PERSON
    chain: int | None = None
    nth: int = 0
    head: str = ""


def report(
    text: str, said: Sequence[Said], roles: Mapping[str, tuple[str, str]] | None = None, day: Day | None = None
) -> tuple[Document, Analysis]:
    """A report of one sentence. roles: of words, their relation and the word they hang on; others hang on the first.

    The last word of a mention is its head unless another is given.
    """
    spans = [m.span() for m in re.finditer(r"\w+(?:['’](?!s\b)\w+)*|['’]s\b|[^\w\s]", text)]
    forms = [text[a:b] for a, b in spans]
    heads, deprels = [0] * len(forms), ["dep"] * len(forms)
    heads[0], deprels[0] = -1, "root"
    for word, (role, governor) in (roles or {}).items():
        at = forms.index(word)
        heads[at], deprels[at] = forms.index(governor), role
    tokens = Tokens(
        np.array([a for a, _ in spans]), np.array([b for _, b in spans]), np.array(heads), Labels.of(forms),
        Labels.of(f.lower() for f in forms),
        Labels.of("PRON" if f.lower() in ("he", "she", "they", "its") else "PROPN" for f in forms),
        Labels.of("_" for _ in forms), Labels.of("_" for _ in forms), Labels.of(deprels),
    )  # fmt: skip
    mentions = []
    for one in said:
        start = [m.start() for m in re.finditer(re.escape(one.words), text)][one.nth]
        span = Span(start, start + len(one.words))
        inside = [i for i, (a, b) in enumerate(spans) if span.start <= a and b <= span.end]
        head = next((i for i in inside if forms[i] == one.head), inside[-1])
        mentions.append(Mention(span, head, one.kind, True, one.chain))
    chains: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.chain is not None:
            chains.setdefault(mention.chain, []).append(index)
    line = Dateline(Span(0, 1), 1, day=day) if day is not None else None
    document = Document("r", "r", text, digest_of(text), dateline=line)
    analysis = Analysis(
        "r", "by hand", tokens, (Sentence(Span(0, len(text)), 0, len(forms)),), tuple(mentions),
        tuple(Chain(tuple(chains[c])) for c in sorted(chains)),
    )  # fmt: skip
    return document, analysis
