"""Coreference: which mentions of a document speak of the same, and which speak of several together.

In: tokens, sentences and mentions of an analysis, vectors of tokens and speakers where there are any. Out: `Chain`s of
two mentions or more, and `Group`s (`both leaders`). Refused with `ValueError`: vectors or speakers of another number
than the tokens or sentences.

The method is mention ranking (Denis and Baldridge 2008; Lee et al. 2017 for the score of "no antecedent"): rules that
reports of politics keep to come first, then each mention left takes the earlier one that scores best, or none. Every
link must agree with all that is known of both chains. No randomness; time grows with the number of mentions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.language.coreference_clusters import Clusters
from communique.language.coreference_features import Table, candidates, mention_features, pair_features
from communique.language.coreference_groups import Group, groups_of
from communique.language.coreference_meetings import met_links
from communique.language.coreference_profiles import Form, profiles
from communique.language.coreference_rules import Board, sure_links
from communique.language.coreference_scene import scene
from communique.language.coreference_scorer import Scorer, scorer
from communique.language.coreference_words import words
from communique.records.analysis import Analysis, Chain, Mention, Sentence, Tokens

__all__ = ["Group", "Resolved", "chains", "linked", "members_of", "resolve"]

WINDOW = 50  # mentions back that are always compared
ALIKE = 5  # and how many further back that share the noun
_BLOCK = 128  # mentions that are scored at once


@dataclass(frozen=True, slots=True)
class Resolved:
    """What coreference says of a document. Mentions are indices in the mentions given.

    chains: of two mentions or more, in the order of their first. groups: mentions that take in several others.
    """

    chains: tuple[Chain, ...]
    groups: tuple[Group, ...]


def chains(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    vectors: NDArray[np.float32] | None = None,
    speakers: Sequence[str] = (),
) -> tuple[Chain, ...]:
    """Chains of the mentions, each of two or more.

    vectors: one a token, shape (tokens, d), float32. speakers: who says each sentence, as in a transcript, empty for
    nobody. Raises `ValueError` where these are of another number than the tokens and sentences.
    """
    return resolve(tokens, sentences, mentions, vectors, speakers).chains


def resolve(
    tokens: Tokens,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    vectors: NDArray[np.float32] | None = None,
    speakers: Sequence[str] = (),
) -> Resolved:
    """Chains and groups; arguments and errors as for `chains`."""
    if vectors is not None and (vectors.ndim != 2 or len(vectors) != len(tokens)):
        raise ValueError(f"vectors of shape {vectors.shape} for {len(tokens)} tokens; give one a token")
    if speakers and len(speakers) != len(sentences):
        raise ValueError(f"{len(speakers)} speakers for {len(sentences)} sentences; give one a sentence, or none")
    if not mentions:
        return Resolved((), ())
    order = sorted(range(len(mentions)), key=lambda m: (mentions[m].span.start, -mentions[m].span.end, m))
    board = board_of(tokens, sentences, [mentions[m] for m in order], speakers)
    settled = sure_links(board)
    settled |= met_links(board)
    groups = groups_of(board)
    settled |= {m for g in groups for m in g.mentions}
    _rank(board, settled, scorer(), vectors)
    found = [Chain(tuple(sorted(order[m] for m in members))) for members in board.clusters.chains()]
    placed = groups_of(board)
    return Resolved(
        tuple(sorted(found, key=lambda c: c.mentions)),
        tuple(Group(tuple(sorted(order[m] for m in g.mentions)), tuple(order[m] for m in g.members)) for g in placed),
    )


def board_of(
    tokens: Tokens, sentences: Sequence[Sentence], mentions: Sequence[Mention], speakers: Sequence[str] = ()
) -> Board:
    """The mentions, in the order of the text, laid out for work; each is a chain of its own."""
    laid = scene(tokens, sentences)
    described = profiles(laid, mentions)
    return Board(laid, described, Clusters(laid, described, speakers))


def linked(mentions: Iterable[Mention], found: Sequence[Chain]) -> tuple[Mention, ...]:
    """The mentions with the chain of each filled in; those in no chain have none."""
    number = {m: c for c, chain in enumerate(found) for m in chain.mentions}
    return tuple(
        m if m.chain == (chain := number.get(i)) else Mention(m.span, m.head, m.kind, m.named, chain)
        for i, m in enumerate(mentions)
    )


def members_of(analysis: Analysis, mention: int) -> tuple[int, ...]:
    """The mentions that `mention` takes in, one for each member: for `both leaders`, the first mention of either.

    Read from the analysis alone, so that any room can ask. Empty for a mention that takes in no others. Raises
    `ValueError` for a mention that the analysis does not have.
    """
    if not 0 <= mention < len(analysis.mentions):
        raise ValueError(f"mention {mention} of {len(analysis.mentions)}; give an index in Analysis.mentions")
    found = analysis.mentions
    order = sorted(range(len(found)), key=lambda m: (found[m].span.start, -found[m].span.end, m))
    place = {m: i for i, m in enumerate(order)}
    board = board_of(analysis.tokens, analysis.sentences, [found[m] for m in order])
    for chain in analysis.chains:
        board.clusters.force([place[m] for m in chain.mentions])
    for group in groups_of(board):
        if place[mention] in group.mentions:
            return tuple(order[m] for m in group.members)
    return ()


def _rank(board: Board, settled: set[int], weights: Scorer, vectors: NDArray[np.float32] | None) -> None:
    """Give each mention that is not settled the earlier one that scores best, if it beats being new."""
    table = Table(board, vectors)
    told = mention_features(table)
    earlier_side, later_side = weights.sides(told)
    new = weights.lone(told)
    open_ones = [m for m in range(1, table.count) if m not in settled]
    nearby = candidates(table, open_ones, WINDOW, ALIKE)
    for at in range(0, len(open_ones), _BLOCK):
        block = open_ones[at : at + _BLOCK]
        later = np.repeat(np.array(block), [len(nearby[m]) for m in block])
        earlier = np.concatenate([nearby[m] for m in block])
        hidden = earlier_side[earlier]
        hidden += later_side[later]
        scores = weights.pairs(hidden, pair_features(table, earlier, later))
        better: dict[int, list[tuple[float, int]]] = {}
        beaten = scores > new[later]  # by these the mention is rather one of them than new
        for score, mate, mention in zip(*(c[beaten].tolist() for c in (scores, earlier, later)), strict=True):
            better.setdefault(mention, []).append((round(score, 4), mate))
        for mention, scored in better.items():
            _choose(board, mention, scored)


def _choose(board: Board, mention: int, scored: list[tuple[float, int]]) -> None:
    """Join the mention to the best of its mates that agrees; of equals to the nearest."""
    for _, mate in sorted(scored, reverse=True):
        if _allowed(board, mate, mention) and board.clusters.join(mate, mention):
            return


def _allowed(board: Board, mate: int, mention: int) -> bool:
    """What no score outweighs: a name of a person is no name of a thing; a vice president is not the president."""
    one, other = board.profiles[mate], board.profiles[mention]
    if one.form is Form.NAME and other.form is Form.NAME and one.person != other.person:
        return one.text == other.text
    if not other.offices or other.form is not Form.NOMINAL:
        return True
    ranks, wanted = words().ranks, other.offices[-1]
    held = [o for m in board.clusters.known(mate).members for o in board.profiles[m].offices if o.noun == wanted.noun]
    return not held or any(o.narrowed & ranks == wanted.narrowed & ranks for o in held)
