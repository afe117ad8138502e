"""The rooms of the code have no circle: `make map` shows them."""

from tools.map import circle, read_arrows, room_of


def test_rooms_import_in_no_circle() -> None:
    assert circle(read_arrows()) is None


def test_a_circle_would_be_found() -> None:
    arrows = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"a"}), "d": frozenset[str]()}
    found = circle(arrows)
    assert found is not None
    assert found[0] == found[-1]
    assert set(found) == {"a", "b", "c"}


def test_tables_are_rooms_of_their_own() -> None:
    assert room_of("weeklog.entries.tables") == "weeklog.entries.tables"
    assert room_of("weeklog.entries.carrying") == "weeklog.entries"
    assert room_of("weeklog_api.entries.routes") == "weeklog_api.entries"
