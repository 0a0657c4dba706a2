"""python manage.py export_targets: the targets of the two city plans as CSV."""

import csv
import io
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.target_table import CITY_PLANS, TargetRow, target_rows
from indicators.models import Plan


class Command(BaseCommand):
    help = "以 CSV 输出妇女、儿童两个规划的目标"

    def handle(self, *args: Any, **options: Any) -> None:
        if Plan.objects.filter(code__in=CITY_PLANS).count() < len(CITY_PLANS):
            raise CommandError("规划尚未装载，请先运行 python manage.py load_plans")
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(TargetRow._fields)
        writer.writerows(target_rows())
        self.stdout.write(text.getvalue(), ending="")
