"""The table of rules: whole, in Chinese, and every rule tried somewhere in this room."""

import re
from pathlib import Path

from benchmarks.checks.report import measured_section
from reporting.collection.checks_document import document
from reporting.collection.rules import RULES

ROOM = Path(__file__).parent
ROOT = ROOM.parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_rule_is_tried() -> None:
    tests = "".join(file.read_text(encoding="utf-8") for file in ROOM.glob("test_*.py"))
    assert [code for code in RULES if f'"{code}"' not in tests] == []


def test_every_line_is_whole() -> None:
    for code, rule in RULES.items():
        assert code == rule.code and len(code) <= 40
        for text in (rule.name, rule.compared, rule.formula, rule.message):
            assert CHINESE.search(text), code
        assert rule.is_hard or rule.why, code
        assert rule.message.endswith("。"), code


def test_a_soft_message_says_what_to_do_where_the_figure_is_right() -> None:
    parts = dict.fromkeys(re.findall(r"{(\w+)}", RULES["county_sum"].message), "1")
    message = RULES["county_sum"].finding("行", "value", **parts).message
    assert message.endswith("请与各县核对。如属实，请选择原因并写明情况。")


def test_the_document_is_current() -> None:
    """Otherwise: python -m benchmarks.checks > docs/checks.md."""
    printed = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert printed == document(measured_section())
