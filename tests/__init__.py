"""The tests; they use the real thing, and the five pages of seeds/."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
