"""From a scene to the messages it tells of: greetings, letters, invitations, condolences, congratulations passed on.

In: a scene. Out: `Message`s in the order of the text. The sender is not where the message arrives: a greeting that
someone brings is his who sent it (`conveyed President Xi's greetings`), a letter is its writer's. Left out: what is
said face to face (`expressed his condolences in the call`), what nobody known sends, what is denied.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.codebook.phrases import listed
from communique.coding.clauses import conjuncts, objects, passive, subjects
from communique.coding.commitments_parties import counterparts
from communique.coding.messages_parties import (
    CARRYING,
    asked,
    asker_of,
    beside,
    carrier_of,
    case_of,
    coming,
    hander_of,
    invited,
    on_behalf_of,
    overlap,
    own_people,
    owners_of,
    receivers_of,
    writers_of,
    written_to,
)
from communique.coding.parties import parties
from communique.coding.scene import Scene
from communique.coding.statements_layout import Layout, layout_of
from communique.coding.status import status_of
from communique.records.analysis import Token
from communique.records.diplomacy import Message, MessageKind
from communique.records.outcomes import Party, Status
from communique.records.spans import Span

_KINDS = {
    word: kind
    for kind, words in {
        MessageKind.GREETING: "greeting regard regards salutation wish",
        MessageKind.CONGRATULATION: "congratulation felicitation",
        MessageKind.CONDOLENCE: "condolence sympathy",
        MessageKind.LETTER: "letter telegram missive cable",
        MessageKind.INVITATION: "invitation invite",
        MessageKind.OTHER: "message reply",
    }.items()
    for word in listed(words)
}
_WARM = frozenset(listed("good best warm warmest cordial kind kindest sincere heartfelt birthday new"))  # `best wishes`
_SENDING = frozenset(listed("address dispatch fax mail post send wire write"))
_PAPERS = frozenset(listed("cable letter message missive telegram"))
_HOLDING = {
    "congratulatory": MessageKind.CONGRATULATION,
    "condolatory": MessageKind.CONDOLENCE,
    "felicitation": MessageKind.CONGRATULATION,
}
_WRITTEN = (MessageKind.LETTER, MessageKind.OTHER)
_RECEIVING = frozenset(listed("get receive read"))
_ACCEPTING = frozenset(listed("accept decline receive get"))
_VOICED = {  # what is done for another who is not there
    "congratulate": MessageKind.CONGRATULATION,
    "greet": MessageKind.GREETING,
    "invite": MessageKind.INVITATION,
    "thank": MessageKind.OTHER,
    "welcome": MessageKind.GREETING,
}
_REPLYING = frozenset(listed("answer reply respond"))
_VISITING = frozenset(listed("attend come join participate travel visit"))
_CUES = frozenset({"write", *_KINDS, *_VOICED}) | _REPLYING


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: MessageKind
    content: Span
    at: Token
    senders: tuple[Party, ...]
    bearers: tuple[Party, ...]
    receivers: tuple[Party, ...]
    why: str


def messages_of(scene: Scene) -> tuple[Message, ...]:
    """The messages of a document."""
    if not len(scene.analysis):
        return ()
    layout = layout_of(scene)
    found: dict[str, Message] = {}
    names = scene.analysis.tokens.lemma.names
    telling = {code for code, name in enumerate(names) if name.lower() in _CUES}
    at = (i for i, code in enumerate(scene.analysis.tokens.lemma.codes.tolist()) if code in telling)
    for index in at:
        for draft in _drafts(layout, scene.analysis[index]):
            for message in _messages(scene, draft):
                found.setdefault(message.id, message)
    return tuple(sorted(_once(found.values()), key=lambda m: (m.content.span, m.id)))


def _once(found: Iterable[Message]) -> list[Message]:
    """Without what tells the same message in words around another's."""
    kept: list[Message] = []
    for message in found:
        if not any(_same(message, other) for other in kept):
            kept.append(message)
    return kept


def _same(one: Message, other: Message) -> bool:
    together = one.content.span.overlaps(other.content.span) or one.sentence == other.sentence
    receivers = {m.receiver.actor if m.receiver is not None else None for m in (one, other)}
    return together and one.kind is other.kind and one.sender.actor == other.sender.actor and len(receivers) == 1


