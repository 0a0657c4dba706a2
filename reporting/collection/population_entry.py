"""One entering of populations: what stands, what was typed, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Area, User
from indicators.people.audit import record_act
from indicators.people.reasons import noted
from reporting.collection.population_cells import (
    PopulationCell,
    PopulationFigures,
    PopulationLine,
    areas_of,
    figures_around,
    population_lines,
)
from reporting.collection.population_checks import (
    NotAPopulation,
    jump,
    parts_that_do_not_add_up,
    read_people,
)
from reporting.collection.typed_numbers import number_text
from reporting.observations import Figure

DOCUMENT_LENGTH = 100
REASON_LENGTH = 150
SHORTEST_REASON = 6
Numbers = dict[PopulationCell, Decimal]


@dataclass(frozen=True)
class TypedPopulation:
    """The text of one cell, and the data version of the figure that was shown (0: none)."""

    text: str
    seen: int


class PopulationsRefused(Exception):
    """Nothing was stored: what is wrong, by cell, and which cells somebody else has changed."""

    def __init__(
        self,
        findings: Mapping[PopulationCell, list[str]] | None = None,
        overtaken: Iterable[PopulationCell] = (),
        general: str = "",
    ) -> None:
        self.findings = dict(findings or {})
        self.overtaken = frozenset(overtaken)
        self.general = general
        lines = [line for found in self.findings.values() for line in found]
        super().__init__("；".join([general] * bool(general) + lines))


class Entry:
    """One entering: what stands, what was typed, and what is wrong with it."""

    def __init__(self, city: Area, year: int) -> None:
        self.city, self.year = city, year
        self.areas = {area.pk: area for area in areas_of(city)}
        self.standing: PopulationFigures = figures_around(self.areas.values(), year)
        lines = population_lines(city, self.standing)
        self.lines: dict[tuple[int, int], PopulationLine] = {line.key: line for line in lines}

    def read(self, cells: Mapping[PopulationCell, TypedPopulation]) -> Numbers:
        """The numbers that change. Raises PopulationsRefused for texts and for overtaken cells."""
        numbers: Numbers = {}
        findings: dict[PopulationCell, list[str]] = {}
        overtaken = []
        for cell, typed in cells.items():
            try:
                number = self._number(cell, typed)
            except NotAPopulation as error:
                findings[cell] = [f"{self._name(cell)}：{error}"]
                continue
            if number is None or number == self.standing.number(cell, self.year):
                continue
            if typed.seen != self.standing.version(cell):
                overtaken.append(cell)
                findings[cell] = [self._overtaken_words(cell, number)]
            else:
                numbers[cell] = number
        if findings:
            raise PopulationsRefused(findings, overtaken)
        return numbers

    def checked_words(self, numbers: Numbers, document: str, reason: str) -> tuple[str, str]:
        """The source and the reason. Raises PopulationsRefused where one is missing."""
        document, reason = _one_line(document), _one_line(reason)
        findings = self._parts(numbers)
        has_reason = len(reason) >= SHORTEST_REASON
        for cell, number in numbers.items():
            jumped = jump(self.standing.number(cell, self.year - 1), number)
            if jumped and not has_reason:
                findings[cell].append(f"{self._name(cell)}：{jumped.words}")
            if self.standing.of(cell) and not has_reason:
                findings[cell].append(f"{self._name(cell)}：更正已录入的人口数，请写明更正原因")
        general = "" if document else "请写明数据来源（文件或公报名称）。"
        if len(document) > DOCUMENT_LENGTH or len(reason) > REASON_LENGTH:
            general = f"数据来源最多 {DOCUMENT_LENGTH} 个字，原因最多 {REASON_LENGTH} 个字。"
        if findings or general:
            raise PopulationsRefused(findings, general=general)
        return document, reason

    def figures_of(self, numbers: Numbers, document: str) -> list[Figure]:
        return [
            Figure(
                indicator,
                self.areas[area],
                self.year,
                number,
                breakdown_id=breakdown,
                note=document,
            )
            for (area, indicator, breakdown), number in sorted(numbers.items())
        ]

    def write_down(self, numbers: Numbers, version: int | None, *, by: User, reason: str) -> None:
        old = {self._name(cell): self._standing_text(cell) for cell in numbers}
        new = {self._name(cell): number_text(number) for cell, number in numbers.items()}
        record_act(
            by=by,
            action="population.enter",
            subject=self.city,
            old=old,
            new={"year": self.year, "data_version": version, **new},
            reason=noted(reason),
        )

    def _number(self, cell: PopulationCell, typed: TypedPopulation) -> Decimal | None:
        area, indicator, breakdown = cell
        if area not in self.areas or (indicator, breakdown) not in self.lines:
            raise PopulationsRefused(general="页面与系统中的人口数不一致，请刷新页面后重新填写。")
        number = read_people(typed.text)
        if number is None and typed.seen and self.standing.of(cell):
            raise NotAPopulation("已录入的人口数不能清空，请填写更正后的数。")
        return number

    def _parts(self, numbers: Numbers) -> defaultdict[PopulationCell, list[str]]:
        """Sexes, and town and country, must add up to the total that stands after this step."""
        findings: defaultdict[PopulationCell, list[str]] = defaultdict(list)
        for area, indicator in sorted({(area, indicator) for area, indicator, _part in numbers}):
            after = {}
            for line in self.lines.values():
                cell = (area, line.indicator.pk, line.breakdown.pk)
                number = numbers.get(cell, self.standing.number(cell, self.year))
                if line.indicator.pk == indicator and number is not None:
                    after[line.breakdown_name] = number
            for sentence in parts_that_do_not_add_up(after):
                changed = next(cell for cell in numbers if cell[:2] == (area, indicator))
                findings[changed].append(f"{self._name((area, indicator, 0))}：{sentence}")
        return findings

    def _overtaken_words(self, cell: PopulationCell, number: Decimal) -> str:
        figure = self.standing.of(cell)
        writer = str(figure.recorded_by or "系统") if figure else "系统"
        return (
            f"{self._name(cell)}：您填写的是“{number_text(number)}”，"
            f"{writer}已改为“{self._standing_text(cell)}”"
        )

    def _standing_text(self, cell: PopulationCell) -> str:
        return number_text(self.standing.number(cell, self.year)) or "未录入"

    def _name(self, cell: PopulationCell) -> str:
        area, indicator, breakdown = cell
        return f"{self.areas[area]} {self.lines[indicator, breakdown].name}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
