"""What does Lighthouse think of the pages?

    make lighthouse

indexes seeds/, serves it to this machine only, and scores the front page, results, an
article, a park and the help, on a phone that Lighthouse makes slow and on a desk. A
table is printed; exit status 1 says that a score is below 95. npm fetches Lighthouse,
in the versions of package-lock.json, into a folder of the cache; Chromium is the
system's.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from benchmarks.load import served_seeds

HERE = Path(__file__).parent
LEAST = 95
CATEGORIES = ("performance", "accessibility", "best-practices")
_CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)
PAGES = {
    "home": "/",
    "results": f"/search?q={quote('招商引资')}",
    "article": f"/article/001_01366610fb89b663-01?q={quote('招商引资')}",
    "park": f"/park/{quote('衡阳高新区')}",
    "help": "/help",
}


def installed() -> Path:
    """The program, fetched where it is not there as locked."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    place = Path(cache, "park-news-search", "lighthouse")
    lock, kept = HERE / "package-lock.json", place / "package-lock.json"
    program = place / "node_modules" / ".bin" / "lighthouse"
    if not (program.exists() and kept.read_bytes() == lock.read_bytes()):
        place.mkdir(parents=True, exist_ok=True)
        for file in (HERE / "package.json", lock):
            shutil.copy(file, place)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
            cwd=place,
            check=True,
        )
    return program


def scores(program: Path, url: str, device: str) -> dict[str, int]:
    """The score of a page in each category, of 100; what costs points is told."""
    command = [
        program, url, "--quiet", "--output=json", f"--chrome-flags={_CHROME}",
        f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting",
    ]  # fmt: skip
    chromium = shutil.which("chromium") or ""
    done = subprocess.run(
        command + ["--preset=desktop"] * (device == "desk"),
        env=os.environ | {"CHROME_PATH": chromium},
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    found = {}
    for name in CATEGORIES:
        category = report["categories"][name]
        found[name] = round(100 * category["score"])
        for counted in category["auditRefs"]:
            audit = report["audits"][counted["id"]]
            if (
                counted["weight"]
                and (1 if audit["score"] is None else audit["score"]) < 0.9
            ):
                print(f"  {name}: {audit['title']}", file=sys.stderr)
    return found


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    program = installed()
    lowest = 100
    with (
        tempfile.TemporaryDirectory() as work,
        served_seeds(Path(work)) as address,
    ):
        print(f"| page | device | {' | '.join(CATEGORIES)} |")
        print("|---|---|---|---|---|")
        for name, path in PAGES.items():
            for device in ("phone", "desk"):
                found = scores(program, address + path, device)
                lowest = min(lowest, *found.values())
                row = " | ".join(map(str, found.values()))
                print(f"| {name} | {device} | {row} |", flush=True)
    sys.exit(lowest < LEAST)


if __name__ == "__main__":
    main()
