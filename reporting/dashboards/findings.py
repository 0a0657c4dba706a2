"""What does a chart show? The sentence above it, computed from the judged numbers. No Django."""

from collections.abc import Callable, Sequence

Point = tuple[int, float]

#: What each standing (docs/method.md §7) says of the target; {year} is the year it is due.
CONCLUSIONS = {
    "已达标": "已达到目标（{demand}）",
    "基本达标": "基本达到目标（{demand}）",
    "已达标，需防回落": "已达到目标（{demand}），需防回落",
    "基本达标，需防回落": "基本达到目标（{demand}），需防回落",
    "预计达标": "预计{year}年达到目标（{demand}）",
    "达标存在风险": "{year}年达到目标（{demand}）存在风险",
    "预计达标困难": "{year}年达到目标（{demand}）预计有困难",
    "保持中断": "每年保持（{demand}）已中断",
    "尚未达标": "尚未达到目标（{demand}），暂不能预测",
    "届中未达标": "届中尚未达到目标（{demand}）",
    "如期实现": "如期实现目标（{demand}）",
    "基本实现": "基本实现目标（{demand}）",
    "未实现": "未实现目标（{demand}）",
    "向好": "比基期向好",
    "持平": "与基期持平",
    "向差": "比基期向差",
    "数据不足": "数据不足，暂不评价",
    "无法评价": "数据不足，无法评价",
    "不适用": "本年度不适用",
}


def conclusion(standing: str, demand: str, due_year: int) -> str:
    """The standing as the end of a sentence; 提前实现(2023) and the like name their year."""
    sentence = CONCLUSIONS.get(standing)
    if sentence is None:
        return f"{standing}（目标{demand}）" if demand else standing
    return sentence.format(demand=demand or "目标", year=due_year)


def steady_years(points: Sequence[Point]) -> int:
    """Signed number of consecutive yearly moves in one direction at the end of the series.

    +3: three yearly rises in a row; −2: two falls; 0: no change, or fewer than two points. A year
    without a figure ends the count.
    """
    count = 0
    for (earlier_year, earlier), (year, value) in zip(
        reversed(points[:-1]), reversed(points[1:]), strict=True
    ):
        move = (value > earlier) - (value < earlier)
        if year - earlier_year != 1 or move == 0 or count * move < 0:
            break
        count += move
    return count


def movement(points: Sequence[Point], difference: Callable[[float], str]) -> str:
    """How the series moved last: "连续三年下降", "比上年提高1.2个百分点", "与上年持平", or "".

    `difference` writes a difference without its sign in the indicator's words.
    """
    if len(points) < 2:
        return ""
    steady = steady_years(points)
    if abs(steady) >= 2:
        return f"连续{_counted(abs(steady))}年{'上升' if steady > 0 else '下降'}"
    (earlier_year, earlier), (year, value) = points[-2:]
    before = "上年" if year - earlier_year == 1 else f"{earlier_year}年"
    if value == earlier:
        return f"与{before}持平"
    return f"比{before}{'上升' if value > earlier else '下降'}{difference(abs(value - earlier))}"


def finding(name: str, moved: str, latest: str, concluded: str) -> str:
    """The whole sentence: name, movement, latest value with its year, conclusion."""
    return "，".join(part for part in (f"{name}{moved}", latest, concluded) if part)


def _counted(years: int) -> str:
    return "零一两三四五六七八九十"[years] if years <= 10 else str(years)
