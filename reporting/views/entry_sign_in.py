"""Signing in again beside the entry grid: the same account only, by the ordinary rules."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from reporting.views.account import SignInView
from reporting.views.account_forms import SignInForm

OTHER_ACCOUNT = "这些内容是另一个账号填写的，请用原来的账号登录；要换账号，请先退出再重新打开页面。"


class EntrySignInView(SignInView):
    """JSON instead of pages: GET tells who is signed in, POST signs the account in.

    `account` is the primary key of who typed: nobody else is signed in from here.
    """

    redirect_authenticated_user = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who is signed in now, and a fresh token in the cookie."""
        get_token(request)
        user = request.user
        signed_in = {"account": user.pk, "name": user.display_name} if user.pk else {}
        return JsonResponse(signed_in)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Sign in who typed, refuse everybody else."""
        user = form.get_user()
        if str(user.pk) != self.request.POST.get("account"):
            return JsonResponse({"errors": [OTHER_ACCOUNT]})
        super().form_valid(form)
        get_token(self.request)
        return JsonResponse({"account": user.pk, "must_change": user.must_change_password})

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Why not, in the words of the log-in page."""
        return JsonResponse({"errors": [str(error) for error in form.non_field_errors()]})


entry_sign_in = EntrySignInView.as_view()
