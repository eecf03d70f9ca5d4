"""`esep publish`: the record, checked, settled and written, as a site. Other commands ask here what stands."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

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

    return standing(list(ledger.figures(as_of=as_of, known_at=instant(known_at), withdrawn=True)))


def standing(figures: list[Figure]) -> Standing:
    """The same of these figures."""
    findings = check(figures)
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
    from esep.site import drawn_by

    open_ledger(ledger)
    published = publish(folder, home, stands(as_of, known_at), as_of, known_at, address=address, jobs=jobs)
    problems, fail = len(published.findings.problems), sum(published.findings.failed.values())
    click.echo(f"{published.files} files in {folder}; {problems} problems shown, of which {fail} fail")
    if not drawn_by():
        click.echo("A shared link will show no picture; for pictures: pip install 'esep[pictures]'", err=True)


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
    seen = standing([figure for figure in all_of_it.figures if figure.source.document not in later])
    return seen._replace(held_back=frozenset(later), until=day)


class Published(NamedTuple):
    """What came of a publish."""

    findings: Findings
    files: int
    """In the folder."""
    is_new: bool
    """Whether anything was made; a site that was made from the same record stays as it is."""


def publish(
    folder: str,
    home: str,
    shown: Standing,
    as_of: Issued = None,
    known_at: Issued = None,
    *,
    address: str | None = None,
    jobs: int = 1,
) -> Published:
    """Writes bulletins and site. A bulletin that was released stands there in the words of its last edition.

    Errors: Unreadable where there is nothing to publish.
    """
    from esep import ledger, site

    figures, findings, settled, held_back, last_day = shown
    if not figures:
        raise Unreadable("the ledger holds no figures: record documents first (esep record PATH...)")
    last = ledger.head()
    drawn_by = site.drawn_by()
    said = (fingerprint(), drawn_by, home, address, last.head, as_of, known_at, last_day, *sorted(held_back))
    stamp = hashlib.sha256(" ".join(map(str, said)).encode()).hexdigest()
    if files := site.stands(Path(folder), stamp):
        return Published(findings, files, is_new=False)
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
    ours = held_back | {document.id for act in (RELEASE, DELIVERY) for document in ledger.acts(act)}
    known = ledger.documents(as_of=as_of, known_at=instant(known_at))
    moment = as_of or max((claim.end for claim in settled if claim.end and claim.area == home), default=None)
    record = site.Record(
        home,
        settled,
        figures,
        {document.id: document for document in known if document.id not in ours},
        findings.problems,
        {(one.bulletin, one.day, tongue): text for one, tongue, text in texts},
        moment.isoformat() if moment else "",
        head=(last.entries, last.head),
        sign_offs=tuple(one.id for one in acts[SIGN_OFF]),
        released={(one.bulletin, one.day, tongue): (first[one.key], one.issued) for one, tongue, _ in texts},
        address=address,
        kinds=KINDS,
        pictures=bool(drawn_by),
    )

    def watch(made: Iterable[T], count: int) -> Iterable[T]:
        return show.progress(made, count, "publishing")

    files = site.publish(site.parts(record), Path(folder), made_from=stamp, jobs=jobs, watch=watch)
    return Published(findings, files, is_new=True)