def _messages(scene: Scene, draft: _Draft) -> Iterator[Message]:
    sender = next((p for p in draft.senders if p.country or p.name), None)
    if sender is None:
        return
    others = [p for p in draft.receivers if p.actor != sender.actor]
    bearer = next((p for p in draft.bearers if p.actor not in {sender.actor, *(o.actor for o in others)}), None)
    if not others:
        own = [sender, *([bearer] if bearer is not None else [])]
        others = list(counterparts(scene, draft.at, own))[:1]
    receivers: list[Party | None] = [*others] or [None]
    for receiver in receivers:
        yield Message(
            kind=draft.kind,
            sender=sender,
            bearer=bearer,
            receiver=receiver,
            content=scene.document.quote(draft.content, "content"),
            sentence=scene.document.quote(scene.sentence(draft.at.index).span, "sentence"),
            confidence=0.8 if draft.receivers else 0.6,
            why=draft.why,
        )


def _drafts(layout: Layout, token: Token) -> Iterator[_Draft]:
    lemma = token.lemma.lower()
    if token.upos == "NOUN" and lemma in _KINDS and (lemma != "wish" or _warm(token)):
        yield from _of_noun(layout, token, _KINDS[lemma])
    elif token.upos == "VERB" and lemma == "write":
        yield from _of_writing(layout, token)
    elif token.upos == "VERB" and lemma in _VOICED:
        yield from _voiced(layout, token, _VOICED[lemma])
    elif token.upos == "VERB" and lemma in _REPLYING:
        yield from _of_reply(layout, token)


def _warm(noun: Token) -> bool:
    return any(c.deprel == "amod" and c.text.lower() in _WARM for c in noun.children)


def _of_noun(layout: Layout, noun: Token, kind: MessageKind) -> Iterator[_Draft]:
    scene = layout.scene
    verb = carrier_of(noun)
    if verb is not None and status_of(verb) in (Status.NEGATED, Status.FUTURE) and not asked(verb):
        return
    getting = verb if verb is not None and verb.lemma.lower() in _RECEIVING else None
    owners = owners_of(scene, noun, getting)
    receivers = receivers_of(scene, noun, verb)
    owners, receivers = _invited_by(scene, noun, owners, receivers)
    content = _phrase(layout, noun)
    doing = tuple(p for t in subjects(verb) for p in parties(scene, t)) if verb is not None else ()
    lemma = verb.lemma.lower() if verb is not None else ""
    kind = _kind(noun, kind)
    behalf = on_behalf_of(scene, verb) if verb is not None else ()
    asker = asker_of(scene, verb) if verb is not None else ()
    if asker:
        yield _Draft(kind, content, noun, asker, doing, receivers, f"asked to {lemma} `{noun.lemma}`")
    elif behalf and not own_people(behalf, doing):
        yield _Draft(kind, content, noun, behalf, doing, receivers, f"`{noun.lemma}` on behalf of")
    elif kind is MessageKind.INVITATION and doing and not owners and lemma in _ACCEPTING:
        yield _Draft(kind, content, noun, counterparts(scene, noun, doing), (), doing, f"{lemma} `{noun.lemma}`")
    elif owners and lemma in _RECEIVING:
        yield _Draft(kind, content, noun, owners, hander_of(scene, noun), receivers or doing, f"{lemma} `{noun.lemma}`")
    elif lemma == "exchange" and verb is not None:
        yield from _exchanged(scene, noun, verb, kind, content)
    elif lemma == "thank" and verb is not None and case_of(noun) == "for":
        thanked = tuple(p for c in verb.children if c.deprel == "obj" for p in parties(scene, c))
        yield _Draft(kind, content, noun, thanked, (), doing, f"thank for `{noun.lemma}`")
    elif owners and not overlap(owners, doing):
        yield from _of_another(scene, noun, kind, content, (owners, doing, receivers))
    elif doing and lemma in _SENDING and (receivers or kind is not MessageKind.OTHER):
        yield _Draft(kind, content, noun, doing, (), receivers, f"{lemma} `{noun.lemma}`")
    elif doing and kind in (*_WRITTEN, MessageKind.INVITATION) and lemma in CARRYING:
        yield from _handed(scene, noun, verb, kind, content, doing)
    elif noun.lemma.lower() in _PAPERS:
        yield from _in_letter(layout, noun, kind)


