"""What a load changed: a Revision for every field, and one act in the audit trail."""

from indicators.data_versions import scope_of
from indicators.models import Area, Revision, RevisionOrigin, User
from indicators.people.audit import record_act

from .entries import JUDGING_FIELDS, Key
from .report import Change, Report
from .store import REASON, Store


def record_history(*, report: Report, store: Store, area: Area, by: User | None) -> None:
    """Write down what `report` lists. `area` is the one that the load served.

    A field that moves a verdict carries the data version of its plan's scope; an indicator's
    carries that of `area`, if it moved there.
    """
    Revision.objects.bulk_create(
        Revision(
            kind=change.key.kind,
            key=change.key.name,
            field=change.field,
            old=change.old,
            new=change.new,
            origin=RevisionOrigin.FILE,
            reason=REASON,
            data_version=_data_version(change, report, store, area),
            made_by=by,
        )
        for change in report.changed
    )
    if report.new or report.changed:
        record_act(
            by=by,
            action="catalogue.load",
            subject=area,
            new={
                "new": len(report.new),
                "changed": len(report.changed),
                "data_versions": report.data_versions,
            },
            reason=REASON,
        )


def _data_version(change: Change, report: Report, store: Store, area: Area) -> int | None:
    key: Key = change.key
    if change.field not in JUDGING_FIELDS[key.kind]:
        return None
    scope = scope_of(area).code if key.kind == "indicator" else store.scope_code(key)
    return report.data_versions.get(scope)
