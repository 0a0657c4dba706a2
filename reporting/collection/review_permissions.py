"""Who looks at a return at which stage, and where a cell goes from there.

The route is that of the unit that reports: a county's unit goes through its own bureau and is then
accepted by the city; a city department, also for a county's figures, has the city's bureau alone.
A county without a reviewer is reviewed by the bureau above it, once for both.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.clock import today
from indicators.models import Area, AreaLevel, Membership, Organisation, Role, User
from indicators.people.access import access_of
from reporting.collection.states import WAITING, Stage
from reporting.models import Item, ItemChange, ReviewState, Submission
from reporting.permissions import PermissionRefused

BELOW_CITY = frozenset({AreaLevel.COUNTY, AreaLevel.ZONE})
REVIEWING_ROLES = frozenset({Role.UNIT_HEAD, Role.REVIEWER})


def active_members(role: str) -> QuerySet[Membership]:
    """The memberships of a role that somebody can act under today."""
    return Membership.objects.on(today()).filter(
        role=role, user__is_active=True, organisation__active=True
    )


def areas_with_reviewers() -> set[int]:
    """The areas whose own bureau has somebody who reviews. One query."""
    rows = active_members(Role.REVIEWER).order_by()
    return set(rows.values_list("organisation__area_id", flat=True).distinct())


def heads_of(organisation: Organisation) -> QuerySet[User]:
    """The people who can sign for a unit today."""
    members = active_members(Role.UNIT_HEAD).filter(organisation=organisation)
    return User.objects.filter(pk__in=members.values("user")).order_by("username")


def signers(organisation: Organisation, items: Collection[Item], by: User) -> list[User]:
    """Heads who may sign these cells: not who hands them in, nor who typed into one of them."""
    typed = ItemChange.objects.filter(item__in=items).values("by")
    return list(heads_of(organisation).exclude(pk=by.pk).exclude(pk__in=typed))


def stages_of(
    user: Any, submission: Submission, staffed: Collection[int] | None = None
) -> frozenset[Stage]:
    """The stages at which this person decides on a return's cells.

    `staffed` are the areas with reviewers, where they are known already (one query otherwise).
    Reads the return's organisation and its area.
    """
    access = access_of(user)
    home: Area = submission.organisation.area
    stages = set()
    if submission.organisation_id in access.organisation_ids([Role.UNIT_HEAD]):
        stages.add(Stage.UNIT)
    if not access.covers(home.path, [Role.REVIEWER]):
        return frozenset(stages)
    if home.level not in BELOW_CITY:
        return frozenset(stages | {Stage.BUREAU})
    own = acts_for(user, home)
    if own or home.pk not in (areas_with_reviewers() if staffed is None else staffed):
        stages.add(Stage.BUREAU)
    if any(path != home.path for path in _covering(user, home)):
        stages.add(Stage.CITY)
    return frozenset(stages)


def acts_for(user: Any, area: Area) -> bool:
    """The person reviews at the bureau of this very area."""
    return area.path in access_of(user).area_paths([Role.REVIEWER])


def next_state(user: Any, stage: Stage, submission: Submission) -> ReviewState:
    """Where a cell goes that this person passes at the stage."""
    if stage is Stage.UNIT:
        return ReviewState.PENDING
    home = submission.organisation.area
    if stage is Stage.BUREAU and home.level in BELOW_CITY and acts_for(user, home):
        return ReviewState.CITY_PENDING
    return ReviewState.APPROVED


def check_look_at(user: Any, submission: Submission) -> None:
    if not stages_of(user, submission):
        raise PermissionRefused(
            "这张报表由本单位负责人和同级、市级统计部门的审核员审核，您不能审核。"
        )


def awaiting(user: Any) -> Q:
    """Returns with a cell that waits for this person. A filter over Submission; may repeat rows."""
    access = access_of(user)
    own_units = access.organisation_ids([Role.UNIT_HEAD])
    waits = {stage: Q(items__review=state) for stage, state in WAITING.items()}
    mine = Q(organisation__in=own_units) & waits[Stage.UNIT]
    staffed = active_members(Role.REVIEWER).filter(
        organisation__area=OuterRef("organisation__area")
    )
    is_county = Q(organisation__area__level__in=BELOW_CITY)
    for path in access.area_paths([Role.REVIEWER]):
        own = Q(organisation__area__path=path)
        below = Q(organisation__area__path__startswith=path)
        first = own | (below & (~is_county | ~Exists(staffed)))
        mine |= first & waits[Stage.BUREAU]
        mine |= below & ~own & is_county & waits[Stage.CITY]
    return mine


def _covering(user: Any, area: Area) -> list[str]:
    paths = access_of(user).area_paths([Role.REVIEWER])
    return [path for path in paths if area.path.startswith(path)]