def _invited_by(
    scene: Scene, noun: Token, owners: tuple[Party, ...], receivers: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who sends and who gets: `their invitation by the king` is the king's; anything else is its owner's."""
    if _KINDS.get(noun.lemma.lower()) is not MessageKind.INVITATION:
        return owners, receivers
    inviting = tuple(p for c in noun.children if case_of(c) in ("by", "from") for p in parties(scene, c))
    return (inviting, tuple(p for p in owners if p not in inviting) or receivers) if inviting else (owners, receivers)


def _kind(noun: Token, kind: MessageKind) -> MessageKind:
    """What a letter or message holds: `a cable of condolences`, `a congratulatory message`."""
    if kind not in _WRITTEN:
        return kind
    words = [c.lemma.lower() for c in noun.children if c.deprel in ("nmod", "compound", "amod")]
    told = (_HOLDING.get(w) or _KINDS.get(w) for w in words)
    return next((k for k in told if k is not None and k not in _WRITTEN), kind)


def _exchanged(scene: Scene, noun: Token, verb: Token, kind: MessageKind, content: Span) -> Iterator[_Draft]:
    """`exchanged congratulations with her`: one each way."""
    doing = tuple(p for t in subjects(verb) for p in parties(scene, t) if p.country)
    hung = [c for c in (*verb.children, *noun.children) if case_of(c) == "with"]
    others = tuple(p for c in hung for t in conjuncts(c) for p in parties(scene, t) if p.country)
    if not others and len({p.country for p in doing}) == 2:
        doing, others = doing[:1], doing[1:]
    if doing and others:
        yield _Draft(kind, content, noun, doing, (), others[:1], f"exchange `{noun.lemma}`")
        yield _Draft(kind, content, noun, others, (), doing[:1], f"exchange `{noun.lemma}`")


def _voiced(layout: Layout, verb: Token, kind: MessageKind) -> Iterator[_Draft]:
    """`thanked her on behalf of the president`, `invited him to visit Lima`."""
    scene = layout.scene
    if kind is MessageKind.INVITATION and passive(verb):
        yield from _was_invited(layout, verb)
    if passive(verb) or status_of(verb) in (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE):
        return
    doing = tuple(p for t in subjects(verb) for p in parties(scene, t))
    receivers = tuple(p for c in verb.children if c.deprel == "obj" for t in conjuncts(c) for p in parties(scene, t))
    behalf = on_behalf_of(scene, verb)
    content = _around(layout, verb)
    if content is None or not receivers:
        return
    if behalf and not own_people(behalf, doing):
        yield _Draft(kind, content, verb, behalf, doing, receivers, f"{verb.lemma.lower()} on behalf of")
    elif kind is MessageKind.INVITATION and _comes(verb) and not own_people(receivers, doing):
        yield _Draft(kind, content, verb, doing, (), receivers, "invite to come")


def _was_invited(layout: Layout, verb: Token) -> Iterator[_Draft]:
    """`was invited by the king to visit Amman`."""
    scene, content = layout.scene, _around(layout, verb)
    if content is None or not _comes(verb) or status_of(verb) in (Status.NEGATED, Status.HYPOTHETICAL):
        return
    senders = tuple(p for t in subjects(verb) for p in parties(scene, t))
    guests = tuple(p for t in objects(verb) for p in parties(scene, t))
    yield _Draft(MessageKind.INVITATION, content, verb, senders, (), guests, "invited to come")


def _comes(verb: Token) -> bool:
    """Whether someone is asked to come: `to visit`, `to attend`, or just to a place."""
    asked = [c for c in verb.children if c.deprel in ("xcomp", "advcl", "ccomp")]
    if asked:
        return any(c.lemma.lower() in _VISITING for c in asked)
    return any(c.deprel.startswith("obl") and case_of(c) == "to" for c in verb.children)


def _of_another(
    scene: Scene,
    noun: Token,
    kind: MessageKind,
    content: Span,
    who: tuple[tuple[Party, ...], tuple[Party, ...], tuple[Party, ...]],
) -> Iterator[_Draft]:
    """`the greetings of President Xi`: brought by whoever speaks of them, unless it is he who gets them."""
    owners, doing, receivers = who
    verb = carrier_of(noun)
    lemma = verb.lemma.lower() if verb is not None else ""
    if lemma in CARRYING or kind is MessageKind.INVITATION:
        guest = receivers
        if kind is MessageKind.INVITATION:
            guest = invited(scene, noun) or receivers or coming(scene, noun)
        bearers = doing if lemma else ()
        if kind is MessageKind.INVITATION and not guest:
            guest, bearers = doing, ()
        yield _Draft(kind, content, noun, owners, bearers, guest, f"`{noun.lemma}` of another")
    elif kind in _WRITTEN and noun.lemma.lower() == "letter":
        yield _Draft(kind, content, noun, owners, (), receivers, f"`{noun.lemma}` of another")


def _handed(
    scene: Scene, noun: Token, verb: Token | None, kind: MessageKind, content: Span, doing: tuple[Party, ...]
) -> Iterator[_Draft]:
    """`handed them letters for their presidents`, `extended an invitation to her`: whoever does so sends it."""
    assert verb is not None
    given = tuple(p for c in verb.children if c.deprel == "iobj" for t in conjuncts(c) for p in parties(scene, t))
    final = invited(scene, noun) or receivers_of(scene, noun, None)
    if final and given:
        yield _Draft(kind, content, noun, doing, given, final, f"{verb.lemma.lower()} `{noun.lemma}`")
    else:
        receivers = final or given or receivers_of(scene, noun, verb)
        yield _Draft(kind, content, noun, doing, (), receivers, f"{verb.lemma.lower()} `{noun.lemma}`")


def _in_letter(layout: Layout, noun: Token, kind: MessageKind) -> Iterator[_Draft]:
    """`in a letter to her, he thanked`, `a letter in which he informed her`."""
    scene = layout.scene
    told = next((c for c in noun.children if c.deprel == "acl:relcl"), None)
    if told is None and noun.deprel.startswith("obl") and case_of(noun) in ("in", "by", "through"):
        told = noun.head
        if told is None or told.upos != "VERB" or passive(told):
            return
        first, last = layout.reach(told, {c.index for c in told.children if c.deprel in ("conj", "parataxis", "punct")})
        content = layout.span(min(first, noun.index), last)
    else:
        content = _phrase(layout, noun)
    if told is None or content is None:
        return
    if told.lemma.lower() in _VOICED and kind is MessageKind.OTHER:
        kind = _VOICED[told.lemma.lower()]
    senders = tuple(p for t in subjects(told) for p in parties(scene, t))
    receivers = receivers_of(scene, noun, None) or tuple(
        p for c in told.children if c.deprel in ("obj", "iobj") for p in parties(scene, c)
    )
    if receivers or noun.lemma.lower() == "letter":  # a message that is read out on the radio is for all
        yield _Draft(kind, content, noun, senders, (), receivers, f"in a `{noun.lemma}`")


def _of_writing(layout: Layout, verb: Token) -> Iterator[_Draft]:
    """`wrote to her`, `writing to her, he offered`."""
    scene = layout.scene
    receivers = written_to(scene, verb)
    senders = writers_of(scene, verb)
    if not receivers or not senders or passive(verb) or status_of(verb) in (Status.NEGATED, Status.HYPOTHETICAL):
        return
    content = _around(layout, verb)
    if content is not None:
        yield _Draft(MessageKind.LETTER, content, verb, senders, (), receivers, "write to")


def _around(layout: Layout, verb: Token) -> Span | None:
    """The clause that tells what is written: that of a verb, or the one that its participle stands in."""
    analysis = layout.scene.analysis
    top = verb
    start = verb.index
    if verb.deprel in ("advcl", "acl") and verb.xpos == "VBG" and verb.head is not None:
        _, last = layout.reach(verb)
        behind = (analysis[i] for i in range(last + 1, verb.sentence.stop))
        who = beside(verb)
        apart = who is not None and verb.head.index < who.index  # the clause of the one who writes comes behind
        told = (
            verb.head if verb.head.upos == "VERB" and not apart else next((t for t in behind if t.upos == "VERB"), verb)
        )
        start, top = who.index if who is not None and apart else min(verb.head.index, verb.index), told
    own = {
        c.index for c in top.children if c.deprel == "conj" and any(k.deprel.startswith("nsubj") for k in c.children)
    }
    without = own | {c.index for c in top.children if c.deprel in ("parataxis", "cc", "punct", "mark")}
    first, last = layout.reach(top, without)
    return layout.span(first if top is verb else min(first, start), last)


def _of_reply(layout: Layout, verb: Token) -> Iterator[_Draft]:
    """`..., and she answered that`, where someone wrote to her in the same sentence."""
    scene = layout.scene
    senders = tuple(p for t in subjects(verb) for p in parties(scene, t))
    content = _around(layout, verb)
    for index in range(verb.sentence.first, verb.index):
        written = scene.analysis[index]
        if written.lemma.lower() != "write" or written.upos != "VERB" or content is None:
            continue
        asked = {p.actor for p in written_to(scene, written)}
        first = writers_of(scene, written)
        if asked & {p.actor for p in senders}:
            yield _Draft(MessageKind.LETTER, content, verb, senders, (), first, "answer to what was written")


def _phrase(layout: Layout, noun: Token) -> Span:
    """The phrase of a noun, without what only describes its sender."""
    without = {c.index for c in noun.children if c.deprel in ("conj", "cc", "punct", "case")}
    without |= {k.index for c in noun.children for k in c.children if k.deprel == "acl:relcl"}
    return layout.span(*layout.reach(noun, without)) or noun.span
