"""The forms about units and accounts: what is asked, from which lists; the rules are elsewhere."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet

from indicators.clock import today
from indicators.models import Organisation, OrganisationKind, Role, User
from indicators.people.administration import accounts_for, areas_for, organisations_for
from indicators.people.refusal import NotPossible, Overtaken

Result = TypeVar("Result")
LONGEST_REASON = 300
PLEASE_CHOOSE = "（请选择）"


class ActForm(forms.Form):
    """A form whose act may be refused by a rule; the refusal is shown above its fields."""

    required_css_class = "required"

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.is_overtaken = False
        self.arrange()
        for field in self.fields.values():
            field.widget.attrs["class"] = _look(field.widget)

    def arrange(self) -> None:
        """Fill the lists that depend on the person."""

    def attempt(self, act: Callable[[], Result]) -> Result | None:
        """What the act returns, or None where a rule refuses it."""
        try:
            return act()
        except NotPossible as obstacle:
            self.is_overtaken = isinstance(obstacle, Overtaken)
            self.add_error(None, str(obstacle))
        return None

    @property
    def status(self) -> int:
        """200 before anything was sent, 409 where somebody was quicker, else 422."""
        if not self.is_bound:
            return 200
        return 409 if self.is_overtaken else 422


def reason_field(**more: Any) -> forms.CharField:
    return forms.CharField(
        label="原因",
        max_length=LONGEST_REASON,
        help_text="会记入审计日志，例如文件号、申请人。",
        **more,
    )


def day_field(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class Choice(forms.ModelChoiceField):
    """A list that begins with nothing chosen, said in words."""

    def __init__(self, *, empty_label: str | None = PLEASE_CHOOSE, **more: Any) -> None:
        super().__init__(empty_label=empty_label, **more)


class UnitChoice(Choice):
    """Units named with their area."""

    def label_from_instance(self, unit: Organisation) -> str:
        return f"{unit.area} · {unit}"


class AccountChoice(Choice):
    """Accounts named with their user name."""

    def label_from_instance(self, account: User) -> str:
        return f"{account.display_name}（{account.username}）"


class ReasonForm(ActForm):
    reason = reason_field()


class UnitForm(ActForm):
    area = forms.ModelChoiceField(label="所属地区", queryset=None, empty_label=None)
    name = forms.CharField(label="单位名称", max_length=80)
    kind = forms.ChoiceField(
        label="单位类型", choices=[("", PLEASE_CHOOSE), *OrganisationKind.choices]
    )

    def arrange(self) -> None:
        self.fields["area"].queryset = areas_for(self.by, [Role.SYSTEM_ADMINISTRATOR])


class UnitChangeForm(ActForm):
    seen_name = forms.CharField(widget=forms.HiddenInput)
    seen_kind = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label="单位名称", max_length=80)
    kind = forms.ChoiceField(label="单位类型", choices=OrganisationKind.choices)
    reason = reason_field()


class AccountForm(ActForm):
    username = forms.CharField(
        label="用户名", max_length=60, help_text="登录用，例如 单位简称加姓名拼音；不能用身份证号。"
    )
    display_name = forms.CharField(label="显示名", max_length=60, help_text="例如 市教育局 张三")
    organisation = UnitChoice(label="单位", queryset=None)
    role = forms.ChoiceField(
        label="角色",
        required=False,
        help_text="系统管理员、安全管理员、审计员由安全管理员授予：角色留空，建好账号后再授予。",
    )

    def arrange(self) -> None:
        self.fields["organisation"].queryset = _open_units(
            organisations_for(self.by, [Role.SYSTEM_ADMINISTRATOR])
        )
        self.fields["role"].choices = [("", "（暂不授予）"), *Role.choices]


class RenameForm(ActForm):
    seen_name = forms.CharField(widget=forms.HiddenInput)
    display_name = forms.CharField(label="显示名", max_length=60)


class GrantForm(ActForm):
    organisation = UnitChoice(label="单位", queryset=None)
    role = forms.ChoiceField(label="角色", choices=[("", PLEASE_CHOOSE), *Role.choices])
    first_day = day_field("起始日", initial=today)
    last_day = day_field("终止日", required=False, help_text="当天仍有效；长期有效请留空。")
    reason = reason_field()

    def arrange(self) -> None:
        self.fields["organisation"].queryset = _open_units(
            organisations_for(self.by, [Role.SECURITY_ADMINISTRATOR])
        )


class EndForm(ActForm):
    last_day = day_field("终止日", initial=today, help_text="当天仍有效；填昨天的日期则立即失效。")
    reason = reason_field()


class HandOverForm(ActForm):
    organisation = forms.ModelChoiceField(label="移交的单位", queryset=None, empty_label=None)
    successor = AccountChoice(label="接任人", queryset=None, help_text="没有账号的，请先新建账号。")
    first_day = day_field(
        "接任日", initial=today, help_text="接任人从这一天起承担，移交人的角色到前一天为止。"
    )
    reason = reason_field()

    def __init__(self, *args: Any, predecessor: User, **kwargs: Any) -> None:
        self.predecessor = predecessor
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        units = Organisation.objects.filter(memberships__user=self.predecessor).distinct()
        self.fields["organisation"].queryset = units
        accounts = accounts_for(self.by, [Role.SECURITY_ADMINISTRATOR]).filter(is_active=True)
        self.fields["successor"].queryset = accounts.exclude(
            pk__in=[self.predecessor.pk, self.by.pk]
        )


def _open_units(units: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return units.filter(active=True).select_related("area")


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
