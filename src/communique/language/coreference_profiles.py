"""What each mention tells about whom it speaks of: `Profile`, read from its words, its head and its place in the tree.

In: a `Scene` and the mentions of the document. Out: one profile a mention, in the same order. Nothing is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from communique.language.coreference_naming import (
    FLAT,
    PARTICLES,
    Office,
    lead_of,
    name_of,
    offices_of,
    spoken_words,
)
from communique.language.coreference_scene import Scene, tokens_under
from communique.language.coreference_words import Aspect, Polity, fold, words
from communique.records.analysis import ROOT, Mention, MentionKind


class Form(IntEnum):
    """How a mention speaks: by a proper name, a description or a pronoun."""

    NAME = 0
    NOMINAL = 1
    PRONOUN = 2


@dataclass(slots=True)  # frozen, its many fields would take three times as long; nobody changes one
class Profile:
    """One mention. Words are folded: without case and accents.

    first, last, core: first and last token, and the last one before what follows the head (`of ...`, `who ...`).
    pronoun: its class (`he`, `i`, `this`), empty for none. number: `s`, `p` or empty. gender: `m`, `f`, `n` or empty.
    text: the words without article and possessive ending. noun: lemma of the head. content: lemmas of words that
    mean something. narrowing: those of them before the head. name: words of a person's name, or of another proper
    name. offices: as titles or as the head. initials: of the capital letters. state: the state that the mention
    speaks of. belongs: the states named inside it. acts: a capital that stands for the government. determiner: `the`,
    `this`, `a`, `poss` or empty. role: relation of the head. governor: the word it depends on, -1 for none.
    person: true for who speaks of people.
    """

    first: int
    last: int
    core: int
    head: int
    kind: MentionKind
    form: Form
    pronoun: str
    reflexive: bool
    number: str
    gender: str
    text: str
    noun: str
    content: tuple[str, ...]
    narrowing: frozenset[str]
    name: tuple[str, ...]
    offices: tuple[Office, ...]
    initials: str
    state: Polity | None
    belongs: tuple[str, ...]
    acts: bool
    determiner: str
    role: str
    governor: int
    preposition: str
    person: bool


_PRONOUNS = {
    word: (name, number, gender)
    for name, number, gender, forms in (
        ("i", "s", "", "i me my mine myself"),
        ("we", "p", "", "we us our ours ourselves"),
        ("you", "", "", "you your yours yourself yourselves"),
        ("he", "s", "m", "he him his himself"),
        ("she", "s", "f", "she her hers herself"),
        ("it", "s", "n", "it its itself"),
        ("they", "p", "", "they them their theirs themselves themself"),
        ("this", "s", "n", "this that"),
        ("these", "p", "", "these those"),
        ("one", "s", "", "one oneself"),
        ("who", "", "", "who whom whose which"),
        ("both", "p", "", "both all some many others few most several"),
        (
            "each",
            "s",
            "",
            "each either neither none nobody everyone everybody anyone someone something everything nothing",
        ),
    )
    for word in forms.split()
}
_PLACED = "in at to from near outside around through toward towards into inside via across for"
_LOCATIVE = frozenset(_PLACED.split())
_VISITS = frozenset(["visit", "leave", "reach", "tour", "enter"])
_DESCRIBES = frozenset(
    ("have", "lie", "become", "remain", "boast", "feature", "contain", "grow", "stand", "sit", "flood")
)
_VAGUE = frozenset(("chair", "chief", "deputy", "director", "general", "head", "host", "justice", "late", "speaker"))
_NAMING = frozenset(("PROPN", "ADJ", "NOUN", "X"))
_NARROWS = frozenset(("amod", "compound", "nummod", "flat", "nmod"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "VERB", "X", "SYM"))


def profiles(scene: Scene, mentions: Sequence[Mention]) -> list[Profile]:
    """The profile of every mention, in their order.

    A single word that is part of the full name of somebody in the document is that person's name, whatever kind the
    mention was given, unless a state or its capital is called so or something happens in it.
    """
    mentions = _whole_names(scene, mentions)
    out = [_profile(scene, mention) for mention in mentions]
    people = {w for p in out if p.kind is MentionKind.PERSON and len(p.name) > 1 for w in p.name}
    for index, profile in enumerate(out):
        place = profile.state is not None or profile.preposition in _LOCATIVE
        if profile.form is Form.NAME and not profile.person and profile.text in people and not place:
            out[index] = _profile(scene, replace(mentions[index], kind=MentionKind.PERSON))
    return out


def _whole_names(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a phrase around a name with the same head made a name of the same kind (`Premier [Li Qiang]`)."""
    names = {m.head: m for m in mentions if m.named}
    titled = {tokens_under(scene, m.span.start, m.span.end)[0] - 1: m for m in mentions if m.named}
    out: list[Mention] = []
    for mention in mentions:
        name = names.get(mention.head)
        beside = titled.get(mention.head)  # the title is the head: `envoy [Paul Brandt]`
        if name is None and beside is not None and beside.span.end == mention.span.end and beside.kind is mention.kind:
            name = beside if mention.kind is MentionKind.PERSON else None
        if name is not None and mention.span.contains(name.span) and not several(scene, mention.head, mention.span.end):
            mention = Mention(mention.span, mention.head, name.kind, True, mention.chain)
        out.append(mention)
    return out


