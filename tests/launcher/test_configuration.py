"""What may be chosen, and how a wrong choice is told."""

from pathlib import Path

import pytest

from jincheng_plans.launcher.configuration import Configuration
from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.locations import PROJECT


def test_nothing_chosen_means_the_demonstration_on_this_machine_only() -> None:
    configuration = Configuration.read({})
    assert configuration == Configuration(PROJECT / "var", "127.0.0.1", 8000, demo=True)
    assert configuration.address == "http://127.0.0.1:8000"


def test_real_and_invented_figures_have_databases_of_their_own() -> None:
    names = {demo: Configuration.read({"DEMO": demo}).database_name for demo in ("0", "1", "")}
    assert names == {"0": "jincheng", "1": "jincheng_demo", "": "jincheng_demo"}


def test_all_addresses_are_reached_through_this_machine(tmp_path: Path) -> None:
    chosen = {"HOST": "0.0.0.0", "PORT": "8123", "VAR_DIR": str(tmp_path)}
    assert Configuration.read(chosen).address == "http://127.0.0.1:8123"
    assert Configuration.read({"HOST": "::1"}).address == "http://[::1]:8000"


@pytest.mark.parametrize(
    "chosen",
    [{"PORT": "http"}, {"PORT": "0"}, {"PORT": "65536"}, {"PORT": "-1"}, {"DEMO": "maybe"}],
)
def test_a_wrong_choice_is_named(chosen: dict[str, str]) -> None:
    ((name, value),) = chosen.items()
    with pytest.raises(LaunchError, match=f"{name}={value}"):
        Configuration.read(chosen)
