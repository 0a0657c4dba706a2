"""The page of the method, and the office's way from a form over a preview to a decision."""

from dataclasses import asdict, fields

import pytest
from django.urls import reverse

from indicators.attainment import Settings
from indicators.attainment.settings_words import SECTIONS, WORDS
from reporting.assessment.settings_decisions import settings_in_force
from reporting.models import SettingsDecision

CHANGE = "/method/settings/"


@pytest.fixture
def office(sign_in, judged_city):
    return sign_in("office_worker")


def entries(**changes):
    return asdict(Settings()) | {"seen": 0, "document": "纪要3号", "reason": "从严"} | changes


def text(response):
    return response.content.decode()


def test_every_setting_has_words_once():
    assert sorted(WORDS) == sorted(field.name for field in fields(Settings))
    assert sum(len(section.words) for section in SECTIONS) == len(WORDS)


def test_the_page_shows_settings_and_method(sign_in, judged_city):
    page = text(sign_in("statistician").get(reverse("method_page")))
    for words in WORDS.values():
        assert words in page
    assert "序时进度" in page
    assert '<th scope="col">概率</th>' in page
    assert "从未改动" in page
    assert "调整设置" not in page


def test_the_form_shows_what_is_in_force(office):
    page = text(office.get(CHANGE))
    assert 'name="near_share" value="0.005"' in page


def test_preview_then_confirm(office):
    seen = text(office.post(CHANGE, entries(near_share=0.001, preview=1)))
    assert "C3.02-1" in seen
    assert not SettingsDecision.objects.exists()
    done = office.post(CHANGE, entries(near_share=0.001, confirm=1), follow=True)
    assert "评估设置已生效" in text(done)
    assert settings_in_force() == Settings(near_share=0.001)
    assert "纪要3号" in text(done)


def test_back_to_the_form_keeps_what_was_entered(office):
    page = text(office.post(CHANGE, entries(near_share=0.001, edit=1)))
    assert 'name="near_share" value="0.001"' in page
    assert not SettingsDecision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"red": 0.5}, "须依次从小到大"),
        ({"near_share": -1}, "不在允许范围内"),
        ({"peer_slope": 1.5}, "不在允许范围内"),
        ({"damping_base": 0.6}, "之和不能大于 1"),
        ({"points": 4.5}, "整数"),
        ({"near_share": "nan"}, "有填写不正确的地方"),
        ({"reason": ""}, "有填写不正确的地方"),
    ],
)
def test_impossible_entries_are_refused_in_words(office, changes, sentence):
    answer = office.post(CHANGE, entries(confirm=1, **changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not SettingsDecision.objects.exists()


def test_a_stale_form_is_refused(office):
    office.post(CHANGE, entries(near_share=0.001, confirm=1))
    answer = office.post(CHANGE, entries(near_share=0.002, confirm=1))
    assert answer.status_code == 409
    assert "请刷新" in text(answer)


@pytest.mark.parametrize("person", ["statistician", "reviewer", "leader"])
def test_others_cannot_open_the_form(sign_in, judged_city, person):
    assert sign_in(person).get(CHANGE).status_code == 403
