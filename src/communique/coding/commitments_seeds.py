"""Where a report tells a commitment: the word that binds, who binds himself, and the words of what he is bound to.

In: a layout, the statements of the document and the accords it tells of. Out: `Seed`s in the order of the text. Left
out: what is denied, only wished for by others, or told under `if`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.coding import commitments_words as words
from communique.coding.areas import areas_in
from communique.coding.clauses import objects, passive, subjects
from communique.coding.commitments_accords import Accord, accord_before
from communique.coding.commitments_deeds import against
from communique.coding.commitments_modals import agents, foreseen, joint, main_clause, urged
from communique.coding.parties import parties
from communique.coding.statements_layout import Layout
from communique.coding.status import status_of
from communique.records.analysis import ROOT, Analysis, Token
from communique.records.diplomacy import Statement, Strength
from communique.records.outcomes import Status
from communique.records.spans import Span

_DEPTH = 4
_CLAUSAL = ("xcomp", "advcl", "ccomp")
_APART = ("conj", "parataxis", "punct", "cc", "discourse")
_LEFT = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "advcl", "obl", "obl:unmarked", "mark", "advmod", "aux", "cop")
_ADDED = ("appos", "acl:relcl", "advcl:relcl", "nmod", "obl", "obl:unmarked", "parataxis", "dep")
_BESIDE = ("while", "whereas", "although", "though", "as", "after", "before", "when", "since", "because")
_SET_OFF = frozenset((",", "-", "–", "—", "--", "(", ";", ":"))


@dataclass(frozen=True, slots=True)
class Seed:
    """One telling of a commitment.

    word: that binds. action: the words of what is bound. doers: heads of the phrases for who binds himself. strength:
    how firmly. rule: how it was found. statement: the innermost that tells it. accord: that it may be a term of.
    """

    word: Token
    action: Span
    doers: tuple[Token, ...]
    strength: Strength
    rule: str
    statement: Statement | None
    accord: Accord | None


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
    return other is not seed and other.action.contains(seed.action) and (
        other.action != seed.action or other.word.index < seed.word.index
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
    elif lemma in words.SIGNING_VERBS:
        yield from _signing(told, verb)
    elif lemma in words.PROVIDING:
        yield from _provided(told, verb)
    elif lemma in words.CALLING | words.WISHING:
        yield from _calling(told, verb)
    elif lemma in words.PREPARED and passive(verb) and _has(verb, "xcomp") and not _denied(verb):
        doers = tuple(c for c in verb.children if c.deprel.startswith("nsubj")) or subjects(verb)
        yield from _seed(told, verb, doers, Strength.WILLING, f"verb {lemma}")
    elif lemma == "look" and any(c.text.lower() == "forward" for c in verb.children):
        if not _denied(verb) and _complement(verb) is not None:
            yield from _seed(told, verb, subjects(verb), Strength.WILLING, "verb look forward")
    elif lemma in words.INSTRUCTING and _has(verb, "xcomp") and not _denied(verb):
        doers = subjects(verb)
        if len(doers) > 1 or any("Number=Plur" in t.feats for t in doers):
            yield from _seed(told, verb, doers, Strength.AGREED, f"verb {lemma}")


def _accepting(told: Told, verb: Token) -> Iterator[Seed]:
    """`both governments accept its findings`, where they are the sides of an accord."""
    accord = accord_before(told.accords, verb)
    doers = subjects(verb)
    if accord is None or verb.xpos not in ("VBP", "VBZ") or _denied(verb) or not main_clause(verb):
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
    of = (k for c in papers[0].children if c.deprel == "nmod" and _marked(c, ("of",)) for k in c.children)
    for child in (*papers[0].children, *of):  # `memorandum of understanding on`
        about = child.deprel == "nmod" and _marked(child, ("on", "for", "about", "in"))
        field = told.layout.span(*told.layout.reach(child)) if about else None
        aim = child.deprel == "acl" and _marked(child, ("to",))
        if aim or (field is not None and areas_in(told.layout.scene, field)):
            rule = f"verb {verb.lemma.lower()}"
            yield from _seed(told, verb, subjects(verb), Strength.SIGNED, rule, whole=passive(verb))
            return


def _provided(told: Told, verb: Token) -> Iterator[Seed]:
    """`the declaration provides for an Israeli withdrawal`: a side of the accord does what it names."""
    accord = accord_before(told.accords, verb)
    subject = next((c for c in verb.children if c.deprel == "nsubj"), None)
    if accord is None or subject is None or subject.lemma.lower() not in words.ACCORDS | {"it"}:
        return
    named = (c for c in verb.children if c.deprel == "obj" or (c.deprel == "obl" and _marked(c, ("for",))))
    sides = {p.country for p in accord.sides}
    owners = [k for c in named for k in c.children if k.deprel in ("amod", "nmod:poss", "compound", "nmod")]
    doers = tuple(k for k in owners if any(p.country in sides for p in parties(told.layout.scene, k)))
    if doers:
        yield from _seed(told, verb, doers[:1], Strength.AGREED, f"verb {verb.lemma.lower()}")


def _has(verb: Token, relation: str) -> bool:
    return any(c.deprel == relation for c in verb.children)


def _denied(token: Token) -> bool:
    return status_of(token) in (Status.NEGATED, Status.HYPOTHETICAL)


def _binding(told: Told, verb: Token, strength: Strength) -> Iterator[Seed]:
    """`agreed to expand trade`, `is committed to peace`, `promised more flights`."""
    lemma = verb.lemma.lower()
    deed = _complement(verb)
    if deed is None or _denied(verb) or verb.deprel == "amod":
        return
    if lemma in words.CLAUSAL and deed.deprel not in _CLAUSAL:
        return
    if not _agreed(deed) if lemma == "agree" else against(told.layout.scene, deed):
        return
    if verb.deprel in ("acl", "acl:relcl") and (passive(verb) or verb.head is None or verb.head.lemma == "what"):
        return  # `what they agreed`, `salaries promised to leaders`
    doers = subjects(verb)
    if lemma == "commit" and passive(verb):
        doers = tuple(c for c in verb.children if c.deprel in ("nsubj:pass", "nsubj")) or doers
    yield from _seed(told, verb, doers, strength, f"verb {lemma}")


def _agreed(deed: Token) -> bool:
    """Whether what was agreed is to be done: an infinitive, a matter (`on the date`), or what will or should be."""
    if deed.deprel == "obl":
        return _marked(deed, ("to", "on"))
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
            if child.deprel == relation and (relation in ("xcomp", "ccomp") or _marked(child, ("to", "that"))):
                return child
    for child in behind:
        if child.deprel in ("obl", "nmod", "advcl") and _marked(child, ("to", "on", "for", "of")):
            return child
    objects = [c for c in behind if c.deprel == "obj"]
    return objects[0] if objects else None


def _marked(token: Token, forms: tuple[str, ...]) -> bool:
    return any(c.deprel in ("mark", "case") and c.text.lower() in forms for c in token.children)


def _willing(told: Told, word: Token) -> Iterator[Seed]:
    """`is willing to`, `stands ready to`."""
    deed = next((c for c in word.children if c.deprel in ("xcomp", "advcl", "ccomp") and _marked(c, ("to",))), None)
    if deed is None or _denied(word) or word.deprel == "amod" or against(told.layout.scene, deed):
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
    if lemma in words.BOND | words.WILLINGNESS and lemma != "pledge" and _marked(deed, ("of", "for")):
        return  # `the promise of a better life`
    reaffirmed = carrier is not None and carrier.lemma.lower() in words.REAFFIRMING
    if noun.deprel in ("obl", "nmod") and _marked(noun, ("for", "in")) and lemma not in words.BACKING:
        return  # `thanked her for her commitment`
    if against(told.layout.scene, deed):
        return
    if lemma in words.BACKING and not _backing(noun, carrier, reaffirmed):
        return
    if lemma in words.AIMS and not (reaffirmed and any(c.text.lower() in ("common", "shared") for c in noun.children)):
        return
    if carrier is not None and carrier.upos == "VERB" and _denied(carrier):
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
    if known and all(c.upos == "PRON" for c in own):
        own = []  # `reaffirmed their commitment`: that of whoever does so
    of = ("by", "from") if noun.lemma.lower() in words.BACKING else ("of", "by", "from")
    own += [c for c in noun.children if c.deprel == "nmod" and _marked(c, of) and not own]
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
    if _denied(verb):
        return
    lemma = verb.lemma.lower()
    action = _action(told.layout, verb)
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
    action = _action(told.layout, word, whole)
    if action is not None:
        statement, accord = told.statement_of(word), accord_before(told.accords, word)
        yield Seed(word, action, doers, strength, rule, statement, accord)


def _action(layout: Layout, word: Token, whole: bool = False) -> Span | None:
    """The words from the one that binds to the end of what it governs; a noun with what stands before it, a whole
    clause from its subject on. What is added behind a comma is left out.
    """
    left = ("advcl", "mark", "case") if whole or word.upos == "NOUN" else _LEFT
    kept = {c.index for c in word.children if whole and c.deprel == "conj" and _goes_on(c)}
    kept |= {k.index for c in word.children if c.index in kept for k in c.children if k.deprel == "punct"}
    without = {
        c.index
        for c in word.children
        if (c.deprel in _APART and c.index not in kept)
        or c.deprel == "acl:relcl"
        or c.text.lower() == "which"
        or (c.index < word.index and c.deprel in left)
    }
    analysis, added = layout.scene.analysis, _added(layout, word)
    first, last = layout.reach(word, without | added)
    cut = analysis[last].upos in ("VERB", "AUX") and any(analysis[i].head == analysis[last] for i in added)
    if cut:  # off before its object: `will work, with others, on`
        first, last = layout.reach(word, without)
    return layout.span(first if word.upos == "NOUN" or whole else word.index, last)


def _by_means(token: Token) -> bool:
    """`including through joint patrols` tells how it will be done, and belongs to it."""
    cases = [c.text.lower() for c in token.children if c.deprel in ("case", "mark")]
    return cases[:1] == ["including"] and bool({"through", "by", "via"} & set(cases[1:]))


def _goes_on(verb: Token) -> bool:
    """Whether a joined clause is part of the one before: `and form a party`, `and that the ports would reopen`."""
    if any(c.deprel == "mark" and c.text.lower() == "that" for c in verb.children):
        return True
    return not any(c.deprel.startswith(("nsubj", "aux")) for c in verb.children)


def _added(layout: Layout, word: Token) -> set[int]:
    """What hangs on the words behind one, set off by a comma or a dash."""
    analysis = layout.scene.analysis
    _, last = layout.reach(word)
    found: set[int] = set()
    for index in range(word.index + 2, last + 1):
        token = analysis[index]
        beside = token.deprel == "advcl" and _marked(token, _BESIDE)
        if token.deprel not in _ADDED and not beside and not (token.deprel.startswith("nsubj") and token.head == word):
            continue
        first, _ = layout.reach(token)
        if _by_means(token):
            continue
        before = first - 1 if analysis[first].text not in _SET_OFF else first
        if before > word.index and analysis[before].text in _SET_OFF:
            found.add(index)
    return found
