"""The one clock: every date and deadline asks today(), which TODAY moves for tests and drills."""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """Today's date in Shanghai, or the date that TODAY (YYYY-MM-DD) names."""
    if settings.TODAY:
        return datetime.date.fromisoformat(settings.TODAY)
    return timezone.localdate()
