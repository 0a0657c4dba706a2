"""Prints docs/checks.md from the table of rules, so that the document cannot lag behind. Pure.

The last section is measured: `python -m benchmarks.checks > docs/checks.md`.
"""

from collections.abc import Iterable

from reporting.collection.rule import ASK, Rule
from reporting.collection.rules import RULES
from reporting.collection.substance import FEWEST_CHARACTERS, FEWEST_DIFFERENT, REASON_CODES

_HEAD = """\
# 报表审核规则

本页由 `reporting/collection/rules.py` 的规则表生成，改动规则后须重新生成：
`python -m benchmarks.checks > docs/checks.md`。

填写时随填随查，提交时全部再查一遍。审核分两种：

- **强制性审核**：有一条没有改正，就不能提交。
- **核实性审核**：可以改正；确实如此的，选择原因并写明情况后提交。说明随数据送审核人，
  只对当时的数值和这一条规则有效，数值改动后须重新说明。

只有存不下的内容在保存时拒绝（不是数字、位数过多、分母不大于0、数值与缺失原因并存、“尚未产生”没有预计日期、
“不适用”没有说明）；其余都先保存，再提示。历年数据取现行有效的已审核数据；口径变化以前的年份不参与比较。
"""
_EXPLAINING = """\
## 核实说明

原因：{reasons}。

说明须写出具体情况：去掉标点、数字、指标名称、单位和“核实无误”“属实”“已核实”“同上”“数据无误”
之类的套话以后，还应有不少于{fewest}个汉字，其中不同的字不少于{different}个。
例如“本院新增监测点2个，活产数增加”。
"""


def document(measured: str) -> str:
    """The whole text of docs/checks.md; `measured` is its last section."""
    hard = [rule for rule in RULES.values() if rule.is_hard]
    soft = [rule for rule in RULES.values() if not rule.is_hard]
    parts = (
        _HEAD,
        f"## 强制性审核（{len(hard)}条）\n",
        _table(hard),
        f"## 核实性审核（{len(soft)}条）\n",
        "ln 为自然对数，logit 为 ln(p ÷ (1 − p))，s 为历年变化的离散程度。"
        "一个数值的大小最多问一次，依次为与另一地区完全相同、10倍差错、填反、分母突变、与历年相比、与上年完全相同、"
        "与其他县相比、与全国全省相比，问了前一条不再问后一条。\n",
        _table(soft),
        f"每条提示之后都写有“{ASK}”\n",
        _reasons(soft),
        _explaining(),
        measured,
    )
    return "\n".join(parts)


def _table(rules: Iterable[Rule]) -> str:
    lines = ["| 代码 | 规则 | 比较什么 | 条件 | 提示 |", "|---|---|---|---|---|"]
    lines += [
        f"| `{rule.code}` | {rule.name} | {_cell(rule.compared)} | {_cell(rule.formula)} "
        f"| {_cell(_shown_message(rule))} |"
        for rule in rules
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _shown_message(rule: Rule) -> str:
    """The message with … where the figures stand."""
    parts: list[str] = []
    for number, piece in enumerate(rule.message.split("{")):
        parts.append(piece if number == 0 else "…" + piece.split("}", 1)[1])
    return "".join(parts)


def _reasons(rules: Iterable[Rule]) -> str:
    lines = ["### 界限的理由\n"]
    lines += [f"- {rule.name}：{rule.why.rstrip('。')}。" for rule in rules if rule.why]
    return "\n".join(lines) + "\n"


def _explaining() -> str:
    return _EXPLAINING.format(
        reasons="、".join(REASON_CODES.values()),
        fewest=FEWEST_CHARACTERS,
        different=FEWEST_DIFFERENT,
    )
