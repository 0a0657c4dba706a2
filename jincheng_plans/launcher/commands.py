"""The commands of the site's processes; docker-compose.yml uses the same."""

from pathlib import Path

from jincheng_plans.launcher.locations import PROJECT, PYTHON

CELERY = (PYTHON, "-m", "celery", "--quiet", "--app", "jincheng_plans.celery")


def manage(*words: str) -> list[str]:
    """A command of manage.py."""
    return [PYTHON, str(PROJECT / "manage.py"), *words]


def web(host: str, port: int) -> list[str]:
    """The web server: two processes of four threads, as pages mostly wait for the database.

    Preloaded: a faulty site ends at once instead of trying again and again, and a process that is
    still loading cannot miss the signal to stop.
    """
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [PYTHON, "-m", "gunicorn", "jincheng_plans.wsgi:application", "--bind", bind]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    return [*command, *threads, "--preload", "--graceful-timeout", "10", "--no-control-socket"]


def worker() -> list[str]:
    """The worker: one process a core; it needs no talk with other workers to start."""
    pool = ["--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return [*CELERY, "worker", *pool, "--queues", "interactive,bulk", "--loglevel", "INFO"]


def beat(schedule: Path) -> list[str]:
    """The clock. No pid file: one launcher a VAR_DIR means one beat, and none is left behind."""
    keep = ["--schedule", str(schedule), "--pidfile="]
    return [*CELERY, "beat", *keep, "--loglevel", "WARNING"]
