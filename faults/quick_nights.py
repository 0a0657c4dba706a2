"""The application with a hasty schedule: the sweep and the nightly assessment every second."""

from jincheng_plans.celery import application
from jincheng_plans.schedule import BEAT_SCHEDULE

application.conf.beat_schedule = {
    name: entry | {"schedule": 1.0} for name, entry in BEAT_SCHEDULE.items()
}
