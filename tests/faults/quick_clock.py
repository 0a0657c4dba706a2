"""The application with a hasty sweep: every second instead of every minute, and no nights."""

from jincheng_plans.celery import application
from jincheng_plans.schedule import BEAT_SCHEDULE

application.conf.beat_schedule = {"sweep": BEAT_SCHEDULE["sweep"] | {"schedule": 1.0}}
