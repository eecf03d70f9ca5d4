"""Identities: sums of claims that must be zero, or not negative; loaded from data, spread over the claims at hand.

`read` uses them to prove what it read, `check` to confront what was said.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from esep import area, terms
from esep.data import tables
from esep.figure import Claim

_ONE_DAY = timedelta(1)
_RULES = "identities"


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed sum of claims: `whole` less `parts`."""

    name: str
    """The rule's name in the data file."""
    whole: Claim
    parts: tuple[Claim, ...]
    relation: str
    """'zero': the sum is zero. 'not-negative': it is zero or more."""
    short: bool = False
    """Parts may have been left unsaid: a remainder proves nothing."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)

    def residual(self, values: Mapping[Claim, int]) -> int | None:
        """Whole less parts. Missing: None where a value is not known."""
        if any(claim not in values for claim in self.claims):
            return None
        return values[self.whole] - sum(values[part] for part in self.parts)

    def holds(self, values: Mapping[Claim, int]) -> bool | None:
        """Whether it holds. Missing: None where these values cannot say."""
        residual = self.residual(values)
        if residual is None:
            return None
        if self.relation == "not-negative":
            return residual >= 0
        if self.short and residual > 0:
            return None
        return residual == 0


def sentence(rule: str, language: str) -> str:
    """What the rule of that name says, in 'en', 'ru' or 'kk'."""
    return str(tables(_RULES)[rule][language])


def spread(claims: Iterable[Claim], *, sums_only: bool = False, declared: Container[str] = ()) -> Iterator[Identity]:
    """Every identity whose whole and at least one part are among the claims; with `sums_only`, those whose sum must be
    zero. Of the rules that hold only where a publisher says so, those that are `declared`.

    Shape: in the order of the rules, then of the claims; the same claims give the same order.
    """
    known = dict.fromkeys(claims)
    words = {
        word for claim in known for word in (claim.event, claim.measure, claim.definition, *terms.traits(claim.group))
    }
    for name, rule in tables(_RULES).items():
        if rule.get("declared") and name not in declared:
            continue
        if _can_apply(rule, words) and not (sums_only and rule["relation"] != "zero"):
            wholes = [claim for claim in known if _fits(claim, rule.get("where", _ANY))]
            if wholes:
                yield from _SPREADS[rule.get("over", "parts")](name, rule, wholes, known)


_ANY: Mapping[str, str] = {}


def _can_apply(rule: Mapping[str, Any], words: set[str]) -> bool:
    """Whether the parts that the rule writes out occur at all: a quick no for most rules on most documents."""
    parts = [set(change.values()) <= words for change in rule.get("parts", ())]
    return not parts or (all(parts) if rule["relation"] == "zero" else any(parts))


def _fits(claim: Claim, where: Mapping[str, str]) -> bool:
    for field, value in where.items():  # noqa: SIM110 - a loop: the shortest road through the busiest lines
        if getattr(claim, field) != value:
            return False
    return True


def _parts(name: str, rule: Mapping[str, Any], wholes: list[Claim], known: Mapping[Claim, None]) -> Iterator[Identity]:
    """Wholes and the parts the rule writes out."""
    anyhow = rule.get("any_start", False)
    by_end: dict[Claim, list[Claim]] = defaultdict(list)
    if anyhow:
        for claim in known:
            by_end[claim._replace(start=None)].append(claim)
    for whole in wholes:
        parts: list[Claim | None] = []
        for change in rule["parts"]:
            if "group" in change and change["group"] in terms.traits(whole.group):
                break
            part = _part(whole, change)
            found = part in known
            if anyhow and not found:
                candidates = by_end[part._replace(start=None)]
                found, part = len(candidates) == 1, candidates[0] if len(candidates) == 1 else part
            parts.append(part if found else None)
        present = tuple(part for part in parts if part)
        if rule["relation"] == "not-negative":
            for part in present:
                yield Identity(name, whole, (part,), rule["relation"])
        elif present and len(present) == len(rule["parts"]):
            yield Identity(name, whole, present, rule["relation"], rule.get("open", False))


def _part(whole: Claim, change: Mapping[str, str]) -> Claim:
    """The claim of the part that differs from the whole so; a group is joined to the whole's own."""
    fields: dict[str, Any] = dict(change)
    if "group" in fields:
        fields["group"] = terms.group(whole.group, fields["group"])
    return whole._replace(**fields)


def _areas(name: str, rule: Mapping[str, Any], wholes: list[Claim], known: Mapping[Claim, None]) -> Iterator[Identity]:
    """A country and those of its first-level parts that are stated; an area and its places, which are all there where
    it is said how many lie in none of them."""
    below: dict[Claim, list[Claim]] = defaultdict(list)
    for claim in known:
        parent = area.parent(claim.area)
        if parent:
            below[claim._replace(area=parent)].append(claim)
    for whole in wholes:
        parts = tuple(below.get(whole, ()))
        if parts:
            stated = {part.area for part in parts}
            needed = [part.code for part in area.parts(whole.area, whole.end)] or [area.remainder(whole.area)]
            short = not stated.issuperset(needed)
            yield Identity(name, whole, parts, rule["relation"], rule["open"] and short)


def _growth(name: str, rule: Mapping[str, Any], wholes: list[Claim], known: Mapping[Claim, None]) -> Iterator[Identity]:
    """total(end) = total(day before start) + new(start..end); the totals of one start, whichever it is."""
    totals: dict[Claim, list[Claim]] = defaultdict(list)
    for claim in known:
        if claim.measure == terms.Measure.TOTAL:
            totals[claim._replace(measure=terms.Measure.NEW, start=None)].append(claim)
    for new in wholes:
        if new.start is None or new.end is None:
            continue
        for after in totals.get(new._replace(start=None), ()):
            before = after._replace(end=new.start - _ONE_DAY)
            if before in known:
                yield Identity(name, after, (before, new), rule["relation"])


def _fall(name: str, rule: Mapping[str, Any], wholes: list[Claim], known: Mapping[Claim, None]) -> Iterator[Identity]:
    """Each total and the one before it."""
    series: dict[Claim, list[date]] = defaultdict(list)
    for claim in wholes:
        if claim.end:
            series[claim._replace(end=None)].append(claim.end)
    for claim, days in series.items():
        days.sort()
        for before, after in pairwise(days):
            yield Identity(name, claim._replace(end=after), (claim._replace(end=before),), rule["relation"])


def _groups(name: str, rule: Mapping[str, Any], wholes: list[Claim], known: Mapping[Claim, None]) -> Iterator[Identity]:
    """Each group of people within all people."""
    for claim in known:
        if claim.group != terms.EVERYONE:
            whole = claim._replace(group=terms.EVERYONE)
            if whole in known:
                yield Identity(name, whole, (claim,), rule["relation"])


_SPREADS = {"parts": _parts, "areas": _areas, "growth": _growth, "fall": _fall, "groups": _groups}
