"""The open year of the demonstration: every state of a return and of a cell occurs.

Every return goes through the doors that people use; deadlines count from the day of loading.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from indicators.clock import today
from indicators.models import Area, AreaLevel, Indicator, Membership, Role, User
from reporting.collection.cell_contents import TypedCell
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import SeenCell, save_cells
from reporting.collection.explanations import explain
from reporting.collection.handing_in import sign, submit
from reporting.collection.indicator_sets import SetChanges, first_set, new_version
from reporting.collection.review import Decision, review_cells
from reporting.collection.round_running import extend
from reporting.collection.rounds import open_round
from reporting.collection.states import WAITING, Stage
from reporting.models import MissingKind, Notice, Round, Submission, SubmissionState

from .figures import InventedFigure
from .past import NOBODY_EXPOSED

Figures = Mapping[tuple[str, str, str], InventedFigure]
Entry = Mapping[str, Any]
REASON_CODE = "event"
EXPLANATION = "演示数据：当年统计范围扩大，新增两个监测点，与上级部门的年报台账一致。"


def open_demonstration_round(
    *, city: Area, returns: Entry, figures: Iterable[InventedFigure]
) -> None:
    """Open the year and bring each unit's return to where `returns` says it stands."""
    people = _People()
    round_ = _open(city, returns, people.reviewer_of(city))
    drawn = {
        (figure.area, figure.indicator, figure.breakdown): figure
        for figure in figures
        if figure.year == returns["year"]
    }
    submissions = round_.submissions.select_related("round__area", "organisation__area", "area")
    for submission in submissions:
        _Path(submission, returns, people).go(drawn)
    _extend(submissions, returns["extended"], people.reviewer_of(city))
    _read_what_is_done(round_)


def typed_cell(
    figure: InventedFigure | None, reason: Mapping[str, str] | None, expected_on: datetime.date
) -> TypedCell:
    """What the unit types: the figure, the reason given, or that it does not exist yet."""
    if reason and reason["kind"] != MissingKind.NOT_YET_PRODUCED:
        return TypedCell(missing_kind=reason["kind"], note=reason.get("note", ""))
    if figure is None or reason:
        return TypedCell(
            missing_kind=MissingKind.NOT_YET_PRODUCED, expected_on=expected_on.isoformat()
        )
    if figure.nobody_exposed:
        return TypedCell(missing_kind=MissingKind.NOT_APPLICABLE, note=NOBODY_EXPOSED)
    if figure.value is not None:
        return TypedCell(value=str(figure.value))
    return TypedCell(numerator=str(figure.numerator), denominator=str(figure.denominator))


def _open(city: Area, returns: Entry, bureau: User) -> Round:
    """The version of the indicators, one with an earlier day, and the round for it."""
    first = first_set(area=city, by=bureau)
    early = today() - datetime.timedelta(days=returns["days_since_earlier_due"])
    codes = Indicator.objects.in_bulk(returns["due_earlier"], field_name="code")
    days = {row.pk: (early.month, early.day) for row in codes.values()}
    reason = "这些指标的数据产生较早，提前收集（演示）"
    new_version(based_on=first, changes=SetChanges(days=days), reason=reason, by=bureau)
    return open_round(
        area=city,
        year=returns["year"],
        opens_on=today() - datetime.timedelta(days=returns["days_since_opening"]),
        due_on=today() + datetime.timedelta(days=returns["days_left"]),
        by=bureau,
    )


def _extend(submissions: Iterable[Submission], extended: Entry, bureau: User) -> None:
    for submission in submissions:
        entry = extended.get(submission.organisation.code)
        if entry:
            submission.refresh_from_db()
            extend(
                submission=submission,
                version=submission.version,
                due_on=submission.due + datetime.timedelta(days=entry["days"]),
                reason=entry["reason"],
                by=bureau,
            )


def _read_what_is_done(round_: Round) -> None:
    """Everybody has read the notices about returns that are complete by now."""
    done = round_.submissions.filter(state=SubmissionState.COMPLETE).values_list("pk", flat=True)
    pages = ("submission_entry", "submission_review")
    addresses = [reverse(page, args=[pk]) for pk in done for page in pages]
    Notice.objects.filter(address__in=addresses).update(read_at=timezone.now())


