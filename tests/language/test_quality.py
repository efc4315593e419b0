"""Plain sentences that a good model reads right: roots, who does what to whom, names, whole mentions, lemmas.

Each aspect has its own share of checks that must be right; a failure lists what was wrong. Relations are those of
Universal Dependencies as of 2.14, where a title is the name's `nmod:desc`.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.records.analysis import Analysis, Mention, Token
from language.reading import read

P, O, G, N = "person", "organization", "place", "norp"  # noqa: E741


@dataclass(frozen=True, slots=True)
class Plain:
    """A sentence and what must be found in it.

    root: its main word. arcs: `word <relation head`, subtypes left out unless written. names: words and kind.
    wholes: mentions of any kind and their head. lemmas: words and their dictionary form.
    """

    text: str
    root: str
    arcs: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)
    lemmas: dict[str, str] = field(default_factory=dict)


PLAIN = (
    Plain("Chinese Premier Li Qiang met President Vladimir Putin in Moscow on Wednesday.", "met",
          ("Li <nsubj met", "Premier <nmod:desc Li", "Vladimir <obj met", "Moscow <obl met", "Wednesday <obl met"),
          {"Li Qiang": P, "Vladimir Putin": P, "Moscow": G, "Chinese": N},
          {"Chinese Premier Li Qiang": "Li", "President Vladimir Putin": "Vladimir"}, {"met": "meet"}),
    Plain("The foreign ministers of Kenya and Uganda signed the agreement on Friday.", "signed",
          ("ministers <nsubj signed", "agreement <obj signed", "Kenya <nmod ministers", "Uganda <conj Kenya"),
          {"Kenya": G, "Uganda": G}, {"The foreign ministers of Kenya and Uganda": "ministers"},
          {"signed": "sign", "ministers": "minister"}),
    Plain("Russia's Foreign Ministry summoned the British ambassador over the remarks.", "summoned",
          ("Ministry <nsubj summoned", "ambassador <obj summoned", "Russia <nmod:poss Ministry",
           "remarks <obl summoned"),
          {"British": N}, {"Russia's Foreign Ministry": "Ministry", "the British ambassador": "ambassador"},
          {"summoned": "summon", "remarks": "remark"}),
    Plain("The two heads of state agreed to expand trade.", "agreed",
          ("heads <nsubj agreed", "expand <xcomp agreed", "trade <obj expand", "two <nummod heads"), {},
          {"The two heads of state": "heads"}, {"heads": "head", "agreed": "agree"}),
    Plain("The bridge was destroyed by rebels.", "destroyed",
          ("bridge <nsubj:pass destroyed", "was <aux:pass destroyed", "rebels <obl destroyed"), {},
          {"rebels": "rebels"}, {"was": "be", "destroyed": "destroy", "rebels": "rebel"}),
    Plain("“We will not leave,” the envoy said.", "leave", ("We <nsubj leave", "not <advmod leave", "will <aux leave"),
          {}, {"the envoy": "envoy"}, {"We": "we", "said": "say"}),
    Plain("The spokeswoman said that Turkey had rejected the offer.", "said",
          ("spokeswoman <nsubj said", "rejected <ccomp said", "Turkey <nsubj rejected", "offer <obj rejected"),
          {"Turkey": G}, {"the offer": "offer"}, {"had": "have", "rejected": "reject"}),
    Plain("Japan is a close partner of Australia.", "partner",
          ("Japan <nsubj partner", "is <cop partner", "close <amod partner", "Australia <nmod partner"),
          {"Japan": G, "Australia": G}, {"a close partner of Australia": "partner"}, {"is": "be"}),
    Plain("Ethiopia gave Eritrea three aircraft.", "gave",
          ("Ethiopia <nsubj gave", "Eritrea <iobj gave", "aircraft <obj gave", "three <nummod aircraft"),
          {"Ethiopia": G, "Eritrea": G}, {"three aircraft": "aircraft"}, {"gave": "give", "aircraft": "aircraft"}),
    Plain("Angela Merkel, the German chancellor, visited Ankara in 2016.", "visited",
          ("Angela <nsubj visited", "chancellor <appos Angela", "Ankara <obj visited",
           "2016 <obl visited"),
          {"Angela Merkel": P, "Ankara": G, "German": N}, {"the German chancellor": "chancellor"},
          {"visited": "visit"}),
    Plain("Both countries have promised to protect their citizens.", "promised",
          ("countries <nsubj promised", "have <aux promised", "protect <xcomp promised", "citizens <obj protect"), {},
          {"Both countries": "countries"}, {"countries": "country", "citizens": "citizen", "promised": "promise"}),
    Plain("Negotiations between India and Pakistan broke down last week.", "broke",
          ("Negotiations <nsubj broke", "India <nmod Negotiations", "Pakistan <conj India"),
          {"India": G, "Pakistan": G}, {"Negotiations between India and Pakistan": "Negotiations"},
          {"broke": "break", "Negotiations": "negotiation"}),
    Plain("The United Nations sent observers to Yemen.", "sent",
          ("Nations <nsubj sent", "observers <obj sent", "Yemen <obl sent"), {"Yemen": G},
          {"observers": "observers"}, {"sent": "send", "observers": "observer"}),
    Plain("He thanked his Brazilian counterpart for the invitation.", "thanked",
          ("He <nsubj thanked", "counterpart <obj thanked", "his <nmod:poss counterpart", "invitation <obl thanked"),
          {"Brazilian": N}, {"his Brazilian counterpart": "counterpart"}, {"He": "he", "thanked": "thank"}),
    Plain("Poland and Hungary refused to take part.", "refused",
          ("Poland <nsubj refused", "Hungary <conj Poland", "take <xcomp refused", "part <obj take"),
          {"Poland": G, "Hungary": G}, {}, {"refused": "refuse"}),
    Plain("The army fired two rockets into the sea on Sunday.", "fired",
          ("army <nsubj fired", "rockets <obj fired", "sea <obl fired"), {}, {"two rockets": "rockets"},
          {"fired": "fire", "rockets": "rocket"}),
    Plain("If the talks fail, Sudan will close the border.", "close",
          ("fail <advcl close", "talks <nsubj fail", "Sudan <nsubj close", "border <obj close", "If <mark fail"),
          {"Sudan": G}, {"the border": "border"}, {"talks": "talk"}),
    Plain("President Cyril Ramaphosa will travel to Paris next month.", "travel",
          ("Cyril <nsubj travel", "will <aux travel", "Paris <obl travel"),
          {"Cyril Ramaphosa": P, "Paris": G}, {"President Cyril Ramaphosa": "Cyril"}, {"travel": "travel"}),
    Plain("Protesters who had gathered outside the embassy burned flags.", "burned",
          ("Protesters <nsubj burned", "gathered <acl:relcl Protesters", "embassy <obl gathered", "flags <obj burned"),
          {}, {"the embassy": "embassy"}, {"burned": "burn", "gathered": "gather", "flags": "flag"}),
    Plain("The company's lawyers denied the charges.", "denied",
          ("lawyers <nsubj denied", "company <nmod:poss lawyers", "charges <obj denied"), {},
          {"The company's lawyers": "lawyers"}, {"denied": "deny", "charges": "charge", "lawyers": "lawyer"}),
    Plain("Was the treaty ratified by parliament?", "ratified",
          ("treaty <nsubj:pass ratified", "Was <aux:pass ratified", "parliament <obl ratified"), {},
          {"the treaty": "treaty"}, {"Was": "be", "ratified": "ratify"}),
    Plain("Mexico imposed new tariffs on American steel.", "imposed",
          ("Mexico <nsubj imposed", "tariffs <obj imposed", "new <amod tariffs"), {"Mexico": G, "American": N},
          {"American steel": "steel"}, {"imposed": "impose", "tariffs": "tariff"}),
    Plain("Secretary-General António Guterres urged both sides to stop fighting.", "urged",
          ("sides <obj urged", "stop <xcomp urged"), {"António Guterres": P}, {"both sides": "sides"},
          {"urged": "urge", "sides": "side"}),
    Plain("Iran freed four sailors yesterday.", "freed", ("Iran <nsubj freed", "sailors <obj freed"), {"Iran": G},
          {"four sailors": "sailors"}, {"freed": "free", "sailors": "sailor"}),
    Plain("The delegation arrived in Nairobi and left for Kampala.", "arrived",
          ("delegation <nsubj arrived", "left <conj arrived", "Nairobi <obl arrived", "Kampala <obl left"),
          {"Nairobi": G, "Kampala": G}, {"The delegation": "delegation"}, {"arrived": "arrive", "left": "leave"}),
    Plain("Nguyen Van Minh told Reuters that prices were rising.", "told",
          ("Nguyen <nsubj told", "rising <ccomp told", "prices <nsubj rising", "were <aux rising"),
          {"Nguyen Van Minh": P, "Reuters": O}, {}, {"told": "tell", "prices": "price", "were": "be"}),
    Plain("NATO troops left Afghanistan in August 2021.", "left", ("troops <nsubj left", "Afghanistan <obj left"),
          {"NATO": O, "Afghanistan": G}, {"NATO troops": "troops"}, {"left": "leave", "troops": "troop"}),
    Plain("The European Union condemned the coup in Niger.", "condemned",
          ("Union <nsubj condemned", "coup <obj condemned", "Niger <nmod coup"), {"Niger": G},
          {"the coup in Niger": "coup"}, {"condemned": "condemn"}),
    Plain("They were killed when a bomb exploded near the market.", "killed",
          ("They <nsubj:pass killed", "exploded <advcl killed", "bomb <nsubj exploded", "market <obl exploded"), {},
          {"the market": "market"}, {"They": "they", "killed": "kill", "exploded": "explode"}),
    Plain("Oil exports fell by half.", "fell", ("exports <nsubj fell", "half <obl fell"), {},
          {"Oil exports": "exports"}, {"exports": "export", "fell": "fall"}),
    Plain("It's not clear whether Cuba will attend.", "clear",
          ("'s <cop clear", "not <advmod clear", "Cuba <nsubj attend"), {"Cuba": G}, {}, {"'s": "be"}),
    Plain("Do not forget the children.", "forget", ("children <obj forget", "not <advmod forget"), {},
          {"the children": "children"}, {"children": "child", "Do": "do"}),
    Plain("Chile withdrew its ambassador from Bolivia in March.", "withdrew",
          ("Chile <nsubj withdrew", "ambassador <obj withdrew"), {"Chile": G, "Bolivia": G},
          {"its ambassador": "ambassador"}, {"withdrew": "withdraw"}),
    Plain("Aung San Suu Kyi was arrested by soldiers in Naypyidaw.", "arrested",
          ("Aung <nsubj:pass arrested", "soldiers <obl arrested"), {"Aung San Suu Kyi": P, "Naypyidaw": G},
          {"soldiers": "soldiers"}, {"arrested": "arrest", "soldiers": "soldier"}),
    Plain("Several African leaders welcomed the ceasefire.", "welcomed",
          ("leaders <nsubj welcomed", "ceasefire <obj welcomed"), {"African": N},
          {"Several African leaders": "leaders"}, {"leaders": "leader", "welcomed": "welcome"}),
    Plain("Saudi Arabia and Iran restored diplomatic ties.", "restored",
          ("ties <obj restored", "diplomatic <amod ties"), {"Saudi Arabia": G, "Iran": G},
          {"diplomatic ties": "ties"}, {"restored": "restore", "ties": "tie"}),
)  # fmt: skip


@functools.cache
def analysis_of(text: str) -> Analysis:
    return read(text)


def token(case: Plain, word: str) -> Token:
    """The first token of that form; a test sentence writes it once."""
    return next(t for t in analysis_of(case.text) if t.text == word)


def mentions_of(case: Plain, words: str) -> list[Mention]:
    return [m for m in analysis_of(case.text).mentions if m.span.of(case.text) == words]


def share(aspect: str, checks: Iterable[tuple[str, bool]], least: float) -> None:
    """At least that share of the checks is right."""
    told = list(checks)
    wrong = [what for what, right in told if not right]
    got = 1 - len(wrong) / len(told)
    assert got >= least, f"{aspect}: {got:.1%} of {len(told)}, needed {least:.0%}; wrong:\n" + "\n".join(wrong)


def test_each_is_one_sentence() -> None:
    share("sentences", ((c.text, len(analysis_of(c.text).sentences) == 1) for c in PLAIN), 1.0)


def test_roots() -> None:
    share("roots", ((f"{c.root}: {c.text}", token(c, c.root).head is None) for c in PLAIN), 0.95)


def holds(case: Plain, arc: str) -> bool:
    word, told = arc.split(" <")
    relation, head = told.split(" ")
    found = token(case, word)
    named = found.deprel if ":" in relation else found.deprel.partition(":")[0]
    return named == relation and found.head == token(case, head)


def test_who_does_what_to_whom() -> None:
    share("arcs", ((f"{arc}: {c.text}", holds(c, arc)) for c in PLAIN for arc in c.arcs), 0.93)


def test_names() -> None:
    checks = (
        (f"{words} {kind}: {c.text}", any(m.named and m.kind == kind for m in mentions_of(c, words)))
        for c in PLAIN
        for words, kind in c.names.items()
    )
    share("names", checks, 0.9)


def test_mentions_are_whole_with_their_head() -> None:
    checks = (
        (f"{words} ({head}): {c.text}", any(m.head == token(c, head).index for m in mentions_of(c, words)))
        for c in PLAIN
        for words, head in c.wholes.items()
    )
    share("mentions", checks, 0.9)


def test_lemmas() -> None:
    checks = (
        (f"{word} {lemma}: {c.text}", token(c, word).lemma == lemma) for c in PLAIN for word, lemma in c.lemmas.items()
    )
    share("lemmas", checks, 0.95)


def test_a_possessive_is_no_part_of_a_mention() -> None:
    text = "Ukraine's ambassador met the president's adviser on Monday."
    found = {m.span.of(text) for m in read(text).mentions}
    assert {"Ukraine", "the president"} <= found
    assert not any(mention.endswith("'s") for mention in found)
