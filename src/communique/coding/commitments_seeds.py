"""Where a report tells a commitment: the word that binds, who binds himself, and the words of what he is bound to.

In: a layout, the statements of the document and the accords it tells of. Out: `Seed`s in the order of the text. Left
out: what is denied, only wished for by others, or told under `if`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.codebook.cues import cue_of
from communique.coding import commitments_words as words
from communique.coding.areas import areas_in
from communique.coding.clauses import objects, passive, subjects
from communique.coding.commitments_accords import Accord, accord_before
from communique.coding.commitments_actions import action_of, marked
from communique.coding.commitments_deeds import against, denied
from communique.coding.commitments_modals import agents, foreseen, joint, main_clause, urged
from communique.coding.parties import affected, parties
from communique.coding.statements_layout import Layout
from communique.coding.status import status_of
from communique.records.analysis import ROOT, Analysis, Token
from communique.records.diplomacy import Statement, Strength
from communique.records.outcomes import Status
from communique.records.spans import Span

_DEPTH = 4
_CLAUSAL = ("xcomp", "advcl", "ccomp")


@dataclass(frozen=True, slots=True)
class Seed:
    """One telling of a commitment.

    word: that binds. action: the words of what is bound. doers: heads of the phrases for who binds himself. strength:
    how firmly. rule: how it was found. statement: the innermost that tells it, else the one whose cue it is. accord:
    that it may be a term of. told_together: whether several people say it.
    """

    word: Token
    action: Span
    doers: tuple[Token, ...]
    strength: Strength
    rule: str
    statement: Statement | None
    accord: Accord | None
    told_together: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A document laid out, with its statements and accords. conflicts: words of hostile acts."""

    layout: Layout
    statements: Sequence[Statement]
    accords: Sequence[Accord]
    conflicts: Sequence[Span]

    def hostile(self, token: Token) -> bool:
        """Whether a word tells what is done against another, such as a threat or a refusal."""
        if any(c.text.lower() == "never" for c in token.children):
            return False  # `will never recognise the annexation` is a promise
        if any(k.text.lower() == "neither" for c in token.children if c.deprel.startswith("nsubj") for k in c.children):
            return False  # `neither side will attack`
        return any(span.contains(token.span) for span in self.conflicts)

    def statement_of(self, token: Token) -> Statement | None:
        """The innermost statement that holds a word."""
        holding = [s for s in self.statements if s.content.span.contains(token.span)]
        return min(holding, key=lambda s: len(s.content.span)) if holding else None

    def told_by(self, token: Token) -> Statement | None:
        """The statement that a word is the cue of: `pledged to send`."""
        return next((s for s in self.statements if s.cue is not None and s.cue.span.contains(token.span)), None)


def seeds_of(told: Told) -> tuple[Seed, ...]:
    """Every telling of a commitment, none inside another."""
    analysis = told.layout.scene.analysis
    modal = _under_modals(analysis)
    found = [seed for i in _candidates(analysis, modal) for seed in _at(told, analysis[i], i in modal)]
    return tuple(s for s in found if not any(_inside(s, other) for other in found))


def _candidates(analysis: Analysis, modal: set[int]) -> list[int]:
    """The tokens that can bind, in the order of the text: by their lemma, or by a modal that they have."""
    names = analysis.tokens.lemma.names
    binding = {code for code, name in enumerate(names) if name.lower() in words.CUES}
    return [i for i, code in enumerate(analysis.tokens.lemma.codes.tolist()) if code in binding or i in modal]


def _under_modals(analysis: Analysis) -> set[int]:
    """The tokens with a modal of will or duty, or with an infinitive's `to`, which `is to` needs."""
    tokens = analysis.tokens
    forms = {code for code, name in enumerate(tokens.form.names) if name.lower() in words.MODALS}
    relations = {code for code, name in enumerate(tokens.deprel.names) if name.startswith(("aux", "mark"))}
    columns = zip(tokens.form.codes.tolist(), tokens.deprel.codes.tolist(), tokens.head.tolist(), strict=True)
    return {head for form, relation, head in columns if form in forms and relation in relations and head != ROOT}


def _inside(seed: Seed, other: Seed) -> bool:
    order = list(Strength)
    return other is not seed and other.action.contains(seed.action) and (
        other.action != seed.action
        or (other.word.index, order.index(other.strength)) < (seed.word.index, order.index(seed.strength))
    )  # fmt: skip


def _at(told: Told, token: Token, modal: bool) -> Iterator[Seed]:
    lemma = token.lemma.lower()
    found: list[Seed] = []
    if token.upos == "VERB" or (lemma == "commit" and token.upos == "ADJ"):
        found += _verb(told, token, lemma)
    elif token.upos == "ADJ" and lemma in words.WILLING:
        found += _willing(told, token)
    elif token.upos == "NOUN" and lemma in words.BOND | words.WILLINGNESS | words.BACKING | words.AIMS:
        found += _noun(told, token)
    yield from found or (_clause(told, token) if modal else ())


