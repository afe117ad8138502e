"""What a sentence claims, read from any text."""

from hypothesis import given
from hypothesis import strategies as st

from weeklog.claims.spoken import claims_of

PIECES = (
    "week",
    "tuần",
    "two",
    "entries",
    "October",
    "Lan",
    "“quoted”",
    "ci/cd",
    "`code`",
    "-",
    "tháng",
    "VPC",
    "đã",
)


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_a_number_further_on_changes_no_claim_before_it(text: str) -> None:
    claims = list(claims_of(text))
    beside_a_number = list(claims_of(f"{text} ; 7"))
    assert [claim for claim in beside_a_number if claim.kind != "number"] == claims
    assert [claim.said for claim in beside_a_number if claim.kind == "number"] == ["7"]
