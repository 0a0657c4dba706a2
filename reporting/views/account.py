"""Signing in and out, the password, the way home, and the question whether the system is well.

These pages are for every account whatever its role: they carry no `open_to`.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from indicators.models import Role, User
from indicators.people.access import access_of
from indicators.people.audit import record_act
from indicators.people.one_time_passwords import spend
from indicators.people.sign_ins import record_failed_sign_in

from .account_forms import NewPasswordForm, SignInForm


class SignInView(LoginView):
    """A one-time password is spent by the log-in that it opens; the trail has every attempt."""

    template_name = "account/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Sign in, then spend the password that was good for once."""
        answer = super().form_valid(form)
        user = form.get_user()
        spend(user)
        record_act(by=user, action="account.sign_in", subject=user)
        return answer

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Say what was wrong; during a lock-out nothing more is written down."""
        failures = getattr(self.request, "axes_failures_since_start", None) or 0
        if failures <= settings.AXES_FAILURE_LIMIT:
            record_failed_sign_in(
                username=form.cleaned_data.get("username", ""),
                is_locked=failures == settings.AXES_FAILURE_LIMIT,
                reason="；".join(form.non_field_errors()),
            )
        return super().form_invalid(form)


class SignOutView(LogoutView):
    """Signing out is written down before it is forgotten who it was."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session."""
        if request.user.is_authenticated:
            record_act(by=request.user, action="account.sign_out", subject=request.user)
        return super().post(request, *args, **kwargs)


login = SignInView.as_view()
logout = SignOutView.as_view()

# Where each role starts; the first that the account holds decides.
START_PAGES = (
    (Role.STATISTICIAN, "my_tasks"),
    (Role.UNIT_HEAD, "my_tasks"),
    (Role.REVIEWER, "my_tasks"),
    (Role.OFFICE, "my_tasks"),
    (Role.LEADER, "leader_summary"),
    (Role.LIAISON, "target_list"),
    (Role.MACHINE, "target_list"),
    (Role.SYSTEM_ADMINISTRATOR, "account_list"),
    (Role.SECURITY_ADMINISTRATOR, "account_list"),
    (Role.AUDITOR, "audit_trail"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the page where this account's work begins; accounts without any role stay here."""
    access = access_of(request.user)
    for role, page in START_PAGES:
        if role in access.roles:
            return redirect(page)
    return render(request, "account/start.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Ask for the old password and the new one twice; this session goes on, others end."""
    form = NewPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, _store(form))
        messages.success(request, "密码已修改。")
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "account/password.html", {"form": form}, status=status)


@transaction.atomic
def _store(form: NewPasswordForm) -> User:
    account = User.objects.select_for_update().get(pk=form.user.pk)
    account.set_password(form.cleaned_data["new_password1"])
    account.must_change_password = False
    account.password_expires_at = None
    account.save(update_fields=["password", "must_change_password", "password_expires_at"])
    record_act(by=account, action="修改密码", subject=account)
    return account


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503. The queue may be down: data is still accepted."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
