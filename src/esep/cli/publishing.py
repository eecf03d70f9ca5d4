"""`esep publish`: the record, checked, settled and written, as a site. Other commands ask here what stands."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import click

from esep.check import Findings, check
from esep.cli import show
from esep.cli.options import AREA, as_of_then, command, instant, known_then, of_ledger, open_ledger
from esep.document import Issued
from esep.figure import Claim, Figure
from esep.fingerprint import fingerprint
from esep.publisher import is_official
from esep.released import DELIVERY, RELEASE, Release, latest
from esep.settle import Settlement, settle
from esep.signed import SIGN_OFF
from esep.sources import Unreadable
from esep.write import LANGUAGES, NothingToWrite, compose

Kind = Literal["daily", "weekly"]
KINDS: tuple[Kind, ...] = ("daily", "weekly")


class Standing(NamedTuple):
    """What was said, what is wrong with it, and what stands for each claim."""

    figures: list[Figure]
    findings: Findings
    settled: dict[Claim, Settlement]
    held_back: frozenset[str] = frozenset()
    """Ids of the documents that may not be seen yet."""


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
@of_ledger
@as_of_then
@known_then
@command
def publish_command(folder: str, home: str, ledger: str | None, as_of: Issued, known_at: Issued) -> None:
    """Publish the record as a static site in three languages. The folder is replaced as a whole or not at all."""
    from esep.site import drawn_by

    open_ledger(ledger)
    findings, pages, _ = publish(folder, home, stands(as_of, known_at), as_of, known_at)
    fail = sum(findings.failed.values())
    click.echo(f"{pages} files in {folder}; {len(findings.problems)} problems shown, of which {fail} fail")
    if not drawn_by():
        click.echo("A shared link will show no picture; for pictures: pip install 'esep[pictures]'", err=True)


def until(day: date, all_of_it: Standing) -> Standing:
    """What may be seen while nothing after that day is released: whatever states a figure of a later day is held back
    whole, for its text would tell."""
    later = {figure.source.document for figure in all_of_it.figures if figure.claim.end and figure.claim.end > day}
    if not later:
        return all_of_it
    seen = standing([figure for figure in all_of_it.figures if figure.source.document not in later])
    return seen._replace(held_back=frozenset(later))


def publish(
    folder: str, home: str, shown: Standing, as_of: Issued = None, known_at: Issued = None
) -> tuple[Findings, int, int]:
    """Write and publish: what was found, how many files the site has, how many bulletins were written. A bulletin that
    was released stands there in the words of its last edition.

    A site that was made from the same record stays as it is.
    """
    from esep import ledger, site

    figures, findings, settled, _ = shown
    if not figures:
        raise Unreadable("the ledger holds no figures: record documents first (esep record PATH...)")
    released = [
        Release.from_document(document)
        for document in ledger.acts(RELEASE, as_of=as_of, known_at=instant(known_at))
        if document.area == home
    ]
    sign_offs = ledger.acts(SIGN_OFF, as_of=as_of, known_at=instant(known_at))
    drawn_by = site.drawn_by()
    stamp = _stamp(home, shown, as_of, [*(one.id for one in released), *(one.id for one in sign_offs), drawn_by])
    if pages := site.stands(Path(folder), stamp):
        return findings, pages, 0
    days = sorted({claim.end for claim in settled if claim.end and claim.area == home})
    bulletins: dict[tuple[str, date, str], str] = {}
    for day in days:
        for kind in KINDS:
            for tongue in LANGUAGES:
                try:
                    bulletins[kind, day, tongue] = compose(kind, day, settled, tongue, area=home).text
                except NothingToWrite:
                    break
    for release in latest(released).values():
        bulletins |= {(release.bulletin, release.day, tongue): text for tongue, text in release.texts.items()}
    ours = {document.id for act in (RELEASE, DELIVERY) for document in ledger.acts(act)}
    known = {
        document.id: document
        for document in ledger.documents(as_of=as_of, known_at=instant(known_at))
        if document.id not in ours | shown.held_back
    }
    moment = as_of or (days[-1] if days else None)
    last = ledger.head()
    record = site.Record(
        home,
        settled,
        figures,
        known,
        findings.problems,
        bulletins,
        moment.isoformat() if moment else "",
        head=(last.entries, last.head),
        sign_offs=tuple(one.id for one in sign_offs),
        pictures=bool(drawn_by),
    )
    pages = site.publish(show.progress(site.build(record), None, "publishing"), Path(folder), made_from=stamp)
    return findings, pages, len(bulletins)


def _stamp(home: str, shown: Standing, as_of: Issued, acts: Sequence[str]) -> str:
    """What a site is made from, as a hash: the same record and the same Esep make the same site."""
    said = hashlib.sha256(f"{fingerprint()} {home} {as_of} {' '.join(acts)}".encode())
    for figure in shown.figures:
        said.update(f"{figure.id} {figure.source.publisher} {figure.source.issued}\n".encode())
    for settlement in shown.settled.values():
        said.update(f"{settlement.figure.id} {settlement.rule}\n".encode())
    return said.hexdigest()
