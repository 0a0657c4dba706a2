"""The application with a hasty schedule: what comes every minute or night comes every second."""

from jincheng_plans.celery import application
from jincheng_plans.schedule import BEAT_SCHEDULE

application.conf.beat_schedule = {
    name: {**entry, "schedule": 1.0} for name, entry in BEAT_SCHEDULE.items()
}
