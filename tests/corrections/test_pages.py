"""The pages of corrections, as their people use them."""

from decimal import Decimal

from django.urls import reverse

from indicators.models import Indicator
from reporting.assessment.release import release_year, sign_year
from reporting.models import Correction, Flow, Observation
from reporting.observations import Figure, record

from .conftest import REASON


def _text(response):
    return response.content.decode()


def _post(client, figure, **typed):
    data = {"seen_version": figure.valid_from, "reason": REASON, **typed}
    return client.post(reverse("correction_new", args=[figure.pk]), data)


def test_the_list_shows_the_units_figures_and_says_how_to_begin(figure, sign_in):
    page = _text(sign_in("statistician").get(reverse("correction_list")))
    assert "还没有更正申请" in page
    assert reverse("correction_new", args=[figure.pk]) in page


def test_another_unit_sees_neither_figure_nor_request(correction, figure, sign_in):
    outsider = sign_in("outsider")
    page = _text(outsider.get(reverse("correction_list")))
    assert "本单位还没有入库的数据" in page
    assert outsider.get(reverse("correction_new", args=[figure.pk])).status_code == 404
    assert outsider.get(reverse("figure_history", args=[figure.pk])).status_code == 404


def test_asking_and_accepting_through_the_pages(figure, sign_in):
    asked = _post(sign_in("statistician"), figure, value="93")
    assert asked.status_code == 302
    correction = Correction.objects.get()
    reviewer = sign_in("reviewer")
    assert REASON in _text(reviewer.get(reverse("correction_review_list")))
    address = reverse("correction_decide", args=[correction.pk])
    page = _text(reviewer.get(address))
    assert "<strong>93</strong>" in page and "91" in page
    assert reviewer.post(address, {"decision": "accept"}).status_code == 302
    assert Observation.objects.in_force().get().value == 93
    assert "已采纳" in _text(sign_in("colleague").get(reverse("correction_list")))


def test_what_was_typed_stays_on_the_page(figure, sign_in):
    response = _post(sign_in("statistician"), figure, value="很多")
    assert response.status_code == 422
    assert "不是数字" in _text(response)
    assert 'value="很多"' in _text(response)
    assert REASON in _text(response)


def test_a_figure_changed_meanwhile_answers_409_with_both_values(figure, sign_in, areas):
    row = Figure(
        indicator_id=figure.indicator_id, area=areas.city, year=2024, value=Decimal("92.5")
    )
    record([row], flow=Flow.RETURN, by=None, reason="另一次改动")
    response = _post(sign_in("statistician"), figure, value="93")
    assert response.status_code == 409
    assert "92.5" in _text(response) and "93" in _text(response)


def test_deciding_on_a_moved_figure_answers_409(correction, figure, sign_in, areas):
    row = Figure(indicator_id=figure.indicator_id, area=areas.city, year=2024, value=Decimal(92))
    record([row], flow=Flow.RETURN, by=None, reason="另一次改动")
    address = reverse("correction_decide", args=[correction.pk])
    assert sign_in("reviewer").post(address, {"decision": "accept"}).status_code == 409


def test_a_decision_must_be_one(correction, sign_in):
    address = reverse("correction_decide", args=[correction.pk])
    reviewer = sign_in("reviewer")
    assert reviewer.post(address).status_code == 422
    assert reviewer.post(address, {"decision": "refuse"}).status_code == 422


def test_a_released_year_is_said_to_stay(figure, sign_in, areas, cast):
    signed = sign_year(area=areas.city, year=2024, by=cast.reviewer)
    release_year(release=signed, by=cast.office_worker)
    page = _text(sign_in("statistician").get(reverse("correction_new", args=[figure.pk])))
    assert "2024年度已经发布（第1版）" in page


def test_the_history_shows_every_version(correction, figure, sign_in, cast):
    sign_in("reviewer").post(
        reverse("correction_decide", args=[correction.pk]), {"decision": "accept"}
    )
    for person in ("statistician", "unit_head", "reviewer", "office_worker"):
        page = _text(sign_in(person).get(reverse("figure_history", args=[figure.pk])))
        assert "91" in page and "93" in page and REASON in page


def test_an_old_version_in_the_address_leads_to_the_figure_in_force(correction, figure, sign_in):
    sign_in("reviewer").post(
        reverse("correction_decide", args=[correction.pk]), {"decision": "accept"}
    )
    current = Observation.objects.in_force().get()
    page = _text(sign_in("statistician").get(reverse("correction_new", args=[current.pk])))
    assert f'name="seen_version" value="{current.valid_from}"' in page


def test_the_list_needs_no_query_a_figure(
    figure, sign_in, areas, indicators, django_assert_max_num_queries
):
    client = sign_in("statistician")
    years = range(2010, 2024)
    rows = [
        Figure(
            indicator_id=indicator.pk, area=areas.city, year=year, value=Decimal(90),
            numerator=None, denominator=None,
        )
        for indicator in Indicator.objects.all()
        for year in years
    ]  # fmt: skip
    with django_assert_max_num_queries(12):
        client.get(reverse("correction_list"))
    record(rows, flow=Flow.RETURN, by=None, reason="补录")
    with django_assert_max_num_queries(12):
        client.get(reverse("correction_list"))
