"""Every line of the table of cases is true of the loaded demonstration."""

import pytest
from django.db.models import F

from indicators.attainment.codes import Certainty, Level, Method, Path, Reason, Trend, Volatile
from indicators.attainment.standing import WORDS
from indicators.models import Plan, PlanState
from reporting.demonstration.cases import Case, places_for, read_cases
from reporting.models import (
    Assessment,
    Item,
    MissingKind,
    Observation,
    ReleasedJudgement,
    ReviewState,
    Submission,
    SubmissionState,
)

ALL = [case for group in read_cases() for case in group.cases]
RUNNING = [case for case in ALL if case.target and case.year < 2025]
FINAL = [case for case in ALL if case.target and case.year == 2025]
# A target finer than its indicator's unit is a mistake of the catalogue, not a case.
REASONS_NOT_SHOWN = {"FINE_TARGET"}


def _named(case: Case) -> str:
    return f"{case.show} {case.target or case.unit or case.area or case.plan} {case.year or ''}"


def _differences(case: Case, row: object) -> list[str]:
    """What the row says otherwise than the table; reasons and kept must be among those stored."""
    found = []
    for name, expected in case.expect.items():
        stored = getattr(row, name)
        fits = expected in stored.split("|") if name == "reasons" else stored == expected
        if not fits:
            found.append(f"{name}: {stored!r} instead of {expected!r}")
    return found


@pytest.mark.parametrize("case", RUNNING, ids=_named)
def test_released_judgement(case, loaded):
    plan, code = case.target.split("/")
    row = ReleasedJudgement.objects.get(
        target__plan__code=plan,
        target__code=code,
        year=case.year,
        release__released_at__isnull=False,
    )
    assert not _differences(case, row)


@pytest.mark.parametrize("case", [case for case in ALL if case.area], ids=_named)
def test_missing_figure(case, loaded):
    row = Observation.objects.in_force().get(
        indicator__code=case.indicator, area__code=case.area, year=case.year, breakdown=0
    )
    assert not _differences(case, row)
    assert row.note, "a missing figure says why"


@pytest.mark.parametrize("case", [case for case in ALL if case.unit], ids=_named)
def test_open_return(case, loaded):
    submission = Submission.objects.get(organisation__code=case.unit, area=F("organisation__area"))
    item = submission.items.get(indicator__code=case.indicator, breakdown=0)
    of_return = {key: value for key, value in case.expect.items() if key == "state"}
    of_item = {key: value for key, value in case.expect.items() if key != "state"}
    assert not _differences(Case(case.show, of_return), submission)
    assert not _differences(Case(case.show, of_item), item)
    if item.review == ReviewState.RETURNED:
        assert item.review_note
    if item.missing_kind == MissingKind.NOT_YET_PRODUCED:
        assert item.expected_on


@pytest.mark.parametrize("case", [case for case in ALL if case.plan], ids=_named)
def test_plan(case, loaded):
    assert not _differences(case, Plan.objects.get(code=case.plan))


@pytest.mark.parametrize("case", FINAL, ids=_named)
def test_final_word(case, completed):
    plan, code = case.target.split("/")
    row = Assessment.objects.get(target__plan__code=plan, target__code=code, year=2025)
    assert not _differences(case, row)


def _shown(name: str) -> set[str]:
    return {str(case.expect[name]) for case in ALL if name in case.expect}


def test_the_table_names_every_word():
    """Every word a judgement can take, except what stands for none."""
    standings = {word.split("(")[0] for word in _shown("standing")}
    assert standings == set(WORDS)
    assert _shown("level") == set(Level.__members__)
    assert _shown("method") == set(Method.__members__)
    assert _shown("certainty") == set(Certainty.__members__) - {"NONE"}
    assert _shown("path_status") == set(Path.__members__) - {"NONE"}
    assert _shown("trend") == set(Trend.__members__) - {"NONE"}
    assert _shown("volatile") == set(Volatile.__members__) - {"NONE"}
    assert _shown("review") == set(ReviewState.values)
    assert _shown("missing_kind") == set(MissingKind.values)
    assert set(SubmissionState.values) | set(PlanState.values) == _shown("state")


def test_every_reason_occurs(completed):
    """Reasons too many for the table are at least there to be found."""
    rows = [*ReleasedJudgement.objects.all(), *Assessment.objects.filter(year=2025)]
    found = {reason for row in rows for reason in row.reasons.split("|")}
    assert set(Reason.__members__) - found == REASONS_NOT_SHOWN


def test_every_place_is_found(loaded, django_user_model):
    for username in ("lingdao", "fuerwei", "weijian"):
        places = places_for(django_user_model.objects.get(username=username))
        shown = [place for group in places for place in group.places]
        assert len(shown) == len(ALL)
        assert not [place for place in shown if "没有这个" in place.words]


def test_pending_and_approved_are_both_there(loaded):
    assert set(Item.objects.values_list("review", flat=True)) == set(ReviewState.values)
