"""What is wrong or to be asked about in a return, as it stands against everything around it."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from reporting.collection.affected import affected_by
from reporting.collection.cell_contents import Finding
from reporting.collection.explanation_reads import explained_rules, number_digest
from reporting.collection.return_findings import Findings, check_return
from reporting.collection.return_frames import read_relations, read_return
from reporting.models import Item, ReviewState, Submission


def findings_of(
    submission: Submission, items: Iterable[Item] | None = None
) -> dict[int, list[Finding]]:
    """{item id: hard and soft findings} over the whole return; cells without any are left out.

    `items` are rows to be judged in place of the stored ones: the rest of the return is read, and
    only what concerns them is returned. The number of queries is the same for every size.
    """
    rows = _rows(submission, items)
    found = _check(submission, rows)
    chosen = rows if items is None else {item.pk: rows[item.pk] for item in items}
    return {pk: list_ for pk, list_ in _by_item(chosen, found).items() if list_}


def open_findings(
    submission: Submission, items: Iterable[Item] | None = None
) -> dict[int, list[Finding]]:
    """What still stands in the way: hard findings, and soft ones that nobody has explained.

    An explanation counts for the numbers and the rule it was written for. An approved cell is
    nobody's to change, so nothing is asked about it.
    """
    explained = explained_rules(submission)
    rows = _rows(submission, items)
    found = _check(submission, rows)
    chosen = rows if items is None else {item.pk: rows[item.pk] for item in items}
    left = {
        pk: [
            finding
            for finding in findings
            if finding.is_hard or (pk, finding.rule, number_digest(rows[pk])) not in explained
        ]
        for pk, findings in _by_item(chosen, found).items()
        if rows[pk].review != ReviewState.APPROVED
    }
    return {pk: findings for pk, findings in left.items() if findings}


def findings_for(submission: Submission, item_ids: Collection[int]) -> dict[int, list[Finding]]:
    """The findings on these cells and on all that a change of them can affect.

    Every cell that was judged is in the answer, with an empty list where nothing is wrong: cells
    of the same indicator, of indicators related to it, and those with the same denominator.
    """
    cells = list(submission.items.values_list("pk", "indicator_id", "indicator__denominator"))
    denominators = {indicator: denominator for _, indicator, denominator in cells}
    changed = {indicator for pk, indicator, _ in cells if pk in item_ids}
    relations = read_relations()
    judged = affected_by(changed, denominators, relations)
    # Once for the cells to judge, once more for what these are compared with.
    needed = affected_by(judged, denominators, relations)
    rows = {row.pk: row for row in _stored(submission).filter(indicator__in=needed)}
    found = check_return(read_return(submission, rows.values(), relations, denominators))
    return _by_item({pk: row for pk, row in rows.items() if row.indicator_id in judged}, found)


def _check(submission: Submission, rows: Mapping[int, Item]) -> Findings:
    own = {row.indicator_id for row in rows.values()}
    return check_return(read_return(submission, rows.values(), read_relations(), own))


def _stored(submission: Submission) -> QuerySet[Item]:
    return submission.items.select_related("indicator__denominator_indicator", "breakdown")


def _rows(submission: Submission, items: Iterable[Item] | None) -> dict[int, Item]:
    rows = {row.pk: row for row in _stored(submission)}
    for item in items or ():
        # The row as it was read carries the indicator: what is given may lack it.
        known = rows[item.pk]
        for name in ("indicator", "breakdown"):
            setattr(item, name, getattr(known, name))
        rows[item.pk] = item
    return rows


def _by_item(rows: Mapping[int, Item], found: Findings) -> dict[int, list[Finding]]:
    return {pk: found.get((row.indicator_id, row.breakdown_id), []) for pk, row in rows.items()}
