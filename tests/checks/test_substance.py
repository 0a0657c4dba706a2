"""What counts as an explanation."""

import pytest

from reporting.collection.substance import LONGEST, REASON_CODES, objection

NAME = "孕产妇死亡率"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　 ",
        "核实无误",
        "经核实，数据无误。",
        "已核实，情况属实！",
        "无误",
        "属实",
        "情况属实",
        "同上",
        "数据无误",
        "数据真实、准确、可靠，经核对无误",
        "孕产妇死亡率数据无误",
        "孕产妇死亡率 1/10万 孕产妇死亡率 确实如此",
        "好好好好好好好好好好",
        "对对的对对的对对的对对的",
        "……………………",
        "1234567890 12.5 403.2",
        "no mistake, all figures were checked twice",
        "小样本",
        "情况说明见附件",
        "核 实 无 误，均 已 核 对",
        "核实无误" * 20,
        "字\x00字字字字字字",
    ],
)
def test_says_nothing(text: str) -> None:
    assert objection(text, name=NAME, unit="1/10万")


@pytest.mark.parametrize(
    "text",
    [
        "当年发生1例羊水栓塞死亡，去年没有死亡病例。",
        "活产数少，去年0例今年1例，属小样本波动",
        "本院新增监测点2个，活产数增加",
        "经核实，5月起高平市矿区医院纳入统计，分娩量上升。",
        "依据晋市卫函〔2025〕12号调整了统计范围",
        "上年误将户籍人口作分母，今年改用常住人口",
    ],
)
def test_says_something(text: str) -> None:
    assert objection(text, name=NAME, unit="1/10万") == ""


def test_too_long_and_control_characters_are_named() -> None:
    assert "缩短" in objection("新增监测点后活产数增加" * 50)
    assert len("新增监测点后活产数增加" * 50) > LONGEST
    assert "控制字符" in objection("新增监测点后\n活产数增加了两成")


def test_the_reasons_are_those_of_the_office() -> None:
    assert list(REASON_CODES.values()) == [
        "政策调整", "口径变化", "人口变动", "小样本波动", "突发事件", "上年数据有误",
        "普查/调查年", "其他",
    ]  # fmt: skip
