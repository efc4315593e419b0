"""What is done by saying something, and whom it is about.

In: a layout and what was told. Out: a `StatementKind`, a `Party`. Nothing is refused.
"""

from collections.abc import Sequence

from communique.codebook.cues import CueClass, cue_of
from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts
from communique.coding.commitments_modals import joint
from communique.coding.commitments_words import HELPING, SHARED
from communique.coding.parties import affected, parties
from communique.coding.statements_acts import BLOWS
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.coding.statements_speakers import carrier
from communique.records.analysis import Token
from communique.records.diplomacy import StatementKind
from communique.records.outcomes import Party

_REPORTING = (CueClass.SAY, CueClass.THINK, CueClass.SHOW)
_BRINGING = (CueClass.SAY, CueClass.WANT)
_PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
_MUST = frozenset(listed("must should shall"))
_WILL = frozenset(("will", "shall", "would", "'ll", "’ll"))
# What a predicate says of what another does.
_VERDICTS = {
    word: kind
    for kind, words in {
        StatementKind.CONDEMNATION: """
            abhorrent appalling atrocity barbaric barbarity brutal cowardly crime deplorable despicable disgrace
            disgraceful heinous illegal illegitimate inexcusable inhuman intolerable outrage outrageous provocation
            reprehensible shameful unacceptable unjustifiable unlawful violation
            """,
        StatementKind.DENIAL: "baseless fabricated fabrication fake false falsehood groundless lie unfounded untrue",
        StatementKind.PRAISE: "admirable commendable exemplary outstanding remarkable",
        StatementKind.CONDOLENCE: "heartbroken saddened sadden",
        StatementKind.CONCERN: "alarming worrisome worrying",
    }.items()
    for word in listed(words)
}
_REPORTS = frozenset(listed("accusation allegation assertion claim report rumor rumour suggestion"))  # are dismissed
_NEAR = frozenset(listed("heart prayer thought"))  # `our thoughts are with the families`
_SIDING = frozenset(("stand with", "stand by", "stand behind", "stand alongside", "side with"))
_IT = frozenset(("it", "this", "that", "these", "such"))
_LIKING = frozenset(listed("delight pleasure satisfaction"))
_POSSESSIVE = frozenset(listed("their its his her our my your"))
_KEEN = frozenset(listed("dedication desire determination resolve"))
_DENYING = (StatementKind.DENIAL, StatementKind.CONDEMNATION)


def kind_of(layout: Layout, told: Told, speaker: Party | None) -> StatementKind:
    """The kind that the cue gives, else that of what is said when who speaks says it of himself or of his country
    (`we condemn`, `China is willing to`).
    """
    voiced = _voiced(told) or _verdict_on(told)
    if voiced is not None:
        return voiced
    if told.cue.hearer == "object" and told.rule.endswith(("infinitive", "against")):
        return StatementKind.DEMAND  # `told him to leave`, `warned them against delay`
    looser = told.cue.sort is CueClass.WANT and told.rule.endswith("clause")  # `agreed that`, and not `agreed to`
    if told.cue.kind is not StatementKind.POSITION and not looser:
        return told.cue.kind
    if told.cue.sort is CueClass.WANT and told.heads and told.heads[0].lemma.lower() in SHARED:
        return StatementKind.WILLINGNESS  # `wants cooperation to be deepened`
    if told.cue.sort not in _REPORTING and not looser:
        return StatementKind.POSITION
    for clause in (joined for head in told.heads for joined in _joined(head)):
        found = _of_content(layout, clause, speaker)
        if found is not StatementKind.POSITION:
            return found
    return StatementKind.POSITION


def _voiced(told: Told) -> StatementKind | None:
    """The kind of what a verb and its noun bring into words together: `offered condolences`, `requested support`,
    `rejected the assertion that`.
    """
    verb = carrier(told)
    above = cue_of(verb.lemma.lower(), "verb") if verb is not None else None
    if above is not None and above.kind in _DENYING and told.cue.sort is CueClass.SAY:
        return StatementKind.DENIAL
    if told.cue.kind is StatementKind.DEMAND and told.cue.sort is CueClass.SAY:
        return StatementKind.DEMAND
    if not told.rule.endswith("object") or told.cue.sort not in _BRINGING:
        return None
    noun = told.heads[0].lemma.lower()
    carried = cue_of(noun, "noun")
    if carried is not None and carried.kind is not StatementKind.POSITION:
        return carried.kind
    if noun in _KEEN:
        return StatementKind.WILLINGNESS
    return StatementKind.PRAISE if noun in _LIKING else None


def _verdict_on(told: Told) -> StatementKind | None:
    """What something is called: `dismissed the claim as baseless`, `called the raid a crime`."""
    if told.rule.endswith("object+as") and told.cue.kind is not StatementKind.PRAISE:
        thing, name = told.heads[0], told.heads[-1]
        if told.cue.lemma == "dismiss" and thing.lemma.lower() in _REPORTS:
            return StatementKind.DENIAL
        return _VERDICTS.get(name.lemma.lower()) if told.cue.kind is StatementKind.POSITION else None
    if told.cue.lemma == "dismiss" and told.heads and told.heads[0].lemma.lower() in _REPORTS:
        return StatementKind.DENIAL
    return None


