"""What a draft of a plan says, apart from where it is stored; two persons' edits are told apart
by the digest of what each has seen.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import TOTAL, Side

from .schema import plain_number


@dataclass(frozen=True)
class HeaderDraft:
    """The plan itself; the area is chosen once, when it is made."""

    title: str
    short_title: str
    audience: str
    document: str
    base_year: int
    start_year: int
    end_year: int


@dataclass(frozen=True)
class TargetDraft:
    """One target; `value` is due in the plan's end year, `baseline` is that of its base year."""

    indicator_id: int
    kind: str
    value: Decimal | None = None
    side: str = Side.BAND
    breakdown_id: int = TOTAL
    other_indicator_id: int | None = None
    other_breakdown_id: int | None = None
    maintain: bool = False
    every_unit: bool = False
    cumulative: bool = False
    sustained: bool = False
    softener: str = ""
    note: str = ""
    baseline: Decimal | None = None
    baseline_document: str = ""


@dataclass(frozen=True)
class ObjectiveDraft:
    """One main objective with its targets."""

    number: int
    kind: str
    summary: str
    wording: str = ""
    targets: tuple[TargetDraft, ...] = ()


@dataclass(frozen=True)
class DomainDraft:
    """One domain with its objectives."""

    number: int
    name: str
    objectives: tuple[ObjectiveDraft, ...] = ()

    def targets(self) -> Iterator[TargetDraft]:
        """The targets of all objectives in order."""
        for objective in self.objectives:
            yield from objective.targets


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where: `place` names the row, `field` the column ("" = the whole row)."""

    place: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


class DraftRefused(Exception):
    """Nothing was stored; every finding names its place and the remedy."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("；".join(map(str, findings)))
        self.findings = findings


class DraftConflict(Exception):
    """Somebody else was quicker; nothing was stored. Each finding says which row it is."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("；".join(map(str, findings)))
        self.findings = findings


def digest(content: Any) -> str:
    """A short fingerprint of a draft or a part of it; equal contents have equal ones."""
    plain = dataclasses.asdict(content) if dataclasses.is_dataclass(content) else content
    text = json.dumps(plain, sort_keys=True, default=_plain, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _plain(value: Any) -> str | None:
    if isinstance(value, Decimal):
        return plain_number(value)
    raise TypeError(f"{value!r} has no place in a draft")
