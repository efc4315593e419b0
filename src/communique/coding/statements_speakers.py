"""Who speaks, for whom and to whom: the phrases around a cue, and the parties that they name.

In: a layout and what was told. Out: `Party`s; a speaker whom no actor stands behind (`critics`, `a source`) is one with
words alone. Nothing is refused.
"""

from collections.abc import Iterator
from dataclasses import replace

from communique.codebook.cues import CueClass, cue_of
from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, passive, subjects
from communique.coding.parties import owners, parties
from communique.coding.statements_cues import Told
from communique.coding.statements_layout import Layout
from communique.records.analysis import MentionKind, Token
from communique.records.diplomacy import StatementKind
from communique.records.outcomes import Party
from communique.records.spans import Span

_RELATIVE = frozenset(listed("who which that whom"))
_SPOKESMEN = frozenset(
    listed("spokesman spokeswoman spokesperson spokespeople spokesmen representative envoy lawyer attorney agent")
)
_SPEAKING = frozenset((MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP, MentionKind.PLACE))
_DOCUMENTS = frozenset(
    listed(
        """
    account ad advertisement analysis announcement article assessment average bill blog book brief broadcast clip
    column communique complaint data declaration document documentary editorial email estimate evidence filing film
    finding footage graphic indictment law lawsuit letter memo message news note notice opinion page paper petition
    poll post press proposal publication readout release report research resolution review ruling slide source
    speech statement statistic story study submission survey text transcript treaty tweet verdict video website
    """
    )
)
_SHARES = frozenset(listed("percent majority number half third quarter rest dozen hundred thousand"))  # of people
# Verbs that bring an attitude into words; who provides support or wins praise says nothing.
_VOICING = frozenset(
    listed(
        """
    affirm announce articulate convey declare deliver echo emphasise emphasize express extend have highlight issue make
    offer pass pay pledge proclaim raise reaffirm register reiterate renew repeat restate send share signal state stress
    underline underscore voice
    """
    )
)
_GIVEN = frozenset(listed("support backing assistance"))  # things that are also given, lent and sent
_GIVING = frozenset(listed("extend make offer pledge send"))
_JUDGING = (StatementKind.SUPPORT, StatementKind.PRAISE, StatementKind.THANKS)
_PEOPLE = frozenset(listed("leader minister party president side"))
_BOTH = frozenset(listed("both two three"))
_CLAUSES = ("acl:relcl", "acl")
_INSIDE_NAME = ("acl:relcl", "acl", "appos", "advcl", "parataxis", "punct", "conj", "cc", "case", "mark")


def speaker_token(layout: Layout, told: Told) -> Token | None:
    """The head of the phrase for who speaks; a relative pronoun stands for itself. Nobody in a quotation says it."""
    found = _speaker_of(told)
    if found is None or layout.quote_at(found.index) is None:
        return found
    at: Token | None = told.word
    while at is not None:  # `"No," said Li, who left, and added that`
        behind = [c for c in at.children if c.index > at.index and layout.quote_at(c.index) is None]
        who = next((c for c in behind if c.upos in ("PROPN", "NOUN", "PRON") and c.deprel in ("obj", "nsubj")), None)
        if who is not None and who.index not in {h.index for h in told.heads}:
            return who
        at = at.head if at.deprel == "conj" else None
    return None


def _speaker_of(told: Told) -> Token | None:
    word = told.word
    if told.cue.part == "preposition":
        return word
    if told.cue.part == "verb":
        return _of_verb(word)
    return _of_adjective(word) if told.cue.part == "adjective" else _of_noun(word)


def _of_verb(verb: Token) -> Token | None:
    if verb.xpos == "VBN" and verb.deprel == "advcl" and not any(c.deprel.startswith("aux") for c in verb.children):
        return next(iter(subjects(verb)), None) if passive(verb) else None  # `Asked about it, she shrugged`
    at: Token | None = _saying_above(verb) or verb
    while at is not None and not passive(at):  # a verb joined to another shares its relative pronoun
        own = next((c for c in at.children if c.deprel in ("nsubj", "nsubj:outer")), None)
        if own is not None:
            return own
        at = at.head if at.deprel in ("conj", "xcomp") else None
    return next(iter(subjects(verb)), None)


