"""python manage.py load_plans: bring the catalogue in the database up to the files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.areas import load_areas
from indicators.catalogue.files import CATALOGUE_DIRECTORY
from indicators.catalogue.load import PlanMoved, load_plans
from indicators.catalogue.merge import Take
from indicators.catalogue.nodes import CatalogueError
from indicators.catalogue.report import LoadRefused
from indicators.models import Area, Installation

JINCHENG = "140500"


class Command(BaseCommand):
    help = "把 fixtures/ 中的规划与指标装入数据库，并列出差异"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", help="市级规划适用的行政区划代码，默认为本系统所属地区")
        parser.add_argument(
            "--take",
            choices=[member.value for member in Take],
            help="冲突时以文件（file）还是系统（database）为准",
        )

        parser.add_argument(
            "--directory",
            type=Path,
            default=CATALOGUE_DIRECTORY,
            help="规划文件所在的文件夹，默认为 fixtures/；可为 export_plans 写出的文件夹",
        )

    def handle(
        self, *args: Any, area: str | None, take: str | None, directory: Path, **options: Any
    ) -> None:
        installation = Installation.objects.select_related("area").first()
        try:
            load_areas(demo=bool(installation and installation.is_demo))
            code = area or (installation.area.code if installation else JINCHENG)
            report = load_plans(
                area=_area(code), directory=directory, take=Take(take) if take else None
            )
        except LoadRefused as refused:
            for line in refused.report.lines():
                self.stdout.write(line)
            raise CommandError(str(refused)) from refused
        except (CatalogueError, PlanMoved) as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)


def _area(code: str) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        known = "、".join(f"{row.code} {row.name}" for row in Area.objects.all())
        raise CommandError(f"没有行政区划 {code}，现有：{known}")
    return area
