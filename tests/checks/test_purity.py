"""The checks live without Django: imported in a fresh interpreter that refuses it."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
sys.modules["django"] = None
import reporting.collection.checks
import reporting.collection.checks_document
import reporting.collection.return_findings
import reporting.collection.affected
import reporting.collection.substance
assert not [name for name in sys.modules if name.startswith("django.")]
"""


def test_the_checks_import_without_django() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
