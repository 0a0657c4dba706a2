"""The reason of an act, as the audit trail keeps it."""

from indicators.models import AuditEvent
from indicators.people.refusal import NotPossible

LONGEST = AuditEvent._meta.get_field("reason").max_length


def stated(reason: str) -> str:
    """The reason without blanks around it. Raises NotPossible where there is none."""
    if not reason.strip():
        raise NotPossible("请填写原因，它会记入审计日志。")
    return noted(reason)


def noted(reason: str) -> str:
    """The reason, or "" where the act needs none. Raises NotPossible where it is too long."""
    if len(reason.strip()) > LONGEST:
        raise NotPossible(f"原因最多 {LONGEST} 个字，请缩短。")
    return reason.strip()
