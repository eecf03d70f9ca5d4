"""The system's Chromium, for tests of the site, its measurements and its pictures."""

import os
import shutil

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Missing: None where there is none. In Debian it is the package chromium."""

ALONE = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
"""What it must be told where we are root, as in CI: its sandbox needs an ordinary user."""
