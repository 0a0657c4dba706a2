"""What every adjustment of the catalogue shares: its grounds, the state that was seen, its trace.

An adjustment checks the person, locks the entry, compares the state with the one that the person
saw, changes it, writes one Revision a field and takes the data version last. It returns the
scopes whose judgements rest on it; the caller files their assessment in the same transaction.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.models import Area, Plan, PlanState, Revision, RevisionOrigin, Target, User
from indicators.people.catalogue_permissions import check_adjust

from .entries import Key

State = dict[str, str | int | bool | None]
DOCUMENT_LENGTH, REASON_LENGTH = 200, 300


class AdjustmentRefused(Exception):
    """The change cannot be made as asked; `field` names what to correct ("" = the whole)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(Exception):
    """Somebody changed the entry after this person had opened it; `now` is its present state."""

    def __init__(self, now: State) -> None:
        super().__init__("打开页面之后，这一项已被他人改动。")
        self.now = now


@dataclass(frozen=True)
class Grounds:
    """On which document and for which reason something is adjusted."""

    document: str
    reason: str

    def checked(self) -> "Grounds":
        """The same without surrounding blanks. Raises AdjustmentRefused where one is missing."""
        return Grounds(
            one_line("document", "依据文件", self.document, DOCUMENT_LENGTH),
            one_line("reason", "调整原因", self.reason, REASON_LENGTH),
        )


@dataclass(frozen=True)
class Moved:
    """A scope whose judgements rest on what was changed, and the data version it took."""

    scope: Area
    data_version: int


def one_line(field: str, word: str, text: str, length: int) -> str:
    """A required text of one line. Raises AdjustmentRefused naming the field and the remedy."""
    text = text.strip()
    if not text:
        raise AdjustmentRefused(field, f"请填写{word}。")
    return checked_text(field, word, text, length)


def checked_text(field: str, word: str, text: str, length: int, *, lines: bool = False) -> str:
    """The text, which holds no control characters and is not too long; `lines` allows breaks."""
    allowed = "\n" if lines else ""
    if any(unicodedata.category(sign) == "Cc" and sign not in allowed for sign in text):
        raise AdjustmentRefused(field, f"{word}含有不可见的控制字符，请删除后重新填写。")
    if len(text) > length:
        raise AdjustmentRefused(field, f"{word}有{len(text)}个字，请缩短到{length}字以内。")
    return text


def token(state: Mapping[str, object]) -> str:
    """A short name of a state; a form carries that of the state it showed."""
    text = json.dumps(state, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def check_seen(now: State, seen: str) -> None:
    """Raises ChangedMeanwhile where the present state is not the one that was shown."""
    if token(now) != seen:
        raise ChangedMeanwhile(now)


def check_in_force(plan: Plan) -> None:
    """Drafts are edited freely where plans are drawn up; what is in force is adjusted here."""
    if plan.state != PlanState.IN_FORCE:
        raise AdjustmentRefused(
            "", f"“{plan}”还没有生效，请在规划编制页面直接修改；生效后的改动才需要在这里办理。"
        )


def lock_target(target: Target, by: User) -> Target:
    """The target as it is now, held until the commit, if it is in force and `by` may adjust it.

    Raises Refused or AdjustmentRefused.
    """
    locked = (
        Target.objects.select_for_update(of=("self",))
        .select_related("plan__area", "indicator")
        .get(pk=target.pk)
    )
    check_adjust(by, locked.plan.area)
    check_in_force(locked.plan)
    return locked


def changed_fields(old: State, new: State) -> dict[str, tuple[object, object]]:
    """{field: (old, new)} of what differs. Raises AdjustmentRefused where nothing does."""
    changes = {name: (old[name], value) for name, value in new.items() if old[name] != value}
    if not changes:
        raise AdjustmentRefused("", "填写的内容与现行的相同，没有要保存的改动。")
    return changes


def record_revisions(
    key: Key,
    changes: Mapping[str, tuple[object, object]],
    *,
    grounds: Grounds,
    data_version: int | None,
    by: User,
) -> None:
    """One insert-only row a changed field, made on a page."""
    Revision.objects.bulk_create(
        Revision(
            kind=key.kind,
            key=key.name,
            field=field,
            old=old,
            new=new,
            origin=RevisionOrigin.PAGE,
            document=grounds.document,
            reason=grounds.reason,
            data_version=data_version,
            made_by=by,
        )
        for field, (old, new) in changes.items()
    )
