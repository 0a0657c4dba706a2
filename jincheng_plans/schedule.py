"""What beat starts, and when."""

BEAT_SCHEDULE = {
    "sweep": {"task": "reporting.tasks.sweep", "schedule": 60.0},
}
