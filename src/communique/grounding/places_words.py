"""Words that tell places: what stands inside and beside their names, and who acts when a capital `says`.

Only tables of words; what they do is in `places_found` and `places_actors`.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, apart from each other by blanks."""
    return frozenset(text.split())


# Words inside a name that need no capital: Aix-en-Provence, Deir ez-Zor, Rio de Janeiro.
JOINERS = words_of(
    """
    of the de del la las los el al an ar as ash ad at and & - – ' ’ . du des di da do dos le les bin ben ez az es er
    on upon am im der den en et y i e u sur sous lès au aux a i' al- el- 's ’s
    """
)
FIRST_SMALL = words_of(
    """
    al el as ash an ar ad az es er de la le los las
    """
)  # `al-Tanf` may open a name
# Words without a capital that may close the name of a site: Rafah crossing, Jenin refugee camp.
SITE_WORDS = words_of(
    """
    airport airfield air base airbase bridge building camp checkpoint compound corridor crossing dam facility
    hospital mosque nuclear palace plant port power prison refugee shrine square station terminal border military
    naval territories zone region sea river island islands strait
    """
)

# What follows or precedes a name and tells which kind of place it is, by resolution.
CITY, DISTRICT, PROVINCE = "city", "district", "province"
KINDS_AFTER = {
    **dict.fromkeys(("city", "town", "village", "township", "twp", "twp."), CITY),
    **dict.fromkeys(("county", "district", "parish", "borough", "co.", "raion", "tehsil"), DISTRICT),
    **dict.fromkeys(
        (
            "province",
            "oblast",
            "region",
            "governorate",
            "state",
            "prefecture",
            "krai",
            "republic",
            "department",
            "canton",
        ),
        PROVINCE,
    ),
}
KINDS_BEFORE = {
    **dict.fromkeys(("city", "town", "village", "capital", "suburb"), CITY),
    **dict.fromkeys(("county", "district"), DISTRICT),
    **dict.fromkeys(("province", "region", "governorate", "state", "republic", "oblast"), PROVINCE),
}
# Words that a mention of a place may open with beside the name: northern Syria, downtown Cairo.
SIDES = words_of(
    """
    north south east west northern southern eastern western central northeast northwest southeast southwest
    northeastern northwestern southeastern southwestern north-east north-west south-east south-west downtown inner
    outer upper lower greater mainland rural coastal occupied rebel-held the mid far
    """
)
AT_PLACE = words_of(
    """
    in at near from to into outside inside around across through via toward towards throughout off within over
    between of leaving
    """
)

# Capitalised words that are names of small places somewhere, and hardly ever meant so.
NO_PLACES = words_of(
    """
    earth sun moon mars world universe heaven god hall independence internet web university college church hospital
    west east north south central western eastern northern southern secretary president minister premier chancellor
    prince king queen pope general senator justice governor speaker assembly parliament
    """
)
STREETS = words_of("road rd rd. street st st. avenue ave ave. drive lane boulevard blvd blvd. highway parkway")
MONTHS = words_of(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
    """
)

# Verbs of which a state or its government is the subject when a place stands there.
DEEDS = words_of(
    """
    abstain accede accept accuse acknowledge act add admit adopt affirm agree aim allege allow annex announce
    apologize appeal appoint approve argue arm ask assert attack back ban believe blame block boycott break build
    buy call cancel cede challenge cite claim close comment complain complete concede condemn confirm consider
    contend continue cooperate coordinate criticise criticize cut decide declare decline deepen defend deliver
    demand denounce deny deploy develop dismiss dispatch dispute downplay drop emphasize enact endorse engage enrich
    enter escalate establish evacuate exchange exercise expand expel explain export express extradite face fear
    fight finance fire flee forge freeze fund gain give grant grow hail halt have help hint hit hold honor hope host
    import impose increase indicate inform insist intend intensify intervene invade invite issue join keep lash
    launch lead leave legalise lift lobby lose maintain manage mean mediate mobilise mourn move nationalise
    negotiate note notify object occupy offer open oppose order outlaw overtake own partner patrol pay perceive
    permit persist plan pledge possess postpone praise prefer prepare press pressure pretend prevent probe produce
    prohibit promise propose protect protest prove provide publish pull punish pursue push put quit raise ratify
    react reaffirm recall receive recognise recognize reduce refuse regard reiterate reject release remain remark
    renew repatriate reply report request resist resort respond restore restrict resume retain retaliate return
    reveal revoke sanction save say scramble see seek sell send separate serve set sever share shoot shut side sign
    signal slam spend stage stand state stop strengthen strike strive struggle submit sue suggest summon supply
    support surrender suspect suspend swap take target tell test thank threaten tighten trade train transfer treat
    trust try turn undertake unveil upgrade uphold urge use veto vie view violate voice vote vow walk want warn
    weigh welcome widen win wish withdraw withhold work
    """
)
# Nouns that belong to a government when a place owns them: Beijing's position, the Moscow line.
OF_GOVERNMENT = words_of(
    """
    accusation action agreement aggression ally ambassador ambition apology appeal approach approval attempt
    attitude backing behaviour behavior bid cabinet call campaign claim commitment complaint concern condemnation
    consent criticism decision declaration demand denial diplomat diplomacy doctrine effort envoy foe goal
    government insistence intention interest involvement leader leadership line message military ministry move
    objection offer opposition order permission plan policy position posture premier president proposal promise
    reaction refusal rejection request resolve response right role rule stance statement stand strategy support
    threat view warning willingness wish ultimatum veto
    """
)
# Verbs whose object is spoken to, or spoken of as one who acts: thanked China, accused Tehran.
ADDRESSED = words_of(
    """
    accuse advise answer applaud ask assure blame call chide commend condemn congratulate convince criticise criticize
    denounce fault implore inform invite lambast lobby notify order persuade praise press pressure promise punish
    rebuke remind reprimand reproach sanction scold shun sue suspect tell thank threaten trust urge warn
    """
)
# Nouns of who holds an office or bears arms for a state: ministers of Angola, U.S. President.
OF_STATE = words_of(
    """
    admiral ambassador army authorities authority cabinet chancellor congress consul consulate counterpart delegate
    delegation diplomat embassy emir emperor envoy force forces general government junta king lawmaker leader
    leadership legislator military minister ministry monarch navy negotiator official officials parliament personnel
    premier presidency president prince princess queen readiness regime representative ruler secretary senate
    soldier spokesman spokesperson spokeswoman sultan troop troops
    """
)
# Nouns of what states have with each other: talks with Tehran, ties between Paris and Rabat.
BETWEEN_STATES = words_of(
    """
    accord agreement alliance confrontation consultation contact cooperation deal dialogue dispute exchange meeting
    negotiation pact partnership relation relations relationship rivalry row spat standoff talk talks tension tie
    ties treaty war
    """
)
