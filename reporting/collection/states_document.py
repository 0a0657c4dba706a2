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

审核逐项进行：通过的数据立即入库；退回的填报项写明原因，只有这些项可以修改。
任何人不能审核自己填写的数据。
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
        f"| {words[start]} | {act} | {owners[start]} | {words[end]} |"
        for (start, end), act in moves.items()
    ]
    return f"```mermaid\n{diagram(owners, moves, words)}\n```\n\n" + "\n".join(rows) + "\n"


def diagram(owners: Mapping[str, Owner], moves: Moves, words: Words) -> str:
    """One table as a Mermaid state diagram; the first state of `owners` is where it begins."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state} : {words[state]}（{owner}）" for state, owner in owners.items()]
    lines += [f"    [*] --> {next(iter(owners))}"]
    lines += [f"    {start} --> {end} : {act}" for (start, end), act in moves.items()]
    lines += [f"    {state} --> [*]" for state, owner in owners.items() if owner is Owner.STORE]
    return "\n".join(lines)
