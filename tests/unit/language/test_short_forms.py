"""Vietnamese that is typed short."""

import pytest

from weeklog.language.short_forms import written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("máy chạy ko lỗi", "máy chạy không lỗi"),
        ("KO thấy", "không thấy"),
        ("duyệt đc rồi", "duyệt được rồi"),
        ("vá dc 3 chỗ, k lỗi", "vá được 3 chỗ, không lỗi"),
    ],
)
def test_it_is_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "text", ["12 V dc supply, 5 k resistor", "k8s-dc.example.org", "đo 5k/ngày", "R&D, ch. 4"]
)
def test_what_is_something_else_stays(text: str) -> None:
    assert written_out(text) == text


def test_a_text_of_any_length_is_read_in_linear_time() -> None:
    assert len(written_out("ko " * 20_000)) == len("không ") * 20_000
