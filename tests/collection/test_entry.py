"""Typing into a return: all or nothing, with a history, and never over another's figure."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import Indicator
from reporting.collection.cell_contents import TypedCell
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import SeenCell, save_cells
from reporting.models import Item, ItemChange, Round, Submission
from reporting.permissions import PermissionRefused
from tests.collection.conftest import cell, typed


def test_counts_give_the_rate(filled_return: Submission, indicators: SimpleNamespace) -> None:
    item = cell(filled_return, indicators.maternal)
    assert (item.numerator, item.denominator) == (1, 2480)
    assert item.value == Decimal("40.322581")


def test_who_typed_what_when(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(filled_return, indicators.water)
    (change,) = ItemChange.objects.filter(item=item)
    assert (item.version, change.version, change.by) == (2, 2, cast.statistician)
    assert (change.old["value"], change.new["value"]) == (None, "95.5")
    assert item.edited_by == cast.statistician
    assert item.edited_at is not None


def test_what_reads_the_same_is_no_change(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(filled_return, indicators.water)
    again = typed(item, value=" ９５．５０ ")
    assert save_cells(submission=filled_return, cells=again, by=cast.colleague) == 0
    assert cell(filled_return, indicators.water).edited_by == cast.statistician
    assert ItemChange.objects.filter(item=item).count() == 1


def test_a_number_gives_way_to_a_reason_and_back(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(filled_return, indicators.maternal)
    reason = typed(item, missing_kind="not_yet_produced", expected_on="2026-05-31")
    save_cells(submission=filled_return, cells=reason, by=cast.statistician)
    item.refresh_from_db()
    assert (item.value, item.numerator, item.denominator) == (None, None, None)
    assert item.expected_on == datetime.date(2026, 5, 31)
    number = typed(item, numerator="0", denominator="2480", expected_on="2026-05-31")
    save_cells(submission=filled_return, cells=number, by=cast.statistician)
    item.refresh_from_db()
    assert (item.value, item.missing_kind, item.expected_on) == (0, "", None)


def test_a_day_that_has_passed_does_not_stand_in_the_way_of_other_cells(
    filled_return: Submission,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
    settings: SimpleNamespace,
) -> None:
    reason = {"missing_kind": "not_yet_produced", "expected_on": "2026-03-10"}
    late, other = (
        cell(filled_return, indicator) for indicator in (indicators.maternal, indicators.water)
    )
    save_cells(submission=filled_return, cells=typed(late, **reason), by=cast.statistician)
    settings.TODAY = "2026-03-11"
    late.refresh_from_db()
    cells = typed(late, **reason) | typed(other, value="96")
    assert save_cells(submission=filled_return, cells=cells, by=cast.statistician) == 1


def test_a_cell_can_be_emptied(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(filled_return, indicators.water)
    save_cells(submission=filled_return, cells=typed(item), by=cast.statistician)
    assert not cell(filled_return, indicators.water).is_filled


def test_one_wrong_cell_stores_none(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    maternal, water = (
        cell(health_return, indicator) for indicator in (indicators.maternal, indicators.water)
    )
    cells = typed(maternal, numerator="1", denominator="2480") | typed(water, value="12O")
    with pytest.raises(CellsRefused) as refusal:
        save_cells(submission=health_return, cells=cells, by=cast.statistician)
    assert list(refusal.value.findings) == [water.pk]
    assert "“12O”不是数字" in str(refusal.value)
    assert not Item.objects.exclude(value=None).exists()
    assert not ItemChange.objects.exists()


class TestConflict:
    """The statistician has the page open while the colleague saves."""

    @pytest.fixture
    def old(self, filled_return: Submission, indicators: SimpleNamespace) -> Item:
        return cell(filled_return, indicators.water)

    @pytest.fixture
    def meanwhile(self, filled_return: Submission, old: Item, cast: SimpleNamespace) -> None:
        save_cells(submission=filled_return, cells=typed(old, value="96"), by=cast.colleague)

    def save(self, submission: Submission, cells: dict[int, SeenCell], by: object) -> int:
        return save_cells(submission=submission, cells=cells, by=by)  # type: ignore[arg-type]

    def test_is_told_with_both_values(
        self,
        filled_return: Submission,
        old: Item,
        meanwhile: None,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        with pytest.raises(CellsRefused) as refusal:
            self.save(filled_return, typed(old, value="97"), cast.statistician)
        (difference,) = refusal.value.differences
        assert (difference.theirs.value, difference.current.value) == (97, 96)
        assert "97" in difference.sentence
        assert "colleague已改为“96”" in difference.sentence
        assert cell(filled_return, indicators.water).value == 96

    def test_an_untouched_cell_keeps_the_others_value(
        self,
        filled_return: Submission,
        old: Item,
        meanwhile: None,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        maternal = cell(filled_return, indicators.maternal)
        cells = typed(old, value="95.5") | typed(maternal, numerator="2", denominator="2480")
        assert self.save(filled_return, cells, cast.statistician) == 1
        assert cell(filled_return, indicators.water).value == 96

    def test_an_untouched_cell_written_otherwise_is_untouched(
        self, filled_return: Submission, old: Item, meanwhile: None, cast: SimpleNamespace
    ) -> None:
        assert self.save(filled_return, typed(old, value="９５．５０"), cast.statistician) == 0

    def test_the_same_value_is_no_conflict(
        self, filled_return: Submission, old: Item, meanwhile: None, cast: SimpleNamespace
    ) -> None:
        assert self.save(filled_return, typed(old, value="96.0"), cast.statistician) == 0

    def test_a_version_that_never_was_is_a_conflict(
        self, filled_return: Submission, old: Item, cast: SimpleNamespace
    ) -> None:
        bogus = {old.pk: SeenCell(10**9, TypedCell(value="97"))}
        with pytest.raises(CellsRefused):
            self.save(filled_return, bogus, cast.statistician)


@pytest.mark.parametrize("name", ["unit_head", "outsider", "reviewer", "county_statistician"])
def test_only_the_units_statisticians_type(
    name: str, health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    cells = typed(cell(health_return, indicators.water), value="95")
    with pytest.raises(PermissionRefused, match="本单位的统计员"):
        save_cells(submission=health_return, cells=cells, by=getattr(cast, name))
    assert not cell(health_return, indicators.water).is_filled


def test_nothing_is_typed_after_submission(
    submitted_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    cells = typed(cell(submitted_return, indicators.water), value="96")
    with pytest.raises(CellsRefused, match="不能修改"):
        save_cells(submission=submitted_return, cells=cells, by=cast.statistician)


def test_nothing_is_typed_in_a_closed_round(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Round.objects.update(state="closed")
    cells = typed(cell(health_return, indicators.water), value="96")
    with pytest.raises(CellsRefused, match="已经关闭"):
        save_cells(submission=health_return, cells=cells, by=cast.statistician)


def test_only_returned_cells_are_editable_again(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    def save(indicator: Indicator, **texts: str) -> int:
        cells = typed(cell(half_returned, indicator), **texts)
        return save_cells(submission=half_returned, cells=cells, by=cast.statistician)

    assert save(indicators.maternal, numerator="1", denominator="2500") == 1
    with pytest.raises(CellsRefused, match="已通过，不能修改"):
        save(indicators.water, value="96")
    assert cell(half_returned, indicators.water).value == Decimal("95.5")


def test_cells_of_another_return_are_not_reached(
    health_return: Submission,
    county_return: Submission,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    foreign = cell(county_return, indicators.maternal)
    cells = typed(foreign, numerator="1", denominator="100")
    assert save_cells(submission=health_return, cells=cells, by=cast.statistician) == 0
    assert not cell(county_return, indicators.maternal).is_filled
