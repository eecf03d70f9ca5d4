"""A claim in a few words, for tables, the site and messages."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from esep import area, terms
from esep.figure import Claim
from esep.write.phrase import phrase


def claim_text(claim: Claim, language: str) -> str:
    """What a claim counts: 'new confirmed cases, Almaty city, 17 September 2020'.

    Errors: UnknownLanguage. An area that we have no name for is called by its code.
    """
    groups = claim.group != terms.EVERYONE
    return phrase(
        language,
        "claim",
        **subject(claim),
        grouped="yes" if groups else "no",
        groups=group_text(claim.group, language) if groups else "",
        area=area_text(claim, language),
        **days(claim),
    )


def subject(claim: Claim) -> dict[str, Any]:
    """The arguments that say what is counted: `track` is the disease and its definition together, since a disease
    may have its own name for its probable cases ('COVID-like pneumonia')."""
    disease = re.sub(r"[^A-Za-z0-9]+", "-", claim.disease).strip("-")
    if disease != "COVID-19":
        disease = disease.lower()
    return {
        "event": str(claim.event),
        "measure": str(claim.measure),
        "definition": "-" if claim.event == "test" and claim.definition == "all" else str(claim.definition),
        "disease": disease,
        "disease_name": claim.disease,
        "track": f"{disease}-{claim.definition}",
    }


def area_text(claim: Claim, language: str) -> str:
    """The area's name on the last day counted."""
    try:
        return area.name(claim.area, language, claim.end).name
    except area.UnknownArea:
        return claim.area


def period_text(claim: Claim, language: str) -> str:
    """The days counted: '7–13 September 2020'."""
    return phrase(language, "claim-period", **subject(claim), **days(claim))


def days(claim: Claim) -> dict[str, Any]:
    """The arguments that say which days are counted.

    Missing: `from` and `to` stand in for each other where one is not known; `span` says so.
    """
    first, last = claim.start, claim.end
    known = {"from": first or last or date.min, "to": last or first or date.min}
    if claim.measure == terms.Measure.TOTAL:
        span = "onset" if first is None else "since"
    elif last is None:
        span = "unknown"
    else:
        span = _span(first, last)
    return {**known, "span": span, "same": _same(known["from"], known["to"]), "ended": "no" if last is None else "yes"}


def _span(first: date | None, last: date) -> str:
    """day | days | month | year | until: how a period with an end is best said."""
    if first is None:
        return "until"
    if first == last:
        return "day"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == last.month and first.year == last.year:
            return "month"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return "year"
    return "days"


def _same(first: date, last: date) -> str:
    """month | year | no: what the two days share, which is then said once."""
    if first.year != last.year:
        return "no"
    return "month" if first.month == last.month else "year"


def group_text(group: str, language: str) -> str:
    """The traits of the people counted: 'children, in hospital'."""
    return ", ".join(_trait(word, language) for word in terms.traits(group))


def _trait(word: str, language: str) -> str:
    kind, _, band = word.partition(":")
    if kind != "age":
        return phrase(language, "group", group=word)
    youngest, _, oldest = band.rstrip("+").partition("-")
    return phrase(language, "age", youngest=int(youngest), oldest=int(oldest or 0), open="no" if oldest else "yes")
