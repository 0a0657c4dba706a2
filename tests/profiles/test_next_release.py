"""When the next figure is expected, in words."""

import datetime

import pytest

from reporting.dashboards.next_release import Rhythm, next_release


@pytest.mark.parametrize(
    ("rhythm", "latest", "words"),
    [
        (Rhythm(release_month=5), 2024, "下一次为2025年数据，通常2026年5月产生"),
        (Rhythm(cadence_years=5, release_month=10), 2020, "下一次为2025年数据，通常2026年10月产生"),
        (Rhythm(), 2024, "下一次为2025年数据"),
        (Rhythm(release_month=3), None, "通常次年3月产生"),
        (Rhythm(), None, ""),
        (Rhythm(by_term=True, release_month=3), 2021, "换届后产生"),
        (Rhythm(ad_hoc=True), 2021, "不定期产生"),
    ],
)
def test_by_rhythm(rhythm, latest, words):
    assert next_release(rhythm, latest) == words


def test_a_promised_day_says_more_than_the_rhythm():
    promised = (2025, datetime.date(2026, 5, 20))
    words = next_release(Rhythm(release_month=3), 2024, promised)
    assert words == "2025年数据尚未产生，预计2026年5月20日产生"
