"""The measured section of docs/checks.md: questions asked in vain, and mistakes noticed."""

from collections import Counter
from collections.abc import Iterable

from benchmarks.checks.planted import EVERY, Tally, tallies
from benchmarks.checks.real_series import real_outcome
from benchmarks.checks.returns import YEARS, World, all_returns, read_world
from reporting.collection.return_findings import check_return
from reporting.collection.rules import RULES

OTHER_SEED = 7  # not looked at while the thresholds were chosen

_INTRODUCTION = """\
## 实测

界限是参照演示数据选定的，以下先报告演示数据，再报告没有参与选定的数据。

### 无误的数据会被问多少次

演示数据（虚构，{first}—{last}年，1市{counties}县{zones}开发区，{returns}张报表、{cells}项，无差错；
历年数据从2018年起）：

| 规则 | 提示次数 | 占全部项 |
|---|---|---|
"""
_REAL = """
“突变”多半是数据中有意安排的真实起落（如2022年接种率下降），核实后写明即可。

公开发布的真实序列（全国、山西和若干省市，{series}个序列，{figures}个此前有数的数据，其中{long}个有
4个以上历年数据；只有比率和数值，没有例数）：{asked}。

演示数据由程序抽取，公开序列是全国和省一级的，都比市、县的实际数据平稳；实际使用中的提示会多于此表，
应在第一年收数以后用实际数据重测。
"""
_PLANTED = """
### 植入的差错能发现多少

在演示数据中每{every}项取一项，一次植入一个差错，看是否出现原来没有的提示（植入后数值不变的不计）：

| 差错 | 植入 | 强制性发现 | 核实性发现 | 发现率 |
|---|---|---|---|---|
"""
_MISSED = """
没有发现的主要是：例数很小的项（0例、1例之间的变动）、没有历年数据的首次调查、与上年或邻县相近的比例，
以及相差不大的数字颠倒。这些只有对照原始记录才能发现。

### 另一组数据

用另一组随机数重抽演示数据（水平相同，随机数不同，选定界限时没有用过）：
至少有一条提示的项占 {share:.2%}，植入差错的发现率合计 {caught:.1%}（上表合计 {own:.1%}）。
"""


def measured_section() -> str:
    """The whole section; the same figures give the same text."""
    world, other = read_world(), read_world(OTHER_SEED)
    own, again = tallies(world), tallies(other)
    _asked, touched, cells, _returns = _asked_in(other)
    missed = _MISSED.format(
        share=touched / cells, caught=_caught(again.values()), own=_caught(own.values())
    )
    return _false_alarms(world) + _real_series() + _planted(own) + missed


def _asked_in(world: World) -> tuple[Counter[str], int, int, int]:
    """How often each rule asks; how many cells are asked about; cells; returns."""
    asked: Counter[str] = Counter()
    returns = cells = touched = 0
    for _area, checked in all_returns(world):
        returns, cells = returns + 1, cells + len(checked.cells)
        for findings in check_return(checked).values():
            touched += 1
            asked.update(finding.rule for finding in findings)
    return asked, touched, cells, returns


def _false_alarms(world: World) -> str:
    asked, touched, cells, returns = _asked_in(world)
    text = _INTRODUCTION.format(
        first=YEARS[0],
        last=YEARS[-1],
        counties=len(world.counties),
        zones=len(world.zones),
        returns=returns,
        cells=cells,
    )
    hard = sum(asked[code] for code, rule in RULES.items() if rule.is_hard)
    lines = [f"| 强制性审核合计 | {hard} | {hard / cells:.2%} |"]
    lines += [
        f"| 核实性：{rule.name} | {asked[code]} | {asked[code] / cells:.2%} |"
        for code, rule in RULES.items()
        if not rule.is_hard
    ]
    lines += [f"| **至少有一条提示的项** | {touched} | {touched / cells:.2%} |"]
    return text + "\n".join(lines) + "\n"


def _real_series() -> str:
    outcome = real_outcome()
    names = [f"{RULES[code].name}{number}次" for code, number in outcome.asked.items()]
    asked = "、".join(names) if names else "没有一次提示"
    return _REAL.format(
        series=outcome.series, figures=outcome.figures, long=outcome.long, asked=asked
    )


def _planted(own: dict[str, Tally]) -> str:
    lines = [
        f"| {name} | {tally.planted} | {tally.hard} | {tally.soft} | {_caught([tally]):.1%} |"
        for name, tally in own.items()
    ]
    return _PLANTED.format(every=EVERY) + "\n".join(lines) + "\n"


def _caught(tallied: Iterable[Tally]) -> float:
    """The share of the planted mistakes that was noticed."""
    each = list(tallied)
    return sum(tally.caught for tally in each) / max(1, sum(tally.planted for tally in each))
