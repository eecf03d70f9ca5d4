"""Channels: ways to the public for what was released. What became of it there, they write into the ledger.

A channel never delivers a thing twice. What can be done again without harm (writing a file, editing a post) is simply
done again after a crash; what cannot (a new post) is written down before it is tried, and after a crash a person says
what came of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from esep import ledger
from esep.released import DELIVERY, Delivery, Release

__all__ = ["Outcome", "Past", "by_release", "deliveries", "keep", "of"]


@dataclass(slots=True)
class Outcome:
    """What a run of a channel came to, for a person."""

    done: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What did not go out, or may have, and what to do."""


def deliveries() -> list[Delivery]:
    """Every delivery that was ever written down, in order."""
    return [Delivery.from_document(document) for document in ledger.acts(DELIVERY)]


Past = Mapping[str, Sequence[Delivery]]
"""What became of each release so far, by its id, in order."""


def by_release(some: Iterable[Delivery], channel: str) -> Past:
    """The deliveries to one channel, by release."""
    found: dict[str, list[Delivery]] = {}
    for one in some:
        if one.channel == channel:
            found.setdefault(one.release, []).append(one)
    return found


def of(editions: Iterable[Release], past: Past) -> list[Delivery]:
    """What became of the editions of one release, in order."""
    return [one for release in editions for one in past.get(release.id, ())]


def keep(delivery: Delivery) -> Delivery:
    """The delivery, written down as of now."""
    now = datetime.now(UTC)
    kept = replace(delivery, at=now, given_id=None)
    ledger.enter(kept.document, DELIVERY, at=now)
    return kept
