"""`esep publish`: the record, checked, settled and written, as a site. Other commands ask here what stands."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from esep.check import Findings, check
from esep.cli import show
from esep.cli.options import AREA, SITE_ADDRESS, as_of_then, command, instant, known_then, of_ledger, open_ledger
from esep.cli.pool import cores
from esep.document import Issued
from esep.figure import Claim, Figure
from esep.fingerprint import fingerprint
from esep.publisher import is_official
from esep.released import DELIVERY, RELEASE, Release, latest
from esep.settle import Settlement, settle
from esep.signed import SIGN_OFF
from esep.sources import Unreadable
from esep.terms import Severity

if TYPE_CHECKING:
    from esep.ledger.said import Said
    from esep.site import Part, Record

KINDS = ("daily", "weekly")
"""Bulletins that the site has of every day."""
T = TypeVar("T")


class Standing(NamedTuple):
    """What was said, what is wrong with it, and what stands for each claim."""

    figures: list[Figure]
    findings: Findings
    settled: dict[Claim, Settlement]
    held_back: frozenset[str] = frozenset()
    """Ids of the documents that may not be seen yet."""
    until: date | None = None
    """The last day that may be seen. Missing: None where every day may."""


def stands(as_of: Issued = None, known_at: Issued = None) -> Standing:
    """What the open ledger holds, withdrawn or not, what is wrong with it, and what stands for each claim."""
    from esep import ledger

    figures = list(ledger.figures(as_of=as_of, known_at=instant(known_at), withdrawn=True))
    said = _columns(as_of, known_at)
    return standing(figures, said.check() if said else check(figures))


def standing(figures: list[Figure], findings: Findings) -> Standing:
    """The same of these figures, and of what was found in them."""
    return Standing(figures, findings, settle(figures, findings.problems, official=is_official))


@click.command("publish")
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--area", "home", type=AREA, default="KZ", show_default=True)
@click.option(
    "--address", type=SITE_ADDRESS, help="Where it will be on the web, for feeds and search engines: https://..."
)
@click.option("--jobs", type=click.IntRange(1), default=cores(), help="How many processes make pages.")
@click.option("--back", is_flag=True, help="Put the site back that was there before the last publish, and stop.")
@of_ledger
@as_of_then
@known_then
@command
def publish_command(
    folder: str,
    home: str,
    address: str | None,
    jobs: int,
    back: bool,
    ledger: str | None,
    as_of: Issued,
    known_at: Issued,
) -> None:
    """Publish the record as a static site in three languages. The folder is replaced as a whole or not at all; of the
    site that is there, only what changed is made anew."""
    if back:
        _go_back(folder)
        return
    from esep.site import drawn_by, parquet_by

    open_ledger(ledger)
    done = publish(folder, home, as_of, known_at, address=address, jobs=jobs)
    click.echo(f"{done.files} files in {folder}; {done.problems} problems shown, of which {done.fail} fail")
    if not drawn_by():
        click.echo("A shared link will show no picture; for pictures: pip install 'esep[pictures]'", err=True)
    if not parquet_by():
        click.echo("The open data is CSV and JSON Lines; for Parquet too: pip install 'esep[frame]'", err=True)


def _go_back(folder: str) -> None:
    from esep import site

    try:
        site.go_back(Path(folder))
    except site.NothingBefore as error:
        raise Unreadable(str(error)) from None
    click.echo(f"{folder}: the site before the last publish is back; --back again brings the newer one")


def until(day: date, all_of_it: Standing) -> Standing:
    """What may be seen while nothing after that day is released: whatever states a figure of a later day is held back
    whole, for its text would tell."""
    later = {figure.source.document for figure in all_of_it.figures if figure.claim.end and figure.claim.end > day}
    if not later:
        return all_of_it._replace(until=day)
    seen = [figure for figure in all_of_it.figures if figure.source.document not in later]
    return standing(seen, check(seen))._replace(held_back=frozenset(later), until=day)


class Published(NamedTuple):
    """What came of a publish."""

    files: int
    """In the folder."""
    problems: int
    """Shown on the site."""
    fail: int
    """Of these."""
    is_new: bool
    """Whether anything was made; a site that was made from the same record stays as it is."""


def publish(
    folder: str,
    home: str,
    as_of: Issued = None,
    known_at: Issued = None,
    last_day: date | None = None,
    *,
    address: str | None = None,
    jobs: int = 1,
) -> Published:
    """Writes bulletins and site. A bulletin that was released stands there in the words of its last edition. Of what
    tells of a day after `last_day` nothing is seen; see `until`.

    Errors: Unreadable where there is nothing to publish.
    """
    from django.db import connections

    from esep import ledger, site

    said = (
        fingerprint(),
        site.drawn_by(),
        site.parquet_by(),
        home,
        address,
        ledger.head().head,
        as_of,
        known_at,
        last_day,
    )
    stamp = hashlib.sha256(" ".join(map(str, said)).encode()).hexdigest()
    if there := site.stands(Path(folder), stamp):
        return Published(**there, is_new=False)
    about = _about(home, as_of, known_at, last_day)
    about |= {"address": address, "pictures": bool(site.drawn_by()), "parquet": bool(site.parquet_by())}
    record, parts = _recorded(home, as_of, known_at, last_day, about)
    if not record.stated:
        raise Unreadable("the ledger holds no figures: record documents first (esep record PATH...)")
    told = {"problems": len(record.problems), "fail": sum(one.severity == Severity.FAILS for one in record.problems)}

    def watch(made: Iterable[T], count: int) -> Iterable[T]:
        return show.progress(made, count, "publishing")

    files = site.publish(
        parts, Path(folder), made_from=stamp, told=told, jobs=jobs, apart=connections.close_all, watch=watch
    )
    return Published(files, **told, is_new=True)


def _recorded(
    home: str, as_of: Issued, known_at: Issued, last_day: date | None, about: Mapping[str, Any]
) -> "tuple[Record, Iterable[Part]]":
    """The record and the parts of its site: told from the ledger's columns where NumPy is, else from all figures."""
    from esep import ledger, site

    acts = {document.id for act in (RELEASE, DELIVERY) for document in ledger.acts(act)}
    known = {one.id: one for one in ledger.documents(as_of=as_of, known_at=instant(known_at)) if one.id not in acts}
    if said := _columns(as_of, known_at, last_day):
        from esep.site.kept import kept, kept_parts

        seen = {name: one for name, one in known.items() if name not in said.left_out}
        of_columns = kept(said, home, seen, said.check().problems, **about)
        return of_columns, kept_parts(of_columns)
    shown = stands(as_of, known_at)
    shown = shown if last_day is None else until(last_day, shown)
    seen = {name: one for name, one in known.items() if name not in shown.held_back}
    record = site.Record(home, shown.settled, shown.figures, seen, shown.findings.problems, **about)
    return record, site.parts(record)


