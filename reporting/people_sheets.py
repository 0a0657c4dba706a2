"""The sheet of new accounts: its template, what its rows mean, and what is wrong in them."""

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators.models import Organisation, Role, User
from indicators.people.access import FIGURE_ROLES
from indicators.people.accounts import check_display_name, check_username
from indicators.people.administration import organisations_for
from indicators.people.one_time_passwords import IssuedPassword
from indicators.people.refusal import NotPossible
from indicators.people.separation import check_kind
from reporting.workbooks.tables import TableRow
from reporting.workbooks.writing import Column, SheetContent, write_workbook

SHEET, UNITS = "账号", "单位"
USERNAME, NAME, UNIT, ROLE = "用户名", "显示名", "单位", "角色"
ROLES = {role.label: role.value for role in Role if role in FIGURE_ROLES}


@dataclass(frozen=True)
class NewAccount:
    """One row of the sheet; `unit` is a code, `role` a role, both "" where they are not known."""

    username: str
    display_name: str
    unit: str
    unit_name: str
    role: str
    role_name: str


@dataclass(frozen=True)
class Finding:
    """What is wrong: the place as people say it, and the sentence with the remedy."""

    place: str
    sentence: str


def template(by: User) -> bytes:
    """The empty sheet with the units within reach and the roles to choose from."""
    accounts = SheetContent(
        SHEET,
        (
            Column(USERNAME, 20),
            Column(NAME, 24),
            Column(UNIT, 40, choices_from=(UNITS, UNIT)),
            Column(ROLE, 20, choices=tuple(ROLES)),
        ),
        notes=(
            "每行一个账号；单位和角色请从下拉列表选择。用户名不能用身份证号。",
            "系统管理员、安全管理员、审计员不能批量导入，由安全管理员逐个授予。",
        ),
    )
    units = [(_unit_text(unit), unit.area.name) for unit in units_for(by)]
    return write_workbook(
        [accounts, SheetContent(UNITS, (Column(UNIT, 40), Column("地区", 16)), units)],
        title="账号导入模板",
    )


def password_sheet(issued: Sequence[IssuedPassword]) -> bytes:
    """The workbook with the one-time passwords, to be handed out and destroyed."""
    columns = (Column(USERNAME, 20), Column(NAME, 24), Column("一次性密码", 20))
    rows = [(each.account.username, each.account.display_name, each.password) for each in issued]
    note = "7 天内有效，只能登录一次，登录后须修改。请分别交给本人，发完即销毁本文件。"
    return write_workbook([SheetContent("一次性密码", columns, rows, (note,))], title="一次性密码")


def units_for(by: User) -> QuerySet[Organisation]:
    """The units for which the person may make accounts."""
    units = organisations_for(by, [Role.SYSTEM_ADMINISTRATOR]).filter(active=True)
    return units.select_related("area")


def _unit_text(unit: Organisation) -> str:
    return f"{unit.code} {unit.name}"


def account_of(row: TableRow, units: Sequence[Organisation]) -> NewAccount:
    """One row; a unit or role that is not known stays "" and becomes a finding."""
    unit = _unit_of(row.text(UNIT), units)
    return NewAccount(
        username=row.text(USERNAME),
        display_name=row.text(NAME),
        unit=unit.code if unit else "",
        unit_name=unit.name if unit else row.text(UNIT),
        role=ROLES.get(row.text(ROLE), ""),
        role_name=row.text(ROLE),
    )


def _unit_of(text: str, units: Sequence[Organisation]) -> Organisation | None:
    """The unit by its line in the list, its code, or its name where only one bears it."""
    for unit in units:
        if text in (_unit_text(unit), unit.code):
            return unit
    namesakes = [unit for unit in units if unit.name == text]
    return namesakes[0] if len(namesakes) == 1 else None


def findings_of(
    rows: Sequence[TableRow], accounts: Sequence[NewAccount], units: Sequence[Organisation]
) -> list[Finding]:
    """Everything that stands in the way, row by row."""
    times = Counter(account.username.lower() for account in accounts)
    by_code = {unit.code: unit for unit in units}
    found = []
    for row, account in zip(rows, accounts, strict=True):
        found += _findings_of_names(row, account, times[account.username.lower()])
        if not account.unit:
            found.append(
                Finding(row.place(UNIT), "没有找到这个单位，请从下拉列表选择，或先新建单位。")
            )
        if not account.role:
            choices = "、".join(ROLES)
            found.append(Finding(row.place(ROLE), f"没有这个角色，请从下拉列表选择：{choices}。"))
        if account.unit and account.role:
            found += _refused(
                row, ROLE, functools.partial(check_kind, by_code[account.unit], account.role)
            )
    return found


def _findings_of_names(row: TableRow, account: NewAccount, times: int) -> list[Finding]:
    found = _refused(row, NAME, functools.partial(check_display_name, account.display_name))
    if times > 1:
        sentence = f"用户名在文件中出现 {times} 次，请改成不同的。"
        return [Finding(row.place(USERNAME), sentence), *found]
    return _refused(row, USERNAME, functools.partial(check_username, account.username)) + found


def _refused(row: TableRow, heading: str, check: Callable[[], None]) -> list[Finding]:
    try:
        check()
    except NotPossible as obstacle:
        return [Finding(row.place(heading), str(obstacle))]
    return []
