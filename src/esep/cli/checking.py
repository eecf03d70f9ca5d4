"""`esep check`: which figures cannot all be true, by themselves or beside what the ledger holds. It records nothing."""

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from esep.check import Findings, check, confronted
from esep.check.drafts import against
from esep.cli import show
from esep.cli.options import as_of_then, command, known_then, of_ledger, open_ledger
from esep.cli.places import Places
from esep.cli.pool import Pool
from esep.cli.reading import Form, by_jobs, documents, of_documents, read_found, refuse_lost, tell
from esep.cli.vintages import ledger_findings
from esep.document import Document, Issued
from esep.figure import Figure
from esep.problem import Problem
from esep.publisher import is_official
from esep.settle import settle
from esep.sources import Found, Unreadable, from_fields, json_lines
from esep.terms import Severity, Status
from esep.write import LANGUAGES

FORMS = ("table", "text", "jsonl", "json", "github", "sarif")
_OF_PATHS = ("text", "sarif")
"""Forms that are of no use without a file: nothing to mark, and code scanning refuses results without a place."""


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@of_documents
@of_ledger
@as_of_then
@known_then
@click.option("--format", "form_out", type=click.Choice(FORMS), default="table", help="Form of the output.")
@click.option("--in", "tongue", type=click.Choice(LANGUAGES), default="en", help="Language of the findings.")
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in show.ORDER]),
    default="fails",
    help="The least grave problem that makes the exit status 1.",
)
@by_jobs
@command
def check_command(
    paths: tuple[str, ...],
    about: Document,
    form: Form,
    ledger: str | None,
    as_of: Issued,
    known_at: Issued,
    form_out: str,
    tongue: str,
    fail_on: str,
    jobs: int | None,
) -> None:
    """Find the figures that cannot all be true, and say why. PATH holds bulletins, tables with --mapping, or figures as
    JSON Lines.

    With a ledger the figures are compared with what it holds too, and only what concerns them is told; nothing is
    recorded. With a ledger and no PATH all that it holds is checked, as issued by a day (--as-of), as it knew it at a
    time (--known-at). Exit status 1 where something fails.
    """
    if paths and (as_of or known_at):
        raise click.UsageError("--as-of and --known-at are for a whole ledger: leave out PATH")
    if not (paths or (ledger and _is_there(ledger))):
        raise click.UsageError("Missing argument 'PATH...'; or name a --ledger, to check all that it holds")
    if not paths and form_out in _OF_PATHS:
        raise click.UsageError(f"--format {form_out} marks a PATH; of a whole ledger say table, jsonl, json or github")
    places = Places(about, form)
    with Pool(jobs, refuse_lost) as pool:
        if form == "jsonl":
            said = pool.map(partial(_said, about), (line for path in paths for line in json_lines(path)))
        else:
            said = pool.map(_read, places.passing(documents(paths, about, form)))
        stated: list[Figure] = []
        unread = 0
        for some, number in said:
            stated += some
            unread += number
    if not paths:
        findings = ledger_findings(ledger, as_of, known_at)
    elif ledger and _is_there(ledger):
        known = _known(stated, ledger)
        places.of_ledger = frozenset(figure.id for figure in known)
        findings = against(stated, known)
    else:
        findings = check(stated)
    unread += sum(figure.status == Status.DOUBTFUL for figure in stated)
    _show(findings, places, form_out, tongue, unread)
    least = show.ORDER[Severity(fail_on)]
    sys.exit(1 if any(show.ORDER[problem.severity] <= least for problem in findings.problems) else 0)


def _read(found: Found) -> tuple[tuple[Figure, ...], int]:
    """The figures of a document, and how many numbers in it were not understood."""
    reading = read_found(found)
    return reading.figures, sum(problem.code == "unread" for problem in reading.problems)


def _said(about: Document, line: tuple[str, Mapping[str, Any]]) -> tuple[tuple[Figure, ...], int]:
    """The same of one JSON object: a figure, or a document; problems are passed over."""
    where, fields = line
    if "code" in fields:
        return (), 0
    if "text" in fields and "value" not in fields:
        return _read((where, from_fields(fields, about, where)))
    try:
        return (Figure.from_json(fields),), 0
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None


# The ledger -------------------------------------------------------------------------------------------------------


def _is_there(ledger: str) -> bool:
    """Whether there is such a ledger: checking makes none, and one that only the environment names may be to come.

    Errors: Unreadable.
    """
    if "://" in ledger or Path(ledger).expanduser().exists():
        return True
    if click.get_current_context().get_parameter_source("ledger") == ParameterSource.ENVIRONMENT:
        return False
    raise Unreadable(f"{ledger}: there is no such ledger; record documents first (esep record --ledger {ledger} PATH)")


def _known(stated: list[Figure], ledger: str) -> list[Figure]:
    """What stands in the ledger for that which can concern the figures. The same documents there are left aside."""
    if undated := sum(figure.claim.end is None for figure in stated):
        tell(f"not compared with the ledger, for their day is not known: figures: {undated}; say --issued 2020-09-17")
    open_ledger(ledger)
    from esep import ledger as book

    own = {figure.source.document for figure in stated}
    near = [one for one in book.nearby(figure.claim for figure in stated) if one.source.document not in own]
    settled = settle(near, confronted(near).problems, official=is_official)
    return [settlement.figure for settlement in settled.values()]


# What is printed --------------------------------------------------------------------------------------------------


def _show(findings: Findings, places: Places, form: str, tongue: str, unread: int) -> None:
    if form in ("jsonl", "json"):
        show.problems_as_json(findings.problems, form)
        return
    places.look_up(findings.problems)
    if form == "table":
        named = Findings(tuple(map(places.named, findings.problems)), findings.held, findings.unsaid)
        show.findings(named, tongue, words=places.words)
        show.summary(findings, tongue, unread)
    elif form == "text":
        from esep.cli.annotated import print_annotated

        print_annotated(findings.problems, places, tongue)
        show.summary(findings, tongue, unread)
    else:
        from esep.cli import annotations

        writers: dict[str, Callable[[Iterable[Problem], Places, str], str]] = {
            "github": annotations.github,
            "sarif": annotations.sarif,
        }
        sys.stdout.write(writers[form](findings.problems, places, tongue))
