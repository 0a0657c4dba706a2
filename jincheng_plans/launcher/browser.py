"""The browser and the Chinese font that browser tests need: Debian's packages."""

import os
import shutil
import subprocess

from jincheng_plans.launcher.errors import LaunchError

PACKAGES = ("chromium", "fontconfig", "fonts-wqy-microhei")


def missing() -> list[str]:
    """What browser tests would miss on this machine, in words."""
    lacking = [] if shutil.which("chromium") else ["chromium 浏览器"]
    if not _has_chinese_font():
        lacking.append("中文字体")
    return lacking


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(fonts.stdout.strip())


def ensure() -> None:
    """Install what is missing where we may; LaunchError says what to install where we may not."""
    if not (lacking := missing()):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"正在安装{'、'.join(lacking)}……", flush=True)
        wait = ["-o", "DPkg::Lock::Timeout=300", "-qq"]
        install = ["install", "-y", "--no-install-recommends", *PACKAGES]
        for words in (["update"], install):
            subprocess.run(
                ["apt-get", *wait, *words],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdout=subprocess.DEVNULL,
                check=False,
            )
    if lacking := missing():
        raise LaunchError(
            f"浏览器测试缺少{'、'.join(lacking)}。请安装软件包：{' '.join(PACKAGES)}"
            "（Debian、Ubuntu 可用 sudo apt-get install）。"
        )