def _saying_above(verb: Token) -> Token | None:
    """The saying that a verb without a subject goes on from, where the tree hangs it on what is said: `said it was
    over, adding that`; by the form of the verb, `said he agreed and thanked them`.
    """
    if any(c.deprel.startswith("nsubj") for c in verb.children) or passive(verb) or verb.head is None:
        return None
    says = (cue := cue_of(verb.lemma.lower(), "verb")) is not None and cue.sort is CueClass.SAY
    adding = verb.deprel == "advcl" and verb.xpos == "VBG" and says
    joined = verb.deprel == "conj" and verb.head.xpos != verb.xpos
    above: Token | None = verb.head if adding or joined else None
    below = verb
    while above is not None:
        said = below.deprel.split(":")[0] in ("ccomp", "parataxis") and above.upos == "VERB"
        if said and (adding or above.xpos == verb.xpos) and cue_of(above.lemma.lower(), "verb") is not None:
            return above
        below, above = above, above.head
    return None


def _of_adjective(word: Token) -> Token | None:
    if word.deprel in ("xcomp", "conj", "advcl") or not any(c.deprel == "cop" for c in word.children):
        found = next((c for c in word.children if c.deprel.startswith("nsubj")), None)
        return found or (next(iter(subjects(word)), None))
    return next((c for c in word.children if c.deprel.startswith("nsubj")), None)


def _of_noun(noun: Token) -> Token | None:
    """Whose claim it is: who makes it, its owner, or whom it comes from."""
    verb = _carrier(noun)
    if verb is not None:
        return _of_verb(verb)
    for child in noun.children:
        if child.deprel == "nmod:poss":
            return child
    for child in noun.children:
        cases = {c.text.lower() for c in child.children if c.deprel == "case"}
        if child.deprel == "nmod" and (cases & {"by", "from", "among"} or ("of" in cases and child.upos == "PROPN")):
            return child
    if any(c.deprel == "cop" for c in noun.children):
        return next((c for c in noun.children if c.deprel.startswith("nsubj")), None)
    return None


def carrier(told: Told) -> Token | None:
    """The verb that brings a noun: `expressed` in `expressed concern`, `set out` in `set out her plans to`."""
    return _carrier(told.word) if told.cue.part == "noun" else None


def voiced(told: Told) -> bool:
    """Whether the verb that brings a noun puts it into words."""
    verb = carrier(told)
    if verb is None or verb.lemma.lower() not in _VOICING:
        return False
    return told.word.lemma.lower() not in _GIVEN or verb.lemma.lower() not in (
        "extend",
        "make",
        "offer",
        "send",
        "pledge",
    )


def _carrier(noun: Token) -> Token | None:
    if noun.deprel == "conj" and noun.head is not None and noun.head.upos == "NOUN":
        return _carrier(noun.head)  # `reaffirmed its support for A and commitment to B`
    head = noun.head
    if noun.deprel != "obj" or head is None or head.upos != "VERB" or passive(head) or head.index > noun.index:
        return None
    cue = cue_of(head.lemma.lower(), "verb")
    if cue is not None and cue.kind in _JUDGING:
        return None  # `welcomed their commitment`, `praised the decision to stay`: another's
    for child in noun.children:
        if child.deprel == "nmod:poss" and child.upos != "PRON":
            return None  # another's claim
        cases = {c.text.lower() for c in child.children if c.deprel == "case"}
        if child.deprel == "nmod" and (cases & {"by", "from"} or ("of" in cases and child.upos == "PROPN")):
            return None
    return head


def is_document(token: Token) -> bool:
    """Whether a phrase names something written, shown or counted."""
    return token.lemma.lower() in _DOCUMENTS


