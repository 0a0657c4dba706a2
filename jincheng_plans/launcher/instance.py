"""What the processes of one instance are told through their environment."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from jincheng_plans.launcher.configuration import Configuration
from jincheng_plans.launcher.kept_values import kept, new_password, new_secret_key, write_private

# What `manage.py` by hand needs to find the running instance; the rest it reads from VAR_DIR.
SHARED_NAMES = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "HOST",
    "PORT",
    "DEMO",
    "TODAY",
    "ALLOWED_HOSTS",
    "DJANGO_SETTINGS_MODULE",
)


def process_environment(
    configuration: Configuration, environment: Mapping[str, str], addresses: Mapping[str, str]
) -> dict[str, str]:
    """The environment of every process we start, without the first password."""
    var_directory = configuration.var_directory
    values = {
        **environment,
        **addresses,
        "VAR_DIR": str(var_directory),
        "HOST": configuration.host,
        "PORT": str(configuration.port),
        "DEMO": "1" if configuration.demo else "0",
        "SECRET_KEY": environment.get("SECRET_KEY")
        or kept(var_directory / "secret_key", new_secret_key),
        "TZ": "Asia/Shanghai",
        "PYTHONUNBUFFERED": "1",
    }
    if hosts := environment.get("ALLOWED_HOSTS"):
        values["ALLOWED_HOSTS"] = f"{hosts},127.0.0.1"  # we ask for /healthz/ there
    return values


def first_password(configuration: Configuration, environment: Mapping[str, str]) -> str:
    """The password of accounts made at the first start: DEMO_PASSWORD, else one kept in VAR_DIR."""
    kept_in = configuration.var_directory / "initial_password"
    return environment.get("DEMO_PASSWORD") or kept(kept_in, new_password)


@contextmanager
def announced(configuration: Configuration, values: Mapping[str, str]) -> Iterator[None]:
    """Let `manage.py` by hand find this instance: VAR_DIR/environment.json while it runs."""
    path = configuration.var_directory / "environment.json"
    shared = {name: values[name] for name in SHARED_NAMES if name in values}
    write_private(path, json.dumps(shared, ensure_ascii=False, indent=1))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
