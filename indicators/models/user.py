"""Accounts. What an account may do comes only from its memberships."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, password: str, display_name: str, is_demo: bool = False
    ) -> "User":
        """A new account that must change its password unless it is a demonstration account."""
        user = self.model(
            username=username,
            display_name=display_name,
            is_demo=is_demo,
            must_change_password=not is_demo,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One account; demonstration accounts are roles, not people."""

    username = models.CharField(
        "用户名", max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    display_name = models.CharField("显示名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=True)
    password_expires_at = models.DateTimeField("一次性密码失效时间", null=True, blank=True)
    is_demo = models.BooleanField("演示账号", default=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name
