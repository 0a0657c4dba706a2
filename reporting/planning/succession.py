"""The next plan from the old one: its targets, each with the last released value as baseline."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
from django.db import transaction

from indicators.attainment.rounding import rounded
from indicators.catalogue.consistency import KINDS_WITH_NUMBER
from indicators.catalogue.draft_content import DomainDraft, HeaderDraft, ObjectiveDraft, TargetDraft
from indicators.catalogue.draft_reading import objective_draft, target_drafts
from indicators.catalogue.drafting import create_plan
from indicators.data_versions import scope_of
from indicators.models import Area, Domain, Indicator, Objective, Plan, Target, User
from reporting.models import Observation, Release
from reporting.observations.series import SeriesKey, series_of


@transaction.atomic
def copy_plan(*, old: Plan, header: HeaderDraft, by: User) -> Plan:
    """A draft with the domains, objectives and targets of `old` for the period of `header`.

    Each target gets the last released value of its series as baseline, with the release as its
    document; without a released value it gets none. The official wording belongs to the old
    document and an own tolerance to an old decision: neither is copied. Raises DraftingRefused
    or DraftRefused.
    """
    return create_plan(
        area=old.area,
        header=header,
        domains=_domains_with_baselines(old),
        predecessor=old,
        by=by,
        reason=f"沿用{old.short_title}（{old.start_year}—{old.end_year}年）",
    )


def _domains_with_baselines(old: Plan) -> tuple[DomainDraft, ...]:
    targets = Target.objects.filter(plan=old).select_related("plan__area", "indicator")
    drafts = target_drafts(targets)
    released = _released_values(old.area, list(drafts))
    copies: dict[int, list[TargetDraft]] = {}
    for target, draft in drafts.items():
        value, document = released.get(target.pk, (None, ""))
        asked = draft.value if draft.kind in KINDS_WITH_NUMBER else None
        copy = replace(draft, value=asked, baseline=value, baseline_document=document)
        copies.setdefault(target.objective_id, []).append(copy)
    objectives: dict[int, list[ObjectiveDraft]] = {}
    for row in Objective.objects.filter(domain__plan=old):
        content = replace(objective_draft(row, copies.get(row.pk, ())), wording="")
        siblings = objectives.setdefault(row.domain_id, [])
        siblings.append(replace(content, number=len(siblings) + 1))
    return tuple(
        DomainDraft(number, row.name, tuple(objectives.get(row.pk, ())))
        for number, row in enumerate(Domain.objects.filter(plan=old), start=1)
    )


def _released_values(area: Area, targets: list[Target]) -> dict[int, tuple[Decimal, str]]:
    """{target id: (last released value as it was judged, the release as a document)}."""
    release = (
        Release.objects.released().filter(area=scope_of(area)).order_by("year", "number").last()
    )
    if release is None:
        return {}
    keys = {
        target.pk: series.first
        for target in targets
        if (series := series_of(target)) and series.second is None  # a gap is no figure
    }
    last = _last_figures(release, set(keys.values()))
    return {
        target.pk: (
            judged_value(figure, target.indicator),
            f"{figure.year}年数据（{release.year}年度发布第{release.number}版）",
        )
        for target in targets
        if (figure := last.get(keys.get(target.pk, (0, 0, 0, ""))))
    }


def _last_figures(release: Release, keys: set[SeriesKey]) -> dict[SeriesKey, Observation]:
    """The last number of each series as it stood at the release."""
    rows = (
        Observation.objects.as_of(release.data_version)
        .filter(
            indicator__in={key[0] for key in keys},
            area__in={key[2] for key in keys},
            year__lte=release.year,
            value__isnull=False,
        )
        .order_by("year", "valid_from", "id")
    )
    found: dict[SeriesKey, Observation] = {}
    for row in rows:
        key = (row.indicator_id, row.breakdown_id, row.area_id, row.flow)
        if key in keys:
            found[key] = row
    return found


def judged_value(figure: Observation, indicator: Indicator) -> Decimal:
    """The figure rounded once, half up, to the indicator's decimals (docs/method.md §1); where
    counts are there they are divided unrounded.
    """
    value = figure.value or Decimal(0)
    if figure.numerator is not None and figure.denominator and indicator.multiplier:
        value = figure.numerator / figure.denominator * indicator.multiplier
    number = rounded(np.array([float(value)]), np.array([indicator.report_unit]))[0]
    return Decimal(f"{number:.{indicator.decimals}f}")
