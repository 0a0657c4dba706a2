"""Pages: accounts, for 系统管理员 (make, close, open) and 安全管理员 (reset)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from indicators.clock import today
from indicators.models import Role
from indicators.people.access import access_of
from indicators.people.accounts import (
    create_account,
    deactivate_account,
    reactivate_account,
    rename_account,
    reset_password,
)
from indicators.people.administration import (
    KEEPERS,
    areas_for,
    can_keep_account,
    can_secure_account,
)
from indicators.people.directory import AccountFilter, accounts_of, lasting_first, state_of
from indicators.people.one_time_passwords import IssuedPassword
from reporting.views.access import open_to
from reporting.views.people_act import Act, form_page, to_account
from reporting.views.people_forms import AccountForm, ReasonForm, RenameForm
from reporting.views.people_objects import account_or_404

ROWS_A_PAGE = 50
STATES = (
    ("", "全部状态"),
    ("open", "启用"),
    ("waiting", "未首次登录"),
    ("without_role", "没有角色"),
    ("closed", "已停用"),
)


@require_GET
@open_to(KEEPERS)
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts within reach: ?text=, ?area=, ?role= and ?state= narrow the list."""
    names = ("text", "area", "role", "state")
    wanted = AccountFilter(**{name: request.GET.get(name, "").strip() for name in names})
    page = Paginator(accounts_of(request.user, wanted), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [(account, state_of(account)) for account in page],
        "wanted": wanted,
        "areas": areas_for(request.user).order_by("path"),
        "roles": Role.choices,
        "states": STATES,
        "today": today(),
        "may_keep": access_of(request.user).holds([Role.SYSTEM_ADMINISTRATOR]),
    }
    return render(request, "people/account_list.html", context)


@require_GET
@open_to(KEEPERS)
def account_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles with their days, and what this person may do with it."""
    account = account_or_404(request.user, pk)
    is_oneself = account == request.user
    context = {
        "account": account,
        "state": state_of(account),
        "memberships": lasting_first().filter(user=account),
        "today": today(),
        "may_keep": can_keep_account(request.user, account) and not is_oneself,
        "may_secure": can_secure_account(request.user, account) and not is_oneself,
        "is_oneself": is_oneself,
    }
    return render(request, "people/account.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def account_add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is in the answer and nowhere else."""
    form = AccountForm(request.POST or None, by=request.user)
    act = Act(
        "新建账号",
        "建好后显示一次性密码：7 天内有效，只能登录一次，登录后须立即修改。",
        "新建账号",
        reverse("account_list"),
    )
    return form_page(
        request,
        form,
        act,
        lambda: create_account(**form.cleaned_data, by=request.user),
        lambda issued: _password_page(request, issued, "账号已建好"),
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def account_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name to show."""
    account = account_or_404(request.user, pk)
    initial = {"seen_name": account.display_name, "display_name": account.display_name}
    form = RenameForm(request.POST or None, by=request.user, initial=initial)
    act = Act(
        f"修改显示名：{account.username}",
        "只改显示名。换人请不要改名：为新人建账号，再由安全管理员移交角色。",
        "保存",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: rename_account(account=account, **form.cleaned_data, by=request.user),
        lambda renamed: to_account(request, pk, f"显示名已改为“{renamed}”。"),
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def account_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account; its sessions end at once."""
    account = account_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, by=request.user)
    act = Act(
        f"停用账号：{account}（{account.username}）",
        "停用后立即退出登录，原密码作废；以前的操作记录保留。未办的任务属于单位，不会丢失。",
        "停用账号",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: deactivate_account(account=account, by=request.user, **form.cleaned_data),
        lambda closed: to_account(request, pk, f"账号 {closed.username} 已停用。"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def account_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account with a one-time password."""
    account = account_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, by=request.user)
    act = Act(
        f"启用账号：{account}（{account.username}）",
        "启用后显示一次性密码；仍在任期内的角色随之恢复。",
        "启用账号",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: reactivate_account(account=account, by=request.user, **form.cleaned_data),
        lambda issued: _password_page(request, issued, "账号已启用"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to([Role.SECURITY_ADMINISTRATOR])
def account_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time password in place of a lost one."""
    account = account_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, by=request.user)
    act = Act(
        f"重置密码：{account}（{account.username}）",
        "请先核实本人身份。原密码立即作废，已登录的会话全部退出。",
        "重置密码",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: reset_password(account=account, by=request.user, **form.cleaned_data),
        lambda issued: _password_page(request, issued, "密码已重置"),
    )


def _password_page(request: HttpRequest, issued: IssuedPassword, title: str) -> HttpResponse:
    return render(request, "people/one_time_password.html", {"issued": issued, "title": title})
