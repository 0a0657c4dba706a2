"""Notices: told in the writer's transaction, read in the inbox, mailed after the commit."""

from .kinds import NoticeKind
from .recipients import people_at, people_in, people_over, people_within
from .telling import tell

__all__ = ["NoticeKind", "people_at", "people_in", "people_over", "people_within", "tell"]
