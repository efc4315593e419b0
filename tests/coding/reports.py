"""Two short reports with their trees made by hand, and pipelines that read them so."""

from communique.language.conllu import from_conllu
from communique.language.gold import GoldAnalyser
from communique.pipeline import Pipeline, PipelineOptions

TREES = """\
# newdoc id = protest
1	Norway	Norway	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(1-place)
2	condemned	condemn	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
3	Denmark	Denmark	PROPN	NNP	Number=Sing	2	obj	_	Entity=(2-place)
4	in	in	ADP	IN	_	5	case	_	_
5	Oslo	Oslo	PROPN	NNP	Number=Sing	2	obl	_	Entity=(3-place)
6	on	on	ADP	IN	_	7	case	_	_
7	3	3	NUM	CD	NumType=Card	2	obl	_	Entity=(4-time
8	May	May	PROPN	NNP	Number=Sing	7	nmod	_	_
9	2021	2021	NUM	CD	NumType=Card	7	nmod	_	Entity=4)|SpaceAfter=No
10	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = talks
1	Finland	Finland	PROPN	NNP	Number=Sing	4	nsubj	_	Entity=(1-place)
2	and	and	CCONJ	CC	_	3	cc	_	_
3	Sweden	Sweden	PROPN	NNP	Number=Sing	1	conj	_	Entity=(2-place)
4	met	meet	VERB	VBD	Mood=Ind|Tense=Past|VerbForm=Fin	0	root	_	_
5	in	in	ADP	IN	_	6	case	_	_
6	Vienna	Vienna	PROPN	NNP	Number=Sing	4	obl	_	Entity=(3-place)|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

"""
PROTEST, TALKS = (document.text for document, _ in from_conllu(TREES))


def pipeline(options: PipelineOptions | None = None) -> Pipeline:
    """A pipeline that knows the trees of the two reports and of no other."""
    return Pipeline(options, GoldAnalyser.from_conllu(TREES))
