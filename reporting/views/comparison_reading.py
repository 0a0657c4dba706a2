"""What comparing pages share: the reading of an export, and how its workbook is answered."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from indicators.models import Area
from reporting.assessment.reading import NothingReleased, Reading, reading_for
from reporting.views.reading_page import asked_year
from reporting.workbooks.writing import MIME_TYPE, SheetContent, write_workbook


def reading_of(request: HttpRequest, area: Area) -> Reading:
    """The reading that the address asks for; 404 where nothing (such) is released."""
    live = request.GET.get("live") == "1"
    try:
        return reading_for(request.user, area, year=asked_year(request), live=live)
    except NothingReleased as nothing:
        raise Http404 from nothing


def workbook(sheets: Sequence[SheetContent], name: str) -> HttpResponse:
    """The sheets as a file to download."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or ""}
    content = write_workbook(sheets, title=name)
    return HttpResponse(content, content_type=MIME_TYPE, headers=headers)
