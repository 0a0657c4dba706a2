"""The history of one entry: revisions and versioned rows, merged by time, each told once."""

from decimal import Decimal

import pytest

from indicators.catalogue.adjust import set_target_value, value_state
from indicators.catalogue.adjusting import token
from indicators.catalogue.baselines import BaselineFigure, set_baselines
from indicators.models import Revision, SeriesBreak
from reporting.catalogue_pages.history import indicator_history, target_history
from tests.catalogue_pages.conftest import GROUNDS

pytestmark = pytest.mark.django_db


def test_loaded_values_and_adjusted_ones_in_one_list(targets, areas, cast):
    set_baselines(
        area=areas.city,
        figures=[BaselineFigure(targets.water, 2020, Decimal("88.5"))],
        document="年报",
        reason="核定基期值",
        by=None,
    )
    set_target_value(
        target=targets.water,
        value=Decimal("96.5"),
        first_year=2024,
        grounds=GROUNDS,
        seen=token(value_state(targets.water)),
        by=cast.office_worker,
    )
    told = [
        (event.field, event.old, event.new, event.origin)
        for event in reversed(target_history(targets.water))
    ]
    assert told == [
        ("目标值（2025年）", "无", "92", "规划文件"),
        ("基期值（2020年）", "无", "88.5", "规划文件"),
        ("目标值", "92", "96.5", "页面"),
        ("新目标值起始年度", "无", "2024", "页面"),
    ]
    last = target_history(targets.water)[0]
    assert (last.document, last.reason, last.by) == (
        GROUNDS.document,
        GROUNDS.reason,
        cast.office_worker,
    )


def test_codes_are_told_in_words(targets):
    for field, old, new in (("kind", "at_least", "about"), ("maintain", False, True)):
        Revision.objects.create(
            kind="target", key="women/W7.07-1", field=field, old=old, new=new, origin="file"
        )
    told = {(event.field, event.old, event.new) for event in target_history(targets.water)}
    assert {("类型", "不低于", "左右"), ("每年保持", "否", "是")} <= told


def test_another_entrys_history_is_not_told(targets):
    Revision.objects.create(
        kind="target", key="women/W7.07-12", field="note", old="", new="x", origin="file"
    )
    assert [event.field for event in target_history(targets.water)] == ["目标值（2025年）"]


def test_breaks_that_were_loaded_are_told(indicators, areas):
    SeriesBreak.objects.create(
        indicator=indicators.water,
        area=areas.city,
        year=2022,
        note="口径调整",
        document="通知",
        valid_from=1,
    )
    (event,) = indicator_history(indicators.water)
    assert (event.field, event.new, event.reason) == ("口径变化", "演示市 2022年起", "口径调整")
