"""The production set-up holds what docs/operations.md promises."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from jincheng_plans.launcher import commands
from jincheng_plans.launcher.locations import PROJECT, PYTHON

TEXT = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SITE = ("web", "worker", "beat", "migrate")
LASTING = sorted(SERVICES.keys() - {"migrate"})


def test_it_has_the_parts_of_an_installation() -> None:
    assert SERVICES.keys() == {*SITE, "postgres", "redis"}


def test_only_the_web_port_is_public() -> None:
    public = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert public == {"web": ["${WEB_PORT:-8000}:8000"]}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    outside = {name for name, service in SERVICES.items() if "outside" in service["networks"]}
    assert outside == {"web", "worker"}  # the worker calls out to the mail server
    assert not any("network_mode" in service for service in SERVICES.values())


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_site_starts_after_the_preparation() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    for name in ("web", "worker", "beat"):
        waits = {of: how["condition"] for of, how in SERVICES[name]["depends_on"].items()}
        assert waits == {
            "postgres": "service_healthy",
            "redis": "service_healthy",
            "migrate": "service_completed_successfully",
        }


@pytest.mark.parametrize("name", SITE)
def test_the_site_runs_as_production_without_the_demonstration(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert (environment["PRODUCTION"], environment["DEMO"]) == ("1", "0")


def test_secrets_are_asked_for_never_written() -> None:
    secrets = {"SECRET_KEY", "POSTGRES_PASSWORD", "INITIAL_PASSWORD", "ALLOWED_HOSTS"}
    references = re.findall(r"\$\{(\w+)(:\?[^}]+)?", TEXT)
    assert secrets <= {name for name, _ in references}
    assert all(message for name, message in references if name in secrets)
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "SECRET" in name:
                assert value.startswith("${")


def test_data_is_kept_in_named_volumes() -> None:
    kept = {volume.split(":")[0] for each in SERVICES.values() for volume in each["volumes"]}
    assert kept == COMPOSE["volumes"].keys() == {"database", "queue", "files"}


def test_the_database_is_made_as_the_embedded_one() -> None:
    assert SERVICES["postgres"]["image"].split(":")[1].startswith("18")
    made = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "--builtin-locale=C.UTF-8" in made and "-E UTF8" in made


def test_processes_are_started_as_by_the_launcher() -> None:
    expected = {
        "web": commands.web("0.0.0.0", 8000),
        "worker": commands.worker(),
        "beat": commands.beat(Path("/data/beat-schedule")),
    }
    for name, command in expected.items():
        words = ["python" if word == PYTHON else word for word in command]
        assert SERVICES[name]["command"] == words


def test_the_image_does_not_run_as_root_and_copies_what_exists() -> None:
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER jincheng"]
    copied = [line.split()[1] for line in lines if line.startswith("COPY ")]
    assert copied and all((PROJECT / source).exists() for source in copied)
    assert any("--require-hashes" in line for line in lines)
