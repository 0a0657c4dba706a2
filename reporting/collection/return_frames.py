"""What a return is checked against, read with the same few queries whatever its size."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from indicators.clock import today
from indicators.models import AreaLevel, Breakdown, Indicator, IndicatorRelation
from reporting.collection.affected import affected_by
from reporting.collection.cell_contents import CellContent
from reporting.collection.cells import content_of, rule_of
from reporting.collection.checked_return import (
    CellKey,
    CheckedCell,
    CheckedIndicator,
    CheckedReturn,
    Relation,
)
from reporting.collection.surroundings import WITH_THE_UNIT, Surroundings, surroundings
from reporting.models import Item, MissingKind, Submission


def read_return(
    submission: Submission,
    rows: Iterable[Item],
    relations: Sequence[Relation],
    own: Collection[int],
) -> CheckedReturn:
    """The return with everything its cells are compared with.

    `rows` are its cells, or those that matter, with indicator, breakdown and the indicator's
    population; `own` are all indicators of the return. Six queries, whatever the size.
    """
    rows = list(rows)
    known = {row.indicator_id: row.indicator for row in rows}
    ids = set(known)
    elsewhere = _elsewhere(ids, relations) - set(own)
    around = surroundings(submission, ids | elsewhere)
    checked = {pk: checked_indicator(indicator) for pk, indicator in known.items()}
    cells = [_cell(row, checked, around, submission) for row in rows]
    breakdowns = {row.breakdown_id: row.breakdown for row in rows}
    return CheckedReturn(
        year=submission.round.year,
        today=today(),
        is_city=submission.area.level == AreaLevel.CITY,
        cells={cell.key: cell for cell in cells},
        others=_others(submission, elsewhere, around, breakdowns),
        relations=relations,
        breakdowns={pk: (row.sex, row.residence, row.age) for pk, row in breakdowns.items()},
    )


def read_relations() -> list[Relation]:
    """What holds between indicators, as the catalogue says. One query."""
    rows = IndicatorRelation.objects.values_list("kind", "left_id", "right_id")
    return [Relation(kind, left, right) for kind, left, right in rows]


def _elsewhere(ids: Collection[int], relations: Iterable[Relation]) -> set[int]:
    """Indicators of any unit with which these are compared: related, or over the same people."""
    every = dict(Indicator.objects.measured().values_list("pk", "denominator"))
    return affected_by(ids, every, relations)


def checked_indicator(indicator: Indicator) -> CheckedIndicator:
    """The indicator as the checks see it."""
    return CheckedIndicator(
        id=indicator.pk,
        rule=rule_of(indicator),
        decimals=indicator.decimals,
        count_kind=indicator.count_kind,
        reference_period=indicator.reference_period,
        denominator=indicator.denominator,
        is_yearly=indicator.cadence_years == 1 and not indicator.by_term and not indicator.ad_hoc,
    )


def _cell(
    row: Item,
    known: Mapping[int, CheckedIndicator],
    around: Surroundings,
    submission: Submission,
) -> CheckedCell:
    key = (row.indicator_id, row.breakdown_id)
    counties = {area.name: around.this_year.get((area.pk, *key)) for area in around.counties}
    there = {name: content for name, content in counties.items() if content is not None}
    counted = [area.name for area in around.counties if area.pk in around.counted]
    is_city = submission.area.level == AreaLevel.CITY
    return CheckedCell(
        key=key,
        indicator=known[row.indicator_id],
        content=content_of(row),
        breakdown=row.breakdown.name,
        past=around.past.get((submission.area_id, *key), {}),
        counties={name: there[name] for name in counted if name in there} if is_city else there,
        counties_complete=bool(counted) and all(_is_there(there.get(name)) for name in counted),
        references=around.references.get(key, ()),
        is_with_unit=row.review in WITH_THE_UNIT,
    )


def _is_there(content: CellContent | None) -> bool:
    """A figure, or nobody to whom it applies, which adds nothing."""
    if content is None:
        return False
    return content.value is not None or content.missing_kind == MissingKind.NOT_APPLICABLE


def _others(
    submission: Submission,
    indicators: Collection[int],
    around: Surroundings,
    breakdowns: Mapping[int, Breakdown],
) -> dict[CellKey, CheckedCell]:
    """What other units handed in for the same area, of the indicators compared with these."""
    there = {
        (indicator, breakdown): content
        for (area, indicator, breakdown), content in around.this_year.items()
        if area == submission.area_id and indicator in indicators and breakdown in breakdowns
    }
    rows = Indicator.objects.filter(pk__in={key[0] for key in there})
    known = {row.pk: checked_indicator(row) for row in rows.select_related("denominator_indicator")}
    return {
        key: CheckedCell(
            key=key,
            indicator=known[key[0]],
            content=content,
            breakdown=breakdowns[key[1]].name,
            past=around.past.get((submission.area_id, *key), {}),
        )
        for key, content in there.items()
    }
