"""What counts as a number, and what is refused with which remedy."""

from decimal import Decimal

import pytest

from reporting.collection.typed_numbers import NotANumber, number_text, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12.5", "12.5"),
        (" 95.5 ", "95.5"),
        ("１２．５", "12.5"),
        ("２，４８０", "2480"),
        ("2,480", "2480"),
        ("1,234,567.25", "1234567.25"),
        ("－0.6", "-0.6"),
        ("−0.6", "-0.6"),
        ("+3", "3"),
        ("0.123456", "0.123456"),
        ("99999999999999", "99999999999999"),
        ("\u30007\u3000", "7"),
    ],
)
def test_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_empty_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("abc", "只填数字"),
        ("NaN", "只填数字"),
        ("Infinity", "只填数字"),
        ("1e5", "只填数字"),
        ("1.2.3", "只填数字"),
        ("12,34", "只填数字"),
        (",480", "只填数字"),
        (".5", "只填数字"),
        ("5.", "只填数字"),
        ("1 2", "只填数字"),
        ("①", "只填数字"),
        ("١٢", "只填数字"),
        ("10²", "只填数字"),
        ("0x10", "只填数字"),
        ("1_000", "只填数字"),
        ("95%", "单位"),
        ("95％", "单位"),
        ("2.8‰", "单位"),
        ("0.1234567", "6位"),
        ("100000000000000", "过大"),
        ("9" * 400, "过大"),
        ("--1", "只填数字"),
    ],
)
def test_is_refused_with_a_remedy(text: str, remedy: str) -> None:
    with pytest.raises(NotANumber, match=remedy):
        read_number(text)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(NotANumber) as refusal:
        read_number("x" * 5000)
    assert len(str(refusal.value)) < 100


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2480.000000", "2480"),
        ("0.000000", "0"),
        ("-0.000000", "0"),
        ("100", "100"),
        ("40.322581", "40.322581"),
        ("0.000001", "0.000001"),
        ("1E+3", "1000"),
    ],
)
def test_a_stored_number_is_shown_as_typed(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


def test_what_is_shown_is_read_back() -> None:
    for number in ("0.1", "95.5", "12345678901234.654321", "-3.000001"):
        assert read_number(number_text(Decimal(number))) == Decimal(number)
