"""Who `@name` means."""

import unicodedata
from uuid import UUID

import pytest

from weeklog_api.comments.mentions import mentioned

AN, ANH, LE_AN, NGUYEN = (UUID(int=number) for number in range(1, 5))
PEOPLE = {AN: "An Tran", ANH: "Anh Pham", LE_AN: "An Le", NGUYEN: "Thảo Nguyễn"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@An Tran, look", [AN]),
        ("@antran look", [AN]),
        ("@An look", []),  # two are called so
        ("@Le and @pham!", [LE_AN, ANH]),
        ("@Anh, @Anh Pham", [ANH]),
        ("@Annabel", []),
        ("an@tran.example, @nobody, an Tran", []),
        ("(@THẢO) cảm ơn", [NGUYEN]),
        (unicodedata.normalize("NFD", "@nguyễn"), [NGUYEN]),
        ("@", []),
    ],
)
def test_a_name_means_whoever_alone_is_called_so(text: str, meant: list[UUID]) -> None:
    assert mentioned(text, PEOPLE) == meant


def test_nobody_can_be_meant_where_nobody_is() -> None:
    assert mentioned("@An", {}) == []
    assert mentioned("@An", {AN: "  "}) == []
