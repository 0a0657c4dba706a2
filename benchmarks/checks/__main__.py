"""Prints docs/checks.md: `python -m benchmarks.checks > docs/checks.md`. Needs no database."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_plans.settings")


def main() -> None:
    import django

    django.setup()
    from benchmarks.checks.report import measured_section
    from reporting.collection.checks_document import document

    sys.stdout.write(document(measured_section()))


if __name__ == "__main__":
    main()