def _verb(told: Told, verb: Token, lemma: str) -> Iterator[Seed]:
    if lemma in words.BINDING:
        yield from _binding(told, verb, words.BINDING[lemma])
    elif lemma in words.ACCEPTING:
        yield from _accepting(told, verb)
    elif lemma in words.SIGNING_VERBS | words.REACHING:
        yield from _signing(told, verb)
    elif lemma in words.PROVIDING:
        yield from _provided(told, verb)
    elif lemma in words.CALLING | words.WISHING:
        yield from _calling(told, verb)
    elif lemma in words.PREPARED and passive(verb) and _has(verb, "xcomp") and not denied(verb):
        doers = tuple(c for c in verb.children if c.deprel.startswith("nsubj")) or subjects(verb)
        yield from _seed(told, verb, doers, Strength.WILLING, f"verb {lemma}")
    elif lemma == "look" and any(c.text.lower() == "forward" for c in verb.children):
        if not denied(verb) and _complement(verb) is not None:
            yield from _seed(told, verb, subjects(verb), Strength.WILLING, "verb look forward")
    elif lemma in words.INSTRUCTING | words.DECIDING and _has(verb, "xcomp") and not denied(verb):
        doers = subjects(verb)
        several = len(doers) > 1 or any(joint(t) for t in doers)
        if several or (lemma in words.INSTRUCTING and any("Number=Plur" in t.feats for t in doers)):
            yield from _seed(told, verb, doers, Strength.AGREED, f"verb {lemma}")


def _accepting(told: Told, verb: Token) -> Iterator[Seed]:
    """`both governments accept its findings`, where they are the sides of an accord."""
    accord = accord_before(told.accords, verb)
    doers = subjects(verb)
    taken = [c for c in verb.children if c.deprel == "obj" and c.lemma.lower() in words.OFFERS]
    if verb.lemma.lower() == "accept" and any(affected(told.layout.scene, c) for c in taken) and not denied(verb):
        yield from _seed(told, verb, doers, Strength.AGREED, "verb accept")
        return
    if accord is None or verb.xpos not in ("VBP", "VBZ") or denied(verb) or not main_clause(verb):
        return
    if not _has(verb, "obj"):
        return
    sides = {p.country for p in accord.sides}
    if any(joint(t) for t in doers) or any(p.country in sides for t in doers for p in parties(told.layout.scene, t)):
        yield from _seed(told, verb, doers, Strength.AGREED, f"verb {verb.lemma.lower()}", whole=True)


def _signing(told: Told, verb: Token) -> Iterator[Seed]:
    """`signed a memorandum on fishing`, `a plan to build a port was signed by`: a paper whose field or aim is told."""
    papers = [t for t in objects(verb) if t.lemma.lower() in words.SIGNED]
    if not papers or status_of(verb) is not Status.ACTUAL:
        return
    of = (k for c in papers[0].children if c.deprel == "nmod" and marked(c, ("of",)) for k in c.children)
    for child in (*papers[0].children, *of):  # `memorandum of understanding on`
        about = child.deprel == "nmod" and marked(child, ("on", "for", "about", "in"))
        field = told.layout.span(*told.layout.reach(child)) if about else None
        aim = child.deprel == "acl" and marked(child, ("to",))
        if aim or (field is not None and areas_in(told.layout.scene, field)):
            lemma = verb.lemma.lower()
            strength = Strength.SIGNED if lemma in words.SIGNING_VERBS else Strength.AGREED
            yield from _seed(told, verb, subjects(verb), strength, f"verb {lemma}", whole=passive(verb))
            return


def _provided(told: Told, verb: Token) -> Iterator[Seed]:
    """`the declaration provides for an Israeli withdrawal`: a side of the accord does what it names."""
    accord = accord_before(told.accords, verb)
    subject = next((c for c in verb.children if c.deprel == "nsubj"), None)
    if accord is None or subject is None or subject.lemma.lower() not in words.ACCORDS | {"it"}:
        return
    named = (c for c in verb.children if c.deprel == "obj" or (c.deprel == "obl" and marked(c, ("for",))))
    sides = {p.country for p in accord.sides}
    owners = [k for c in named for k in c.children if k.deprel in ("amod", "nmod:poss", "compound", "nmod")]
    doers = tuple(k for k in owners if any(p.country in sides for p in parties(told.layout.scene, k)))
    if doers:
        yield from _seed(told, verb, doers[:1], Strength.AGREED, f"verb {verb.lemma.lower()}")


