"""A block from Excel or WPS, by a real clipboard event: taken, named where it cannot be, undone."""

from reporting.models import Item, ItemChange, Submission
from tests.browser.entry_world import (
    cells,
    counts,
    open_for,
    owe,
    owed,
    put_on_clipboard,
    ratio,
    server,
    start,
    typist,
)
from tests.processes import wait_until

__all__ = ["owed", "server", "typist"]  # fixtures


def test_a_block_of_a_hundred_cells_is_pasted_and_undone(typist, owed):
    submission = owed(50)
    person = typist("statistician")
    person.open_return(submission)
    rows = [[str(number), f"{2000 + number:,}"] for number in range(50)]
    put_on_clipboard(person, rows)
    start(person, cells(submission)[0])
    person.press("Control+v")
    person.page.wait_for_selector("text=已粘贴 100 个数")
    wait_until(lambda: counts(submission) == [(n, 2000 + n) for n in range(50)])
    assert set(ItemChange.objects.values_list("via", flat=True)) == {"paste"}
    assert ItemChange.objects.count() == 50
    person.press("Control+z")
    wait_until(lambda: counts(submission) == [(None, None)] * 50)
    person.state("已自动保存")


def test_what_cannot_be_pasted_is_named_and_the_rest_is_taken(typist, owed):
    submission = owed(3)
    person = typist("statistician")
    person.open_return(submission)
    # Full-width digits, a rate that is computed here, a dash, a word, an empty cell, a fourth row.
    rows = [["１２", "１００", "12.0"], ["—", "200"], ["", "abc"], ["1", "2"]]
    put_on_clipboard(person, rows)
    start(person, cells(submission)[0])
    person.press("Control+v")
    told = person.page.inner_text("[data-notice=paste]")
    assert "已粘贴 3 个数" in told and "系统计算或引用的 1 格没有改动" in told
    assert "第2行 比例指标1 分子“—”" in told
    assert "第3行 比例指标2 分母“abc”：不是数字" in told
    assert "第4行" in told and "超出表格末行" in told
    wait_until(lambda: counts(submission) == [(12, 100), (None, 200), (None, None)])
    person.page.click("text=撤销粘贴")
    wait_until(lambda: counts(submission) == [(None, None)] * 3)
    person.state("已自动保存")


def test_areas_are_columns_and_a_block_goes_across_them(typist, areas, units, cast):
    indicators = [ratio(number) for number in range(2)]
    for area in (areas.city, areas.county, areas.second_county):
        owe(units.health, area, indicators)
    open_for(cast, areas)
    person = typist("statistician")
    own = Submission.objects.get(organisation=units.health, area=areas.city)
    person.open_return(own)
    first = Item.objects.get(submission__area=areas.county, indicator=indicators[0])
    put_on_clipboard(person, [["1", "2"], ["10", "20"], ["3", "4"], ["30", "40"]])
    start(person, first)
    person.press("Control+v")
    person.page.wait_for_selector("text=已粘贴 8 个数")

    def stored():
        return {row.area.name: counts(row) for row in Submission.objects.exclude(pk=own.pk)}

    expected = {"甲县": [(1, 10), (3, 30)], "乙县": [(2, 20), (4, 40)]}
    wait_until(lambda: stored() == expected)
    person.press("ArrowRight")
    assert person.focused().endswith("-numerator")
    person.state("已自动保存")
