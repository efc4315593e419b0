"""The suite of short discourses, `discourses.toml`: its questions, and how an analysis answers them.

Run `python -m tests.language.discourses` for a report on sketched trees, with `raw` on raw text read by the model. It
shows what is answered wrongly in the half `dev` only: rules are not to be written after the half `held`.
"""

import importlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from communique.language.coreference import linked, members_of, resolve
from communique.records.analysis import Analysis
from communique.records.documents import Document
from communique.records.ids import digest_of
from communique.records.spans import Span

from .sketch import sketch, unbracketed

FILE = Path(__file__).with_name("discourses.toml")


@dataclass(frozen=True, slots=True)
class Discourse:
    """One discourse. text: raw. questions: as written. members: as written. bracketed: the text with mentions."""

    id: str
    part: str
    region: str
    bracketed: str
    text: str
    questions: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, whether it was answered rightly, and what the analysis made of it."""

    discourse: str
    question: str
    right: bool
    saw: str


def discourses(part: str | None = None) -> list[Discourse]:
    """The discourses of a part, or all."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["discourse"]
    return [
        Discourse(
            row["id"],
            row["part"],
            row["region"],
            row["text"],
            unbracketed(row["text"])[0],
            tuple(row["ask"]),
            tuple(row.get("members", ())),
        )
        for row in rows
        if part in (None, row["part"])
    ]


def sketched(discourse: Discourse) -> Analysis:
    """The analysis of a discourse from its brackets, with chains."""
    _, analysis = sketch(discourse.bracketed)
    found = resolve(analysis.tokens, analysis.sentences, analysis.mentions)
    return replace(analysis, mentions=linked(analysis.mentions, found.chains), chains=found.chains)


def answers(discourse: Discourse, analysis: Analysis) -> Iterator[Answer]:
    """Every question of a discourse as `analysis` answers it. A mention that was not found is answered wrongly."""
    for question in discourse.questions:
        left, sign, right = _parts(question)
        one = mention_at(discourse, analysis, left)
        saw = _chain(discourse, analysis, one)
        if right == "none":
            yield Answer(discourse.id, question, one is not None and _alone(analysis, one), " | ".join(saw))
            continue
        other = mention_at(discourse, analysis, right)
        if one is None or other is None:
            yield Answer(discourse.id, question, False, "no such mention was found")
            continue
        chain = analysis.mentions[one].chain
        same = one == other or (chain is not None and chain == analysis.mentions[other].chain)
        yield Answer(discourse.id, question, same == (sign == "="), " | ".join(saw))
    for question in discourse.members:
        left, _, right = _parts(question)
        one = mention_at(discourse, analysis, left)
        wanted = [mention_at(discourse, analysis, name) for name in right.split(" + ")]
        got = members_of(analysis, one) if one is not None else ()
        ok = None not in wanted and {_key(analysis, m) for m in got} == {
            _key(analysis, m) for m in wanted if m is not None
        }
        if not ok and one is not None and got:  # a country and the demonym inside a title are one member
            ok = len(got) == len(wanted) and all(_names_same(analysis, g, w) for g, w in zip(got, wanted, strict=True))
        saw = [analysis.mentions[m].span.of(discourse.text) for m in got]
        yield Answer(discourse.id, f"{question} (members)", ok, " + ".join(saw) or "no group")


def _parts(question: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(.+?) (=|!=) (.+)", question)
    if found is None:
        raise ValueError(f"the question {question!r} is not of the form A = B")
    return found[1], found[2], found[3]


def _key(analysis: Analysis, mention: int) -> tuple[str, int]:
    chain = analysis.mentions[mention].chain
    return ("mention", mention) if chain is None else ("chain", chain)


def _names_same(analysis: Analysis, got: int, wanted: int | None) -> bool:
    return wanted is not None and _key(analysis, got) == _key(analysis, wanted)


def place_of(discourse: Discourse, phrase: str) -> Span:
    """The characters of `phrase`, or of its second place for `phrase#2`. Raises `ValueError` where it is not there."""
    words, _, number = phrase.partition("#")
    found = [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", discourse.text)]
    index = int(number or 1) - 1
    if index >= len(found):
        raise ValueError(f"{discourse.id}: {phrase!r} does not stand in the text")
    return Span(*found[index])


def mention_at(discourse: Discourse, analysis: Analysis, phrase: str) -> int | None:
    """The mention that a phrase of a question means: its head lies in the phrase, its words overlap it most."""
    wanted = place_of(discourse, phrase)
    best: tuple[float, int] | None = None
    for number, mention in enumerate(analysis.mentions):
        if not wanted.contains(analysis.tokens.span(mention.head)):
            continue
        shared = min(wanted.end, mention.span.end) - max(wanted.start, mention.span.start)
        overlap = shared / len(wanted.cover(mention.span))
        if best is None or overlap > best[0]:
            best = (overlap, number)
    return best[1] if best is not None else None


def _chain(discourse: Discourse, analysis: Analysis, mention: int | None) -> list[str]:
    if mention is None:
        return []
    chain = analysis.mentions[mention].chain
    members = (mention,) if chain is None else analysis.chains[chain].mentions
    return [analysis.mentions[m].span.of(discourse.text) for m in members]


def _alone(analysis: Analysis, mention: int) -> bool:
    """True when the chain of a mention holds nothing else; a name inside its phrase (`the [UN]`) is nothing else."""
    chain = analysis.mentions[mention].chain
    members = () if chain is None else analysis.chains[chain].mentions
    return len({analysis.mentions[m].head for m in members}) < 2


def report(part: str, analyse: Callable[[Discourse], Analysis]) -> list[Answer]:
    """All answers of a part."""
    return [a for d in discourses(part) for a in answers(d, analyse(d))]


def share(given: Sequence[Answer]) -> float:
    """Share of right answers."""
    return sum(a.right for a in given) / len(given)


def raw_reader() -> Callable[[Discourse], Analysis]:
    """Reads discourses from raw text with the language model. Raises `SetupError` where its weights are absent."""
    model = importlib.import_module("communique.language.model")
    options = importlib.import_module("communique.language.options")
    reader = model.load(options.LanguageOptions())

    def read(discourse: Discourse) -> Analysis:
        text = discourse.text
        document = Document(discourse.id, discourse.id, text, digest_of(text), language="en")
        analysis = reader.analyse(document)
        if not isinstance(analysis, Analysis):
            raise ValueError(f"{discourse.id} was refused: {analysis}")
        return analysis

    return read


def show(name: str, given: Sequence[Answer], *, failures: bool) -> None:
    """Print the share of right answers, and the wrong ones."""
    print(f"{name}: {sum(a.right for a in given)} of {len(given)} right, {100 * share(given):.1f} %")
    for answer in given:
        if failures and not answer.right:
            print(f"  {answer.discourse}: {answer.question}    saw {answer.saw}")


if __name__ == "__main__":
    read = raw_reader() if sys.argv[1:] == ["raw"] else sketched
    for name in ("dev", "held"):
        show(name, report(name, read), failures=name == "dev")
