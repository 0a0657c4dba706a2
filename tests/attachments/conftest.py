"""A cell of an open return, a folder of its own for files, and uploads."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reporting.models import Item, Submission
from tests.attachments.files import pdf
from tests.collection.conftest import (  # noqa: F401
    cell,
    filled_return,
    find_return,
    handed_in_return,
    health_return,
    march,
    round_2025,
)

Upload = Callable[..., SimpleUploadedFile]


@pytest.fixture(autouse=True)
def media(settings: SimpleNamespace, tmp_path: Path) -> Path:
    """Where files of this test lie."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "evidence"


@pytest.fixture
def item(health_return: Submission, indicators: SimpleNamespace) -> Item:  # noqa: F811
    """Maternal mortality of the city's health unit, to be typed."""
    return cell(health_return, indicators.maternal)


@pytest.fixture
def upload() -> Upload:
    """upload("a.pdf", content): a file as a request brings it."""

    def make(name: str = "报表原件.pdf", content: bytes | None = None) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, pdf() if content is None else content)

    return make
