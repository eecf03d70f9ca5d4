"""A small ledger, its policy, and runs of `esep release` that can be killed anywhere."""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from examples.telegram.bot_api import TOKEN

from esep.cli import main

POLICY = """
area = "KZ"
publisher = "Ministry of Health of Kazakhstan"
by = ["A. Kim", "B. Omarov"]
[channels.site]
folder = "site"
[channels.telegram]
chat = "@here"
[channels.briefing]
kind = "file"
folder = "briefing"
[release.national]
bulletin = "daily"
channels = ["site", "telegram", "briefing"]
languages = ["kk", "ru"]
embargo = "10:00"
catch_up = 0
"""
SAID = (
    "As of September 17, 2020, Kazakhstan has registered 106,920 coronavirus cases. "
    "Over the past day, 65 new coronavirus cases were registered in Kazakhstan. "
    "In Kazakhstan 1,671 people have died of the coronavirus since the onset."
)
NOON = "2020-09-17T12:00:00+06:00"


def document(text: str = SAID, publisher: str = "Kazinform", issued: str = "2020-09-17", **more: str) -> str:
    """A document of Kazakhstan as a line."""
    return json.dumps({"text": text, "publisher": publisher, "issued": issued, "area": "KZ", **more}) + "\n"


def esep(*arguments: object, status: int | None = 0, stdin: str | None = None) -> Result:
    """A command that ends so; None: however it ends."""
    result = CliRunner().invoke(main, list(map(str, arguments)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert status is None or result.exit_code == status, result.output
    return result


def release(*arguments: object, status: int | None = 0, now: str = NOON) -> str:
    """What `esep release --due` prints."""
    return esep("release", "--due", "--now", now, *arguments, status=status).output


def record(*lines: str) -> None:
    """Records these documents."""
    esep("record", "--from", "jsonl", "-", stdin="".join(lines))


def killed_at(step: int) -> bool:
    """Whether a run of its own process was killed at that step; else it came to its end.

    The steps are all that leaves a trace: before and after each row set and each commit of the ledger, each request to
    Telegram, each file, each renaming.
    """
    process = multiprocessing.get_context("fork").Process(target=_run, args=(step,))
    process.start()
    process.join(60)
    assert process.exitcode in (0, 1, -signal.SIGKILL), process.exitcode
    return process.exitcode == -signal.SIGKILL


def _run(step: int) -> None:
    from django.db import connections
    from django.db.backends.base.base import BaseDatabaseWrapper

    from esep.channels.telegram import Bot
    from esep.ledger import writing

    connections.close_all()
    left = step

    def here() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(owner: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def both(*arguments: Any, **options: Any) -> Any:
            here()
            result = real(*arguments, **options)
            here()
            return result

        setattr(owner, name, both)

    around(writing, "insert")
    around(BaseDatabaseWrapper, "commit")
    around(Bot, "_ask")
    around(Path, "replace")
    around(Path, "rename")
    result = CliRunner().invoke(main, ["release", "--due", "--now", NOON])
    os._exit(result.exit_code if result.exception is None or isinstance(result.exception, SystemExit) else 70)


def environment(address: str, ledger: str) -> dict[str, str]:
    """What a run needs of the environment."""
    return {"ESEP_LEDGER": ledger, "ESEP_TELEGRAM_API": address, "ESEP_TELEGRAM_TOKEN": TOKEN}
