"""The words by which parties bind themselves, say that they are willing, or call for what both should do.

Lemmas in small letters, by part of speech. Nothing comes in.
"""

from communique.codebook.phrases import listed
from communique.records.diplomacy import Strength

# Verbs whose complement is what is bound; how strongly when one side does so, and when several do.
BINDING = {
    word: strength
    for strength, words in {
        Strength.AGREED: "agree undertake concur",
        Strength.PROMISED: "assure bind commit guarantee pledge promise recommit swear vow",
        Strength.WILLING: "offer volunteer",
    }.items()
    for word in listed(words)
}
CLAUSAL = frozenset(listed("bind offer swear undertake volunteer vow"))  # only with a clause behind them
ALONE = frozenset(listed("undertake"))  # a promise where one side alone does so
# A promise that several make together is an agreement.
MUTUAL = frozenset(listed("bind commit pledge promise recommit undertake vow"))
# Verbs of will: `looks forward to`, `hopes to work with`.
WISHING = frozenset(listed("hope intend want wish"))
WILLING = frozenset(listed("willing ready prepared eager keen determined"))  # adjectives, with an infinitive
WILLINGNESS = frozenset(listed("dedication determination readiness resolve willingness"))
# Nouns that tell what is bound in an infinitive or behind a preposition.
BOND = frozenset(listed("assurance commitment guarantee pledge promise undertaking vow"))
BACKING = frozenset(listed("support"))  # a commitment where someone reaffirms it to go on doing something
JUDGING = frozenset(listed("acknowledge applaud appreciate commend hail laud praise recognise recognize welcome"))
REAFFIRMING = frozenset(listed("affirm confirm pledge reaffirm reiterate renew restate underline underscore"))
# Texts that bind those who made them.
ACCORDS = frozenset(
    listed(
        """
    accord agreement armistice arrangement ceasefire charter communique communiqué compact convention deal declaration
    framework instrument memorandum pact plan protocol roadmap statement text treaty truce understanding
    """
    )
)
SIGNED = ACCORDS - frozenset(listed("plan statement text"))
# What both sides have or do together; `should grow`, `must be strengthened` calls on both.
SHARED = frozenset(
    listed(
        """
    contact cooperation coordination dialogue exchange flow friendship investment negotiation partnership relation
    relationship tie trade
    """
    )
)
JOINT = frozenset(listed("both joint jointly mutual mutually together"))
PEOPLE = frozenset(listed("side country nation party government leader people"))
MODAL_DUTY = frozenset(listed("must ought should"))
MODAL_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "would"))

# What is foreseen, and binds nobody: `will be`, `will see`.
DEEDLESS = frozenset(
    listed(
        """
    appear be become benefit cost depend die exist face fall feel have hurt know lack learn like lose mean need
    receive remember regret remain rise say seem see stem suffer undergo understand win
    """
    )
)
# What is done against another: threatened, and no commitment, also where no event tells so.
HARMING = frozenset(
    listed(
        """
    arrest attack ban bar bomb boycott close crush deport destroy detain execute expel fight hit invade jail kill
    prosecute punish refuse reject retaliate sanction seize shell strike sue suspend
    """
    )
)
# What is imposed on another, or launched against him, with the verbs for it.
BURDENS = frozenset(
    listed(
        """
    assault attack blockade blow cost embargo fire missile offensive operation penalty punishment restriction
    retaliation revenge sanction strike tariff war
    """
    )
)
INFLICTING = frozenset(listed("carry conduct continue exact fire impose inflict keep launch maintain mount take wage"))
# Only so is a response against someone: `respond militarily`.
RESPONDING = frozenset(listed("act answer react respond"))
HARSHLY = frozenset(listed("accordingly decisively firmly forcefully harshly militarily resolutely strongly"))
# What is done for or with another; only these bind where the report itself foresees them.
HELPING = frozenset(
    listed(
        """
    aid assist build collaborate confer consult continue contribute cooperate coordinate deepen deliver disburse
    donate ease ensure exchange expand facilitate finance forgive fund grant help implement invest launch lend lift
    offer pay protect provide restore resume send share ship stand strengthen supply support train transfer visit
    waive work
    """
    )
)
# What takes another: without one named, these still are for or with somebody.
TAKING_TWO = frozenset(
    listed(
        """
    aid assist collaborate confer consult contribute cooperate coordinate deliver donate exchange grant help listen
    offer protect provide share support train work
    """
    )
)
SIGNING = frozenset(listed("sign initial ratify agree reach conclude adopt"))
INSTRUCTING = frozenset(listed("direct instruct order task"))
CALLING = frozenset(listed("ask call encourage invite urge"))
AIMS = frozenset(listed("aim goal objective vision"))
HOSTILE = frozenset(listed("ACCUSE ASSAULT COERCE MOBILIZE PROTEST REJECT SANCTION THREATEN"))  # types of events
NEEDED = frozenset(listed("critical crucial essential important imperative necessary need required vital"))
GIFTS = frozenset(
    listed("aid assistance fund funding grant help loan money package relief supply support training weapon")
)
GIVING = frozenset(listed("guarantee offer pledge promise"))  # things, as well as deeds
PRIVATE = frozenset(("AGR", "BUS", "CVL", "EDU", "JRN", "LAB", "MED"))  # sectors whose promises bind no country
ACCEPTING = frozenset(listed("accept recognise recognize renounce"))  # bind the sides of an accord
SIGNING_VERBS = frozenset(listed("initial ink sign"))
REACHING = frozenset(listed("clinch conclude finalise finalize reach seal strike"))  # a deal
DECIDING = frozenset(listed("decide resolve"))  # binds where several do so together
OFFERS = frozenset(listed("deal offer plan proposal request term"))  # are accepted
PROVIDING = frozenset(listed("envisage foresee provide stipulate"))  # what an accord does
PREPARED = frozenset(listed("determine prepare"))  # verbs, in the passive, with an infinitive
MODALS = MODAL_DUTY | MODAL_WILL | {"to"}
CUES = frozenset({"look", *BINDING}).union(
    WISHING,
    WILLING,
    WILLINGNESS,
    BOND,
    BACKING,
    AIMS,
    INSTRUCTING,
    CALLING,
    ACCEPTING,
    PREPARED,
    SIGNING_VERBS,
    REACHING,
    DECIDING,
    PROVIDING,
)
