"""Forms of English words that no ending tells: `froze` is a form of `freeze`."""

from collections.abc import Iterator
from functools import cache
from typing import Final

_VERBS: Final = """
arise arose arisen; bear bore borne; beat beat beaten; become became; begin began begun; bend bent; bind
bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build
built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept; deal
dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell
fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go
went gone; grind ground; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; kneel
knelt; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt; leave left; lend lent; lie
lay lain; light lit; lose lost; make made; mean meant; meet met; mow mowed mown; overcome overcame; pay paid;
prove proved proven; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek
sought; sell sold; send sent; sew sewed sewn; shake shook shaken; shave shaved shaven; shear sheared shorn;
shine shone; shoot shot; show showed shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat;
sleep slept; slide slid; sling slung; smell smelt; sow sowed sown; speak spoke spoken; spell spelt; spend
spent; spill spilt; spin spun; spit spat; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen;
stick stuck; sting stung; stink stank stunk; strike struck; strive strove striven; swear swore sworn; sweep
swept; swell swelled swollen; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell
told; think thought; throw threw thrown; tread trod trodden; understand understood; wake woke woken; wear wore
worn; weave wove woven; weep wept; win won; wind wound; wring wrung; write wrote written
"""
_NOUNS: Final = """
analysis analyses; appendix appendices; bacterium bacteria; child children; crisis crises; criterion criteria;
datum data; diagnosis diagnoses; foot feet; fungus fungi; goose geese; half halves; hypothesis hypotheses;
index indices; knife knives; leaf leaves; loaf loaves; man men; matrix matrices; mouse mice; person people;
phenomenon phenomena; shelf shelves; stimulus stimuli; thesis theses; tooth teeth; wolf wolves; woman women
"""
_PREFIXES: Final = ("", "re", "over", "under", "out", "un", "mis")


def forms_of(word: str) -> tuple[str, ...]:
    """The other forms of a word in lower case; none of a regular one. `freezing` and `freezes` are `freeze` here,
    and `rewritten` is a form of `rewrite`."""
    found = (
        prefix + form
        for prefix in _PREFIXES
        if word.startswith(prefix)
        for base in _bases(word.removeprefix(prefix))
        for form in _families().get(base, ())
    )
    return tuple(form for form in dict.fromkeys(found) if form != word)


def inflected(words: str) -> tuple[str, ...]:
    """A phrase with each form of its first word: `take part`, `took part`, `taken part`."""
    first, space, rest = words.partition(" ")
    return tuple(f"{form}{space}{rest}" for form in (first, *forms_of(first)))


def is_past_form(word: str) -> bool:
    """`wrote`; not `written`, which is also told of what is to be."""
    return any(word == prefix + past for prefix in _PREFIXES for past in _past() if word.endswith(past))


@cache
def _past() -> frozenset[str]:
    families = (one.split() for one in _VERBS.split(";"))
    return frozenset(past for base, past, *_ in families if past != base)


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending, instead in (("ing", ""), ("ing", "e"), ("s", ""), ("es", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + instead


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """A form may be of two words: `lay` is a form of `lie`, too."""
    found: dict[str, list[str]] = {}
    for family in (one.split() for one in f"{_VERBS};{_NOUNS}".split(";")):
        for form in family:
            found.setdefault(form, []).extend(family)
    return {form: tuple(words) for form, words in found.items()}