def can_speak(layout: Layout, token: Token, says: bool = False) -> bool:
    """Whether a phrase names someone, or a document, that can say something. says: the cue is
    one of saying, of which a word unknown is subject enough."""
    if token.text.lower() in _RELATIVE and token.upos == "PRON":
        whom = next(meant(token), None)
        return token.text.lower() == "who" or (whom is not None and can_speak(layout, whom))
    if token.upos == "PRON" and (says or token.lemma.lower() not in ("it", "its", "one")):
        return token.text.lower() not in ("this", "these", "that", "there", "what")
    lemma = token.lemma.lower()
    kinds = {layout.scene.analysis.mentions[m].kind for m in layout.scene.mentions_at.get(token.index, ())}
    if kinds & _SPEAKING or (says and not kinds):
        return True
    return token.upos == "PROPN" or lemma in _DOCUMENTS or lemma in _SHARES or bool(parties(layout.scene, token))


def party_of(layout: Layout, token: Token) -> Party | None:
    """The party that a phrase names, with the phrase's own words; the first of several. A document speaks for whom it
    belongs to.
    """
    scene = layout.scene
    named = parties(scene, token)
    without = {c.index for c in token.children if c.deprel in _INSIDE_NAME}
    span = layout.span(*layout.reach(token, without))
    if named:
        shorter = (
            span is not None and named[0].span.contains(span) and any(c.deprel in _CLAUSES for c in token.children)
        )
        return replace(named[0], span=span, text=span.of(scene.document.text)) if span and shorter else named[0]
    if token.text.lower() in _RELATIVE and token.upos == "PRON":
        whom = next(meant(token), None)
        return _worded(layout, token.span, _issuer(layout, whom) if whom is not None else None)
    return _worded(layout, span, _issuer(layout, token)) if span is not None else None


def speakers_of(layout: Layout, token: Token) -> tuple[Party, ...]:
    """Everyone who says it together: `Li and Putin said`, `both leaders noted`; the first of them first."""
    first = party_of(layout, token)
    if first is None:
        return ()
    listed_inside = any(c.deprel in ("amod", "nmod") and len(conjuncts(c)) > 1 for c in token.children)
    counted = listed_inside or {c.lemma.lower() for c in token.children} & _BOTH or _together(layout, token)
    named = [p for p in parties(layout.scene, token) if p.country] if counted else []
    if len({p.country for p in named}) > 1:
        return tuple(named)
    found = {first.actor: first}
    own = {n for n in layout.scene.mentions_at.get(token.index, ()) if layout.scene.analysis.mentions[n].named}
    joined = [t for t in conjuncts(token) if t.deprel == "conj" and (t.upos == "PROPN" or t.text == "I")] if own else []
    for part in joined:
        party = party_of(layout, part)
        if party is not None and party.actor is not None and not first.span.overlaps(party.span):
            found.setdefault(party.actor, party)
    return tuple(found.values())


def _together(layout: Layout, token: Token) -> bool:
    """Whether `the leaders`, or `they` in a chain with such words, are those who met."""
    if token.text.lower() == "they":
        mentions = layout.scene.analysis.mentions
        chains = {mentions[m].chain for m in layout.scene.mentions_at.get(token.index, ())} - {None}
        heads = (layout.scene.analysis[m.head] for m in mentions if m.chain in chains)
        if any(h.upos == "NOUN" and _together(layout, h) for h in heads if h.index < token.index):
            return True
        return _just_named(layout, token)
    plural = token.lemma.lower() in _PEOPLE and "Number=Plur" in token.feats
    return plural and all(
        c.text.lower() in ("the", "two", "both", "three") for c in token.children if c.upos != "PUNCT"
    )


def _just_named(layout: Layout, they: Token) -> bool:
    """Whether those whom `they` means did the last thing together: `Lula and Petro met. They said`."""
    before = they.sentence.first - 1
    if before < 0:
        return False
    sentence = layout.scene.sentence(before)
    root = next((t for t in layout.scene.analysis.tokens_of(sentence) if t.head is None), None)
    doing = {p.country for t in subjects(root) for p in parties(layout.scene, t)} if root is not None else set()
    return len(doing) > 1 and {p.country for p in parties(layout.scene, they)} == doing


