"""The forms of the drafting pages: the plan itself, a workbook, the grid, a question of 测算."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from indicators.catalogue.draft_content import HeaderDraft
from indicators.models import Area, Plan, TargetKind
from reporting.planning.domain_grid import Grid, ObjectiveRow, TargetRow
from reporting.planning.template import AUDIENCES, TARGET_HEADINGS

_SEEN = re.compile(r"(objective|target)-([0-9]{1,18}|new[0-9]{1,3})-seen")
_OBJECTIVE_FIELDS = ("number", "kind", "summary", "wording")
SHORT, LONG = "form-control", "form-select"


class HeaderForm(forms.Form):
    """What a plan is; its findings come from the catalogue's own rules."""

    title = forms.CharField(label="名称", max_length=120)
    short_title = forms.CharField(
        label="简称", max_length=40, help_text="列表和图上用，如“妇女规划”。"
    )
    audience = forms.ChoiceField(label="对象", choices=list(AUDIENCES.items()))
    document = forms.CharField(
        label="文件和文号", max_length=200, required=False, help_text="草案可先空着，生效前须填写。"
    )
    base_year = forms.IntegerField(label="基期年", help_text="基期值的年份，一般是起始年的前一年。")
    start_year = forms.IntegerField(label="起始年")
    end_year = forms.IntegerField(label="目标年")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _style(self)

    def header(self) -> HeaderDraft:
        """The valid form as draft content."""
        names = HeaderDraft.__dataclass_fields__
        return HeaderDraft(**{name: self.cleaned_data[name] for name in names})


class NewPlanForm(HeaderForm):
    """A new plan: for which area, and from which old plan, if any."""

    area = forms.ModelChoiceField(label="地区", queryset=Area.objects.none(), empty_label=None)
    predecessor = forms.ModelChoiceField(
        label="沿用哪个规划",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="不沿用，从空白开始",
        help_text="沿用领域、主要目标和指标目标，最近一次发布的数值作为新规划的基期值。",
    )
    field_order = ("predecessor", "area")

    def __init__(
        self, *args: Any, areas: QuerySet[Area], plans: QuerySet[Plan], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["predecessor"].queryset = plans

    def clean(self) -> dict[str, Any]:
        """A plan follows one of its own area."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        old, area = cleaned.get("predecessor"), cleaned.get("area")
        if old and area and old.area_id != area.pk:
            self.add_error("predecessor", f"“{old.title}”不是{area.name}的规划，请改选地区或规划。")
        return cleaned


class UploadForm(forms.Form):
    """A filled template for an area."""

    area = forms.ModelChoiceField(label="地区", queryset=Area.objects.none(), empty_label=None)
    file = forms.FileField(label="填好的 Excel 模板（.xlsx，不超过 5 MB）")

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        _style(self)


class ProspectForm(forms.Form):
    """A question of 目标测算, from the address."""

    KINDS = [
        (str(kind), kind.label)
        for kind in (TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT)
    ]
    indicator = forms.CharField(label="指标", max_length=80)
    kind = forms.ChoiceField(label="类型", choices=KINDS)
    end_year = forms.IntegerField(label="目标年", min_value=1990, max_value=2100)
    values = forms.CharField(
        label="候选目标值",
        required=False,
        max_length=120,
        help_text="可填几个，用空格或顿号隔开；空着由系统给出几档。",
    )
    maintain = forms.BooleanField(label="每年保持", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _style(self)
        self.fields["indicator"].widget.attrs["list"] = "indicators"


def posted(data: QueryDict, name: str) -> str:
    """A sent text without zero bytes, which the database cannot hold; "" where none was sent."""
    return data.get(name, "").replace("\0", "")


def typed_grid(data: QueryDict) -> Grid:
    """The rows of the grid as they were sent, new ones too, in the order of the page."""
    objectives: dict[str, ObjectiveRow] = {}
    for kind, ref in _refs(data):
        if kind == "objective":
            texts = {name: posted(data, f"objective-{ref}-{name}") for name in _OBJECTIVE_FIELDS}
            seen, remove = _state(data, "objective", ref)
            objectives[ref] = ObjectiveRow(ref, seen, texts, remove)
    for kind, ref in _refs(data):
        home = objectives.get(data.get(f"target-{ref}-objective", ""))
        if kind == "target" and home is not None:
            texts = {name: posted(data, f"target-{ref}-{name}") for name in TARGET_HEADINGS}
            seen, remove = _state(data, "target", ref)
            home.targets.append(TargetRow(ref, seen, texts, remove, objective=home.ref))
    return Grid(posted(data, "name"), list(objectives.values()))


def _refs(data: QueryDict) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for name in data if (match := _SEEN.fullmatch(name))]


def _state(data: QueryDict, kind: str, ref: str) -> tuple[str, bool]:
    """What was seen (an existing row always saw something), and whether it shall go."""
    seen = data.get(f"{kind}-{ref}-seen", "")
    if not ref.startswith("new"):
        seen = seen or "unseen"
    return ("" if ref.startswith("new") else seen), f"{kind}-{ref}-remove" in data


def _style(form: forms.Form) -> None:
    for field in form.fields.values():
        if isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs["class"] = "form-check-input"
        else:
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = LONG if is_choice else SHORT
