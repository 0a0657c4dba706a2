"""Everything that was promised, by whom it is reported, and who may act."""

from .area import Area, AreaLevel
from .assignment import Assignment, AssignmentRole
from .audit_event import AuditEvent
from .breakdown import TOTAL, Breakdown
from .data_version import DataVersion, VersionCounter
from .indicator import (
    Better,
    CitySource,
    CountKind,
    CountySource,
    Indicator,
    Scale,
    Sensitivity,
    ValueMode,
)
from .indicator_relation import IndicatorBreakdown, IndicatorRelation, RelationKind
from .installation import Installation
from .loaded_entry import LoadedEntry
from .membership import Membership, Role
from .objective import Domain, Objective, ObjectiveKind
from .organisation import Organisation, OrganisationKind
from .plan import Plan, PlanState
from .revision import Revision, RevisionOrigin
from .series_break import SeriesBreak
from .strategy import Strategy
from .target import Baseline, Measurability, Side, Target, TargetKind, TargetValue, VersionedValue
from .user import User

__all__ = [
    "TOTAL",
    "Area",
    "AreaLevel",
    "Assignment",
    "AssignmentRole",
    "AuditEvent",
    "Baseline",
    "Better",
    "Breakdown",
    "CitySource",
    "CountKind",
    "CountySource",
    "DataVersion",
    "Domain",
    "Indicator",
    "IndicatorBreakdown",
    "IndicatorRelation",
    "Installation",
    "LoadedEntry",
    "Measurability",
    "Membership",
    "Objective",
    "ObjectiveKind",
    "Organisation",
    "OrganisationKind",
    "Plan",
    "PlanState",
    "RelationKind",
    "Revision",
    "RevisionOrigin",
    "Role",
    "Scale",
    "Sensitivity",
    "SeriesBreak",
    "Side",
    "Strategy",
    "Target",
    "TargetKind",
    "TargetValue",
    "User",
    "ValueMode",
    "VersionCounter",
    "VersionedValue",
]
