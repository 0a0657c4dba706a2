"""Evidence of a cell: added and taken away by its unit, as long as the cell may be typed."""

from indicators.models import User
from reporting import attachments
from reporting.collection.states import StateRefused, may_type
from reporting.models import Attachment, Item
from reporting.permissions import can_enter


def add_evidence(*, item: Item, upload: attachments.Upload, by: User) -> Attachment:
    """Keep a file with the cell. Raises PermissionRefused, StateRefused or NotPossible."""
    return attachments.store(item=item, upload=upload, by=by, check=_check_open)


def remove_evidence(*, attachment: Attachment, by: User) -> None:
    """Take a file away. Raises PermissionRefused, StateRefused or NotPossible."""
    attachments.remove(attachment=attachment, by=by, check=_check_open)


def can_change_evidence(user: User, item: Item) -> bool:
    """The person's unit may add and remove files of this cell now."""
    return may_type(item.submission.state, item) and can_enter(user, item.submission)


def _check_open(item: Item) -> None:
    if not may_type(item.submission.state, item):
        raise StateRefused(
            f"“{item.indicator.name}”{item.get_review_display()}，现在不能增加或移除佐证材料。"
        )
