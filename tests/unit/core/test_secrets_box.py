import pytest

from weeklog.secrets_box import CannotOpen, SecretsBox

HERE, ELSEWHERE = b"programme 1", b"programme 2"


def test_what_was_sealed_opens_in_its_place_and_says_nothing_by_itself() -> None:
    box = SecretsBox(["a" * 32], "keys")
    sealed = box.seal("sk-secret-ä", HERE)
    assert b"secret" not in sealed
    assert box.seal("sk-secret-ä", HERE) != sealed
    assert box.open(sealed, HERE) == "sk-secret-ä"


@pytest.mark.parametrize(
    ("keys", "purpose", "place"),
    [("b" * 32, "keys", HERE), ("a" * 32, "others", HERE), ("a" * 32, "keys", ELSEWHERE)],
)
def test_it_opens_under_no_other_key_nor_purpose_nor_place(keys: str, purpose: str, place: bytes) -> None:
    sealed = SecretsBox(["a" * 32], "keys").seal("sk-secret", HERE)
    with pytest.raises(CannotOpen):
        SecretsBox([keys], purpose).open(sealed, place)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 40])
def test_what_is_no_box_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        SecretsBox(["a" * 32], "keys").open(sealed, HERE)


def test_a_former_key_opens_and_no_longer_seals() -> None:
    old, new = SecretsBox(["a" * 32], "keys"), SecretsBox(["b" * 32, "a" * 32], "keys")
    assert new.open(old.seal("sk-secret", HERE), HERE) == "sk-secret"
    with pytest.raises(CannotOpen):
        old.open(new.seal("sk-secret", HERE), HERE)
