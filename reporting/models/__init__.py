"""What happened each year: returns, approved figures, judgements, releases, work still owed."""

from .assessment import (
    Assessment,
    AssessmentRun,
    EngineSettings,
    Judgement,
    RejectedSeries,
    Release,
    ReleasedJudgement,
    ReplacedJudgement,
)
from .correction import Correction, CorrectionState
from .item import Item, ItemChange, ReviewState
from .job import ChunkState, Job, JobChunk, JobKind, ScheduledSlot
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
    "ChunkState",
    "Correction",
    "CorrectionState",
    "EngineSettings",
    "Flow",
    "Item",
    "ItemChange",
    "Job",
    "JobChunk",
    "JobKind",
    "Judgement",
    "MissingKind",
    "Observation",
    "ObservationStatus",
    "RejectedSeries",
    "Release",
    "ReleasedJudgement",
    "ReplacedJudgement",
    "ReviewState",
    "RevisionKind",
    "Round",
    "RoundState",
    "ScheduledSlot",
    "SettingsDecision",
    "Source",
    "Submission",
    "SubmissionState",
    "Upload",
    "WorkItem",
]
