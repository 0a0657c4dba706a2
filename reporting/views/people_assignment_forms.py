"""The forms about duties."""

from django import forms

from indicators.clock import today
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Indicator,
    Organisation,
    OrganisationKind,
    Role,
)
from indicators.people.administration import areas_for
from reporting.views.people_forms import ActForm, Choice, UnitChoice, reason_field

CONFIRMED_HELP = "已与单位书面确认的请勾选；未勾选的会标“待确认”。"


def _year_field(label: str, **more: object) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=2010, max_value=2100, **more)


class AssignForm(ActForm):
    indicator = Choice(label="指标", queryset=Indicator.objects.measured())
    area = forms.ModelChoiceField(label="地区", queryset=Area.objects.none(), empty_label=None)
    role = forms.ChoiceField(label="职责", choices=AssignmentRole.choices)
    organisation = UnitChoice(label="单位", queryset=Organisation.objects.none())
    first_year = _year_field("起始数据年度", initial=lambda: today().year)
    is_confirmed = forms.BooleanField(label="已确认", required=False, help_text=CONFIRMED_HELP)
    reason = reason_field()

    def arrange(self) -> None:
        areas = areas_for(self.by, [Role.OFFICE]).order_by("path")
        self.fields["area"].queryset = areas
        self.fields["organisation"].queryset = (
            Organisation.objects.filter(area__in=areas, active=True)
            .exclude(kind=OrganisationKind.DATA_CENTRE)
            .select_related("area")
        )


class TransferForm(ActForm):
    successor = UnitChoice(label="接手单位", queryset=Organisation.objects.none())
    first_year = _year_field(
        "从哪个数据年度起", initial=lambda: today().year, help_text="原单位的职责到前一年为止。"
    )
    is_confirmed = forms.BooleanField(label="已确认", required=False, help_text=CONFIRMED_HELP)
    reason = reason_field()

    def __init__(self, *args: object, assignment: Assignment, **kwargs: object) -> None:
        self.assignment = assignment
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        self.fields["successor"].queryset = (
            Organisation.objects.filter(area__code__in=self.assignment.area.path_codes, active=True)
            .exclude(pk=self.assignment.organisation_id)
            .exclude(kind=OrganisationKind.DATA_CENTRE)
            .select_related("area")
        )


class EndDutyForm(ActForm):
    last_year = _year_field("最后一个数据年度", initial=lambda: today().year)
    reason = reason_field()
