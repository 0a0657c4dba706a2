"""What a load of the catalogue did or would do, in words for the operator."""

from dataclasses import dataclass, field

from .entries import Key
from .merge import Conflict
from .schema import Field

KIND_NAMES = {
    "plan": "规划",
    "domain": "领域",
    "objective": "主要目标",
    "indicator": "指标",
    "target": "目标",
    "strategy": "策略措施",
    "relation": "指标关系",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an existing entry that follows the file."""

    key: Key
    field: str
    old: Field
    new: Field


@dataclass(slots=True)
class Report:
    """Counts and lists of one load; with conflicts nothing was stored."""

    new: list[Key] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    kept: list[tuple[Key, str]] = field(default_factory=list)
    conflicts: list[tuple[Key, Conflict]] = field(default_factory=list)
    not_taken: list[Key] = field(default_factory=list)
    only_in_database: list[Key] = field(default_factory=list)
    data_versions: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The report as Chinese lines, the summary last."""
        lines = [f"新增 {_name(key)}" for key in self.new]
        lines += [
            f"更新 {_name(change.key)} {change.field}：{_shown(change.old)} → {_shown(change.new)}"
            for change in self.changed
        ]
        lines += [f"保留 {_name(key)} {name}（系统中已修改）" for key, name in self.kept]
        lines += [f"不新增 {_name(key)}（系统中未采纳）" for key in self.not_taken]
        lines += [f"文件中没有 {_name(key)}（系统中保留）" for key in self.only_in_database]
        lines += [
            f"冲突 {_name(key)} {conflict.field}："
            f"系统 {_shown(conflict.database)}，文件 {_shown(conflict.file)}"
            for key, conflict in self.conflicts
        ]
        lines += [
            f"数据版本 {scope}：{number}" for scope, number in sorted(self.data_versions.items())
        ]
        return [*lines, self.summary()]

    def summary(self) -> str:
        """One line of counts."""
        changed = len({change.key for change in self.changed})
        return (
            f"新增 {len(self.new)} 条，更新 {changed} 条，"
            f"未变 {self.same} 条，冲突 {len(self.conflicts)} 处"
        )


class LoadRefused(Exception):
    """The load met conflicts that nobody decided; nothing was stored. See `report`."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            f"有 {len(report.conflicts)} 处冲突，未装载任何内容；"
            "请用 --take=file（以文件为准）或 --take=database（以系统为准）决定"
        )
        self.report = report


def _name(key: Key) -> str:
    return f"{KIND_NAMES[key.kind]} {key.name}"


def _shown(value: Field) -> str:
    if value is None or value in ("", [], {}):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, dict):
        return "、".join(f"{name} {code}" for name, code in value.items())
    return str(value)
