"""Forms about rounds; they read texts and judge nothing."""

import datetime

from django import forms

from indicators.clock import today
from reporting.collection.rounds import FIRST_YEAR


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "form-control"})


class RoundForm(forms.Form):
    """Which year, from when, until when."""

    year = forms.IntegerField(
        label="数据年份",
        min_value=FIRST_YEAR,
        max_value=2100,
        widget=_number(),
        help_text="收集哪一年的数据。没有生效的规划也可以开启。",
    )
    opens_on = forms.DateField(label="开始日期", widget=_day())
    due_on = forms.DateField(
        label="截止日期",
        widget=_day(),
        help_text="当天 24:00 截止；指标体系中另有期限的指标从其规定。",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["year"].initial = today().year - 1
        self.fields["opens_on"].initial = today()
        self.fields["due_on"].initial = today() + datetime.timedelta(days=30)


class ExtendForm(forms.Form):
    """Until when, and why; `version` is that of the return on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    due_on = forms.DateField(label="延期到", widget=_day())
    reason = forms.CharField(
        label="原因",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text="会告知该单位，并印在填报表和进度表上。",
    )
