"""python manage.py export_plans: the catalogue of the database as a folder of plan files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.export import FolderNotEmpty, export_plans
from indicators.models import Installation
from jincheng_plans.environment import var_directory


class Command(BaseCommand):
    help = "把数据库中的规划与指标写成 YAML 文件，可再用 load_plans --directory 装载"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--directory",
            type=Path,
            help="新的或空的文件夹，默认为数据目录（VAR_DIR）下的 exported-plans",
        )

    def handle(self, *args: Any, directory: Path | None, **options: Any) -> None:
        folder = directory or var_directory() / "exported-plans"
        installation = Installation.objects.select_related("area").first()
        try:
            paths = export_plans(directory=folder, home=installation.area if installation else None)
        except FolderNotEmpty as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已写出 {len(paths)} 个文件到 {folder}")
