"""Forms of English words that no ending tells: `froze` is a form of `freeze`."""

from collections.abc import Iterator
from functools import cache
from typing import Final

_FORMS: Final = """
begin began begun; bend bent; bind bound; break broke broken; bring brought; build built; buy bought; catch
caught; choose chose chosen; come came; deal dealt; dig dug; draw drew drawn; drive drove driven; eat ate
eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown; forget forgot
forgotten; freeze froze frozen; get got gotten; give gave given; go went gone; grow grew grown; hang hung;
hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; leave left; lend lent; lose
lost; make made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise rose risen; run ran;
say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shrink shrank shrunk; sing sang
sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend spent; spin spun; stand stood; steal
stole stolen; stick stuck; strike struck; swim swam swum; take took taken; teach taught; tear tore torn; tell
told; think thought; throw threw thrown; understand understood; wake woke woken; wear wore worn; win won; wind
wound; write wrote written; child children; foot feet; man men; mouse mice; person people; index indices;
datum data; analysis analyses; crisis crises
"""


def forms_of(word: str) -> tuple[str, ...]:
    """The other forms of a word in lower case; none of a regular one. `freezing` and `freezes` are `freeze` here."""
    return tuple(form for base in _bases(word) for form in _families().get(base, ()) if form != word)


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending, instead in (("ing", ""), ("ing", "e"), ("s", ""), ("es", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + instead


@cache
def _families() -> dict[str, tuple[str, ...]]:
    families = [tuple(one.split()) for one in _FORMS.split(";")]
    return {form: family for family in families for form in family}
