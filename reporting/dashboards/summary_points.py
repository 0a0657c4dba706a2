"""The leading sentences of the leader page: its figures handed to the rules that word them."""

from reporting.dashboards.leading_points import Facts, Hard, leading_points
from reporting.dashboards.reads import Line
from reporting.dashboards.summary import Summary
from reporting.dashboards.words import chance

WORDS = {
    True: ("实现", "基本实现", "未实现"),
    False: ("已达标", "基本达标", "预计达标困难"),
}
BROKEN = "保持中断"


def points_of(summary: Summary) -> list[str]:
    """What the page says first; plans of two phases are told by the first of them."""
    first = summary.first
    if first is None:
        return []
    is_final = first.headline.is_final
    counts, change = first.headline.counts, first.change
    lost = change.lost if change else ()
    met, near, missed = WORDS[is_final]
    if any(line.standing_word == BROKEN for line in summary.hard):
        missed = f"{missed}或{BROKEN}"
    return leading_points(
        Facts(
            words=(met, near, missed),
            total=counts.total,
            with_data=counts.with_data,
            met=counts.met,
            near=counts.near,
            is_final=is_final,
            early=first.headline.early,
            change=change.net if change else None,
            common=change.common if change else 0,
            before=summary.before_word,
            hard=[_hard(line) for line in summary.hard],
            lost=[line.target.label for line in lost],
            slipping=[line.target.label for line in summary.slipping if line not in lost],
            without_data=[target.label for target in summary.without_data],
            forecast=summary.forecast.expected_and_met if summary.forecast else None,
        )
    )


def _hard(line: Line) -> Hard:
    return Hard(line.target.label, line.domain.name, line.lead.name, _remark(line))


def _remark(line: Line) -> str:
    judgement = line.judgement
    if judgement.phase == "RUNNING":
        return "" if judgement.probability is None else f"达标概率{chance(judgement.probability)}"
    if judgement.achievement is None:
        return ""
    return f"实现程度{judgement.achievement:.0f}%"
