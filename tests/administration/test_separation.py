"""No write whatever brings figures and administration together on one account."""

import ast
from pathlib import Path

import pytest
from django.db import transaction

from indicators.models import Membership, Role
from indicators.people.access import ADMINISTRATION_ROLES, FIGURE_ROLES
from indicators.people.refusal import NotPossible
from indicators.people.roles import end_role, grant_role, hand_over
from indicators.people.separation import KINDS_OF_ROLE
from tests.administration.conftest import TODAY, YESTERDAY, membership_of

PROJECT = Path(__file__).resolve().parents[2]
# Where rows of Membership are made: the one writer, the first administrator of an empty database,
# and the demonstration's invented cast.
MEMBERSHIP_WRITERS = {
    "indicators/people/memberships.py",
    "reporting/installation.py",
}
UNIT_OF = {
    Role.REVIEWER: "bureau",
    Role.OFFICE: "office",
    Role.LEADER: "government",
    Role.SYSTEM_ADMINISTRATOR: "centre",
    Role.SECURITY_ADMINISTRATOR: "centre",
    Role.AUDITOR: "centre",
}


def exclude(one: str, other: str) -> bool:
    """The rule a second time, by counting: figures beside administration, or two of the three."""
    held = {one, other}
    return bool(held & ADMINISTRATION_ROLES) and (
        bool(held & FIGURE_ROLES) or len(held & ADMINISTRATION_ROLES) > 1
    )


def test_every_role_is_on_one_side_and_stands_somewhere():
    assert set(Role.values) == FIGURE_ROLES | ADMINISTRATION_ROLES
    assert not FIGURE_ROLES & ADMINISTRATION_ROLES
    assert set(KINDS_OF_ROLE) == set(Role.values)
    assert all(KINDS_OF_ROLE.values())


@pytest.mark.django_db
@pytest.mark.parametrize("held", Role.values)
def test_a_grant_keeps_them_apart(cast, units, held):
    Membership.objects.filter(user=cast.outsider).update(
        role=held, organisation=getattr(units, UNIT_OF.get(held, "education"))
    )
    others = [role for role in Role.values if role != held]
    refused = {role for role in others if is_refused(cast, units, role)}
    assert refused == {role for role in others if exclude(held, role)}


def is_refused(cast, units, role: str) -> bool:
    """Granting the role to the outsider is refused; a grant that succeeds is taken back."""
    try:
        with transaction.atomic():
            grant_role(
                account=cast.outsider,
                organisation=getattr(units, UNIT_OF.get(role, "education")),
                role=role,
                first_day=TODAY,
                by=cast.security,
                reason="测试",
            )
            transaction.set_rollback(True)
    except NotPossible as obstacle:
        assert "不能同时是" in str(obstacle)
        return True
    return False


@pytest.mark.django_db
def test_after_the_one_side_has_ended_the_other_may_begin(cast, units):
    held = membership_of(cast.outsider)
    end_role(membership=held, last_day=YESTERDAY, by=cast.security, reason="转岗")
    granted = grant_role(
        account=cast.outsider,
        organisation=units.centre,
        role=Role.SYSTEM_ADMINISTRATOR,
        first_day=TODAY,
        by=cast.security,
        reason="转岗",
    )
    assert granted.role == Role.SYSTEM_ADMINISTRATOR


@pytest.mark.django_db
def test_a_handover_keeps_them_apart(cast, units):
    with pytest.raises(NotPossible, match="不能同时是"):
        hand_over(
            predecessor=cast.administrator,
            successor=cast.outsider,
            organisation=units.centre,
            first_day=TODAY,
            by=cast.security,
            reason="转岗",
        )
    assert membership_of(cast.outsider).role == Role.STATISTICIAN


def writes_memberships(path: Path) -> bool:
    """The module makes a Membership, or creates rows through its manager."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "Membership" or (
                called.startswith("Membership.objects") and "create" in called
            ):
                return True
    return False


def test_memberships_have_one_writer():
    modules = [
        path
        for app in ("indicators", "reporting")
        for path in (PROJECT / app).rglob("*.py")
        if "demonstration" not in path.parts
    ]
    writers = {str(path.relative_to(PROJECT)) for path in modules if writes_memberships(path)}
    assert writers == MEMBERSHIP_WRITERS