def _joined(head: Token) -> list[Token]:
    """A clause and those joined to it that have subjects of their own (`trade grows and China is willing to`)."""
    joined = [c for c in head.children if c.deprel == "conj" and any(k.deprel.startswith("nsubj") for k in c.children)]
    return [head, *joined]


def _of_content(layout: Layout, head: Token, speaker: Party | None) -> StatementKind:
    children = head.children
    subject = next((c for c in children if c.deprel.startswith("nsubj")), None)
    helpers = {c.lemma.lower() for c in children if c.deprel.startswith("aux")}
    if helpers & _MUST and subject is not None and (joint(subject) or subject.lemma.lower() in SHARED):
        return StatementKind.WILLINGNESS  # what both should do is offered as much as it is asked
    if helpers & _MUST and (subject is None or subject.text.lower() not in ("i", "he", "she")):
        return StatementKind.DEMAND
    if subject is not None and subject.lemma.lower() in _NEAR and any(_case(c) == "with" for c in (head, *children)):
        return StatementKind.CONDOLENCE
    own = subject is None or _own(layout, subject, speaker)
    verdict = _VERDICTS.get(head.lemma.lower())
    of_another = not own or subject is None or subject.text.lower() in _IT
    if verdict is not None and of_another is not (verdict is StatementKind.CONDOLENCE) and not _negated(head):
        return verdict
    if not own:
        return StatementKind.POSITION
    if helpers & _WILL and head.lemma.lower() in HELPING and not _negated(head):
        return StatementKind.WILLINGNESS
    if any(f"{head.lemma.lower()} {_case(c)}" in _SIDING for c in children):
        return StatementKind.SUPPORT
    lemma, part = head.lemma.lower(), _PARTS.get(head.upos, "")
    if part == "noun" and subject is None:
        return StatementKind.POSITION  # `believed in its promise`
    if lemma in BLOWS:
        return StatementKind.POSITION
    behind = [c.text.lower() for c in children if c.deprel in ("compound:prt", "advmod", "xcomp")]
    nouns = [c.lemma.lower() for c in children if c.deprel == "obj" and c.upos == "NOUN"]
    found = [*(cue_of(f"{lemma} {word}", part) for word in behind), cue_of(lemma, part)]
    found += [cue_of(noun, "noun") for noun in nouns] if part == "verb" else []
    return next(
        (c.kind for c in found if c is not None and c.kind is not StatementKind.POSITION), StatementKind.POSITION
    )


def _case(token: Token) -> str:
    return next((c.text.lower() for c in token.children if c.deprel == "case"), "")


def _negated(head: Token) -> bool:
    return any(c.text.lower() in ("not", "n't", "n’t", "never", "no") for c in head.children)


def _own(layout: Layout, subject: Token, speaker: Party | None) -> bool:
    """Whether a clause is about who speaks: himself, his side or his country."""
    if subject.text.lower() in ("i", "we"):
        return True
    if speaker is None:
        return False
    who = parties(layout.scene, subject)
    if any(p.actor == speaker.actor or (p.country and p.country == speaker.country) for p in who):
        return True
    return not who and subject.text.lower() in ("he", "she", "it", "they")


def target_of(layout: Layout, told: Told, kind: StatementKind, speakers: Sequence[Party]) -> Party | None:
    """Whom it is about: the first that its complements name, or whose what they name is, who is neither who speaks nor
    of his country. None for a plain position.
    """
    if kind is StatementKind.POSITION:
        return None
    speaker = speakers[0] if speakers else None
    clauses = [c for head in told.heads for c in _joined(head)] if told.cue.sort in _REPORTING else []
    own = [c for c in clauses if _of_content(layout, c, speaker) is kind][:1]
    for head in own or told.heads:
        subject = next((c for c in head.children if c.deprel.startswith("nsubj")), None)
        named = head if head.upos in ("NOUN", "PROPN", "PRON") and subject is None else subject
        for part in conjuncts(named) if named is not None else ():
            for party in affected(layout.scene, part):
                if _other(party, speakers):
                    return party
    for head in own or told.heads:
        first, last = layout.reach(head)
        for index in range(first, last + 1):
            if index in layout.scene.mentions_at:
                token = layout.scene.analysis[index]
                found = affected(layout.scene, token)
                by = kind is StatementKind.WILLINGNESS and _case(token) in ("by", "against", "from", "over")
                if found and found[0].country and not by and _other(found[0], speakers):
                    return found[0]
    return None


def _other(party: Party, speakers: Sequence[Party]) -> bool:
    """Whether someone is neither who speaks, nor of his country, nor only told by `their`."""
    if party.text.lower() in _POSSESSIVE:
        return False
    same = (p for p in speakers if party.actor == p.actor or (party.country and party.country == p.country))
    return next(same, None) is None
