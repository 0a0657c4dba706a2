"""Engine and wording live without Django: imported in a fresh interpreter that refuses it."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
sys.modules["django"] = None
import indicators.attainment, indicators.wording
assert not [name for name in sys.modules if name.startswith("django.")]
"""


def test_engine_and_wording_import_without_django():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
