"""The tests; they use the real thing, and the five pages of seeds/."""

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def cannot(reason: str) -> None:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, but {reason}")
    pytest.skip(reason)


def hear_interrupts() -> None:
    """For a process about to start: what a shell runs in the background hears none."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
