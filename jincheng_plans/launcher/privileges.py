"""How to start PostgreSQL, which refuses to run as root, without making a user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from jincheng_plans.launcher.errors import LaunchError

NOBODY = 65534


@dataclass(frozen=True)
class Disguise:
    """What to write before a command, and whose its files must be (None: leave them)."""

    prefix: tuple[str, ...] = ()
    owner: int | None = None

    def own(self, folder: Path) -> None:
        """Give `folder` and what is in it to the owner the server will see itself as."""
        if self.owner is None or folder.stat().st_uid == self.owner:
            return
        for path in [*folder.rglob("*"), folder]:
            os.chown(path, self.owner, self.owner, follow_symlinks=False)


# Seen from inside, root's files are this user's: nothing has to change hands.
OWN_NAMESPACE = Disguise(
    ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"), owner=0
)
# Where namespaces are refused. The capability lets it through root's private folders; without
# the securebit it would be lost with the change of user.
OTHER_USER = Disguise(
    (
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--securebits=+no_setuid_fixup",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
    ),
    owner=NOBODY,
)


def works(disguise: Disguise) -> bool:
    """Whether this machine lets a command be started so."""
    try:
        command = [*disguise.prefix, "true"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def disguise_for(user: int) -> Disguise:
    """The way that suits `user` (a numeric id); LaunchError where there is none.

    A container may run us under a number that has no name; PostgreSQL insists on one.
    """
    if user != 0 and has_name(user):
        return Disguise()
    if works(OWN_NAMESPACE):
        return OWN_NAMESPACE if user == 0 else Disguise(OWN_NAMESPACE.prefix)
    if user == 0 and works(OTHER_USER):
        return OTHER_USER
    raise LaunchError(
        "PostgreSQL 不能以 root 或没有名称的用户身份运行，而本机不允许用户命名空间（unshare），"
        "也不能用 setpriv。请改用普通用户启动，或用 DATABASE_URL 指定已有的 PostgreSQL。"
    )


def has_name(user: int) -> bool:
    """Whether the system knows a user of this number."""
    try:
        return bool(pwd.getpwuid(user))
    except KeyError:
        return False
