"""`esep correct`, `retract` and `signoff`: what a person says of a figure, or of a problem that holds a release, with a
reason. What was said before stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from esep import area, signed
from esep.cli.options import MOMENT, command, of_ledger, of_policy, open_ledger
from esep.cli.publishing import stands
from esep.document import Document, Issued
from esep.figure import Figure, claim_from
from esep.read import version
from esep.release import policy
from esep.sources import Unreadable
from esep.terms import Severity

_LARGEST = 2**63 - 1
"""The largest value that a ledger keeps."""


class _Words(click.ParamType[str]):
    """Text that says something."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip() or self.fail("a person and a reason are needed", param, ctx)


WORDS = _Words()


def _signature(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who signs, why and when."""
    for option in (
        click.option("--issued", type=MOMENT, help="When it was issued; now if left away."),
        click.option("--reason", type=WORDS, required=True, help="Why."),
        click.option("--by", type=WORDS, required=True, help="The person who signs."),
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


@click.command("signoff")
@click.argument("problem")
@_signature
@of_policy
@of_ledger
@command
def signoff_command(problem: str, by: str, reason: str, issued: Issued, policy_file: str, ledger: str | None) -> None:
    """Let a release go out in spite of a problem: a named person takes it upon them, with a reason.

    PROBLEM is the id that `esep release` shows. It holds for this problem alone, with the values it has now, and is
    published with the corrections.
    """
    policy.load(Path(policy_file)).allow(by)
    open_ledger(ledger)
    from esep import ledger as book

    found = [one for one in stands().findings.problems if one.severity == Severity.FAILS and one.id.startswith(problem)]
    if len(found) != 1:
        why = "several such problems: write more of the id" if found else "no such problem that fails"
        raise Unreadable(f"{problem}: {why}; esep release --due --dry-run shows what holds a release")
    now = datetime.now(UTC)
    document = signed.sign_off(found[0], by=by, reason=reason, issued=issued or now.replace(microsecond=0))
    known = [one for one in book.acts(signed.SIGN_OFF) if signed.signed_off(one) == found[0].id]
    if known:
        raise Unreadable(f"{problem} is signed off already, by {known[0].by}")
    book.enter(document, signed.SIGN_OFF, at=now)
    click.echo(f"Signed off: {found[0].code} {found[0].id}, by {by}. Document {document.id}")


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
