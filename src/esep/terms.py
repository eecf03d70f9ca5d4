"""The closed vocabularies of a figure: what is counted, how, under which case definition, in whom.

Open vocabularies (areas, diseases, publishers, languages, identities) are data files, not enums.
Members are strings, so a claim holds plain text that sorts, hashes and prints as it stands.
"""

import re
from enum import StrEnum


class Event(StrEnum):
    """The event that is counted."""

    CASE = "case"
    DEATH = "death"
    RECOVERY = "recovery"
    PATIENT = "patient"  # under treatment at a moment
    TEST = "test"
    DOSE1 = "dose1"
    DOSE2 = "dose2"
    DOSE = "dose"
    OTHER = "other"


class Measure(StrEnum):
    """How it is counted: incident in the period, cumulative since a start, or a census at a moment."""

    NEW = "new"
    TOTAL = "total"
    CURRENT = "current"


class Definition(StrEnum):
    """The case definition; `NONE` for doses, which have none, and `ALL` for tests, which are of all."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    SUSPECTED = "suspected"
    ALL = "all"
    NONE = "-"


class Group(StrEnum):
    """One trait of the people counted. A claim's group is '-' or several of these joined by '+'."""

    CHILDREN = "children"
    ADULTS = "adults"
    MALE = "male"
    FEMALE = "female"
    HOSPITAL = "hospital"
    HOME = "home"
    SEVERE = "severe"
    CRITICAL = "critical"
    VENTILATED = "ventilated"
    ASYMPTOMATIC = "asymptomatic"
    SYMPTOMATIC = "symptomatic"
    IMPORTED = "imported"
    HEALTH_WORKER = "health_worker"


class Severity(StrEnum):
    """How grave a problem is."""

    FAILS = "fails"  # cannot all be true, and no innocent reason was found
    WARNS = "warns"  # explained: stale, later revision, other definition
    NOTE = "note"


class Status(StrEnum):
    """How sure the reader is of a figure."""

    PROVED = "proved"  # part of an identity that holds in its document
    STATED = "stated"
    DOUBTFUL = "doubtful"


EVERYONE = "-"
"""The group of a claim that counts all people."""

_AGE_BAND = re.compile(r"age:\d{1,3}(-\d{1,3}|\+)")


def group(*words: str) -> str:
    """The group of all the words together, in its one spelling: sorted, joined by '+', '-' for none.

    Errors: ValueError for a word that is neither a Group nor an age band such as 'age:0-17'.
    """
    single = {word for joined in words for word in traits(joined) if word not in ("", EVERYONE)}
    for word in single:
        if word not in Group._value2member_map_ and not _AGE_BAND.fullmatch(word):
            raise ValueError(f"unknown group {word!r}: use {', '.join(Group)} or an age band such as age:0-17")
    return "+".join(sorted(single)) or EVERYONE


def traits(group: str) -> list[str]:
    """The words that a group joins; the '+' of an open age band such as 'age:65+' stays with it."""
    return re.split(r"\+(?=[a-z])", group)