def _has(verb: Token, relation: str) -> bool:
    return any(c.deprel == relation for c in verb.children)


def _binding(told: Told, verb: Token, strength: Strength) -> Iterator[Seed]:
    """`agreed to expand trade`, `is committed to peace`, `promised more flights`."""
    lemma = verb.lemma.lower()
    deed = _complement(verb) or _below_phrase(verb)
    before = [c for c in verb.children if deed is None and c.deprel == "ccomp" and c.index < verb.index]
    if lemma == "agree" and before and _agreed(before[0]) and not denied(verb):  # `Trade would grow, they agreed`
        yield from _seed(told, before[0], subjects(verb), strength, "verb agree", whole=True)
    if deed is None or denied(verb) or verb.deprel == "amod":
        return
    if lemma in words.CLAUSAL and deed.deprel not in _CLAUSAL and not _offered(told, verb):
        return
    if not _agreed(deed) if lemma == "agree" else against(told.layout.scene, deed):
        return
    if verb.deprel in ("acl", "acl:relcl") and (passive(verb) or verb.head is None or verb.head.lemma == "what"):
        return  # `what they agreed`, `salaries promised to leaders`
    doers = subjects(verb)
    if lemma == "commit" and passive(verb):
        doers = tuple(c for c in verb.children if c.deprel in ("nsubj:pass", "nsubj")) or doers
    yield from _seed(told, verb, doers, strength, f"verb {lemma}")


def _offered(told: Told, verb: Token) -> bool:
    """`offered Nepal a loan`: a thing, to someone known; words of comfort and praise are no things."""
    things = [c for c in verb.children if c.deprel == "obj"]
    return (
        verb.lemma.lower() == "offer"
        and bool(things)
        and all(cue_of(t.lemma.lower(), "noun") is None for t in things)
        and any(p.country for c in verb.children if c.deprel == "iobj" for p in parties(told.layout.scene, c))
    )


def _agreed(deed: Token) -> bool:
    """Whether what was agreed is to be done: an infinitive, a matter (`on the date`), or what will or should be."""
    if deed.deprel == "obl":
        return marked(deed, ("to", "on"))
    if deed.deprel != "ccomp":
        return True
    helpers = {c.text.lower() for c in deed.children if c.deprel.startswith("aux")}
    modal = words.MODAL_WILL | words.MODAL_DUTY | {"need"}
    return bool(helpers & modal) or deed.lemma.lower() in words.NEEDED


def _complement(word: Token) -> Token | None:
    """The head of what is bound: an infinitive, a clause, an object, or what follows `to` and `on`."""
    behind = [c for c in word.children if c.index > word.index]
    for relation in ("xcomp", "ccomp", "advcl", "acl"):
        for child in behind:
            if child.deprel == relation and (relation in ("xcomp", "ccomp") or marked(child, ("to", "that"))):
                return child
    for child in behind:
        if child.deprel in ("obl", "nmod", "advcl") and marked(child, ("to", "on", "for", "of")):
            return child
    objects = [c for c in behind if c.deprel == "obj"]
    return objects[0] if objects else None


def _below_phrase(verb: Token) -> Token | None:
    """`agreed in a statement | to build`, where the tree gives the infinitive to the statement."""
    phrases = [c for c in verb.children if c.deprel == "obl" and c.index > verb.index]
    below = (k for c in phrases for k in c.children if k.deprel == "acl" and marked(k, ("to",)))
    return next(below, None) if verb.lemma.lower() in words.BINDING else None


def _willing(told: Told, word: Token) -> Iterator[Seed]:
    """`is willing to`, `stands ready to`."""
    deed = next((c for c in word.children if c.deprel in ("xcomp", "advcl", "ccomp") and marked(c, ("to",))), None)
    if deed is None or denied(word) or word.deprel == "amod" or against(told.layout.scene, deed):
        return
    yield from _seed(told, word, subjects(word), Strength.WILLING, f"adjective {word.lemma.lower()}")


