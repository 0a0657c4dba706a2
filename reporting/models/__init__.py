"""What happened each year: returns, approved figures, judgements, releases, work still owed."""

from .assessment import (
    Assessment,
    AssessmentRun,
    EngineSettings,
    Judgement,
    RejectedSeries,
    Release,
    ReleasedJudgement,
)
from .item import Item, ItemChange, ReviewState
from .observation import Flow, MissingKind, Observation, ObservationStatus, RevisionKind
from .round import Round, RoundState
from .settings_decision import SettingsDecision
from .source import Source
from .submission import Submission, SubmissionState
from .upload import Upload
from .work_item import MAXIMUM_ATTEMPTS, WorkItem

__all__ = [
    "MAXIMUM_ATTEMPTS",
    "Assessment",
    "AssessmentRun",
    "EngineSettings",
    "Flow",
    "Item",
    "ItemChange",
    "Judgement",
    "MissingKind",
    "Observation",
    "ObservationStatus",
    "RejectedSeries",
    "Release",
    "ReleasedJudgement",
    "ReviewState",
    "RevisionKind",
    "Round",
    "RoundState",
    "SettingsDecision",
    "Source",
    "Submission",
    "SubmissionState",
    "Upload",
    "WorkItem",
]
