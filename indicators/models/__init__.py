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
    Indicator,
    Scale,
    Sensitivity,
    ValueMode,
)
from .installation import Installation
from .loaded_entry import LoadedEntry
from .membership import Membership, Role
from .objective import Domain, Objective, ObjectiveKind
from .organisation import Organisation, OrganisationKind
from .plan import Plan, PlanState
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
    "DataVersion",
    "Domain",
    "Indicator",
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
    "Role",
    "Scale",
    "Sensitivity",
    "Side",
    "Target",
    "TargetKind",
    "TargetValue",
    "User",
    "ValueMode",
    "VersionCounter",
    "VersionedValue",
]
