"""A filled template as a plan: first plain rows that can be kept, then the draft they mean.

The rows are kept with the upload and read again when it is confirmed, so that what is made is
what the library says then.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from indicators.catalogue.draft_content import (
    DomainDraft,
    Finding,
    HeaderDraft,
    ObjectiveDraft,
    TargetDraft,
)
from indicators.catalogue.draft_rules import objective_faults, target_faults
from indicators.models import ObjectiveKind
from reporting.collection.typed_numbers import NotANumber, number_text, read_number
from reporting.workbooks.contents import CellValue, Workbook, column_letters
from reporting.workbooks.tables import TableRow, table_of

from .template import (
    AUDIENCES,
    CONTENT,
    HEADER_ITEMS,
    HEADINGS,
    ITEM,
    OBJECTIVE_HEADINGS,
    PLAN_SHEET,
    TARGET_HEADINGS,
    TARGET_SHEET,
)
from .typed_targets import Library, TargetTexts, read_target

YEARS = ("base_year", "start_year", "end_year")


@dataclass(frozen=True)
class ReadPlan:
    """What a workbook means; `header` is None where it could not be understood."""

    header: HeaderDraft | None
    domains: tuple[DomainDraft, ...]
    findings: list[Finding]


def rows_of(workbook: Workbook) -> dict[str, Any]:
    """The filled cells as JSON can hold them. Raises WorkbookRefused for a foreign form."""
    items = {
        row.text(ITEM).strip(): row for row in table_of(workbook.sheet(PLAN_SHEET), (ITEM, CONTENT))
    }
    header = {
        name: {
            "text": _text(items[label][CONTENT]) if label in items else "",
            "place": f"“{PLAN_SHEET}”表“{label}”",
        }
        for name, label in HEADER_ITEMS.items()
    }
    table = table_of(workbook.sheet(TARGET_SHEET), tuple(HEADINGS.values()))
    return {"header": header, "rows": [_kept(row) for row in table]}


def _kept(row: TableRow) -> dict[str, Any]:
    letters = {name: column_letters(row.columns[heading]) for name, heading in HEADINGS.items()}
    return {
        "number": row.number,
        "letters": letters,
        "texts": {name: _text(row[heading]) for name, heading in HEADINGS.items()},
    }


def _places(row: Mapping[str, Any]) -> dict[str, str]:
    """{field: “目标”表第5行“目标值”（J5）}."""
    number, letters = row["number"], row["letters"]
    return {
        name: f"“{TARGET_SHEET}”表第{number}行“{heading}”（{letters[name]}{number}）"
        for name, heading in HEADINGS.items()
    }


def _text(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    return value.isoformat() if isinstance(value, datetime.date) else (value or "")


def plan_of(rows: Mapping[str, Any], library: Library) -> ReadPlan:
    """The draft that kept rows mean, with a finding for everything that cannot be taken."""
    header, findings = _header(rows["header"])
    reader = _Rows(library)
    for row in rows["rows"]:
        reader.take(row)
    return ReadPlan(header, reader.domains(), findings + reader.findings)


def _header(items: Mapping[str, Mapping[str, str]]) -> tuple[HeaderDraft | None, list[Finding]]:
    findings = []
    fields: dict[str, Any] = {name: item["text"].strip() for name, item in items.items()}
    for name in YEARS:
        text = fields[name]
        fields[name] = _whole(text)
        if fields[name] is None:
            message = f"“{text}”不是年份，请填四位数字，如 2026。" if text else "请填写年份。"
            findings.append(Finding(items[name]["place"], name, message))
    audience = next((code for code, word in AUDIENCES.items() if word == fields["audience"]), None)
    if audience is None:
        findings.append(Finding(items["audience"]["place"], "audience", "请填“妇女”或“儿童”。"))
    if findings:
        return None, findings
    return HeaderDraft(**{**fields, "audience": audience}), []


class _Rows:
    """Gathers rows into domains and objectives; keeps findings by sheet, row and column."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.findings: list[Finding] = []
        self._names: dict[int, str] = {}
        self._objectives: dict[tuple[int, int], ObjectiveDraft] = {}
        self._targets: dict[tuple[int, int], list[TargetDraft]] = {}
        self._last: dict[str, str] = {}

    def take(self, row: Mapping[str, Any]) -> None:
        texts, places = self._filled_down(row["texts"]), _places(row)
        key = self._objective(texts, places)
        if key is None or not any(row["texts"][name] for name in TARGET_HEADINGS):
            return
        typed = TargetTexts({name: texts[name] for name in TARGET_HEADINGS})
        target = read_target(typed, self.library)
        faults = dict(typed.findings)
        if target:
            indicator = self.library.indicator_by_id(target.indicator_id)
            faults |= dict(target_faults(target, indicator))
            self._targets.setdefault(key, []).append(target)
        self.findings += [Finding(places[name], name, text) for name, text in faults.items()]

    def _filled_down(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Empty leading cells repeat the row above, as merged or left-out cells mean it."""
        own = {name: texts[name] for name in OBJECTIVE_HEADINGS}
        is_new_domain = bool(own["domain_number"]) and own["domain_number"] != self._last.get(
            "domain_number"
        )
        is_same = not is_new_domain and own["number"] in ("", self._last.get("number"))
        inherited = (
            OBJECTIVE_HEADINGS
            if is_same
            else ()
            if is_new_domain
            else (
                "domain_number",
                "domain_name",
            )
        )
        for name in inherited:
            own[name] = own[name] or self._last.get(name, "")
        self._last = own
        return {**texts, **own}

    def _objective(
        self, texts: Mapping[str, str], places: Mapping[str, str]
    ) -> tuple[int, int] | None:
        """The domain's and the objective's number of a row, stored once each."""
        domain, number = _whole(texts["domain_number"]), _whole(texts["number"])
        for name, value in (("domain_number", domain), ("number", number)):
            if value is None:
                self.findings.append(Finding(places[name], name, "请填序号（整数）。"))
        if domain is None or number is None:
            return None
        known = self._names.setdefault(domain, texts["domain_name"])
        if texts["domain_name"] != known or not known:
            message = f"领域{domain}的名称须填写且前后一致（上文为“{known}”）。"
            self.findings.append(Finding(places["domain_name"], "domain_name", message))
        key = (domain, number)
        if key not in self._objectives:
            self._add_objective(key, texts, places)
        return key

    def _add_objective(
        self, key: tuple[int, int], texts: Mapping[str, str], places: Mapping[str, str]
    ) -> None:
        kinds = {str(label): str(value) for value, label in ObjectiveKind.choices}
        kind = kinds.get(texts["kind_of_objective"].strip())
        if kind is None:
            message = f"请填目标性质：{'、'.join(kinds)}。"
            place = places["kind_of_objective"]
            self.findings.append(Finding(place, "kind_of_objective", message))
            kind = str(ObjectiveKind.QUANTIFIED)
        summary = texts["summary"].strip()
        for field, message in objective_faults(summary):
            self.findings.append(Finding(places[field], field, message))
        self._objectives[key] = ObjectiveDraft(key[1], kind, summary, texts["wording"].strip())

    def domains(self) -> tuple[DomainDraft, ...]:
        """What was gathered, in the order of the numbers."""
        return tuple(
            DomainDraft(number, self._names[number].strip(), self._objectives_of(number))
            for number in sorted(self._names)
        )

    def _objectives_of(self, domain: int) -> Sequence[ObjectiveDraft]:
        keys = sorted(key for key in self._objectives if key[0] == domain)
        return tuple(
            replace(self._objectives[key], targets=tuple(self._targets.get(key, ())))
            for key in keys
        )


def _whole(text: str) -> int | None:
    try:
        number = read_number(text)
    except NotANumber:
        return None
    if number is None or number != number.to_integral_value() or not 0 < number < 10_000:
        return None
    return int(number)
