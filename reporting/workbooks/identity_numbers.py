"""Does a cell hold a resident identity number? Such numbers must not enter the system."""

import datetime
import re
from decimal import Decimal

from .contents import CellValue

_NUMBER = re.compile(r"(?<![0-9])([1-9][0-9]{16}[0-9Xx])(?![0-9Xx])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"  # GB 11643-1999


def holds_identity_number(value: CellValue) -> bool:
    """True for a text with a valid number in it, and for a number that Excel has rounded."""
    if isinstance(value, str):
        return any(_is_valid(match[1]) for match in _NUMBER.finditer(value))
    if isinstance(value, Decimal) and value == value.to_integral_value():
        digits = format(value, "f")
        return len(digits) == 18 and digits.isdigit() and _has_birthday(digits)
    return False


def _is_valid(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _has_birthday(number) and _CHECK_CHARACTERS[total % 11] == number[-1].upper()


def _has_birthday(number: str) -> bool:
    try:
        day = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100
