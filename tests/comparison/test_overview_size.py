"""A table of many counties is read in pages of counties; its workbook holds them all."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from indicators.models import Area, AreaLevel
from tests.comparison.test_area_comparison_page import sheet_of

pytestmark = pytest.mark.django_db


def test_twenty_counties_a_page(
    sign_in, released: SimpleNamespace, places: dict[str, Area]
) -> None:
    city = places["演示市"]
    for number in range(25):
        Area.objects.create(
            code=f"9903{number:02}",
            name=f"县{number:02}",
            level=AreaLevel.COUNTY,
            parent=city,
            path=f"{city.path}9903{number:02}/",
            position=10 + number,
        )
    first = sign_in("leader").get(reverse("area_overview")).content.decode()
    second = sign_in("leader").get(reverse("area_overview") + "?page=2").content.decode()
    assert "县15" in first and "县16" not in first
    assert "县16" in second and "县24" in second and "第 2 页，共 2 页，29 条" in second
    head = next(
        row for row in sheet_of(sign_in("leader"), "", "area_overview_export") if "甲县" in row
    )
    assert len(head) == 3 + 29
