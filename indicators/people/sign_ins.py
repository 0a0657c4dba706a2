"""Failed log-ins in the audit trail."""

from indicators.models import User
from indicators.people.audit import record_act


def record_failed_sign_in(*, username: str, is_locked: bool, reason: str) -> None:
    """Write down a failed log-in to an account that exists; `is_locked`: the last one allowed.

    What was typed as the name of no account is not kept: it may be a password.
    """
    account = User.objects.filter(username=username).first()
    if account:
        action = "account.lock_out" if is_locked else "account.sign_in_failed"
        record_act(by=None, action=action, subject=account, reason=reason[:300])
