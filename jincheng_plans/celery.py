"""The Celery application: a queue that only nudges; work items and outcomes are rows.

`celery -A jincheng_plans.celery worker` and `… beat` find it. Reasons for each setting are in
docs/decisions.md; in short, a killed worker or pool child gives its message back, a dead or hung
Redis delays a page by about two seconds at most, and nothing is kept in Redis.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_plans.settings")

TASK_TIME_LIMIT = 600
application = Celery("jincheng_plans")


def broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis address (`unix://` is `redis+socket://` there)."""
    prefix = "unix://"
    return (
        f"redis+socket://{redis_url[len(prefix) :]}" if redis_url.startswith(prefix) else redis_url
    )


def configure() -> None:
    """Read the Django settings once and set the queue up."""
    from django.conf import settings

    from jincheng_plans.schedule import BEAT_SCHEDULE

    application.conf.update(
        broker_url=broker_url(settings.REDIS_URL),
        broker_transport_options={
            "visibility_timeout": TASK_TIME_LIMIT + 300,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 0.7,
            "socket_timeout": 0.7,
            # What people wait for is taken before long work.
            "queue_order_strategy": "priority",
        },
        broker_connection_retry_on_startup=True,
        task_publish_retry_policy={
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
        },
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_time_limit=TASK_TIME_LIMIT,
        task_default_queue="interactive",
        worker_prefetch_multiplier=1,
        timezone="Asia/Shanghai",
        beat_schedule=BEAT_SCHEDULE,
    )


configure()
application.autodiscover_tasks(["reporting"])
