"""How a form of an adjustment is answered: shown, saved, refused (422) or overtaken (409)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicators.catalogue.adjusting import (
    AdjustmentRefused,
    ChangedMeanwhile,
    Moved,
    State,
    token,
)
from reporting.catalogue_pages.adjustments import carry_out
from reporting.views.catalogue_forms import AdjustmentForm

CONFLICT, INVALID = 409, 422


@dataclass(frozen=True)
class Adjustment:
    """A form, the state it showed (None: it only adds), what was typed, and what saves it."""

    form: AdjustmentForm
    state: State | None
    typed: Callable[[], dict[str, Any]]
    save: Callable[..., tuple[Moved, ...]]

    def carry_out(self, seen: str) -> tuple[Moved, ...]:
        """Save with the state that was seen; forms that only add need none."""
        asked = self.typed() | {"grounds": self.form.grounds()}
        if self.state is not None:
            asked["seen"] = seen
        return carry_out(lambda: self.save(**asked))


def answer(
    request: HttpRequest, adjustment: Adjustment, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page of an adjustment; `context["back"]` is where a saved one leads."""
    form, status, conflicts = adjustment.form, 200, list[str]()
    seen = token(adjustment.state) if adjustment.state is not None else ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        status = INVALID
        if form.is_valid():
            try:
                moved = adjustment.carry_out(seen)
            except AdjustmentRefused as refusal:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, str(refusal)
                )
            except ChangedMeanwhile as conflict:
                status, seen = CONFLICT, token(conflict.now)
                conflicts = _both_values(form, conflict.now)
            else:
                messages.success(request, _done(moved))
                return redirect(context["back"])
    shown = {**context, "form": form, "seen": seen, "conflicts": conflicts}
    return render(request, template, shown, status=status)


def _both_values(form: AdjustmentForm, now: State) -> list[str]:
    """Where they differ: what is stored now, and what this person typed."""
    lines = []
    for name, value in now.items():
        stored = form.words(name, value)
        typed = form.words(name, form.cleaned_data.get(name))
        if stored != typed:
            lines.append(f"{form.fields[name].label}：现在是“{stored}”，您填写的是“{typed}”。")
    return lines


def _done(moved: tuple[Moved, ...]) -> str:
    if not moved:
        return "已保存。"
    numbers = "、".join(f"{each.scope} {each.data_version}" for each in moved)
    return f"已保存（数据版本 {numbers}），未发布年度正在重新评估；已发布年度保持原判。"
