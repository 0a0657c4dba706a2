"""Correcting an approved figure (更正): the unit asks with a reason, the bureau decides.

Nothing changes until somebody else's decision; what was seen is what is replaced, or nobody's
figure is. The return stays as it was handed in: the correction is a new version of the figure.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.clock import today
from indicators.models import User
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.cell_contents import CellContent, TypedCell
from reporting.collection.cells import CONTENT_FIELDS, content_words, rule_of
from reporting.collection.checks import NOTE_LENGTH, has_control_characters, read_cell
from reporting.collection.correction_notices import tell_decided, tell_requested
from reporting.collection.correction_permissions import check_decide, check_request
from reporting.collection.hard_checks import content_findings
from reporting.models import (
    Correction,
    CorrectionState,
    Flow,
    MissingKind,
    Observation,
    ObservationStatus,
    RevisionKind,
)
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment

# A figure that was there does not become 尚未产生.
REASONS_FOR_NONE = (MissingKind.NOT_REPORTED, MissingKind.NOT_APPLICABLE)


@dataclass(frozen=True)
class Wish:
    """What a statistician typed: the new content and why; `seen_version` is what was shown."""

    seen_version: int
    typed: TypedCell
    reason: str


@transaction.atomic
def request_correction(*, figure: Observation, wish: Wish, by: User) -> Correction:
    """Ask for another content of the figure's cell.

    Raises PermissionRefused, NotPossible for what is wrong, Overtaken where the figure is no
    longer what was seen.
    """
    check_request(by, figure)
    reason = _checked_reason(wish.reason, "更正原因")
    content = _checked_content(figure, wish.typed, reason)
    current = _lock_in_force(figure)
    if current is None or current.valid_from != wish.seen_version:
        raise Overtaken(_moved_words(figure, content))
    if _numbers(content) == _numbers(figure_content(current)):
        raise NotPossible(f"与现有数据“{content_words(content)}”相同，不需要更正。")
    cell = _cell(current)
    if Correction.objects.filter(**cell, decided_at=None).exists():
        raise Overtaken("这项数据已有一份更正申请在等待决定，请等待决定后再申请。")
    correction = Correction.objects.create(
        **cell,
        seen_version=wish.seen_version,
        value=content.value,
        numerator=content.numerator,
        denominator=content.denominator,
        missing_kind=content.missing_kind,
        reason=reason,
        state=CorrectionState.REQUESTED,
        requested_by=by,
    )
    old, new = content_words(figure_content(current)), content_words(content)
    record_act(
        by=by,
        action="correction.request",
        subject=correction,
        old={"value": old},
        new={"value": new},
        reason=reason,
    )
    tell_requested(correction)
    return correction


@transaction.atomic
def accept_correction(*, correction: Correction, by: User, note: str = "") -> int | None:
    """Record the new content and file the assessment; the data version.

    Raises PermissionRefused (also for one's own request), Overtaken where it is decided already
    or the figure has changed since the request.
    """
    locked = _lock_open(correction, by)
    note = _checked_note(note)
    current = _lock_in_force(locked)
    if current is None or current.valid_from != locked.seen_version:
        raise Overtaken(_moved_words(locked, requested_content(locked)))
    number = record(
        [_figure(locked, current)],
        flow=current.flow,
        by=by,
        reason=locked.reason,
        revision_kind=RevisionKind.CORRECTION,
    )
    if number is not None:
        owe_assessment(area=locked.area, year=locked.year, data_version=number)
    _decide(locked, CorrectionState.ACCEPTED, note, by, data_version=number)
    return number


@transaction.atomic
def refuse_correction(*, correction: Correction, by: User, note: str) -> None:
    """Leave the figure as it is and say why. Raises as `accept_correction`, or NotPossible."""
    locked = _lock_open(correction, by)
    _decide(locked, CorrectionState.REFUSED, _checked_reason(note, "不采纳的理由"), by)


def figure_content(figure: Observation) -> CellContent:
    """What a figure holds."""
    names = [name for name in CONTENT_FIELDS if hasattr(figure, name)]
    return CellContent(**{name: getattr(figure, name) for name in names})


def requested_content(correction: Correction) -> CellContent:
    """What a request wants the figure to hold."""
    return CellContent(
        value=correction.value,
        numerator=correction.numerator,
        denominator=correction.denominator,
        missing_kind=correction.missing_kind,
        note=correction.reason if correction.missing_kind else "",
    )


def in_force_of(row: Observation | Correction) -> Observation | None:
    """The figure that the row's cell holds now, as its unit reported it."""
    return _in_force(row).select_related("indicator", "area", "breakdown").first()


def _in_force(row: Observation | Correction) -> QuerySet[Observation]:
    return Observation.objects.in_force().filter(**_cell(row), flow=Flow.RETURN, source=None)


def _lock_in_force(row: Observation | Correction) -> Observation | None:
    return _in_force(row).select_for_update().first()


def _cell(row: Observation | Correction) -> dict[str, int]:
    names = ("indicator_id", "area_id", "breakdown_id", "year")
    return {name: getattr(row, name) for name in names}


def _lock_open(correction: Correction, by: User) -> Correction:
    locked = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("indicator", "area", "requested_by")
        .get(pk=correction.pk)
    )
    check_decide(by, locked)
    if locked.state != CorrectionState.REQUESTED:
        raise Overtaken(f"这份更正申请{locked.get_state_display()}，请刷新页面。")
    return locked


