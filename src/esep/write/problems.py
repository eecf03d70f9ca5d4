"""A problem in words: what, where, the numbers, the reason, what to do.

Each code has its own message; the first explanation gives the reason. A code without a message of its own is
still said, by its name and its figures.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from esep import area, identity
from esep.document import local_day
from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.terms import Measure
from esep.write.claims import claim_text, days, period_text
from esep.write.phrase import LANGUAGES, clock, phrase, sentence_case, series

CHANGES_SHOWN = 4
"""Figures of a slip that are named; the rest are counted."""
INNOCENT = frozenset(
    {"ahead", "correction", "definition", "hour", "revision", "stale", "taken-back", "out-of-line", "undecided"}
)
"""Kinds of explanation that are no slips."""
PLACES_SHOWN = 3
"""Witnesses of one value that are named; the rest are counted."""


def problem_text(problem: Problem, language: str) -> str:
    """The problem in one paragraph. Errors: UnknownLanguage."""
    sentences = _SAYINGS.get(problem.code, _other)(problem, language)
    return " ".join(sentence_case(sentence) for sentence in sentences if sentence)


def problem_texts(problem: Problem) -> dict[str, str]:
    """The problem in each language, by its code."""
    return {language: problem_text(problem, language) for language in LANGUAGES}


def slip_text(figure: Figure, problems: Iterable[Problem], language: str) -> str:
    """What the figure should be if the likeliest slip is the right one. Missing: '' where it is not found wrong."""
    for problem in problems:
        for one in problem.explanations[:1]:
            if one.kind not in INNOCENT and figure.id in one.values:
                words = {"slip": phrase(language, "slip", kind=one.kind), "value": one.values[figure.id]}
                return sentence_case(phrase(language, "put-right", **words))
    return ""


# Sayings: problem -> sentences, one function a code.


def _two_values(problem: Problem, language: str) -> Iterable[str]:
    figures = problem.figures
    if len(figures) < 2:
        return _other(problem, language)
    hour = any(reason.kind == "hour" for reason in problem.explanations)
    witnesses: dict[int, list[str]] = {}
    for figure in figures:
        witnesses.setdefault(figure.value, []).append(place_text(figure, language, hour=hour))
    places = list(dict.fromkeys(place for said in witnesses.values() for place in said))
    one_place = len(places) == 1
    values = [
        phrase(language, "statement", value=value, places=_places(said, language))
        if not one_place
        else _number(value, language)
        for value, said in witnesses.items()
    ]
    head = phrase(
        language,
        "two-values",
        claim=claim_text(figures[0].claim, language),
        count=len(values),
        values=series(language, values),
        one_place=_yes(one_place),
        places=places[0],
    )
    return [head, *_reasons(problem, language)]


def _reasons(problem: Problem, language: str) -> Iterable[str]:
    """Why two or more values of one claim are there, and which stands."""
    first = problem.figures[0].value
    hours = [reason for reason in problem.explanations if reason.kind == "hour"]
    others = [reason for reason in problem.explanations if reason.kind != "hour"]
    told = {figure.value for reason in problem.explanations for figure in reason.figures}
    untold = dict.fromkeys(figure.value for figure in problem.figures if figure.value not in {*told, first})
    standing = None if first in told else first
    said = [sentence for reason in others for sentence in _reason(reason, standing, language)]
    if hours and not (others or untold):
        return [phrase(language, "reason-hour")]
    if hours:
        grown = dict.fromkeys(figure.value for reason in hours for figure in reason.figures)
        said.append(phrase(language, "reason-hour-of", values=_numbers(grown, language)))
    if not said:
        return [phrase(language, "reason-none")]
    if untold and told:
        said.append(phrase(language, "reason-none-for", values=_numbers(untold, language)))
    elif standing is not None and told:
        said.append(phrase(language, "stands", value=standing))
    return said


def _reason(reason: Explanation, standing: int | None, language: str) -> list[str]:
    """Why the value that is explained away is there."""
    if not reason.figures or reason.kind not in _REASONS or standing is None:
        return _slip((reason,), reason.figures, language) or [phrase(language, "reason-none")]
    return [_REASONS[reason.kind](reason.figures[0], standing, reason.evidence[:1], language)]


def _definition(old: Figure, standing: int, evidence: Sequence[Figure], language: str) -> str:
    if not evidence:
        return phrase(language, "reason-definition-unknown", old=old.value)
    one = evidence[0]
    words = {"evidence": claim_text(one.claim, language), "places": place_text(one, language), "old": old.value}
    if one.value == old.value:
        return phrase(language, "reason-definition", **words)
    more = old.value > standing
    return phrase(
        language,
        "reason-definition-track",
        **words,
        difference=abs(standing - old.value),
        counted="in" if more else "out",
    )


def _stale(old: Figure, standing: int, evidence: Sequence[Figure], language: str) -> str:
    if not evidence or (evidence[0].claim.measure != "new" and evidence[0].claim.end is None):
        return phrase(language, "reason-stale", old=old.value)
    one = evidence[0]
    if one.claim.measure == "new":
        words = {"difference": abs(standing - old.value), "evidence": claim_text(one.claim, language)}
        return phrase(language, "reason-stale-new", old=old.value, **words)
    return phrase(language, "reason-stale-total", old=old.value, places=place_text(one, language), **days(one.claim))


def _ahead(old: Figure, standing: int, evidence: Sequence[Figure], language: str) -> str:
    if not evidence:
        return phrase(language, "reason-none")
    where = place_text(evidence[0], language)
    return phrase(language, "reason-ahead", old=old.value, places=where, **days(evidence[0].claim))


def _revision(old: Figure, standing: int, evidence: Sequence[Figure], language: str) -> str:
    return phrase(language, "reason-revision", old=old.value, value=standing)


def _correction(old: Figure, standing: int, evidence: Sequence[Figure], language: str) -> str:
    return phrase(language, "reason-correction", old=old.value, value=standing)


_REASONS: Mapping[str, Callable[[Figure, int, Sequence[Figure], str], str]] = MappingProxyType(
    {
        "ahead": _ahead,
        "correction": _correction,
        "definition": _definition,
        "revision": _revision,
        "stale": _stale,
    }
)


def _parts_differ(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) < 2:
        return _other(problem, language)
    whole, *parts = problem.figures
    total = _int(problem, "sum", sum(part.value for part in parts))
    difference = _int(problem, "difference", whole.value - total)
    known = problem.identity is not None
    try:
        rule = identity.sentence(problem.identity, language) if problem.identity else ""
    except KeyError:
        known, rule = False, ""
    return [
        phrase(
            language,
            "parts-differ",
            claim=claim_text(whole.claim, language),
            whole=whole.value,
            count=len(parts),
            sum=total,
            **_direction(difference),
            places=_places([place_text(figure, language) for figure in problem.figures], language),
            rule_known=_yes(known),
            rule=rule,
        ),
        *_slips(problem, language),
        *_innocent(problem, language),
        phrase(language, "parts-differ-advice"),
    ]


def _growth(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 3:
        return _other(problem, language)
    after, before, new = problem.figures
    expected = _int(problem, "expected", before.value + new.value)
    return [
        phrase(
            language,
            "growth",
            claim=claim_text(after.claim, language),
            after=after.value,
            before=before.value,
            before_day=phrase(language, "claim-as-of", **days(before.claim)),
            new=new.value,
            new_period=period_text(new.claim, language),
            expected=expected,
            **_direction(after.value - expected),
            places=_places([place_text(figure, language) for figure in problem.figures], language),
        ),
        *_slips(problem, language),
        phrase(language, "growth-advice"),
    ]


def _part_exceeds(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 2:
        return _other(problem, language)
    whole, part = problem.figures
    text = phrase(
        language,
        "part-exceeds",
        claim=claim_text(whole.claim, language),
        whole=whole.value,
        part_claim=claim_text(part.claim, language),
        part=part.value,
        places=_places([place_text(figure, language) for figure in problem.figures], language),
    )
    return [text, *_slips(problem, language), *_innocent(problem, language)]


def _fell(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 2:
        return _other(problem, language)
    after, before = problem.figures
    text = phrase(
        language,
        "fell",
        claim=claim_text(after.claim, language),
        before=before.value,
        after=after.value,
        difference=abs(before.value - after.value),
        places=_places([place_text(figure, language) for figure in (before, after)], language),
    )
    undecided = any(one.kind == "undecided" for one in problem.explanations)
    first = [phrase(language, "reason-undecided")] if undecided else []
    return [text, *first, *_slips(problem, language), *_course(problem.explanations, language)]


def _course(explanations: tuple[Explanation, ...], language: str) -> Iterable[str]:
    """What the totals after a fall tell; of two courses that fit, the one that names the likeliest figures."""
    courses = [one for one in explanations if one.kind in ("taken-back", "out-of-line")]
    reason = next((one for one in courses if one.figures == explanations[0].figures), courses[0] if courses else None)
    if reason is None:
        return []
    if reason.kind == "taken-back":
        return [phrase(language, "reason-taken-back")]
    values = [
        phrase(language, "statement", value=figure.value, places=phrase(language, "day", **days(figure.claim)))
        for figure in reason.figures
    ]
    return [phrase(language, "reason-out-of-line", values=series(language, values))]


def _jump(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 1:
        return _other(problem, language)
    figure = problem.figures[0]
    return [
        phrase(
            language,
            "jump",
            claim=claim_text(figure.claim, language),
            value=figure.value,
            places=place_text(figure, language),
            step=_yes(figure.claim.measure == Measure.TOTAL),
            bound=str(problem.parameters.get("bound", "most")),
            **{name: _int(problem, name, 0) for name in ("count", "like", "neighbours")},
        ),
        *_slips(problem, language),
    ]


def _negative(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 1:
        return _other(problem, language)
    figure = problem.figures[0]
    return [
        phrase(
            language,
            "negative",
            claim=claim_text(figure.claim, language),
            value=figure.value,
            places=place_text(figure, language),
            new=_yes(figure.claim.measure == Measure.NEW),
        )
    ]


def _alike(problem: Problem, language: str) -> Iterable[str]:
    if len(problem.figures) != 2:
        return _other(problem, language)
    death, case = problem.figures
    claims = {name: claim_text(figure.claim, language) for name, figure in (("claim", death), ("case", case))}
    return [phrase(language, "alike", **claims, value=death.value, places=place_text(death, language))]


def _unread(problem: Problem, language: str) -> Iterable[str]:
    start, stop = problem.span or (0, 0)
    return [
        phrase(
            language,
            "unread",
            text=str(problem.parameters.get("text", "?")),
            document=problem.document or "?",
            placed=_yes(problem.span is not None),
            start=start,
            stop=stop,
        )
    ]


def _doubtful(problem: Problem, language: str) -> Iterable[str]:
    if not problem.figures:
        return _other(problem, language)
    figure = problem.figures[0]
    quote = " ".join(figure.source.quote.split())
    return [
        phrase(
            language,
            "doubtful",
            claim=claim_text(figure.claim, language),
            value=figure.value,
            places=place_text(figure, language),
            quoted=_yes(bool(quote)),
            quote=quote,
        ),
        *_slips(problem, language),
    ]


def _other(problem: Problem, language: str) -> Iterable[str]:
    """A problem whose code, or whose shape, we have no words for."""
    figures = [
        f"{claim_text(figure.claim, language)}: "
        + phrase(language, "statement", value=figure.value, places=place_text(figure, language))
        for figure in problem.figures
    ]
    return [
        phrase(
            language,
            "other-problem",
            code=problem.code,
            document_known=_yes(problem.document is not None),
            document=problem.document or "",
            stated=_yes(bool(figures)),
            figures="; ".join(figures),
        ),
        *_slips(problem, language),
    ]


_SAYINGS: Mapping[str, Callable[[Problem, str], Iterable[str]]] = MappingProxyType(
    {
        "two-values": _two_values,
        "parts-differ": _parts_differ,
        "growth": _growth,
        "part-exceeds": _part_exceeds,
        "fell": _fell,
        "jump": _jump,
        "negative": _negative,
        "alike": _alike,
        "unread": _unread,
        "doubtful": _doubtful,
    }
)


# Parts of a saying.


def place_text(figure: Figure, language: str, *, hour: bool = False) -> str:
    """Who said a figure and when: 'Kazpravda.kz, 17 September 2020'; the document where the publisher is not known."""
    source = figure.source
    zone = area.zone(figure.claim.area)
    day = local_day(source.issued, zone)
    moment = source.issued if hour and isinstance(source.issued, datetime) else None
    return phrase(
        language,
        "place",
        publisher_known=_yes(bool(source.publisher)),
        publisher=source.publisher or "",
        document=source.document or "?",
        dated="no" if day is None else "hour" if moment else "day",
        to=day or "",
        hour=clock(language, moment.astimezone(zone)) if moment else "",
    )


def _places(places: Iterable[str], language: str) -> str:
    """The places, each once, the first few named."""
    distinct = list(dict.fromkeys(places))
    named = "; ".join(distinct[:PLACES_SHOWN])
    if len(distinct) <= PLACES_SHOWN:
        return named
    return f"{named} {phrase(language, 'more-places', count=len(distinct) - PLACES_SHOWN)}"


def _slips(problem: Problem, language: str) -> list[str]:
    """The likeliest slip, and the next one, with what each changes."""
    slips = [one for one in problem.explanations if one.kind not in INNOCENT]
    sentences = _slip(slips[:2], problem.figures, language)
    return [*sentences, phrase(language, "unfinished")] if problem.parameters.get("unfinished") else sentences


def _slip(slips: Sequence[Explanation], figures: Sequence[Figure], language: str) -> list[str]:
    sentences = []
    for message, one in zip(("reason-slip", "reason-slip-or"), slips, strict=False):
        known = {figure.id: figure for figure in (*figures, *one.figures)}
        named = one.figures or [known[name] for name in one.values if name in known]
        changes = [_change(figure, one.values.get(figure.id), language) for figure in named]
        text = "; ".join(changes[:CHANGES_SHOWN])
        if len(changes) > CHANGES_SHOWN:
            text = phrase(language, "changes-more", changes=text, count=len(changes) - CHANGES_SHOWN)
        if changes:
            sentences.append(phrase(language, message, slip=phrase(language, "slip", kind=one.kind), changes=text))
    return sentences


def _change(figure: Figure, value: int | None, language: str) -> str:
    """What it is, and what it should be; the latter where that is known."""
    claim = claim_text(figure.claim, language)
    if value is None:
        return phrase(language, "change-unknown", old=figure.value, claim=claim)
    return phrase(language, "change", old=figure.value, value=value, claim=claim)


def _innocent(problem: Problem, language: str) -> list[str]:
    """That the counts are only of different hours."""
    hour = problem.explanations and problem.explanations[0].kind == "hour"
    return [phrase(language, "reason-hour")] if hour else []


def _direction(difference: int) -> dict[str, Any]:
    """A difference of stated less computed, as its size and which way it goes: computed 'short' or 'over'."""
    return {"difference": abs(difference), "direction": "short" if difference > 0 else "over"}


def _int(problem: Problem, parameter: str, default: int) -> int:
    value = problem.parameters.get(parameter, default)
    return value if isinstance(value, int) else default


def _number(value: int, language: str) -> str:
    return phrase(language, "number", value=value)


def _numbers(values: Iterable[int], language: str) -> str:
    return series(language, [_number(value, language) for value in values])


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"
