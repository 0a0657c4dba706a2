"""A copy of the project's own catalogue folder that a test may edit, and the real city."""

import shutil
from pathlib import Path

import pytest

from indicators.catalogue.areas import load_areas
from indicators.catalogue.files import CATALOGUE_DIRECTORY
from indicators.models import Area


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "fixtures"
    shutil.copytree(CATALOGUE_DIRECTORY, copy)
    return copy


@pytest.fixture
def city(db: None) -> Area:
    load_areas(demo=False)
    return Area.objects.get(code="140500")