def several(scene: Scene, head: int, end: int) -> bool:
    """True when something is coordinated with `head` before the character `end`: `Kenya and Uganda`."""
    ends = [scene.end[c] for c in scene.children[head] if scene.deprel[c] == "conj"]
    return bool(ends) and min(ends) <= end


def _profile(scene: Scene, mention: Mention) -> Profile:
    first, last = whole = tokens_under(scene, mention.span.start, mention.span.end)
    while last > mention.head and (scene.upos[last] == "PUNCT" or scene.form[last].lower() in ("'s", "’s", "'")):
        last -= 1
    head, core = mention.head, _core(scene, mention, last)
    pronoun, number, gender = _pronoun(scene, head, first, last)
    form = Form.PRONOUN if pronoun else Form.NAME if mention.named else Form.NOMINAL
    kind = _kind(scene, mention, pronoun, whole)
    if kind is not mention.kind:
        mention = Mention(mention.span, mention.head, kind, mention.named, mention.chain)
    spoken = spoken_words(scene, first, core)
    many = several(scene, head, scene.end[last])
    name = name_of(scene, spoken, mention, last) if form is Form.NAME and not many else ()
    if form is Form.NAME and mention.kind is MentionKind.PERSON and not name and not many:
        form = Form.NOMINAL  # `the Prime Minister`: capitals, but nobody's name
    lead = lead_of(scene, first, head) if name and mention.kind is MentionKind.PERSON else first
    spoken = spoken if lead == first else spoken_words(scene, lead, core)
    offices = offices_of(scene, spoken, name, head) if form is not Form.PRONOUN else ()
    forms = scene.form[first : last + 1]
    named_in = words().polities_in(scene.form[lead : core + 1]) if form is not Form.PRONOUN else []
    inside = tuple(dict.fromkeys(p.name for p in named_in)) if named_in else ()
    top = _top(scene, head)
    preposition = _preposition(scene, head, top)
    if form is not Form.PRONOUN:
        number = _number(scene, mention, first, core)
        gender = _gender(scene, mention.kind, spoken, name)
    return Profile(
        first=first,
        last=last,
        core=core,
        head=head,
        kind=mention.kind,
        form=form,
        pronoun=pronoun,
        reflexive=bool(pronoun) and scene.folded[head].endswith(("self", "selves")),
        number=number,
        gender=gender,
        text=_text(scene, first, last),
        noun=noun_of(scene, head),
        content=tuple([scene.plain[t] for t in range(first, last + 1) if scene.upos[t] in _CONTENT]),
        narrowing=_narrowing(scene, first, head),
        name=name,
        offices=offices,
        initials=_initials(forms),
        state=_state(scene, mention, forms, form),
        belongs=inside,
        acts=_acts(scene, head, top, preposition),
        determiner=_determiner(scene, first, head, core),
        role=scene.deprel[top],
        governor=scene.head[head],
        preposition=preposition,
        person=mention.kind is MentionKind.PERSON or pronoun in ("i", "we", "you", "he", "she"),
    )


