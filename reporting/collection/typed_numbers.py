"""What number did a person type? Pure: no Django.

Chinese input methods leave full-width digits and signs, Excel leaves thousands separators; both
are read as what they mean. Everything that could mean two things is refused with a remedy.
"""

import re
from decimal import Decimal

STORED_DECIMALS = 6
INTEGER_DIGITS = 14  # a figure is stored as numeric(20, 6)
LIMIT = Decimal(10) ** INTEGER_DIGITS

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－−＋％‰\u3000\u00a0", "0123456789.,--+%‰  ")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


class NotANumber(ValueError):
    """The text is no figure; the message says in Chinese what is wrong and what to do."""


def read_number(text: str) -> Decimal | None:
    """The number that `text` means, None for an empty text. Raises NotANumber."""
    plain = text.translate(_FULL_WIDTH).strip()
    if not plain:
        return None
    if plain[-1] in "%‰":
        raise NotANumber(f"“{_shown(text)}”带有单位，单位已在表头，请只填数字。")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise NotANumber(f"“{_shown(text)}”不是数字，请只填数字，如 12.5。")
    if len(match[1] or "") > STORED_DECIMALS:
        raise NotANumber(f"“{_shown(text)}”的小数超过{STORED_DECIMALS}位，请四舍五入后再填。")
    number = Decimal(plain.replace(",", ""))
    if abs(number) >= LIMIT:
        raise NotANumber(f"“{_shown(text)}”过大，整数部分不能超过{INTEGER_DIGITS}位，请核对单位。")
    return number


def number_text(number: Decimal | None) -> str:
    """A stored number as a person would type it: no trailing zeros, no exponent."""
    if number is None:
        return ""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _shown(text: str) -> str:
    """The typed text in a message: long texts are cut."""
    text = text.strip()
    return text if len(text) <= 20 else f"{text[:20]}…"