def _decide(
    correction: Correction, state: str, note: str, by: User, data_version: int | None = None
) -> None:
    correction.state, correction.decision_note = state, note
    correction.decided_at, correction.decided_by = timezone.now(), by
    correction.save(update_fields=["state", "decision_note", "decided_at", "decided_by"])
    action = "accept" if state == CorrectionState.ACCEPTED else "refuse"
    record_act(
        by=by,
        action=f"correction.{action}",
        subject=correction,
        new={"state": state, "data_version": data_version},
        reason=note,
    )
    tell_decided(correction)


def _figure(correction: Correction, current: Observation) -> Figure:
    content = requested_content(correction)
    return Figure(
        indicator_id=correction.indicator_id,
        area=correction.area,
        year=correction.year,
        breakdown_id=correction.breakdown_id,
        value=content.value,
        numerator=content.numerator,
        denominator=content.denominator,
        missing_kind=content.missing_kind,
        status=ObservationStatus.MISSING if content.missing_kind else ObservationStatus.NORMAL,
        note=content.note or current.note,
    )


def _checked_content(figure: Observation, typed: TypedCell, reason: str) -> CellContent:
    if typed.missing_kind and typed.missing_kind not in REASONS_FOR_NONE:
        raise NotPossible("没有数据的原因只能选“未填报”或“不适用”。")
    note = reason if typed.missing_kind else ""
    whole = TypedCell(typed.value, typed.numerator, typed.denominator, typed.missing_kind, "", note)
    rule = rule_of(figure.indicator)
    content, findings = read_cell(whole, rule, today())
    findings = findings or content_findings(content, rule)
    if findings:
        raise NotPossible("；".join(map(str, findings)))
    if not content.is_filled:
        raise NotPossible("请填写更正后的数值，或选择没有数据的原因。")
    return content


def _checked_reason(text: str, name: str) -> str:
    if not text.strip():
        raise NotPossible(f"请填写{name}。")
    return _checked_note(text)


def _checked_note(text: str) -> str:
    note = text.strip()
    if len(note) > NOTE_LENGTH:
        raise NotPossible(f"文字有{len(note)}个字，请缩短到{NOTE_LENGTH}字以内。")
    if has_control_characters(note):
        raise NotPossible("文字含有不可见的控制字符或换行，请删除后重新填写。")
    return note


def _numbers(content: CellContent) -> tuple[object, ...]:
    return (content.value, content.numerator, content.denominator, content.missing_kind)


def _moved_words(row: Observation | Correction, wanted: CellContent) -> str:
    current = in_force_of(row)
    now = content_words(figure_content(current)) if current else "没有数据"
    by = f"（{current.recorded_by}入库）" if current and current.recorded_by else ""
    return (
        f"这项数据在您打开页面或申请以后有改动：现在是“{now}”{by}，"
        f"申请更正为“{content_words(wanted)}”。请核对后重新办理。"
    )
