"""Prints docs/returns.md from the tables of states, so that the document cannot lag behind.

python manage.py shell -v 0 -c "from reporting.collection.states_document import document; \
print(document(), end='')" > docs/returns.md
"""

from collections.abc import Mapping

from reporting.collection.states import (
    ITEM_MOVES,
    ITEM_OWNERS,
    SUBMISSION_MOVES,
    SUBMISSION_OWNERS,
    Moves,
    Owner,
)
from reporting.models import ReviewState, SubmissionState

Words = Mapping[str, str]

_HEAD = """\
# 报表的流转

本页由 `reporting/collection/states.py` 的两张表生成，改动状态后须重新生成（做法见
`reporting/collection/states_document.py`）。括号内是该状态下轮到谁办理。

审核逐项进行：每一项依次由单位负责人签字、同级统计部门审核，县（市、区）单位的报表再由市级统计部门
验收；通过的数据立即入库，退回的填报项写明原因，只有这些项可以修改。报表的状态是走得最慢的一项的状态。

- 由谁审核，看填报单位在哪一级：县级单位的报表先由县统计局审核，再由市统计局验收；市级部门（包括代报
  各县数据的）由市统计局审核。县没有在用的审核员账号的，市统计局审核一次即可。
- 本单位没有其他在用的负责人账号的（如只有一名统计员），提交时登记纸质签字（谁、何时签字），直接送
  统计部门。负责人填写过的项不能由本人签字。任何人不能审核自己填写的数据。
- 补报：已通过的“尚未产生”和“初步数”随时可以重新填写，报告期关闭以后也可以；新数据通过以前，原来入库
  的数据不变。初步数改为最终数不需要申请更正。
- 未到期的项可以空着，先提交已到期的项；全部通过后报表回到“填报中”，继续填报其余各项。
"""


def document() -> str:
    """The whole text of docs/returns.md."""
    return "\n".join(
        (
            _HEAD,
            "## 报表\n",
            _section(SUBMISSION_OWNERS, SUBMISSION_MOVES, dict(SubmissionState.choices)),
            "## 填报项\n",
            _section(ITEM_OWNERS, ITEM_MOVES, dict(ReviewState.choices)),
        )
    )


def _section(owners: Mapping[str, Owner], moves: Moves, words: Words) -> str:
    rows = ["| 状态 | 操作 | 由谁办理 | 到达 |", "|---|---|---|---|"]
    rows += [
        f"| {words[start]} | {act} | {_actor(owners[start])} | {words[end]} |"
        for (start, end), act in moves.items()
    ]
    return f"```mermaid\n{diagram(owners, moves, words)}\n```\n\n" + "\n".join(rows) + "\n"


def _actor(owner: Owner) -> Owner:
    """Who moves on from a state; what is in store is moved by the unit, as a 补报."""
    return Owner.UNIT if owner is Owner.STORE else owner


def diagram(owners: Mapping[str, Owner], moves: Moves, words: Words) -> str:
    """One table as a Mermaid state diagram; the first state of `owners` is where it begins."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state} : {words[state]}（{owner}）" for state, owner in owners.items()]
    lines += [f"    [*] --> {next(iter(owners))}"]
    lines += [f"    {start} --> {end} : {act}" for (start, end), act in moves.items()]
    lines += [f"    {state} --> [*]" for state, owner in owners.items() if owner is Owner.STORE]
    return "\n".join(lines)