def _worded(layout: Layout, span: Span, actor: int | None) -> Party:
    """A party with these words, and the actor behind them where one is known."""
    words = layout.scene.document.quote(span, "party")
    if actor is None:
        return Party(span=words.span, text=words.text)
    return Party.of(actor, layout.scene.actors[actor], words)


def _issuer(layout: Layout, token: Token) -> int | None:
    """Whom a phrase means: whom it names, or whose document it is, by its owner or by who issued it."""
    scene = layout.scene
    named = parties(scene, token)
    if named:
        return named[0].actor
    if not is_document(token):
        return None
    found = owners(scene, token)
    if not found and token.deprel == "obj" and token.head is not None:
        found = [(p.actor, p.span) for s in subjects(token.head) for p in parties(scene, s) if p.actor is not None]
    return found[0][0] if found else None


def meant(pronoun: Token) -> Iterator[Token]:
    """The noun that a relative pronoun stands for."""
    at: Token | None = pronoun
    while at is not None:
        if at.deprel == "acl:relcl" and at.head is not None:
            yield at.head
            return
        at = at.head


def on_behalf(layout: Layout, told: Told, speaker: Token) -> Party | None:
    """For whom it is said: whom a spokesman speaks for, or whom `on behalf of` names."""
    speaking = [c for c in told.word.children if c.deprel == "advcl" and c.lemma.lower() in ("speak", "act", "write")]
    for child in (c for verb in (told.word, *speaking) for c in verb.children if c.deprel == "obl"):
        case = " ".join(c.text.lower() for c in child.children if c.deprel in ("case", "fixed"))
        if child.lemma.lower() == "behalf":
            return _first(layout, [c for c in child.children if c.deprel in ("nmod", "nmod:poss")], speaker)
        if case.startswith("on behalf"):
            return _first(layout, [child], speaker)
    office = next((t for t in _titles(speaker) if t.lemma.lower() in _SPOKESMEN), None)
    if office is None:
        return None
    principals = [c for c in office.children if c.deprel in ("nmod", "nmod:poss", "compound")]
    if office != speaker:  # `Kremlin spokesman Dmitry Peskov`: the tree may hang both on the name
        principals += [c for c in speaker.children if c.deprel in ("nmod:poss", "compound", "nmod") and c != office]
    return _first(layout, principals, speaker)


def _titles(speaker: Token) -> Iterator[Token]:
    yield speaker
    for child in speaker.children:
        if child.deprel in ("compound", "appos", "flat", "nmod:desc", "nmod"):
            yield child


def _first(layout: Layout, tokens: list[Token], speaker: Token) -> Party | None:
    own = {p.actor for p in parties(layout.scene, speaker)}
    for token in tokens:
        for part in conjuncts(token):
            for party in parties(layout.scene, part):
                if party.actor not in own:
                    return party
    return None


def addressees(layout: Layout, told: Told, speaker: Token | None = None) -> tuple[Party, ...]:
    """To whom it is said."""
    where = told.cue.hearer
    alone = cue_of(told.word.lemma.lower(), "verb") if where is None and " " in told.cue.lemma else None
    if alone is not None and alone.hearer == "object":
        where = "object"  # `asked the bank for a loan`, as `asked the bank to lend`
    found: list[Party] = []
    for child in told.word.children:
        cases = {c.text.lower() for c in child.children if c.deprel == "case"}
        hit = (where == "object" and child.deprel in ("obj", "iobj", "nsubj:pass")) or (
            where is not None and child.deprel.startswith("obl") and where in cases
        )
        if hit and (child not in told.heads or where == "object"):
            found += [p for part in conjuncts(child) for p in parties(layout.scene, part)]
    own = {p.actor for p in parties(layout.scene, speaker)} if speaker is not None else set()
    return _whole([p for p in found if p.actor not in own])  # `spoke with him to thank him`: he does not thank himself


def _whole(named: list[Party]) -> tuple[Party, ...]:
    """Each once, without what is part of the words for another: `his counterpart Wang Yi` is Wang Yi alone."""
    known = [p for p in named if p.name]
    beside = [p for p in named if not p.name and not any(k.country == p.country for k in known)]
    return tuple(dict.fromkeys(p for p in named if p in known or p in beside))
