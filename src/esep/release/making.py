"""A release from what is settled, and its next edition when a person has corrected what it said. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from esep import area as areas
from esep.document import Document
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.read import read
from esep.release.policy import Item, Policy
from esep.released import Release, Said
from esep.settle import Settlement
from esep.signed import is_correction, is_retraction
from esep.write import NothingToWrite, compose, correction_note, grounds, read_back

Settled = Mapping[Claim, Settlement]
_PERIOD_OF_ANY = Period.parse("1d")
"""What is said again needs no period of its own: a bulletin is written from claims."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What stands for a claim, to write from."""

    figure: Figure


def make(policy: Policy, item: Item, day: date, settled: Settled, *, by: str, now: datetime) -> Release:
    """The first edition of the release about that day.

    Errors: NothingToWrite where nothing is settled yet, or not what the policy waits for; BadTemplate and Misread where
    the policy's templates cannot be used.
    """
    chosen = {claim: one for claim, one in settled.items() if _is_told(policy.area, item, claim)}
    texts, claims = _written(item.bulletin, day, chosen, item.languages, policy.area, policy.templates)
    for event, measure in item.needs:
        if not any((claim.area, claim.event, claim.measure) == (policy.area, event, measure) for claim in claims):
            raise NothingToWrite(
                f"{event}/{measure} of {policy.area} is not settled for {day}, and the policy needs it"
            )
    said = tuple(_said(settled[claim].figure) for claim in claims)
    return Release(item.name, day, item.bulletin, policy.area, 1, texts, said, item.channels, by, now, policy.publisher)


def next_edition(
    release: Release,
    signed: Iterable[Figure],
    author: Callable[[str], tuple[str, str]],
    settled: Settled,
    now: datetime,
    templates: Path | None = None,
) -> Release | None:
    """The release with what was corrected in it since; nothing else in it changes, whatever was learnt meanwhile.

    `signed` are signed figures; `author` gives the person and the reason of a signed document, by its id.
    Missing: None where what it said still stands, or nothing of it is left to say.
    """
    because = corrections(release, signed)
    changed = {figure.claim for figure in because}
    said = [_again(one, settled) if one.claim in changed else one for one in release.said]
    left = [one for one in said if one]
    if [(one.claim, one.value) for one in left] == [(one.claim, one.value) for one in release.said]:
        return None
    heeds = tuple(dict.fromkeys(figure.source.document for figure in because))
    stated = {one.claim: _Stated(Figure(one.claim, one.value, _PERIOD_OF_ANY, Source(one.document))) for one in left}
    try:
        texts, claims = _written(release.bulletin, release.day, stated, tuple(release.texts), release.area, templates)
    except NothingToWrite:
        texts, claims = dict.fromkeys(release.texts, ""), ()
    order = {claim: place for place, claim in enumerate(claims)}
    notes = [(*author(name), now.astimezone(areas.zone(release.area)).date()) for name in heeds]
    texts = {
        language: "\n".join([text, *(correction_note(language, *note) for note in notes)]).lstrip() + "\n"
        for language, text in texts.items()
    }
    return Release(
        release.name,
        release.day,
        release.bulletin,
        release.area,
        release.edition + 1,
        texts,
        tuple(sorted((one for one in left if one.claim in order), key=lambda one: order[one.claim])),
        release.channels,
        release.by,
        now,
        release.publisher,
        (*release.heeds, *heeds),
    )


def corrections(release: Release, signed: Iterable[Figure]) -> list[Figure]:
    """The signed figures that can change what the release said, and that it does not heed yet."""
    said = {one.claim: one for one in release.said}
    return [
        figure
        for figure in signed
        if (one := said.get(figure.claim))
        and figure.source.document not in release.heeds
        and (
            (is_correction(figure) and figure.value != one.value)
            or (is_retraction(figure) and {one.figure, one.document} & set(figure.source.of))
        )
    ]


def _is_told(home: str, item: Item, claim: Claim) -> bool:
    scope = "national" if claim.area == home else "regional"
    return claim.event in item.events and scope in item.what


def _written(
    kind: str,
    day: date,
    settled: Mapping[Claim, Settlement | _Stated],
    languages: Iterable[str],
    home: str,
    templates: Path | None,
) -> tuple[dict[str, str], tuple[Claim, ...]]:
    """The words in each language, read back before they leave, and the claims they rest on."""
    texts, claims = dict[str, str](), dict[Claim, None]()
    for language in languages:
        bulletin = compose(kind, day, settled, language, area=home, own=templates)
        read_back(bulletin, read(Document(bulletin.text, issued=day, area=home, language=language)).figures)
        texts[language] = bulletin.text
        claims |= dict.fromkeys(ground for claim in bulletin.claims for ground in grounds(claim, settled))
    return texts, tuple(claims)


def _said(figure: Figure) -> Said:
    return Said(figure.claim, figure.value, figure.id, figure.source.document)


def _again(said: Said, settled: Settled) -> Said | None:
    """What stands now for the claim. Missing: None where it was withdrawn and nothing stands."""
    settlement = settled.get(said.claim)
    return _said(settlement.figure) if settlement else None
