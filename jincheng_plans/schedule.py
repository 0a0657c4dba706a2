"""What beat starts, and when (Asia/Shanghai)."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    "sweep": {"task": "reporting.tasks.sweep", "schedule": 60.0},
    # Several chances a night, for a scheduler that was down at two; only the first one counts.
    "nightly": {"task": "reporting.tasks.nightly", "schedule": crontab(hour="2-5", minute="*/15")},
}
