"""What Lighthouse says of the example's site, on a phone: `make lighthouse`. Exit 1 where a score is below the mark.

Needs node with npx, which fetches Lighthouse as pinned here, and Chromium as the system has it. Without them it says so
and measures nothing.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from benchmarks.browser import ALONE, CHROMIUM
from esep.site import server

LIGHTHOUSE = "lighthouse@12.8.2"
MARKS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "front": "kk/index.html",
    "region": "ru/area/KZ-75.html",
    "day": "en/day/2020-06-15.html",
    "why": "ru/why/2020-09-17/KZ.html",
    "country": "kk/area/KZ.html",
    "map": "en/map.html",
    "compare": "ru/compare.html",
}
_FLAGS = " ".join(["--headless=new", "--disable-gpu", *ALONE])


def scores(address: str, chromium: str) -> dict[str, int]:
    """The scores of a page in percent."""
    command = [
        "npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--only-categories={','.join(MARKS)}",
        f"--chrome-flags={_FLAGS}",
    ]  # fmt: skip
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"lighthouse: {done.stderr.strip()[-500:]}")
    return {name: round(100 * one["score"]) for name, one in json.loads(done.stdout)["categories"].items()}


def main(folder: Path) -> int:
    """Prints the scores of each page; 1 where one is below its mark."""
    if not CHROMIUM or not shutil.which("npx"):
        print(f"not measured: no {'npx (Node.js)' if CHROMIUM else 'Chromium'} on this machine")
        return 0
    running = server(folder, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    print("| page | " + " | ".join(MARKS) + " |\n" + "|---" * (1 + len(MARKS)) + "|")
    low = False
    for name, path in PAGES.items():
        found = scores(f"http://127.0.0.1:{running.server_port}/{path}", CHROMIUM)
        print(f"| {name} | " + " | ".join(str(found[mark]) for mark in MARKS) + " |", flush=True)
        low |= any(found[mark] < least for mark, least in MARKS.items())
    running.shutdown()
    return int(low)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
