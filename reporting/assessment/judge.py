"""Judge a scope: figures in, engine, judgements stored. Called by workers and at set-up."""

from django.db import transaction
from django.utils import timezone

from indicators.attainment import assess
from indicators.data_versions import current_data_version
from indicators.models import Area
from reporting.assessment.runs import confirm_run, input_digest, latest_run, stored_settings
from reporting.assessment.settings_decisions import frames_of, settings_in_force
from reporting.assessment.store import store_rejections, store_results
from reporting.models import AssessmentRun
from reporting.observations.frames import question, targets_of
from reporting.observations.record import refresh_roll_ups


def assess_by_key(key: str) -> None:
    """Handle one work item: `key` is "scope code:year". Later years rest on it, so they follow."""
    scope_code, first_year = key.split(":")
    scope, year = Area.objects.get(code=scope_code), int(first_year)
    judged = AssessmentRun.objects.filter(scope=scope, year__gt=year)
    for each in sorted({year, *judged.values_list("year", flat=True).distinct()}):
        assess_scope(scope=scope, year=each)


@transaction.atomic
def assess_scope(*, scope: Area, year: int, force: bool = False) -> AssessmentRun | None:
    """Judge every target of the scope as of `year` and store what changed. None: no targets.

    Runs of one scope wait for one another, so that an older state never overwrites a newer one.
    An unchanged input is not judged again unless `force` asks for it: the run then repeats what
    the last one found, or is that one where even the data version is the same.
    """
    Area.objects.select_for_update(no_key=True).get(pk=scope.pk)
    started_at = timezone.now()
    refresh_roll_ups(scope)
    data_version = current_data_version(scope)
    last = latest_run(scope, year)
    targets = targets_of(scope)
    asked = question(targets, year, data_version)
    if not asked.targets and last is None:
        return None
    settings = settings_in_force()
    frames = frames_of(asked, settings)
    run = AssessmentRun(
        scope=scope,
        year=year,
        settings=stored_settings(settings),
        data_version=data_version,
        input_digest=input_digest(frames, year, settings),
        started_at=started_at,
        finished_at=timezone.now(),
    )
    if last and last.input_digest == run.input_digest and not force:
        return last if last.data_version == data_version else confirm_run(run, last)
    outcome = assess(*frames, year, settings)
    run.judged, run.rejected, run.changed = len(outcome.results), len(outcome.rejected), 0
    run.save()
    store_rejections(outcome.rejected, targets, run)
    run.changed = store_results(outcome.results, targets, run, timezone.now())
    run.finished_at = timezone.now()
    run.save(update_fields=["changed", "finished_at"])
    return run
