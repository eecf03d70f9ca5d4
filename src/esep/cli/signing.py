"""`esep correct` and `esep retract`: what a person says of a figure, with a reason. What was said before stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from esep import area, signed
from esep.cli.options import MOMENT, command, of_ledger, open_ledger
from esep.document import Document, Issued
from esep.figure import Figure, claim_from
from esep.read import version
from esep.sources import Unreadable

_LARGEST = 2**63 - 1
"""The largest value that a ledger keeps."""


class _Words(click.ParamType[str]):
    """Text that says something."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip() or self.fail("a person and a reason are needed", param, ctx)


def _signature(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who signs, why and when."""
    for option in (
        click.option("--issued", type=MOMENT, help="When it was issued; now if left away."),
        click.option("--reason", type=_Words(), required=True, help="Why."),
        click.option("--by", type=_Words(), required=True, help="The person who signs."),
    ):
        function = option(function)
    return function


@click.command("correct")
@click.argument("claim")
@click.argument("value", type=click.IntRange(0, _LARGEST))
@_signature
@of_ledger
@command
def correct_command(claim: str, value: int, by: str, reason: str, issued: Issued, ledger: str | None) -> None:
    """Correct a figure: a new statement of a named person, with a reason. What was said before stays.

    CLAIM is disease/area/event/measure[/definition[/group[/period]]]@date.
    """
    try:
        what, period = claim_from(claim)
        area.find(what.area)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    open_ledger(ledger)
    now = datetime.now(UTC)
    then = issued or now.replace(microsecond=0)
    document, [figure] = signed.correction(what, value, period, by=by, reason=reason, issued=then)
    new = _record(document, [figure], now)
    click.echo(f"{'Recorded' if new else 'Known already'}: {what} = {value}, by {by}. Figure {figure.id}")


@click.command("retract")
@click.argument("id")
@_signature
@of_ledger
@command
def retract_command(id: str, by: str, reason: str, issued: Issued, ledger: str | None) -> None:
    """Withdraw a statement: a named person says, with a reason, that it counts no longer.

    ID is that of a figure or of a document, all of whose figures are withdrawn then. `esep why` shows both. To take
    a retraction back, retract it.
    """
    open_ledger(ledger)
    figures, whole = _named(id)
    now = datetime.now(UTC)
    gone = signed.withdrawn(_retractions())
    standing = [figure for figure in figures if signed.withdrawal(figure, gone) is None]
    if not standing:
        former = signed.withdrawal(figures[0], gone)
        raise Unreadable(f"{id} is withdrawn already, by {former and former.source.publisher}")
    try:
        document, own = signed.retraction(standing, by=by, reason=reason, issued=issued or now, whole=whole)
    except ValueError as error:
        raise click.UsageError(f"{error}; write a later --issued") from None
    _record(document, own, now)
    origin = standing[0].source.document
    what = f"{own[0].claim} = {own[0].value}" if len(own) == 1 else f"{len(own)} figures of {origin}"
    verb = "Taken back: the retraction of" if signed.is_retraction(standing[0]) else "Withdrawn:"
    click.echo(f"{verb} {what}, by {by}. Document {document.id}")


def _named(id: str) -> tuple[list[Figure], bool]:
    """The figure of that id, or those of the document of that id, and whether it is a document's."""
    from esep import ledger as book

    one = book.figure(id)
    if one and not signed.is_retraction(one):
        return [one], False
    try:
        document = book.document(one.source.document if one else id)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if document is None:
        raise Unreadable(f"{id}: no figure and no document in the ledger has that id; esep why shows the ids")
    if figures := book.stated_in(document):
        return figures, True
    raise Unreadable(f"{id}: nothing was read in that document, so there is nothing to withdraw")


def _retractions() -> list[Figure]:
    from esep import ledger as book

    return book.retractions()


def _record(document: Document, figures: list[Figure], now: datetime) -> bool:
    from esep import ledger as book

    return book.record(document, figures, reader=version(), at=now)
