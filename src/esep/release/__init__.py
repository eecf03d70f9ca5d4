"""Releasing: what is due by the policy, checked at the gate, and kept in the ledger. Channels take it from there."""

from collections.abc import Iterable
from datetime import UTC, datetime

from esep import ledger
from esep.release.gate import held
from esep.release.making import corrections, make, next_edition
from esep.release.policy import BadPolicy, Channel, Item, Policy, load
from esep.released import RELEASE, Release

__all__ = [
    "BadPolicy",
    "Channel",
    "Item",
    "Policy",
    "Release",
    "corrections",
    "held",
    "keep",
    "load",
    "make",
    "next_edition",
    "releases",
]


def releases() -> list[Release]:
    """Every edition of every release, in the order in which they were released."""
    return [Release.from_document(document) for document in ledger.acts(RELEASE)]


def keep(release: Release) -> bool:
    """Whether the edition was new. Of two that are made at once the first stands; it is kept whole or not at all."""
    with ledger.alone():
        if _is_there(release, releases()):
            return False
        return ledger.enter(release.document, RELEASE, at=datetime.now(UTC))


def _is_there(release: Release, kept: Iterable[Release]) -> bool:
    return any(one.key == release.key and one.edition >= release.edition for one in kept)