def _kind(scene: Scene, mention: Mention, pronoun: str, whole: tuple[int, int]) -> MentionKind:
    """The kind, put right where a word leaves no doubt: a premier is a person, the Chinese side is none.

    whole: first and last token.
    """
    table, noun = words(), noun_of(scene, mention.head)
    if pronoun in ("he", "she"):
        return MentionKind.PERSON
    if mention.kind is MentionKind.PERSON and (noun in table.government or noun in table.parties or pronoun == "it"):
        return MentionKind.ORGANIZATION
    if mention.named and mention.kind in (MentionKind.PERSON, MentionKind.OBJECT, MentionKind.ABSTRACT):
        state = table.polity(scene.form[whole[0] : whole[1] + 1])
        if state is not None and state.aspect is not Aspect.DEMONYM:
            return MentionKind.PLACE
    if not pronoun and noun in table.offices and noun not in _VAGUE and mention.kind is not MentionKind.NORP:
        return MentionKind.PERSON
    return mention.kind


def _core(scene: Scene, mention: Mention, last: int) -> int:
    """The last token of the name or noun itself, what follows it left away."""
    head = core = mention.head
    if mention.named and mention.kind is MentionKind.PERSON and _NAMING.issuperset(scene.upos[head + 1 : last + 1]):
        return last  # `Premier Li Qiang`, whatever hangs on what
    for child in scene.children[head]:
        if core < child <= last and scene.deprel[child] in FLAT:
            core = child
    while core + 2 <= last and scene.form[core + 1] in ("-", "–") and scene.start[core + 1] == scene.end[core]:
        core += 2
    while core < last and scene.upos[core] == "PROPN":
        word = scene.form[core + 1].lower()
        particle = word in PARTICLES and core + 2 <= last and scene.upos[core + 2] == "PROPN"
        if not (particle or word.startswith(("al-", "el-")) or scene.upos[core + 1] == "PROPN"):
            break
        core += 2 if particle else 1
    return core


def _pronoun(scene: Scene, head: int, first: int, last: int) -> tuple[str, str, str]:
    """Class, number and gender of a pronoun; three empty strings for anything else."""
    lone = first == last
    known = _PRONOUNS.get(scene.folded[head])
    if known is not None and (scene.upos[head] in ("PRON", "DET") or (lone and scene.form[head] not in ("US", "IT"))):
        return known
    return ("other", "", "") if scene.upos[head] == "PRON" else ("", "", "")


def noun_of(scene: Scene, head: int) -> str:
    """The lemma of a head; of a plural whose lemma is no singular, the word without its ending."""
    lemma = scene.plain[head]
    if lemma.endswith(("trie", "rtie")):
        return lemma[:-2] + "y"
    if scene.xpos[head] != "NNS" or lemma != scene.folded[head] or not lemma.endswith("s"):
        return lemma
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]


def _number(scene: Scene, mention: Mention, first: int, core: int) -> str:
    head = mention.head
    for child in scene.children[head]:
        if scene.deprel[child] == "conj" and child <= core + 40 and _within(scene, child, mention):
            return "p"
    if "Number=Plur" in scene.feats[head] or scene.xpos[head] in ("NNS", "NNPS"):
        return "s" if mention.named and mention.kind in (MentionKind.PLACE, MentionKind.ORGANIZATION) else "p"
    if not mention.named and scene.feats[head] == "_" and "NUM" in scene.upos[first:head]:
        numerals = (scene.form[t].lower() for t in range(first, head) if scene.upos[t] == "NUM")
        if any(n not in ("one", "1") for n in numerals):
            return "p"
    return "s" if "Number=Sing" in scene.feats[head] or scene.xpos[head] in ("NN", "NNP") else ""


