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
from .attachment import Attachment
from .correction import Correction, CorrectionState
from .display_link import DisplayLink
from .indicator_set import IndicatorSet, IndicatorSetLine
from .item import ChangeRoute, Item, ItemChange, ItemNote, NoteKind, ReviewState
from .job import ChunkState, Job, JobChunk, JobKind, ScheduledSlot
from .notice import DeliveryState, Notice, NoticeDelivery
from .observation import Flow, MissingKind, Observation, ObservationStatus, RevisionKind
from .receipt import Receipt
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
    "Attachment",
    "ChangeRoute",
    "ChunkState",
    "Correction",
    "CorrectionState",
    "DeliveryState",
    "DisplayLink",
    "EngineSettings",
    "Flow",
    "IndicatorSet",
    "IndicatorSetLine",
    "Item",
    "ItemChange",
    "ItemNote",
    "Job",
    "JobChunk",
    "JobKind",
    "Judgement",
    "MissingKind",
    "NoteKind",
    "Notice",
    "NoticeDelivery",
    "Observation",
    "ObservationStatus",
    "Receipt",
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
