"""The forms for signing in and for a new password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils import timezone

from indicators.models import User


def _style(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs["class"] = "form-control"


class SignInForm(AuthenticationForm):
    """User name and password; says nothing about which of them was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不正确。密码区分大小写。",
        "inactive": "这个账号已停用，请联系系统管理员。",
        "expired": "一次性密码已过期或已用过，请联系安全管理员重置密码。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _style(self)

    def confirm_login_allowed(self, user: User) -> None:
        """Refuse accounts that are closed, and one-time passwords after their time."""
        super().confirm_login_allowed(user)
        expires_at = user.password_expires_at
        if expires_at and expires_at <= timezone.now():
            raise forms.ValidationError(self.error_messages["expired"], code="expired")


class NewPasswordForm(PasswordChangeForm):
    """Old password and the new one twice; the new one must be another."""

    error_messages = {
        "password_incorrect": "旧密码不正确。",
        "password_mismatch": "两次输入的新密码不一致。",
        "password_unchanged": "新密码不能与旧密码相同。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "旧密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""
        _style(self)

    def clean_new_password1(self) -> str:
        new_password: str = self.cleaned_data["new_password1"]
        if new_password == self.cleaned_data.get("old_password"):
            raise forms.ValidationError(self.error_messages["password_unchanged"])
        return new_password
