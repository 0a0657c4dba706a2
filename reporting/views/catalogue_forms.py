"""The forms of the catalogue's adjustments: they read what was typed and judge nothing."""

from decimal import Decimal
from typing import Any

from django import forms

from indicators.catalogue.adjust import year_field
from indicators.catalogue.adjusting import DOCUMENT_LENGTH, REASON_LENGTH, Grounds
from indicators.catalogue.decisions import Decision, kinds_open_to
from indicators.catalogue.indicator_changes import Definition
from indicators.catalogue.schema import plain_number
from indicators.models import Area, Indicator, Plan, Side, Target, TargetKind
from reporting.collection.typed_numbers import NotANumber, number_text, read_number

_REQUIRED = "请填写{}。"


class FigureField(forms.CharField):
    """A number as people type it: full-width digits and thousands separators are read."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 30}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        try:
            return read_number(super().to_python(value) or "")
        except NotANumber as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value


class AdjustmentForm(forms.Form):
    """Document and reason come last in every form of an adjustment."""

    document = forms.CharField(label="依据文件", max_length=DOCUMENT_LENGTH)
    reason = forms.CharField(
        label="调整原因",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in ("document", "reason")]
        self.order_fields([*own, "document", "reason"])
        for field in self.fields.values():
            widget = field.widget
            is_choice = isinstance(widget, forms.Select)
            kind = "form-select" if is_choice else "form-control"
            is_box = isinstance(widget, forms.CheckboxInput)
            widget.attrs["class"] = "form-check-input d-block" if is_box else kind
            field.error_messages["required"] = _REQUIRED.format(field.label)

    def grounds(self) -> Grounds:
        """Document and reason as typed."""
        return Grounds(self.cleaned_data["document"], self.cleaned_data["reason"])

    def words(self, name: str, value: Any) -> str:
        """A value of a field as a person reads it, to show two of them beside each other."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "是" if value else "否"
        if value is None or value == "":
            return "空"
        if isinstance(value, Decimal):
            return plain_number(value) or ""
        return str(dict(getattr(field, "choices", ())).get(value, value))


class TargetValueForm(AdjustmentForm):
    """A new value, and the data year from which the document applies it."""

    value = FigureField(label="新目标值")
    first_year = forms.IntegerField(label="自哪一年度起执行（数据年份）")

    def __init__(self, *args: Any, plan: Plan, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = f"新目标值（{indicator.unit}，{indicator.decimals}位小数）"
        self.fields["first_year"].help_text = (
            f"{plan.start_year}—{plan.end_year} 之间，按依据文件填写；"
            "这一年度以前仍按原目标值评估，已发布的年度不变。"
        )


class IssuedForm(AdjustmentForm):
    """One number a year of the plan; an empty one means that nothing was issued yet."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = range(plan.start_year, plan.end_year + 1)
        for year in self.years:
            field = FigureField(label=f"{year}年", required=False)
            field.widget.attrs["class"] = "form-control"
            self.fields[year_field(year)] = field

    @property
    def year_fields(self) -> list[forms.BoundField]:
        """The fields that the page shows as a small table."""
        return [self[year_field(year)] for year in self.years]

    @property
    def grounds_fields(self) -> list[forms.BoundField]:
        return [self["document"], self["reason"]]

    def values(self) -> dict[int, Decimal | None]:
        return {year: self.cleaned_data[year_field(year)] for year in self.years}


class DecisionForm(AdjustmentForm):
    """How a target is judged."""

    kind = forms.ChoiceField(label="类型")
    side = forms.ChoiceField(
        label="左右的方向", choices=Side.choices, help_text="只用于“左右”类目标，其他类型选双侧。"
    )
    maintain = forms.BooleanField(label="每年保持（每个年度都须达到）", required=False)
    sustained = forms.BooleanField(label="持续（不得有逆向变化）", required=False)
    tolerance = FigureField(
        label="自定容差",
        required=False,
        help_text="与目标值同单位；只依书面决定填写，空着即按统一规则判定“基本达标”。",
    )

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(TargetKind.choices)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, labels[kind]) for kind in kinds_open_to(target)]

    def decision(self) -> Decision:
        return Decision(**{name: self.cleaned_data[name] for name in Decision.__annotations__})


class BaselineForm(AdjustmentForm):
    """The number a target starts from."""

    baseline = FigureField(label="基期值")

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year, unit = target.plan.base_year, target.indicator.unit
        self.fields[
            "baseline"
        ].label = f"{year}年基期值（{unit}，{target.indicator.decimals}位小数）"
        self.fields["document"].label = "数据来源"


class DefinitionForm(AdjustmentForm):
    """What an indicator measures and how often."""

    definition = forms.CharField(
        label="指标解释", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    numerator = forms.CharField(label="分子", required=False)
    denominator = forms.CharField(label="分母", required=False)
    decimals = forms.IntegerField(
        label="小数位", min_value=0, max_value=6, help_text="公布和判定时按此四舍五入一次。"
    )
    reference_period = forms.CharField(label="统计期")
    cadence_years = forms.IntegerField(label="数据周期（年）", min_value=1, max_value=20)
    by_term = forms.BooleanField(label="按届（主要随换届变动）", required=False)
    ad_hoc = forms.BooleanField(label="不定期", required=False)
    release_month = forms.IntegerField(
        label="数据产生月份", required=False, min_value=1, max_value=12
    )

    def definition_typed(self) -> Definition:
        return Definition(**{name: self.cleaned_data[name] for name in Definition.__annotations__})


class SeriesBreakForm(AdjustmentForm):
    """From which year on an area's series starts anew."""

    area = forms.ChoiceField(label="地区")
    year = forms.IntegerField(label="新口径起始年份（数据年份）")

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["area"]
        choices.choices = [(area.code, area.name) for area in areas]
        self.fields["reason"].label = "口径变化说明"


class WithdrawForm(AdjustmentForm):
    """Why a series break is taken back."""


class WordingForm(AdjustmentForm):
    """The official text of an objective."""

    wording = forms.CharField(
        label="官方原文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="照录文件中这一条主要目标的全文；清空则恢复显示摘要。",
    )
