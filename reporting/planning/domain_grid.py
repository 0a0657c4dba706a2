"""The grid of one domain of a draft: rows as stored, or as typed with what was wrong in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.catalogue.draft_content import Finding, ObjectiveDraft, digest
from indicators.catalogue.draft_rows import StoredDomain, TypedObjective, TypedTarget
from indicators.models import Domain, ObjectiveKind
from reporting.collection.typed_numbers import NotANumber, read_number

from .template import TARGET_HEADINGS as TARGET_NAMES
from .typed_targets import FLAGS, Library, TargetTexts, read_target, texts_of


@dataclass
class GridRow:
    """One objective or target on the page; `errors` by field, `now` what is stored meanwhile."""

    ref: str
    seen: str
    texts: dict[str, str]
    remove: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    now: str = ""

    @property
    def is_new(self) -> bool:
        return not self.seen


@dataclass
class TargetRow(GridRow):
    """A target; `unit` of the indicator it names, if any."""

    objective: str = ""
    unit: str = ""

    @property
    def flags(self) -> list[str]:
        """The marks that are set."""
        return [name for name in FLAGS if self.texts.get(name)]


@dataclass
class ObjectiveRow(GridRow):
    """An objective with its targets."""

    targets: list[TargetRow] = field(default_factory=list)


@dataclass
class Grid:
    """The page: the domain's name and its objectives."""

    name: str
    objectives: list[ObjectiveRow]

    def row(self, place: str) -> GridRow | None:
        """The row that a finding speaks of."""
        for objective in self.objectives:
            if place == f"objective-{objective.ref}":
                return objective
            for target in objective.targets:
                if place == f"target-{target.ref}":
                    return target
        return None

    def name_units(self, library: Library) -> None:
        """Put the unit of each target's indicator beside its value."""
        for objective in self.objectives:
            for target in objective.targets:
                indicator = library.indicator(target.texts.get("indicator", ""))
                target.unit = indicator.unit if indicator else ""

    def add_row(self, what: str) -> str:
        """One more empty row: "objective", or "target-" and the ref of its objective. Returns
        the place of the new row, "" where there is no such objective.
        """
        refs = [row.ref for row in self.objectives]
        refs += [target.ref for row in self.objectives for target in row.targets]
        ref = next(f"new{n}" for n in range(1, len(refs) + 2) if f"new{n}" not in refs)
        if what == "objective":
            numbers = [
                int(r.texts["number"]) for r in self.objectives if r.texts["number"].isdigit()
            ]
            texts = {"number": str(max(numbers, default=0) + 1), "kind": ObjectiveKind.QUANTIFIED}
            self.objectives.append(ObjectiveRow(ref, "", texts))
            return f"objective-{ref}"
        home = self.row(f"objective-{what.removeprefix('target-')}")
        if not isinstance(home, ObjectiveRow):
            return ""
        home.targets.append(TargetRow(ref, "", {}, objective=home.ref))
        return f"target-{ref}"

    def show(self, findings: Sequence[Finding], domain: Domain, library: Library) -> None:
        """Put findings beside their rows, and what is stored now beside rows in conflict: from
        then on it has been seen, and saving again means it.
        """
        stored = StoredDomain(domain)
        for finding in findings:
            row = self.row(finding.place)
            if row is None:
                continue
            row.errors[finding.field] = finding.message
            drafts = stored.objective_drafts if row in self.objectives else stored.target_drafts
            if not finding.field and row.ref in drafts:
                row.now = _now(row, stored, library)
                row.seen = digest(drafts[row.ref])


def stored_grid(domain: Domain, library: Library) -> Grid:
    """The domain as it is stored."""
    stored = StoredDomain(domain)
    rows = {
        ref: ObjectiveRow(ref, digest(draft), _objective_texts(draft))
        for ref, draft in stored.objective_drafts.items()
    }
    for ref, draft in stored.target_drafts.items():
        home = str(stored.targets[ref].objective_id)
        texts = texts_of(draft, library)
        rows[home].targets.append(TargetRow(ref, digest(draft), texts, objective=home))
    return Grid(domain.name, list(rows.values()))


def read_grid(
    grid: Grid, library: Library
) -> tuple[list[TypedObjective], list[TypedTarget], list[Finding]]:
    """What the rows mean; what cannot be understood is marked in its row and returned.

    A row that shall be removed need not be understood.
    """
    objectives, targets, findings = [], [], []
    for row in grid.objectives:
        draft = _read_objective(row)
        objectives.append(TypedObjective(row.ref, row.seen, draft, row.remove))
        findings += _found(f"objective-{row.ref}", row.errors)
        for each in row.targets:
            typed = TargetTexts(each.texts)
            target = None if each.remove else read_target(typed, library)
            if target is None and not each.remove:
                each.errors |= typed.findings
                findings += _found(f"target-{each.ref}", each.errors)
            else:
                targets.append(TypedTarget(each.ref, each.seen, row.ref, target, each.remove))
    return objectives, targets, findings


def _found(place: str, errors: Mapping[str, str]) -> list[Finding]:
    return [Finding(place, name, message) for name, message in errors.items()]


def _read_objective(row: ObjectiveRow) -> ObjectiveDraft:
    number = _whole(row.texts["number"])
    if number is None and not row.remove:
        row.errors["number"] = "请填目标序号（1—999 的整数）。"
    return ObjectiveDraft(
        number=number or 0,
        kind=row.texts["kind"],
        summary=row.texts["summary"].strip(),
        wording=row.texts["wording"].replace("\r\n", "\n").strip(),
    )


def _whole(text: str) -> int | None:
    try:
        number = read_number(text)
    except NotANumber:
        return None
    is_number = number is not None and number == number.to_integral_value() and 0 < number < 1000
    return int(number) if is_number and number is not None else None


def _objective_texts(draft: ObjectiveDraft) -> dict[str, str]:
    return {
        "number": str(draft.number),
        "kind": draft.kind,
        "summary": draft.summary,
        "wording": draft.wording,
    }


def _now(row: GridRow, stored: StoredDomain, library: Library) -> str:
    """What is stored now, in one line."""
    if isinstance(row, ObjectiveRow):
        now = stored.objective_drafts.get(row.ref)
        if now is None:
            return ""
        kind = ObjectiveKind(now.kind).label
        wording = "，有官方原文" if now.wording else ""
        return f"现为：目标{now.number}，{kind}，{now.summary}{wording}"
    target = stored.target_drafts.get(row.ref)
    if target is None:
        return ""
    texts = texts_of(target, library)
    return "现为：" + "，".join(
        f"{TARGET_NAMES[name]}{text}" for name, text in texts.items() if text
    )
