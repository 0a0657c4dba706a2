"""Which settings does the engine judge with here? The newest decision of the office says.

A decision changes no figure and takes no data version: it is kept with its document and reason,
and every judged year that is not released is judged again.
"""

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd
from django.db import transaction
from django.db.models import Min

from indicators.attainment import Settings, assess
from indicators.data_versions import current_data_version, scope_of
from indicators.models import Area, Installation, Role, Target, User
from indicators.people.access import access_of
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible, Overtaken
from reporting.assessment.runs import stored_settings
from reporting.models import AssessmentRun, EngineSettings, SettingsDecision
from reporting.observations.frames import (
    Question,
    observation_frame,
    question,
    target_frame,
    targets_of,
)
from reporting.observations.work import owe_assessment
from reporting.permissions import PermissionRefused

NAMES = tuple(field.name for field in fields(Settings))


@dataclass(frozen=True)
class MovedVerdict:
    """A target whose standing or level other settings would change; pairs are old and new."""

    target: Target
    standing: tuple[str, str]
    level: tuple[str, str]


@dataclass(frozen=True)
class Preview:
    """What other settings would do to the latest judged year (None: nothing is judged yet)."""

    year: int | None
    judged: int
    moved: tuple[MovedVerdict, ...]


def can_decide_settings(user: Any) -> bool:
    area = Installation.objects.select_related("area").get().area
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_decide_settings(user: Any) -> None:
    if not can_decide_settings(user):
        raise PermissionRefused("评估设置由本级妇儿工委办公室决定。")


def newest_decision() -> SettingsDecision | None:
    """The decision in force; None means the method's own settings."""
    return SettingsDecision.objects.select_related("settings", "decided_by").first()


def settings_in_force() -> Settings:
    """The settings of the newest decision, or the method's own."""
    decision = newest_decision()
    return settings_of(decision.settings) if decision else Settings()


def settings_of(stored: EngineSettings) -> Settings:
    """The settings that a row names; one that came later has its default."""
    return Settings(**{name: value for name, value in stored.values.items() if name in NAMES})


def frames_of(asked: Question, settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The engine's frames; with `peers`, the areas of one level that share an indicator, only
    where these settings borrow from them.
    """
    targets = target_frame(asked)
    if settings.peer_slope or settings.peer_volatility:
        targets["peers"] = [_peers(target) for target in asked.targets]
    return targets, observation_frame(asked)


def _peers(target: Target) -> str:
    level = target.plan.area.level
    return f"{target.indicator.code}:{target.breakdown_id}:{level}:{target.kind}"


def preview(settings: Settings) -> Preview:
    """Judge the latest judged year with both settings and compare; stores nothing."""
    scope = _scope()
    year = AssessmentRun.objects.filter(scope=scope).order_by("-year").values_list("year").first()
    if year is None:
        return Preview(None, 0, ())
    asked = question(targets_of(scope), year[0], current_data_version(scope))
    old, new = (
        assess(*frames_of(asked, each), year[0], each).results[["standing", "level"]].astype(str)
        for each in (settings_in_force(), settings)
    )
    targets = {target.pk: target for target in asked.targets}
    moved = tuple(
        MovedVerdict(
            targets[pk],
            (old.at[pk, "standing"], new.at[pk, "standing"]),
            (old.at[pk, "level"], new.at[pk, "level"]),
        )
        for pk in old.index[(old != new).any(axis=1)]
    )
    return Preview(year[0], len(old), moved)


@transaction.atomic
def decide_settings(
    *, settings: Settings, document: str, reason: str, by: User, seen: int
) -> SettingsDecision:
    """Put settings into force and file the assessment of every judged year.

    `seen` is the id of the decision that the person saw in force, 0 for none.
    """
    check_decide_settings(by)
    scope = _scope()
    # The lock of an assessment: a run that has begun is not overtaken by its settings.
    Area.objects.select_for_update(no_key=True).get(pk=scope.pk)
    decision = newest_decision()
    if (decision.pk if decision else 0) != seen:
        raise Overtaken("评估设置刚由他人改动，请刷新后重新核对。")
    if not document.strip() or not reason.strip():
        raise NotPossible("改动评估设置必须写明依据和原因。")
    old = settings_in_force()
    if settings == old:
        raise NotPossible("所填设置与现行设置相同，没有可决定的改动。")
    made = SettingsDecision.objects.create(
        settings=stored_settings(settings),
        document=document.strip(),
        reason=reason.strip(),
        moved_verdicts=[_as_json(verdict) for verdict in preview(settings).moved],
        decided_by=by,
    )
    changed = [name for name in NAMES if getattr(old, name) != getattr(settings, name)]
    record_act(
        by=by,
        action="settings.decide",
        subject=made,
        old={name: getattr(old, name) for name in changed},
        new={name: getattr(settings, name) for name in changed},
        reason=reason.strip(),
    )
    _owe_judged_years(scope)
    return made


def _owe_judged_years(scope: Area) -> None:
    """The first judged year is enough: the later ones rest on it and follow."""
    first = AssessmentRun.objects.filter(scope=scope).aggregate(Min("year"))["year__min"]
    if first is not None:
        owe_assessment(area=scope, year=first, data_version=current_data_version(scope))


def _as_json(verdict: MovedVerdict) -> dict[str, Any]:
    return {
        "target": verdict.target.pk,
        "code": verdict.target.code,
        "standing": verdict.standing,
        "level": verdict.level,
    }


def _scope() -> Area:
    return scope_of(Installation.objects.select_related("area").get().area)
