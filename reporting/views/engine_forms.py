"""The form that asks for other engine settings; what is possible, the settings themselves say."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from django import forms

from indicators.attainment import Settings
from indicators.attainment.settings import METHOD, SettingsError
from indicators.attainment.settings_words import SECTIONS, WORDS, problem_text

INPUT = {"class": "form-control"}


@dataclass(frozen=True)
class FieldGroup:
    """The settings of one section as fields of the form."""

    title: str
    fields: tuple[forms.BoundField, ...]

    @property
    def is_faulty(self) -> bool:
        return any(field.errors for field in self.fields)


class SettingsForm(forms.Form):
    """Every setting with its default, the document and the reason; `settings` is the answer."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    document = forms.CharField(
        label="依据（文件名称和文号）", max_length=200, widget=forms.TextInput(attrs=INPUT)
    )
    reason = forms.CharField(
        label="原因", max_length=300, widget=forms.Textarea(attrs=INPUT | {"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settings: Settings | None = None
        for field in fields(Settings):
            self.fields[field.name] = _number_field(field.name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        numbers = {name: cleaned[name] for name in WORDS if name in cleaned}
        if len(numbers) == len(WORDS):
            try:
                self.settings = Settings(**numbers)
            except SettingsError as error:
                for name in error.names:
                    self.add_error(name, problem_text(error))
        return cleaned

    def groups(self) -> Iterator[FieldGroup]:
        """The settings section by section."""
        for section in SECTIONS:
            yield FieldGroup(section.title, tuple(self[name] for name in section.words))

    def decision_fields(self) -> tuple[forms.BoundField, ...]:
        return self["document"], self["reason"]


def _number_field(name: str) -> forms.Field:
    default = getattr(METHOD, name)
    kind = forms.IntegerField if isinstance(default, int) else forms.FloatField
    widget = forms.NumberInput(attrs=INPUT | {"step": "any"})
    return kind(label=WORDS[name], help_text=f"默认 {default:g}", widget=widget)
