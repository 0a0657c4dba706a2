"""The audit trail as it is read: filtered by person, object and day, newest first, in words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import AssignmentRole, AuditEvent, OrganisationKind, Role

ACTIONS: Mapping[str, str] = {
    "unit.add": "新建单位",
    "unit.change": "修改单位",
    "unit.close": "停用单位",
    "unit.open": "启用单位",
    "account.create": "新建账号",
    "account.rename": "修改显示名",
    "account.close": "停用账号",
    "account.open": "启用账号",
    "account.reset_password": "重置密码",
    "account.sign_in": "登录",
    "account.sign_in_failed": "登录失败",
    "account.lock_out": "登录已锁定",
    "account.sign_out": "退出登录",
    "role.grant": "授予角色",
    "role.end": "结束角色",
    "role.hand_over": "移交角色",
    "duty.set": "确定职责",
    "duty.transfer": "移交职责",
    "duty.end": "终止职责",
    "duty.confirm": "确认职责",
    "indicator_set.make": "生成监测指标体系",
    "indicator_set.change": "修改监测指标体系",
    "round.open": "开启报告期",
    "round.add_indicators": "本期增加指标",
    "round.close": "关闭报告期",
    "round.reopen": "重新开启报告期",
    "return.extend": "延期",
    "return.remind": "催报",
    "return.paper_signature": "登记纸质签字",
    "return.submit": "提交报表",
    "receipt.download": "下载回执原文",
    "evidence.add": "上传佐证材料",
    "evidence.remove": "移除佐证材料",
    "evidence.download": "下载佐证材料",
    "return.review": "审核报表",
    "year.sign": "核定年度",
    "year.withdraw": "撤回核定",
    "year.release": "发布年度",
    "screen.make": "建立大屏链接",
    "screen.revoke": "停用大屏链接",
    "baseline.set": "确定基期值",
    "catalogue.load": "载入规划文件",
    "target.value": "调整目标值",
    "target.decide": "调整评估方式",
    "indicator.change": "修改指标",
    "series_break.declare": "登记口径变化",
    "series_break.withdraw": "撤销口径变化",
    "objective.wording": "附上官方原文",
    "plan.create": "新建规划草案",
    "plan.header": "修改规划基本信息",
    "plan.domain.add": "增加领域",
    "plan.domain.save": "修改领域",
    "plan.domain.remove": "删除领域",
    "plan.move": "规划状态变更",
    "plan.discard": "废弃规划草案",
    "plan.export": "导出规划",
    "settings.decide": "决定评估设置",
    "population.enter": "录入人口数",
    "correction.request": "申请更正",
    "correction.accept": "采纳更正",
    "correction.refuse": "未采纳更正",
    "job.start": "启动全面重算",
    "work.retry": "重试挂起的工作",
}
OBJECTS: Mapping[str, str] = {
    "User": "账号",
    "Organisation": "单位",
    "Assignment": "职责",
    "Submission": "报表",
    "Receipt": "填报回执",
    "Attachment": "佐证材料",
    "Release": "发布",
    "DisplayLink": "大屏链接",
    "Round": "报告期",
    "IndicatorSet": "监测指标体系",
    "Plan": "规划",
    "Target": "目标",
    "Indicator": "指标",
    "Objective": "主要目标",
    "Area": "地区",
    "Upload": "上传文件",
    "SettingsDecision": "评估设置",
    "SeriesBreak": "口径变化",
    "Domain": "领域",
    "Correction": "更正",
    "Job": "后台任务",
    "WorkItem": "后台工作",
}
WORDS: Mapping[str, str] = {
    "username": "用户名",
    "name": "名称",
    "size": "字节数",
    "cell": "填报项",
    "sha256": "摘要值",
    "indicator": "指标",
    "area": "地区",
    "code": "代码",
    "kind": "类型",
    "successor": "接任人",
    "unit": "单位",
    "role": "角色",
    "first_day": "起始日",
    "last_day": "终止日",
    "first_year": "起始年度",
    "last_year": "终止年度",
    "year": "年度",
    "number": "版次",
    "due_on": "截止日期",
    "state": "状态",
    "cells": "填报项数",
    "cells_made": "新建填报项数",
    "indicator_set": "指标体系版本",
    "indicators": "指标",
    "lines": "指标项数",
    "added": "增加",
    "retired": "停用",
    "days": "期限",
    "open_returns": "未完成的报表",
    "closed_at": "关闭时间",
    "paper_signature": "纸质签字",
    "day": "日期",
    "people_told": "通知人数",
    "approved": "通过",
    "returned": "退回",
    "data_version": "数据版本",
}
CHOICES: Mapping[str, str] = {
    **dict(OrganisationKind.choices),
    **dict(Role.choices),
    **dict(AssignmentRole.choices),
}


@dataclass(frozen=True)
class TrailFilter:
    """What the trail is narrowed to; "" and None mean everything."""

    person: str = ""
    object_type: str = ""
    object_id: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True)
class Change:
    """One field of an act: its name and what it was and became, "" where there was nothing."""

    field: str
    old: str
    new: str


def events(wanted: TrailFilter) -> QuerySet[AuditEvent]:
    """The acts that pass the filter, newest first; days are days in Shanghai, both included."""
    rows = AuditEvent.objects.order_by("-pk")
    if wanted.person:
        rows = rows.filter(actor=wanted.person)
    if wanted.object_type:
        rows = rows.filter(object_type=wanted.object_type)
    if wanted.object_id:
        rows = rows.filter(object_id=wanted.object_id)
    if wanted.first_day:
        rows = rows.filter(at__gte=_midnight(wanted.first_day))
    if wanted.last_day:
        rows = rows.filter(at__lt=_midnight(wanted.last_day + datetime.timedelta(days=1)))
    return rows


def act_in_words(event: AuditEvent) -> str:
    """The name of the act as people know it; an unknown one as it was written."""
    return ACTIONS.get(event.action, event.action)


def object_in_words(event: AuditEvent) -> str:
    """The kind and number of the object, as “账号 12”."""
    return f"{OBJECTS.get(event.object_type, event.object_type)} {event.object_id}"


def changes(event: AuditEvent) -> list[Change]:
    """Every field of the act's old and new facts: the known ones in the order of WORDS first."""
    old, new = event.old or {}, event.new or {}
    known = [name for name in WORDS if name in old or name in new]
    others = sorted((old.keys() | new.keys()) - WORDS.keys())
    fields = [
        Change(WORDS.get(name, name), _text(name, old.get(name)), _text(name, new.get(name)))
        for name in [*known, *others]
    ]
    return [field for field in fields if field.old or field.new]


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _text(name: str, value: Any) -> str:
    if name in ("kind", "role"):
        return CHOICES.get(str(value), str(value or ""))
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return "；".join(f"{key}：{each}" for key, each in value.items())
    return "" if value is None else str(value)
