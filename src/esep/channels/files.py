"""Releases as files in a folder: for a briefing, a printer, a mailing list of somebody else.

A file is there whole or not at all, and a corrected edition takes the place of the one before.
"""

import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from esep.channels import Outcome, Past, keep, of
from esep.released import SENT, Delivery, Release


def deliver(channel: str, folder: Path, editions: Sequence[Release], past: Past, outcome: Outcome) -> None:
    """Writes the last of the editions, each language into its file, unless `past` says that it was written.

    Errors: OSError.
    """
    release = editions[-1]
    written = {one.language for one in of([release], past) if one.state == SENT}
    for language, text in release.texts.items():
        if language in written:
            continue
        path = folder / name(release, language)
        _write(path, text)
        keep(Delivery(release.id, channel, SENT, release.by, datetime.now(UTC), language, place=str(path)))
        outcome.done.append(f"{release.title}: {path}")


def name(release: Release, language: str) -> str:
    """The name of the file of one language."""
    return f"{release.day}-{release.name}-{language}.txt"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    for left in path.parent.glob(f".{path.name}.*"):  # by a run that was killed
        left.unlink(missing_ok=True)
