"""Is a typed population one that can stand: a whole number of people, its parts, its jump? Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reporting.collection.typed_numbers import NotANumber, number_text, read_number

LARGEST_CHANGE = Decimal("0.1")
PARTITIONS = (("女", "男"), ("城镇", "农村"))
Parts = dict[str, Decimal]  # by the breakdown's name; the total is ""


class NotAPopulation(ValueError):
    """The text is no number of people; the message says in Chinese what to do."""


@dataclass(frozen=True)
class Jump:
    """A number that differs by more than a tenth from last year's."""

    before: Decimal
    now: Decimal

    @property
    def words(self) -> str:
        change = (self.now - self.before) / self.before * 100
        direction = "增加" if change > 0 else "减少"
        return (
            f"比上年（{number_text(self.before)}）{direction} {abs(change):.1f}%，"
            f"超过 {LARGEST_CHANGE:.0%}，请核对；确实如此的，写明变动原因后保存"
        )


def read_people(text: str) -> Decimal | None:
    """The number of people typed, None for an empty text. Raises NotAPopulation."""
    try:
        number = read_number(text)
    except NotANumber as error:
        raise NotAPopulation(str(error)) from None
    if number is None:
        return None
    if number != number.to_integral_value():
        raise NotAPopulation("人口数须为整数，单位是“人”，不是“万人”。")
    if number <= 0:
        raise NotAPopulation("人口数作分母，须大于零。")
    return number


def jump(before: Decimal | None, now: Decimal) -> Jump | None:
    """The jump against last year, None where there is none or no last year."""
    if before is None or abs(now - before) <= before * LARGEST_CHANGE:
        return None
    return Jump(before, now)


def parts_that_do_not_add_up(parts: Parts) -> Iterable[str]:
    """A sentence for every division whose parts are all there and are not the total."""
    total = parts.get("")
    for names in PARTITIONS:
        numbers = [parts[name] for name in names if name in parts]
        if total is None or not numbers:
            continue
        whole = sum(numbers, start=Decimal(0))
        if whole > total or (len(numbers) == len(names) and whole != total):
            listed = "、".join(name for name in names if name in parts)
            verb = "大于" if whole > total else "不等于"
            yield f"{listed}共 {number_text(whole)}，{verb}合计 {number_text(total)}"
