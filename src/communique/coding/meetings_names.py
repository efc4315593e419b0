"""Words that stand for somebody, and the persons who are named before a verb.

In: a scene and tokens. Out: yes or no, and tokens. Nothing is refused.
"""

from communique.codebook.titles import titled_in, titles
from communique.coding.meetings_whom import the_last
from communique.coding.meetings_words import phrase
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.records.analysis import MentionKind, Token

_PEOPLE = (MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.NORP)


_STOPS = tuple('.!?:;"\u201d\u2019)')


POLITICAL = frozenset(("GOV", "MIL", "LEG", "PTY", "OPP", "ELI", "JUD", "REB"))


def is_person(scene: Scene, token: Token) -> bool:
    """Whether a word stands for somebody: a person, a body, a holder of an office, or a country that acts."""
    kinds = {scene.analysis.mentions[m].kind for m in scene.mentions_at.get(token.index, ())}
    if kinds & set(_PEOPLE) or parties(scene, token):
        return True
    return token.upos == "PROPN" and bool(titled_in(phrase(scene.document, token, "party").text, titles()))


def is_guest(scene: Scene, token: Token) -> bool:
    """Whether a word stands for people that can be received: by name, by office, or in politics; not for a country."""
    mentions = [scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ())]
    if mentions and not any(m.kind is MentionKind.PERSON for m in mentions):
        return False
    if the_last(scene, token):
        return True
    if token.lemma.lower() in ("counterpart", "colleague"):
        return bool(parties(scene, token))
    if token.upos == "PROPN" and "Number=Plur" in token.feats:
        return False  # `welcomed Afghans`
    named = any(m.named for m in mentions) or token.upos == "PROPN"
    return named or any(p.sector in POLITICAL - {"MIL"} for p in parties(scene, token))


def is_name(scene: Scene, token: Token) -> bool:
    """Whether a word heads the name of a person."""
    mentions = (scene.analysis.mentions[m] for m in scene.mentions_at.get(token.index, ()))
    return any(m.kind is MentionKind.PERSON and m.named for m in mentions)


def named_before(scene: Scene, verb: Token) -> list[Token]:
    """The persons who are named before a verb in its sentence, no other verb between."""
    found: list[Token] = []
    for index in range(verb.index - 1, run_on(scene, verb) - 1, -1):
        token = scene.analysis[index]
        if (token.upos in ("VERB", "AUX") and token.deprel != "amod") or token.text.lower() in (
            "as",
            "after",
            "before",
            "by",
            "with",
        ):
            break
        if is_name(scene, token):
            found.insert(0, token)
    return found


def run_on(scene: Scene, token: Token) -> int:
    """The first token of a sentence, or of the one before it that was cut where no stop ends it."""
    number = scene.sentence_number(token.index)
    sentences, text = scene.analysis.sentences, scene.document.text
    while number > 0:
        before, here = sentences[number - 1], sentences[number]
        gap = text[before.span.end : here.span.start]
        if text[before.span.start : before.span.end].rstrip()[-1:] in _STOPS or gap.count("\n") > 1:
            break
        number -= 1
    return sentences[number].first
