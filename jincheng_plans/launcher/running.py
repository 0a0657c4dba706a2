"""`make run`: everything from an empty folder to a site that answers, and back."""

import time
from collections.abc import Mapping

from jincheng_plans.launcher import commands
from jincheng_plans.launcher.commands import manage
from jincheng_plans.launcher.configuration import Configuration
from jincheng_plans.launcher.errors import LaunchError
from jincheng_plans.launcher.health import answers
from jincheng_plans.launcher.instance import announced, first_password, process_environment
from jincheng_plans.launcher.locations import SETUP_LOCK
from jincheng_plans.launcher.occupancy import require_free_port, sole_use, turn
from jincheng_plans.launcher.services import running_services
from jincheng_plans.launcher.stop_signals import StopRequested
from jincheng_plans.launcher.supervisor import Supervisor

FACES = ("web", "worker", "beat")
# Root is fine for a trial on one's own machine; the production image has a user of its own.
AS_ROOT = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
WORKER_READY = " ready."
READY_SECONDS = 60


def run(environment: Mapping[str, str]) -> None:
    """Start the instance that `environment` describes and keep it until we are asked to stop.

    Returns normally after a stop signal; LaunchError where something fails or ends by itself.
    """
    configuration = Configuration.read(environment)
    try:
        with sole_use(configuration.var_directory):
            require_free_port(configuration.host, configuration.port)
            _run_instance(configuration, environment)
    except StopRequested:
        print("已停止。", flush=True)


def _run_instance(configuration: Configuration, environment: Mapping[str, str]) -> None:
    print("正在启动数据库和队列……", flush=True)
    with running_services(
        configuration.var_directory, environment, configuration.database_name
    ) as (supervisor, addresses):
        values = process_environment(configuration, environment, addresses)
        supervisor.environment = values
        with announced(configuration, values):
            try:
                accounts = _prepare(supervisor, first_password(configuration, environment))
                _start_faces(supervisor, configuration)
                _wait_until_ready(supervisor, configuration)
                _greet(configuration, accounts)
                while True:
                    supervisor.require_running()
                    time.sleep(0.2)
            finally:
                print("正在停止……", flush=True)
                supervisor.stop(*FACES)


def _prepare(supervisor: Supervisor, password: str) -> list[str]:
    """Bring the database and the static files up to date; returns what `install` said.

    That is the accounts; they are shown when the site answers, as the last thing on the screen.
    """
    supervisor.run("migrate", manage("migrate", "--noinput", "--verbosity=0"))
    with turn(SETUP_LOCK):
        supervisor.run("static", manage("collectstatic", "--noinput", "--verbosity=0"))
    secret = {"INITIAL_PASSWORD": password}
    return supervisor.run("install", manage("install"), environment=secret, shown=False)


def _start_faces(supervisor: Supervisor, configuration: Configuration) -> None:
    supervisor.start("web", commands.web(configuration.host, configuration.port))
    supervisor.start("worker", commands.worker(), environment=AS_ROOT)
    supervisor.start("beat", commands.beat(configuration.var_directory / "beat-schedule"))


def _wait_until_ready(supervisor: Supervisor, configuration: Configuration) -> None:
    deadline = time.monotonic() + READY_SECONDS
    address = configuration.address.removeprefix("http://")
    named = f"127.0.0.1:{configuration.port}"
    while not (answers(address, named) and supervisor.has_said("worker", WORKER_READY)):
        supervisor.require_running()
        if time.monotonic() > deadline:
            raise LaunchError(f"网站在 {READY_SECONDS} 秒内没有就绪，原因见上。")
        time.sleep(0.2)


def _greet(configuration: Configuration, accounts: list[str]) -> None:
    kind = "演示库（虚构数据）" if configuration.demo else "正式库"
    print(f"\n晋城妇儿规划监测已启动：{configuration.address}/  {kind}，按 Ctrl-C 停止。\n")
    print("\n".join(accounts), flush=True)