def _within(scene: Scene, token: int, mention: Mention) -> bool:
    return mention.span.start <= scene.start[token] and scene.end[token] <= mention.span.end


def _gender(scene: Scene, kind: MentionKind, spoken: list[tuple[str, int]], name: tuple[str, ...]) -> str:
    if kind is not MentionKind.PERSON:
        return "n"
    table = words()
    for word, token in reversed(spoken):
        told = table.genders.get(fold(word)) or table.genders.get(scene.plain[token])
        if told is not None and fold(word) not in name:
            return told
    if name and name[0] in table.given and len(name) > 1:
        return table.given[name[0]]
    return table.given.get(name[0].split("-")[0], "") if len(name) > 1 else ""


def _text(scene: Scene, first: int, last: int) -> str:
    while first < last and scene.folded[first] in _DETERMINERS:
        first += 1
    return " ".join(scene.folded[first : last + 1])


def _narrowing(scene: Scene, first: int, head: int) -> frozenset[str]:
    return frozenset(
        scene.plain[t]
        for t in range(first, head)
        if scene.upos[t] in _CONTENT and scene.deprel[t].partition(":")[0] in _NARROWS
    )


def _initials(body: list[str]) -> str:
    """`NATO` for a word of capitals, else the capital letters that words begin with."""
    kept = [w.replace(".", "") for w in body if w[:1].isupper() and w not in ("The", "A")]
    if len(kept) == 1 and kept[0].isupper() and len(kept[0]) > 1:
        return kept[0]
    return "".join(part[0] for w in kept for part in w.split("-") if part[:1].isupper()) if len(kept) > 1 else ""


def _state(scene: Scene, mention: Mention, body: list[str], form: Form) -> Polity | None:
    """The state spoken of: by its name, its capital, or as `the Chinese side`, `Iraq's government`."""
    if form is Form.PRONOUN or mention.kind is MentionKind.PERSON:
        return None
    table = words()
    whole = table.polity(body)
    if whole is not None and (whole.aspect is not Aspect.DEMONYM or mention.kind is MentionKind.NORP):
        return whole
    if scene.plain[mention.head] not in table.government or mention.kind is MentionKind.NORP:
        return None
    rest = [
        w for w in body if fold(w) not in ("the", "'s", "’s", "central", "federal", scene.form[mention.head].lower())
    ]
    named = table.polity(rest)
    return Polity(named.name, Aspect.DEMONYM) if named is not None else None


def _acts(scene: Scene, head: int, top: int, preposition: str) -> bool:
    """False where the place is one that something happens in, goes to or comes from, or that is described."""
    if preposition in _LOCATIVE or scene.head[head] == ROOT:
        return False
    governor, role = scene.head[top], scene.deprel[top]
    verb = scene.lemma[governor].lower()
    if role.startswith("nsubj"):
        return scene.upos[governor] == "VERB" and verb not in _DESCRIBES
    return not (role == "obj" and verb in _VISITS)


def _top(scene: Scene, head: int) -> int:
    """The first of the words that `head` is coordinated with."""
    for _ in range(20):
        if scene.deprel[head] != "conj" or scene.head[head] == ROOT:
            break
        head = scene.head[head]
    return head


def _preposition(scene: Scene, head: int, top: int) -> str:
    for token in (head,) if top == head else (head, top):
        for child in scene.children[token]:
            if scene.deprel[child] == "case" and scene.upos[child] in ("ADP", "SCONJ"):
                return scene.lemma[child].lower()
    return ""


def _determiner(scene: Scene, first: int, head: int, core: int) -> str:
    form = scene.folded[first]
    if first == head:
        return ""
    if form == "the":
        return "the"
    if form in ("this", "that", "these", "those", "such", "both"):
        return "this"
    if form in ("a", "an", "some", "any", "another", "no", "each", "every"):
        return "a"
    possessive = any(
        scene.deprel[c] in ("nmod:poss", "det:poss") or scene.xpos[c] == "PRP$" for c in scene.children[head]
    )
    return "poss" if possessive and core >= head else ""
