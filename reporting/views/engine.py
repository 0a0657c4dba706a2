"""Pages: how targets are judged, with which settings, and the office's decision to change them."""

from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from indicators.attainment import ENGINE_VERSION, Settings
from indicators.attainment.settings import METHOD
from indicators.attainment.settings_words import SECTIONS, WORDS
from indicators.models import Role
from indicators.people.access import FIGURE_ROLES
from indicators.people.refusal import NotPossible, Overtaken
from indicators.wording import LEVELS
from reporting.assessment.settings_decisions import (
    MovedVerdict,
    can_decide_settings,
    check_decide_settings,
    decide_settings,
    newest_decision,
    preview,
    settings_in_force,
)
from reporting.models import SettingsDecision
from reporting.views.access import open_to
from reporting.views.engine_document import method_document
from reporting.views.engine_forms import SettingsForm


@dataclass(frozen=True)
class SettingLine:
    """One setting as the page prints it: before and after a change, or default and in force."""

    words: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class VerdictLine:
    """One moved verdict in words: old and new."""

    target: str
    old: str
    new: str


@require_safe
@open_to(FIGURE_ROLES)
def method_page(request: HttpRequest) -> HttpResponse:
    """The settings in force, who decided them, and the method itself."""
    context = {
        "sections": _sections(settings_in_force()),
        "decisions": SettingsDecision.objects.select_related("decided_by"),
        "engine_version": ENGINE_VERSION,
        "document": method_document(),
        "may_decide": can_decide_settings(request.user),
    }
    return render(request, "engine/method.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def method_settings(request: HttpRequest) -> HttpResponse:
    """Ask for other settings, see which verdicts would move, confirm."""
    check_decide_settings(request.user)
    if request.method == "GET":
        decision = newest_decision()
        first = asdict(settings_in_force()) | {"seen": decision.pk if decision else 0}
        return render(request, "engine/settings.html", {"form": SettingsForm(initial=first)})
    form = SettingsForm(request.POST)
    if not form.is_valid() or form.settings is None:
        return render(request, "engine/settings.html", {"form": form}, status=422)
    if "edit" in request.POST:
        return render(request, "engine/settings.html", {"form": form})
    if "confirm" in request.POST:
        return _confirm(request, form, form.settings)
    found = preview(form.settings)
    context = {
        "form": form,
        "preview": found,
        "lines": [_verdict_line(verdict) for verdict in found.moved],
        "changes": _changes(form.settings),
    }
    return render(request, "engine/preview.html", context)


def _confirm(request: HttpRequest, form: SettingsForm, settings: Settings) -> HttpResponse:
    try:
        decide_settings(
            settings=settings,
            document=form.cleaned_data["document"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            seen=form.cleaned_data["seen"],
        )
    except NotPossible as obstacle:
        form.add_error(None, str(obstacle))
        status = 409 if isinstance(obstacle, Overtaken) else 422
        return render(request, "engine/settings.html", {"form": form}, status=status)
    messages.success(request, "评估设置已生效，未发布的年度正在重新评估。")
    return redirect("method_page")


def _sections(settings: Settings) -> list[tuple[str, list[SettingLine]]]:
    """Defaults and numbers in force, section by section."""
    return [
        (
            section.title,
            [
                SettingLine(words, *_pair(METHOD, settings, name))
                for name, words in section.words.items()
            ],
        )
        for section in SECTIONS
    ]


def _changes(settings: Settings) -> list[SettingLine]:
    """Every setting that would change, in force and asked for."""
    now = settings_in_force()
    lines = [SettingLine(words, *_pair(now, settings, name)) for name, words in WORDS.items()]
    return [line for line in lines if line.is_changed]


def _pair(before: Settings, after: Settings, name: str) -> tuple[str, str]:
    return f"{getattr(before, name):.10g}", f"{getattr(after, name):.10g}"


def _verdict_line(verdict: MovedVerdict) -> VerdictLine:
    old, new = (
        f"{standing}（{LEVELS[level]}）"
        for standing, level in zip(verdict.standing, verdict.level, strict=True)
    )
    return VerdictLine(str(verdict.target), old, new)
