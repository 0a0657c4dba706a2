"""Secrets made at the first start."""

from pathlib import Path

from django.contrib.auth.password_validation import validate_password

from jincheng_plans.launcher.configuration import Configuration
from jincheng_plans.launcher.instance import first_password, process_environment
from jincheng_plans.launcher.kept_values import kept, new_password, new_secret_key


def test_a_value_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = kept(tmp_path / "value", new_password)
    assert kept(tmp_path / "value", new_password) == first
    assert (tmp_path / "value").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["value"]


def test_values_differ_and_satisfy_the_site() -> None:
    passwords = {new_password() for _ in range(50)}
    assert len(passwords) == 50
    for password in passwords:
        validate_password(password)
    assert len(new_secret_key()) >= 50


def test_a_chosen_password_comes_first_and_is_not_stored(tmp_path: Path) -> None:
    configuration = Configuration.read({"VAR_DIR": str(tmp_path)})
    assert first_password(configuration, {"DEMO_PASSWORD": "chosen"}) == "chosen"
    assert list(tmp_path.iterdir()) == []
    generated = first_password(configuration, {})
    assert generated == first_password(configuration, {}) != "chosen"


def test_processes_are_told_one_time_zone_and_one_key(tmp_path: Path) -> None:
    configuration = Configuration.read({"VAR_DIR": str(tmp_path), "DEMO": "0", "PORT": "8123"})
    addresses = {"DATABASE_URL": "postgresql:///x", "REDIS_URL": "redis://y"}
    values = process_environment(configuration, {"ALLOWED_HOSTS": "monitor"}, addresses)
    again = process_environment(configuration, {"ALLOWED_HOSTS": "monitor"}, addresses)
    assert values == again
    assert values.items() >= {**addresses, "TZ": "Asia/Shanghai", "DEMO": "0"}.items()
    assert values["ALLOWED_HOSTS"] == "monitor,127.0.0.1"
    assert "DEMO_PASSWORD" not in values and "INITIAL_PASSWORD" not in values