def _noun(told: Told, noun: Token) -> Iterator[Seed]:
    """`their commitment to deepening ties`, `its willingness to help`."""
    lemma = noun.lemma.lower()
    carrier = noun.head if noun.deprel in ("obj", "conj", "obl") else None
    if carrier is not None and noun.deprel == "conj" and carrier.deprel == "obj":
        carrier = carrier.head
    deed = _complement(noun)
    if deed is None or any(c.deprel == "det" and c.text.lower() == "no" for c in noun.children):
        return
    if lemma in words.BOND | words.WILLINGNESS and lemma != "pledge" and marked(deed, ("of", "for")):
        return  # `the promise of a better life`
    reaffirmed = carrier is not None and carrier.lemma.lower() in words.REAFFIRMING
    if noun.deprel in ("obl", "nmod") and marked(noun, ("for", "in")) and lemma not in words.BACKING:
        return  # `thanked her for her commitment`
    if against(told.layout.scene, deed):
        return
    if lemma in words.BACKING and not _backing(noun, carrier, reaffirmed):
        return
    if lemma in words.AIMS and not (reaffirmed and any(c.text.lower() in ("common", "shared") for c in noun.children)):
        return
    if carrier is not None and carrier.upos == "VERB" and denied(carrier):
        return
    strength = Strength.PROMISED if lemma in words.BOND | words.AIMS else Strength.WILLING
    yield from _seed(told, noun, _owners(told, noun, carrier), strength, f"noun {lemma}")


def _backing(noun: Token, carrier: Token | None, reaffirmed: bool) -> bool:
    """`is steadfast in its support of`, `reaffirmed their support for continued talks`; else it is an attitude."""
    if carrier is not None and carrier.upos == "ADJ":
        return True
    deed = _complement(noun)
    continued = deed is not None and any(c.lemma.lower() in ("continue", "continued") for c in (deed, *deed.children))
    return reaffirmed and continued


def _owners(told: Told, noun: Token, carrier: Token | None) -> tuple[Token, ...]:
    """Whose commitment it is: whom it names, else who tells it."""
    doers = _bringing(carrier)
    own = [c for c in noun.children if c.deprel == "nmod:poss"]
    known = any(p.country for t in doers for p in parties(told.layout.scene, t))
    judged = carrier is not None and carrier.lemma.lower() in words.JUDGING  # `welcomed their commitment`: theirs
    if known and not judged and all(c.upos == "PRON" for c in own):
        own = []  # `reaffirmed their commitment`: that of whoever does so
    of = ("by", "from") if noun.lemma.lower() in words.BACKING else ("of", "by", "from")
    own += [c for c in noun.children if c.deprel == "nmod" and marked(c, of) and not own]
    return tuple(own) if own and noun.lemma.lower() not in words.AIMS else doers


def _bringing(carrier: Token | None) -> tuple[Token, ...]:
    """Who does what the verb says that brings a noun."""
    for _ in range(_DEPTH):
        if carrier is None or carrier.upos == "VERB" or carrier.deprel not in ("obj", "conj", "nmod"):
            break
        carrier = carrier.head
    return subjects(carrier) if carrier is not None and carrier.upos in ("VERB", "ADJ") else ()


def _calling(told: Told, verb: Token) -> Iterator[Seed]:
    """`wants cooperation to be deepened`, `invited him to work together`."""
    if denied(verb):
        return
    lemma = verb.lemma.lower()
    action = action_of(told.layout, verb)
    if action is None:
        return
    shared = any(c.deprel == "obj" and c.lemma.lower() in words.SHARED for c in verb.children)
    together = any(t.text.lower() in words.JOINT for t in _tokens(told.layout, action))
    if shared or (together and lemma in words.CALLING):
        yield from _seed(told, verb, subjects(verb), Strength.URGED_JOINT, f"verb {lemma}")
    elif lemma in words.WISHING and any(c.deprel == "xcomp" and c.lemma in words.HELPING for c in verb.children):
        yield from _seed(told, verb, subjects(verb), Strength.WILLING, f"verb {lemma}")


def _tokens(layout: Layout, span: Span) -> Iterator[Token]:
    first, stop = layout.covered(span)
    return (layout.scene.analysis[i] for i in range(first, stop))


def _clause(told: Told, verb: Token) -> Iterator[Seed]:
    """`Israel will withdraw`, `said he would ease the limits`, `exchanges should grow`."""
    statement = told.statement_of(verb)
    accord = accord_before(told.accords, verb)
    scene = told.layout.scene
    if urged(scene, verb, statement):
        yield from _seed(told, verb, subjects(verb), Strength.URGED_JOINT, "modal duty", whole=True)
        return
    if verb.upos != "VERB" or told.hostile(verb):
        return
    strength = foreseen(scene, verb, statement, accord)
    if strength is not None:
        yield from _seed(told, verb, agents(scene, verb), strength, "modal will", whole=True)


def _seed(
    told: Told, word: Token, doers: tuple[Token, ...], strength: Strength, rule: str, *, whole: bool = False
) -> Iterator[Seed]:
    action = action_of(told.layout, word, whole)
    if action is not None:
        statement = told.statement_of(word) or told.told_by(word)
        accord = accord_before(told.accords, word)
        together = statement is not None and sum(s.content == statement.content for s in told.statements) > 1
        yield Seed(word, action, doers, strength, rule, statement, accord, together)
