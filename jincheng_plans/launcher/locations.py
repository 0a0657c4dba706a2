"""Where the project's own parts are."""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
SETUP_LOCK = PROJECT / ".setup.lock"
