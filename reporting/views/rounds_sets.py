"""Pages of the 监测指标体系: the version in force, and the next one with its changes."""

import re
from collections.abc import Mapping

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Role
from indicators.people.access import OVERSIGHT_ROLES
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.indicator_sets import (
    Day,
    SetChanges,
    can_keep_sets,
    check_keep_sets,
    first_set,
    may_be_added,
    new_version,
    newest_set,
)
from reporting.models import IndicatorSet, IndicatorSetLine
from reporting.permissions import get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number
from reporting.views.rounds_objects import round_area

CONFLICT, INVALID = 409, 422
_DAY_FIELD = re.compile(r"due-([0-9]{1,18})")
_DAY = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})日?")


@require_GET
@open_to(OVERSIGHT_ROLES)
def round_sets(request: HttpRequest) -> HttpResponse:
    """The newest version, or how to make the first one."""
    area = round_area(request.user)
    newest = newest_set(area)
    if newest is not None and IndicatorSet.objects.visible_to(request.user).filter(pk=newest.pk):
        return redirect("round_set", newest.pk)
    context = {"area": area, "may_keep": can_keep_sets(request.user, area)}
    return render(request, "collection/round_sets.html", context)


@require_POST
@open_to([Role.REVIEWER])
def round_set_first(request: HttpRequest) -> HttpResponse:
    """Make the first version from the duties."""
    area = round_area(request.user)
    try:
        made = first_set(area=area, by=request.user)
    except Overtaken as refusal:
        messages.error(request, str(refusal))
        return redirect("round_sets")
    messages.success(request, f"{made} 已按职责分工生成，请核对。")
    return redirect("round_set", made.pk)


@require_GET
@open_to(OVERSIGHT_ROLES)
def round_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its indicators, their days, and the versions before and after it."""
    return _page(request, get_or_404_for(request.user, IndicatorSet, pk))


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def round_set_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire, add, set days: POST makes the next version."""
    version = get_or_404_for(request.user, IndicatorSet, pk)
    check_keep_sets(request.user, version.area)
    if request.method == "GET":
        return _page(request, version, is_change=True)
    try:
        made = new_version(
            based_on=version,
            changes=_changes(version, request.POST),
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
    except NotPossible as refusal:
        return _page(request, version, is_change=True, refusal=refusal)
    messages.success(request, f"{made} 已生效，下一个报告期按它开启；已开启的报告期不变。")
    return redirect("round_set", made.pk)


def _page(
    request: HttpRequest,
    version: IndicatorSet,
    *,
    is_change: bool = False,
    refusal: NotPossible | None = None,
) -> HttpResponse:
    newest = newest_set(version.area)
    posted = request.POST
    context = {
        "version": version,
        "rows": [(line, *_shown(line, posted)) for line in _lines(version)],
        "others": IndicatorSet.objects.filter(area=version.area).select_related("made_by"),
        "is_newest": newest == version,
        "may_keep": can_keep_sets(request.user, version.area),
        "is_change": is_change,
        "addable": may_be_added(version) if is_change else [],
        "chosen": {whole_number(text) for text in posted.getlist("add")},
        "reason": posted.get("reason", ""),
        "refusal": refusal,
    }
    status = 200
    if refusal is not None:
        status = CONFLICT if isinstance(refusal, Overtaken) else INVALID
    template = "collection/round_set_change.html" if is_change else "collection/round_set.html"
    return render(request, template, context, status=status)


def _lines(version: IndicatorSet) -> QuerySet[IndicatorSetLine]:
    return version.lines.select_related("indicator")


def _shown(line: IndicatorSetLine, posted: QueryDict) -> tuple[str, bool]:
    """The day and the retirement of a line as the form shows them: stored, or just typed."""
    stored = f"{line.due_month}-{line.due_day}" if line.due_month else ""
    key = str(line.indicator_id)
    return posted.get(f"due-{key}", stored), key in posted.getlist("retire")


def _changes(version: IndicatorSet, posted: QueryDict) -> SetChanges:
    """What the form asks for. Raises NotPossible for a day that cannot be read."""
    return SetChanges(
        added=frozenset(whole_number(text) for text in posted.getlist("add")),
        retired=frozenset(whole_number(text) for text in posted.getlist("retire")),
        days=_days(posted),
    )


def _days(posted: QueryDict) -> Mapping[int, Day | None]:
    days: dict[int, Day | None] = {}
    for name in posted:
        field = _DAY_FIELD.fullmatch(name)
        if not field:
            continue
        text = posted[name].strip()
        match = _DAY.fullmatch(text)
        if text and not match:
            raise NotPossible(f"“{text[:20]}”不是日期，请填月-日，如 3-31；留空即随报告期截止。")
        days[int(field[1])] = (int(match[1]), int(match[2])) if match else None
    return days
