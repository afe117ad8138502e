"""Whether what somebody means is among the first five, over queries that were written before the engine."""

import pytest

from tests.acceptance.search.conftest import QUERIES, Programme
from weeklog.search import embeddings

FIRST = 5
WITH_MEANING, WITHOUT = 0.95, 0.85


async def test_what_is_meant_is_among_the_first_five(
    programme: Programme, request: pytest.FixtureRequest
) -> None:
    semantic = embeddings.switched_on(request.node.callspec.params["programme"])
    found: dict[str, list[bool]] = {}
    for kind, queries in QUERIES.items():
        for query in queries:
            answer = await programme.lead.get(
                "/v1/search", params={"q": query["q"], "everyone": True, "limit": FIRST}
            )
            assert answer.status_code == 200, answer.text
            hits = [(programme.keys[hit["id"]], hit["why"], hit["score"]) for hit in answer.json()["items"]]
            found.setdefault(kind, []).append(any(key in query["find"] for key, _, _ in hits))
            if not found[kind][-1]:
                print(f"missed: {query['q']!r}, for {query['find']}: {hits}")
    print("recall@5", "with meaning" if semantic else "without meaning")
    for kind, each in found.items():
        print(f"  {kind}: {sum(each)}/{len(each)}")
    everything = [one for each in found.values() for one in each]
    recall = sum(everything) / len(everything)
    print(f"  all: {recall:.3f} of {len(everything)}")
    assert recall >= (WITH_MEANING if semantic else WITHOUT)


async def test_nonsense_finds_next_to_nothing_and_what_is_found_by_words_is_not_drowned(
    programme: Programme,
) -> None:
    for q in ("qwertyuiop", "asdfgh", "zzzz", "lkjhgfdsa poiuyt", "cau hinh"):
        answer = await programme.lead.get("/v1/search", params={"q": q, "everyone": True, "limit": 50})
        hits = answer.json()["items"]
        guessed = [hit for hit in hits if hit["why"] == "meaning"]
        assert len(guessed) <= 1, (q, [(hit["text"], hit["score"]) for hit in guessed])
        assert hits if q == "cau hinh" else len(hits) <= 1, q
