"""Takes the pictures of README and docs from a published site: docs/images.

    python -m tools.screenshots SITE [IMAGES]

Needs playwright (in .venv/.dev) and Chromium as the system has it.
"""

import sys
import threading
from pathlib import Path

from benchmarks.browser import ALONE, CHROMIUM
from playwright.sync_api import sync_playwright  # type: ignore[import-not-found, unused-ignore]

from esep.site import server

PICTURES = {
    "front": ("en/index.html", 1280, 1450, "light"),
    "why": ("en/why/2020-09-17/KZ.html", 1280, 1500, "light"),
    "region": ("ru/area/KZ-75.html", 1280, 1500, "light"),
    "map": ("kk/map.html", 1280, 900, "dark"),
    "compare": ("en/compare.html", 1280, 1200, "light"),
    "phone": ("ru/index.html", 390, 1300, "dark"),
}
"""Page, width, height and colours of each picture."""

SHARED = "en/share/KZ.png"
"""What stands for the site where a link to it is shared: it needs no browser."""


def main(site: Path, images: Path) -> None:
    """Writes each picture anew."""
    running = server(site, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        for name, (path, width, height, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(f"http://127.0.0.1:{running.server_port}/{path}")
            page.screenshot(path=images / f"{name}.png")
            print(images / f"{name}.png")
        browser.close()
    running.shutdown()
    (images / "share.png").write_bytes((site / SHARED).read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("docs/images"))
