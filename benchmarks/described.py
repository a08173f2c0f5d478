"""Is the description of the API true, whatever is asked?

    python -m benchmarks.described [--examples 200] [--seed 1]

indexes seeds/, serves it to this machine only, and lets schemathesis ask what
/openapi.json allows and what it does not: every check that it has, so many examples of
each path. Exit status 1 says that an answer was not as described.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.load import served_seeds

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


def main() -> None:
    """Ask, and print what schemathesis reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as work,
        served_seeds(Path(work)) as address,
    ):
        done = subprocess.run(
            [Path(sys.executable).with_name("schemathesis"),
             "--config-file", CONFIGURATION,
             "run", f"{address}/openapi.json", "--checks", "all", "--no-color",
             "--max-examples", str(options.examples), "--seed", str(options.seed)],
            check=False, cwd=work,
        )  # fmt: skip
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
