"""What does the leader's page say first? Two or three sentences, by rules. No Django."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: So many names are told before "等n项".
NAMES = 3


@dataclass(frozen=True)
class Hard:
    """A target that is hard to reach, or was missed; `remark` is its forecast or its degree."""

    name: str
    domain: str
    unit: str
    remark: str


@dataclass(frozen=True)
class Facts:
    """What the sentences are made of; `hard` begins with the hardest.

    `words` are those of the phase: met, near, not met. `change` is None where no year can be
    compared; `forecast` is its year, how many targets were expected to be met, how many of them
    have a verdict, how many were met.
    """

    words: tuple[str, str, str]
    total: int
    with_data: int
    met: int
    near: int
    is_final: bool = False
    early: int = 0
    change: int | None = None
    common: int = 0
    before: str = "上年"
    hard: Sequence[Hard] = ()
    lost: Sequence[str] = ()
    slipping: Sequence[str] = ()
    without_data: Sequence[str] = ()
    forecast: tuple[int, int, int, int] | None = None


def leading_points(facts: Facts) -> list[str]:
    """How many, which ones and whose, and what else needs a look."""
    sentences = (_counts(facts), _hard(facts), _attention(facts))
    return [f"{sentence}。" for sentence in sentences if sentence]


def change_words(change: int, common: int, before: str = "上年") -> str:
    """比上年 +3（两年均有数据的 36 项）; 与上年持平（…）."""
    counted = f"（两年均有数据的 {common} 项）"
    if change == 0:
        return f"与{before}持平{counted}"
    sign = "+" if change > 0 else "−"
    return f"比{before} {sign}{abs(change)}{counted}"


def listed(names: Sequence[str], most: int = NAMES) -> str:
    """A、B、C, or A、B、C等5项 where there are more than `most`."""
    told = "、".join(names[:most])
    return told if len(names) <= most else f"{told}等{len(names)}项"


def mainly(places: Iterable[str]) -> str:
    """Where they are: the one or two places that hold at least half of them, or how many places.

    都在儿童与健康; 主要在儿童与健康（4项）; 主要在儿童与健康和妇女与健康（5项）; 分布在4个领域.
    """
    ranked = Counter(places).most_common()
    total = sum(count for _place, count in ranked)
    if len(ranked) == 1:
        return f"都在{ranked[0][0]}" if total > 1 else f"在{ranked[0][0]}"
    for few in (1, 2):
        held = sum(count for _place, count in ranked[:few])
        is_ahead = few == len(ranked) or ranked[few - 1][1] > ranked[few][1]
        if is_ahead and 2 * held >= total:
            return f"主要在{'和'.join(place for place, _count in ranked[:few])}（{held}项）"
    return f"分布在{len(ranked)}个领域"


def led_by(units: Iterable[str]) -> str:
    """牵头单位：市教育局3项、市卫生健康委员会2项等; "" where no unit is known."""
    ranked = Counter(unit for unit in units if unit).most_common()
    if not ranked:
        return ""
    if len(ranked) == 1:
        return f"牵头单位为{ranked[0][0]}"
    told = "、".join(f"{unit}{count}项" for unit, count in ranked[:2])
    return f"牵头单位：{told}{'等' if len(ranked) > 2 else ''}"


def _counts(facts: Facts) -> str:
    met, near, _missed = facts.words
    if not facts.with_data:
        return f"{facts.total}项量化目标都还没有数据"
    early = f"（其中提前{facts.early}项）" if facts.early else ""
    basic = f"、{facts.near}项{near}" if facts.near else ""
    first = (
        f"{facts.total}项量化目标中{facts.met}项{met}{early}{basic}（有数据{facts.with_data}项）"
    )
    if facts.change is None:
        return first
    if facts.change == 0:
        return f"{first}；{met}项数与{facts.before}相同（两年均有数据的{facts.common}项）"
    moved = "增加" if facts.change > 0 else "减少"
    size = abs(facts.change)
    return f"{first}；比{facts.before}{moved}{size}项{met}（两年均有数据的{facts.common}项）"


def _hard(facts: Facts) -> str:
    missed = facts.words[2]
    if not facts.with_data:
        return ""
    if not facts.hard:
        return f"没有{missed}的量化目标"
    parts = [
        f"{len(facts.hard)}项{missed}",
        mainly(hard.domain for hard in facts.hard),
        led_by(hard.unit for hard in facts.hard),
    ]
    first = facts.hard[0]
    remark = f"（{first.remark}）" if first.remark else ""
    worst = "离目标最远" if facts.is_final else "最难"
    return f"{'，'.join(part for part in parts if part)}；{worst}的是{first.name}{remark}"


def _attention(facts: Facts) -> str:
    """What moved against the plan; else how the forecast came out; else what nobody knows."""
    met = facts.words[0]
    parts = []
    if facts.lost:
        parts.append(f"{facts.before}达标、本年未{met.removeprefix('已')}：{listed(facts.lost)}")
    if facts.slipping:
        parts.append(f"已达标但需防回落：{listed(facts.slipping)}")
    if facts.forecast:
        year, expected, judged, came = facts.forecast
        pending = "" if judged == expected else f"{judged}项已有结论，其中"
        parts.append(f"{year}年预计达标的{expected}项中，{pending}{came}项实现")
    if parts:
        return "；".join(parts)
    return f"没有数据、无法判断：{listed(facts.without_data)}" if facts.without_data else ""
