"""What an official is told about the 41 numeric targets: the table of docs/method.zh.md."""

from pathlib import Path

import pytest

from indicators.attainment import assess, explain
from indicators.wording import LEVELS, Wording, badges, probability_text
from tests.attainment.plan_cases import SPOKEN, YEAR, plan_frames, plan_pairs
from tests.attainment.slow_reference import judge
from tests.attainment.test_slow_reference import NUMBERS, WORDS, same

DOCUMENT = Path(__file__).parents[2] / "docs" / "method.zh.md"
CASES = plan_pairs()


@pytest.fixture(scope="module")
def results():
    assessment = assess(*plan_frames(), YEAR)
    assert assessment.rejected.empty
    return assessment.results


def wording_of(case, target):
    return Wording(
        case["name"], case["unit"], int(case["decimals"]), kind=case["kind"],
        side=target["side"], maintain=target["maintain"],
    )  # fmt: skip


def told(case, target, row):
    """The line of the table for one case."""
    silent = "NO_EVENTS" in row["reasons"].split("|")
    beside = row["reasons"].replace("SUBSTITUTE_BASELINE", "")
    cells = [
        f"{case['code']} {case['name']}",
        SPOKEN.get(case["which"], case["awkward"]),
        wording_of(case, target).value(row["value"]),
        row["standing"],
        LEVELS[row["level"]],
        "—" if silent else probability_text(row["probability"]),
        "、".join(badges(beside, row["volatile"], row["latest_year"])),
    ]
    return "| " + " | ".join(cells) + " |"


def test_the_plans_have_41_targets_with_three_series_each():
    assert len(CASES) == 123
    assert len({case["code"] for case, _, _ in CASES}) == 41


def test_the_document_tells_what_the_engine_says(results):
    lines = [told(case, target, results.loc[target["series"]]) for case, target, _ in CASES]
    written = DOCUMENT.read_text(encoding="utf-8").splitlines()
    missing = [line for line in lines if line not in written]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("case", "target", "rows"), CASES, ids=[target["series"] for _, target, _ in CASES]
)
def test_the_slow_reference_agrees(case, target, rows, results):
    expected, found = judge(target, rows, YEAR), results.loc[target["series"]]
    assert [n for n in (*WORDS, *NUMBERS) if not same(expected[n], found[n])] == []
    sentences = explain(found, wording_of(case, target))
    assert f"结论：{found['standing']}" in "".join(sentences)
