"""The browser libraries as set-up leaves them."""

import json
import re

import pytest

from jincheng_plans.launcher.assets import ASSETS, FROM_NPM, as_script, without_source_map
from jincheng_plans.launcher.icons import ICONS
from jincheng_plans.launcher.locations import PROJECT


@pytest.mark.parametrize(
    "comment", ["//# sourceMappingURL=a.min.js.map", "/*# sourceMappingURL=a.min.css.map */"]
)
def test_source_map_comments_go_and_nothing_else_does(comment: str) -> None:
    text = f"body{{}}\n{comment}\n"
    assert without_source_map(text).split() == ["body{}"]
    assert without_source_map(f'x="{comment}";') == f'x="{comment}";'


def test_a_locale_becomes_a_plain_script() -> None:
    script = as_script("module.exports = {name: 'zh-CN'};")
    assert script.startswith("(function(){var module={};")
    assert script.rstrip().endswith("Plotly.register(module.exports);})();")


def test_every_file_a_page_names_is_there_and_complete() -> None:
    for name in [*FROM_NPM, "htmx.min.js"]:
        text = (ASSETS / name).read_text(encoding="utf-8")
        assert len(text) > 2_000 and "sourceMappingURL" not in text, name
    assert {path.stem for path in (ASSETS / "icons").iterdir()} == set(ICONS)
    assert not (PROJECT / "node_modules").exists()


def test_the_style_sheet_asks_for_no_file_we_lack() -> None:
    style = (ASSETS / "tabler.min.css").read_text(encoding="utf-8")
    wanted = re.findall(r"url\(\s*[\"']?([^\"')]+)", style)
    assert {address for address in wanted if not address.startswith(("data:", "#"))} == set()


def test_versions_are_exact() -> None:
    versions = json.loads((PROJECT / "package.json").read_text())["dependencies"].values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
