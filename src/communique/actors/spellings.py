"""Other spellings of names that are written into English in several ways (`Mohammed`, `Sergey`).

In: a name. Out: the same name with its words spelt as others spell them. Nothing is refused; names without such words
have no other spellings.
"""

from collections.abc import Iterator
from itertools import islice, product

from communique.codebook.phrases import fold

_GROUPS = (
    "mohamed mohammed muhammad mohammad mohamad muhammed mahamat mohamud",
    "ahmed ahmad achmad ahmet",
    "hussein hussain husayn husain hossein hossain",
    "hassan hasan hassen",
    "yousef yusuf youssef yousuf yusef yousif",
    "omar umar omer",
    "osman uthman othman ousmane",
    "ibrahim ebrahim ibrahima",
    "mahmoud mahmud mehmood mahmood",
    "abdullah abdallah abdulla abdoulaye",
    "abdel abdul abd abdal",
    "khalid khaled",
    "saeed said sayed saied",
    "faisal faysal feisal",
    "salah saleh salih",
    "mustafa moustafa mostafa moustapha",
    "suleiman sulayman soleiman sulaiman",
    "ismail ismael esmail ismaila",
    "jaber jabir jabber",
    "nasser nasir naser nassir",
    "rashid rasheed rached rachid",
    "karim kareem",
    "amin amine ameen",
    "sergei sergey serhiy sergiy",
    "alexander aleksandr alexandr aleksander alyaksandr aleksandar oleksandr",
    "dmitry dmitri dmitriy dmytro",
    "yuri yury yuriy iurie",
    "nikolai nikolay nicolai mykola",
    "andrei andrey andriy andrej",
    "alexei aleksei alexey aleksey oleksiy",
    "mikhail mikhael mykhailo mihail",
    "vasily vasili vasyl vasiliy",
    "anatoly anatoli anatoliy anatolii",
    "valery valeri valeriy valerii",
    "yevgeny evgeny yevgeni evgeni",
    "arseny arseniy arsenii",
    "viktor victor",
    "igor ihor",
    "lukashenko lukashenka",
    "zelensky zelenskyy zelenskiy zelenski",
)
_OTHERS = {word: group.split() for group in _GROUPS for word in group.split()}
_MOST = 40


def spellings(name: str) -> Iterator[str]:
    """The name as others spell it, at most 40 ways; nothing where no word of it is spelt in several ways."""
    words = name.split()
    choices = [[word, *(o for o in _OTHERS.get(fold(word), ()) if o != fold(word))] for word in words]
    if any(len(c) > 1 for c in choices):
        yield from islice((" ".join(chosen) for chosen in product(*choices) if list(chosen) != words), _MOST)
