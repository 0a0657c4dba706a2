"""The canonical text, its digest by other means, and what two contents differ in."""

import hashlib
import subprocess

import pytest

from reporting.collection.receipt_text import (
    canonical_text,
    cell_name,
    cell_words,
    differences,
    digest_of,
    in_groups,
    read_digest,
    read_number,
    receipt_number,
)

CONTENT = {"b": [1, True, "孕产妇\n“2”"], "a": {"z": "", "y": 'say "no"\\'}}
TEXT = '{"a":{"y":"say \\"no\\"\\\\","z":""},"b":[1,true,"孕产妇\\n“2”"]}'

CELL = {
    "indicator": "maternal_mortality",
    "indicator_name": "孕产妇死亡率",
    "breakdown": 0,
    "breakdown_name": "合计",
    "unit": "1/10万",
    "decimals": 1,
    "value": "40.322581",
    "numerator": "1",
    "denominator": "2480",
    "qualifier": "",
    "status": "A",
    "missing_kind": "",
    "expected_on": "",
    "note": "",
    "reference_period": "公历年度",
    "explanations": [],
    "evidence": [],
}


def test_the_canonical_text_is_as_documented():
    assert canonical_text(CONTENT) == TEXT


def test_the_digest_is_what_sha256sum_says():
    said = subprocess.run(["sha256sum"], input=TEXT.encode(), capture_output=True, check=True)
    assert digest_of(CONTENT) == said.stdout.decode().split()[0]


def test_the_order_of_names_does_not_matter():
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": ["1", "2"]}) != digest_of({"a": ["2", "1"]})


DIGEST = hashlib.sha256(b"x").hexdigest()


@pytest.mark.parametrize(
    "typed",
    [DIGEST, DIGEST.upper(), in_groups(DIGEST), f" {DIGEST[:32]}\n{DIGEST[32:]}\r\n"],
)
def test_a_digest_is_read_however_it_was_typed(typed):
    assert read_digest(typed) == DIGEST


@pytest.mark.parametrize("typed", ["", DIGEST[:-1], DIGEST + "0", "g" * 64, "2025-00012-1"])
def test_what_is_no_digest(typed):
    assert read_digest(typed) is None


@pytest.mark.parametrize("typed", ["2025-00012-3", " 2025-12-3 ", "２０２５－００012－3"])
def test_a_number_is_read_however_it_was_typed(typed):
    assert read_number(typed) == (2025, 12, 3)
    assert receipt_number(2025, 12, 3) == "2025-00012-3"


@pytest.mark.parametrize("typed", ["", "2025-12", "2025-12-3-4", "25-1-1", "2025-x-1", DIGEST])
def test_what_is_no_number(typed):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "40.3（1 / 2480）"),
        ({"value": "0", "numerator": "0"}, "0.0（0 / 2480）"),
        ({"value": "", "numerator": "", "denominator": ""}, "未填"),
        ({"value": "", "numerator": ""}, "未填（未填 / 2480）"),
        ({"value": "95", "numerator": "", "denominator": "", "qualifier": "约"}, "95 约"),
        ({"status": "P"}, "40.3（1 / 2480） 初步数"),
        (
            {"value": "", "missing_kind": "not_yet_produced", "expected_on": "2026-05-31"},
            "尚未产生（2026-05-31）",
        ),
        ({"value": "", "missing_kind": "not_applicable", "note": "无暴露"}, "不适用（无暴露）"),
    ],
)
def test_a_cell_in_words(changed, words):
    assert cell_words(CELL | changed) == words


def test_a_breakdown_is_named():
    assert cell_name(CELL) == "孕产妇死亡率"
    assert cell_name(CELL | {"breakdown": 1, "breakdown_name": "女"}) == "孕产妇死亡率（女）"


def test_equal_contents_do_not_differ():
    assert differences([CELL], [dict(CELL)]) == []


def test_a_renamed_indicator_is_no_difference():
    assert differences([CELL], [CELL | {"indicator_name": "新名称", "unit": "‰"}]) == []


def test_a_figure_and_a_note_differ():
    explained = CELL | {
        "numerator": "2",
        "value": "80.645161",
        "explanations": [{"rule": "jump", "reason": "event", "text": "两例均为外省转入"}],
    }
    (found,) = differences([CELL], [explained])
    assert found.old == "40.3（1 / 2480）；核实说明：无"
    assert found.new == "80.6（2 / 2480）；核实说明：两例均为外省转入"


def test_a_cell_on_one_side_only():
    (gone,) = differences([CELL], [])
    (added,) = differences([], [CELL])
    assert (gone.old, gone.new) == ("40.3（1 / 2480）", "没有这一项")
    assert (added.old, added.new) == ("没有这一项", "40.3（1 / 2480）")


@pytest.mark.parametrize(
    "field", ["value", "numerator", "denominator", "qualifier", "status", "note", "evidence"]
)
def test_every_field_counts(field):
    file = [{"name": "原件.pdf", "sha256": DIGEST}]
    other = {"evidence": file, "value": "41"}.get(field, "B")
    assert len(differences([CELL], [CELL | {field: other}])) == 1
