"""What people are told about."""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    ROUND_OPENED = "round_opened", "报告期开启"
    ROUND_CLOSED = "round_closed", "报告期关闭"
    ROUND_REOPENED = "round_reopened", "报告期重新开启"
    RETURN_SUBMITTED = "return_submitted", "报表提交"
    RETURN_SIGNED = "return_signed", "单位审核"
    CELLS_RETURNED = "cells_returned", "退回修改"
    RETURN_ACCEPTED = "return_accepted", "审核通过"
    RETURN_COMPLETE = "return_complete", "报表完成"
    DUE_EXTENDED = "due_extended", "延期"
    REMINDER = "reminder", "催报"
    CORRECTION_REQUESTED = "correction_requested", "更正申请"
    CORRECTION_DECIDED = "correction_decided", "更正决定"
    POPULATION_REVISED = "population_revised", "人口数修订"
    YEAR_SIGNED = "year_signed", "年度核定"
    YEAR_WITHDRAWN = "year_withdrawn", "撤回核定"
    YEAR_RELEASED = "year_released", "年度发布"


def kind_words(kind: str) -> str:
    """The name of a kind; of an unknown one simply 通知."""
    return str(NoticeKind(kind).label) if kind in NoticeKind.values else "通知"
