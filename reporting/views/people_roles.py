"""Pages: roles granted, ended and handed over, for 安全管理员."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.models import Role
from indicators.people.roles import end_role, grant_role, hand_over
from reporting.views.access import open_to
from reporting.views.people_act import Act, form_page, to_account
from reporting.views.people_forms import EndForm, GrantForm, HandOverForm
from reporting.views.people_objects import account_or_404, membership_or_404


@require_http_methods(["GET", "POST"])
@open_to([Role.SECURITY_ADMINISTRATOR])
def role_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a role at a unit."""
    account = account_or_404(request.user, pk)
    form = GrantForm(request.POST or None, by=request.user)
    act = Act(
        f"授予角色：{account}（{account.username}）",
        "数据角色与系统管理、安全管理、审计不能在同一个账号上；任何人不能给自己授予角色。",
        "授予角色",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: grant_role(account=account, **form.cleaned_data, by=request.user),
        lambda granted: to_account(request, pk, f"已授予{account}“{granted.get_role_display()}”。"),
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.SECURITY_ADMINISTRATOR])
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one role of an account."""
    membership = membership_or_404(request.user, pk)
    account = membership.user
    form = EndForm(request.POST or None, by=request.user)
    act = Act(
        f"结束角色：{account} · {membership.get_role_display()}",
        f"{membership.organisation.area} · {membership.organisation}。换人请用“移交”。",
        "结束角色",
        reverse("account_page", args=[account.pk]),
    )

    def end() -> bool:
        end_role(membership=membership, **form.cleaned_data, by=request.user)
        return True

    sentence = f"已结束{account}的“{membership.get_role_display()}”。"
    return form_page(
        request, form, act, end, lambda _is_done: to_account(request, account.pk, sentence)
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.SECURITY_ADMINISTRATOR])
def role_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand all roles at a unit over to a successor."""
    account = account_or_404(request.user, pk)
    form = HandOverForm(request.POST or None, by=request.user, predecessor=account)
    act = Act(
        f"移交角色：{account}（{account.username}）",
        "接任人承接移交人在该单位的全部角色，中间不断档。报表和待办属于单位，随单位走，不会丢失。",
        "移交",
        reverse("account_page", args=[pk]),
    )
    return form_page(
        request,
        form,
        act,
        lambda: hand_over(predecessor=account, **form.cleaned_data, by=request.user),
        lambda handed: to_account(
            request, pk, f"已移交 {handed} 个角色给{form.cleaned_data['successor']}。"
        ),
    )
