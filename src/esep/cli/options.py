"""What the commands share: how they speak of errors, kinds of values, and options."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from esep import address, area
from esep.cli.terminal import plain
from esep.document import Issued, parse_issued
from esep.sources import Unreadable
from esep.write import NothingToWrite

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def plainly() -> Iterator[None]:
    """What goes wrong with the user's input, as one line and exit status 2."""
    from esep.ledger import LedgerUnusable
    from esep.release.policy import BadPolicy
    from esep.site import NotASite

    try:
        yield
    except BrokenPipeError:  # whoever was reading has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (Unreadable, LedgerUnusable, NotASite, BadPolicy, NothingToWrite, area.UnknownArea, OSError) as error:
        text = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        refuse(text)
    except Exception as error:
        database = sys.modules.get("django.db")  # loaded only by commands that open the ledger
        if database is None or not isinstance(error, database.Error):
            raise
        refuse(f"the ledger could not be used: {error}. Nothing was half recorded; put it right and run this again")


def refuse(text: str) -> NoReturn:
    click.echo(f"esep: {plain(text)}", err=True)
    sys.exit(2)


def command(function: Callable[P, R]) -> Callable[P, R]:
    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with plainly():
            return function(*args, **kwargs)

    return run


class _Moment(click.ParamType[Issued]):
    """A date, or a date and time with its zone."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Issued:
        try:
            return parse_issued(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _AreaCode(click.ParamType[str]):
    """The code of an area that exists."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return area.find(value).code
        except area.UnknownArea as error:
            self.fail(str(error), param, ctx)


class _SiteAddress(click.ParamType[str]):
    """The address of a site on the web."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return address.of_site(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


MOMENT, AREA, SITE_ADDRESS = _Moment(), _AreaCode(), _SiteAddress()

of_ledger = click.option(
    "--ledger", envvar="ESEP_LEDGER", help="The ledger: a file, or postgresql://... [env: ESEP_LEDGER]"
)
of_policy = click.option(
    "--policy",
    "policy_file",
    envvar="ESEP_POLICY",
    default="policy.toml",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The policy: what is released, when, where and by whom. [env: ESEP_POLICY]",
)
as_of_then = click.option("--as-of", type=MOMENT, help="As issued by then: the vintage of that day.")
known_then = click.option("--known-at", type=MOMENT, help="As the ledger knew it then.")
in_form = click.option(
    "--format",
    "form_out",
    type=click.Choice(["table", "jsonl", "json", "csv"]),
    default="table",
    help="Form of the output.",
)


def open_ledger(address: str | None) -> None:
    """Open the ledger. Django is loaded here and not before: most commands do without it."""
    from esep.project import start

    start(address)


def instant(moment: Issued) -> datetime | None:
    """A recorded clock: a bare date is its end in UTC."""
    if isinstance(moment, date) and not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, 23, 59, 59, 999_999, tzinfo=UTC)
    return moment
