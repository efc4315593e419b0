"""Reports in our own words with trees and mentions made by hand, for tests of the language room and of its users."""

EXCHANGE = """\
# newdoc id = envoy
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# newpar
# newpar_block = head (1 s)
# sent_id = envoy-1
# text = Minister's envoy meets hosts
1-2	Minister's	_	_	_	_	_	_	_	_
1	Minister	minister	NOUN	NN	Number=Sing	3	nmod:poss	_	Entity=(1-person-n-n-c-1-co(2-person-n-n-c-1-co
2	's	's	PART	POS	_	1	case	_	Entity=2)
3	envoy	envoy	NOUN	NN	Number=Sing	4	nsubj	_	Entity=1)
4	meets	meet	VERB	VBZ	Mood=Ind|Number=Sing	0	root	_	_
5	hosts	host	NOUN	NNS	Number=Plur	4	obj	_	Entity=(3-animal-new-n-cf3-1-sgl)

# newpar
# sent_id = envoy-2
# text = Envoy Amina Okoro (she flew in on May 3) met Kenya.
1	Envoy	envoy	NOUN	NN	Number=Sing	12	nsubj	_	Entity=(1-person-giv-n-cf1-1-coref-Amina_Okoro%28envoy%29-x
2	Amina	Amina	PROPN	NNP	Number=Sing	1	flat	_	Entity=(4-person-new-n-cf1-1-sgl
3	Okoro	Okoro	PROPN	NNP	Number=Sing	2	flat	_	Entity=4)1)
4	(	(	PUNCT	-LRB-	_	6	punct	_	SpaceAfter=No
5	she	she	PRON	PRP	_	6	nsubj	_	Entity=(1-person-giv-n-cf1-1-ana)
6	flew	fly	VERB	VBD	Tense=Past	12	parataxis	_	_
7	in	in	ADV	RB	_	6	advmod	_	_
7.1	there	there	ADV	RB	_	_	_	6:advmod	_
8	on	on	ADP	IN	_	9	case	_	_
9	May	May	PROPN	NNP	Number=Sing	6	obl	_	Entity=(5-time-new-n-cf4-1-sgl
10	3	3	NUM	CD	NumType=Card	9	nummod	_	Entity=5)|SpaceAfter=No
11	)	)	PUNCT	-RRB-	_	6	punct	_	_
12	met	meet	VERB	VBD	Tense=Past	0	root	_	_
13	Kenya	Kenya	PROPN	NNP	Number=Sing	12	obj	_	Entity=(6-place-new-n-cf5-1-sgl-Kenya)|SpaceAfter=No
14	.	.	PUNCT	.	_	12	punct	_	_

# newdoc id = brief
# sent_id = brief-1
# text = Talks ended.
1	Talks	talk	NOUN	NNS	Number=Plur	2	nsubj	_	Entity=(1-event-new-n-cf1-1-sgl)
2	ended	end	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

"""


def rows(*words: str, heads: str = "") -> str:
    """A sentence of CoNLL-U: `form` or `form|MISC` a word; heads as numbers parted by spaces, by default the first."""
    head = heads.split() or ["0", *["1"] * (len(words) - 1)]
    lines = []
    for number, (word, above) in enumerate(zip(words, head, strict=True), start=1):
        form, _, misc = word.partition("|")
        relation = "root" if above == "0" else "dep"
        lines.append("\t".join((str(number), form, form.lower(), "X", "_", "_", above, relation, "_", misc or "_")))
    return "\n".join(lines) + "\n\n"
