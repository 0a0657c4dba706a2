"""The lines of the permission table about units, accounts, duties and the audit trail.

The columns hold no 安全管理员 and no 审计员: tests/administration/test_who_may_open.py has them.
"""

from collections.abc import Callable
from types import SimpleNamespace

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "unit_list"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "unit_add"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "unit_change"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "unit_close"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "unit_open"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_list"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_add"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_page"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_rename"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_close"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_open"): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_reset"): "302  403  403  403  403  403  403  403  403  403  403  403",
    ("GET", "role_grant"): "302  403  403  403  403  403  403  403  403  403  403  403",
    ("GET", "role_hand_over"): "302  403  403  403  403  403  403  403  403  403  403  403",
    ("GET", "role_end"): "302  403  403  403  403  403  403  403  403  403  403  403",
    ("GET", "account_import"): "302  403  403  403  403  403  403  200  403  403  403  403",
    (
        "GET",
        "account_import_template",
    ): "302  403  403  403  403  403  403  200  403  403  403  403",
    ("GET", "account_import_preview"): "302  403  403  403  403  403  403  404  403  403  403  403",
    ("POST", "account_import_apply"): "302  403  403  403  403  403  403  404  403  403  403  403",
    ("GET", "assignment_list"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "assignment_indicator"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "assignment_set"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "assignment_transfer"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "assignment_end"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("POST", "assignment_confirm"): "302  403  403  403  403  302  403  403  403  403  403  403",
    ("GET", "audit_trail"): "302  403  403  403  403  403  403  403  403  403  403  403",
}

NO_UPLOAD = 0  # the upload of nobody: an administrator is told that it does not exist

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "unit_change": lambda made: [made.organisation.pk],
    "unit_close": lambda made: [made.organisation.pk],
    "unit_open": lambda made: [made.organisation.pk],
    "account_page": lambda made: [made.user.pk],
    "account_rename": lambda made: [made.user.pk],
    "account_close": lambda made: [made.user.pk],
    "account_open": lambda made: [made.user.pk],
    "account_reset": lambda made: [made.user.pk],
    "role_grant": lambda made: [made.user.pk],
    "role_hand_over": lambda made: [made.user.pk],
    "role_end": lambda made: [made.user.memberships.get().pk],
    "account_import_preview": lambda _made: [NO_UPLOAD],
    "account_import_apply": lambda _made: [NO_UPLOAD],
    "assignment_indicator": lambda made: [made.assignment.indicator_id],
    "assignment_transfer": lambda made: [made.assignment.pk],
    "assignment_end": lambda made: [made.assignment.pk],
}