class _People:
    """Who acts for which unit; read once."""

    def __init__(self) -> None:
        self._by_unit: dict[tuple[int, str], User] = {}
        self._reviewers: dict[int, User] = {}
        rows = Membership.objects.select_related("user", "organisation").order_by("-pk")
        for row in rows:
            self._by_unit[row.organisation_id, row.role] = row.user
            if row.role == Role.REVIEWER:
                self._reviewers[row.organisation.area_id] = row.user

    def at(self, submission: Submission, role: str) -> User | None:
        return self._by_unit.get((submission.organisation_id, role))

    def statistician(self, submission: Submission) -> User:
        return self._by_unit[submission.organisation_id, Role.STATISTICIAN]

    def reviewer_of(self, area: Area) -> User:
        """The area's reviewer, or that of the area above it."""
        found = self._reviewers.get(area.pk)
        return found or self._reviewers[area.parent_id or 0]


class _Path:
    """One return on its way, as far as the table says."""

    def __init__(self, submission: Submission, returns: Entry, people: _People) -> None:
        self.submission, self.returns, self.people = submission, returns, people
        self.code = submission.organisation.code

    def go(self, drawn: Figures) -> None:
        """Type, hand in, sign and review."""
        if self.code in self.returns["untouched"]:
            return
        self._type(drawn, only_first_half=self.code in self.returns["half_filled"])
        if self.code in self.returns["half_filled"]:
            return
        self._hand_in()
        head = self.people.at(self.submission, Role.UNIT_HEAD)
        if self.code in self.returns["unsigned"]:
            return
        if self.submission.state == SubmissionState.UNIT_REVIEW and head:
            self.submission = sign(
                submission=self.submission, version=self.submission.version, by=head
            )
        if self.code not in self.returns["submitted"]:
            self._review()

    def _type(self, drawn: Figures, *, only_first_half: bool) -> None:
        expected_on = today() + datetime.timedelta(days=self.returns["days_until_expected"])
        missing = self.returns["missing"].get(self.code, {})
        marked = self.returns["marked"].get(self.code, {})
        items = list(self.submission.items.select_related("indicator", "breakdown"))
        if only_first_half:
            items = items[: (len(items) + 1) // 2]
        cells = {}
        for item in items:
            code = item.indicator.code
            figure = drawn.get((self.submission.area.code, code, item.breakdown.name))
            typed = typed_cell(figure, missing.get(code), expected_on)
            marks = marked.get(code, {})
            cells[item.pk] = SeenCell(item.version, TypedCell(**(vars(typed) | marks)))
        save_cells(
            submission=self.submission,
            cells=cells,
            by=self.people.statistician(self.submission),
        )

    def _hand_in(self) -> None:
        """Hand in; where the soft checks ask about something, answer it and hand in again."""
        by = self.people.statistician(self.submission)
        try:
            self._submit(by)
        except CellsRefused as refusal:
            self._explain(refusal, by)
            self._submit(by)

    def _submit(self, by: User) -> None:
        self.submission.refresh_from_db(fields=["version"])
        has_head = self.people.at(self.submission, Role.UNIT_HEAD) is not None
        signature = "" if has_head else f"本单位负责人 {today():%Y-%m-%d}"
        self.submission = submit(
            submission=self.submission,
            version=self.submission.version,
            by=by,
            paper_signature=signature,
        )

    def _explain(self, refusal: CellsRefused, by: User) -> None:
        items = self.submission.items.in_bulk(refusal.findings)
        for pk, findings in refusal.findings.items():
            for rule in sorted({each.rule for each in findings if not each.is_hard}):
                explain(item=items[pk], rule=rule, reason_code=REASON_CODE, text=EXPLANATION, by=by)

    def _review(self) -> None:
        """The unit's own bureau, then for a county the city's."""
        home = self.submission.organisation.area
        self._decide(Stage.BUREAU, self.people.reviewer_of(home), self.returns["returned"])
        if home.level == AreaLevel.CITY or self.code in self.returns["passed_by_county"]:
            return
        city = self.people.reviewer_of(self.submission.round.area)
        self._decide(Stage.CITY, city, self.returns["returned_by_city"])

    def _decide(self, stage: Stage, by: User, returned: Entry) -> None:
        reasons = returned.get(self.code, {})
        waiting = self.submission.items.filter(review=WAITING[stage]).select_related("indicator")
        decisions = [
            Decision(item.pk, item.version, not reason, reason)
            for item in waiting
            for reason in [reasons.get(item.indicator.code, "")]
        ]
        if decisions:
            review_cells(submission=self.submission, decisions=decisions, by=by)