def _columns(as_of: Issued, known_at: Issued, last_day: date | None = None) -> "Said | None":
    """What the open ledger holds, as columns. Missing: None where NumPy is not there, or no room to keep them."""
    from esep import project

    try:
        return project.said(as_of, instant(known_at), last_day)
    except (ImportError, OSError):
        return None


def _about(home: str, as_of: Issued, known_at: Issued, last_day: date | None) -> dict[str, Any]:
    """What the record holds beside documents and figures: fields of `Record`."""
    from esep import ledger

    acts = {act: ledger.acts(act, as_of=as_of, known_at=instant(known_at)) for act in (RELEASE, DELIVERY, SIGN_OFF)}
    released = [
        one
        for one in map(Release.from_document, acts[RELEASE])
        if one.area == home and (last_day is None or one.day <= last_day)
    ]
    first: dict[tuple[str, date], datetime] = {}
    for one in released:
        first.setdefault(one.key, one.issued)
    texts = [(one, tongue, text) for one in latest(released).values() for tongue, text in one.texts.items()]
    last = ledger.head()
    return {
        "bulletins": {(one.bulletin, one.day, tongue): text for one, tongue, text in texts},
        "as_of": as_of.isoformat() if as_of else "",
        "head": (last.entries, last.head),
        "sign_offs": tuple(one.id for one in acts[SIGN_OFF]),
        "released": {(one.bulletin, one.day, tongue): (first[one.key], one.issued) for one, tongue, _ in texts},
        "kinds": KINDS,
    }
