"""Identities are spread over the claims at hand, and hold, fail or cannot say."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep import area, identity
from esep.figure import Claim
from esep.identity import Identity, spread

ON = date(2020, 9, 17)
DAY = timedelta(1)
NEW = Claim("COVID-19", "KZ", "case", "new", "confirmed", "-", ON, ON)
TOTAL = NEW._replace(measure="total", start=None)
PATIENTS = NEW._replace(event="patient", measure="current")
REGIONS = [part.code for part in area.parts("KZ", ON)]


def named(name: str, *claims: Claim) -> list[Identity]:
    return [one for one in spread(claims) if one.name == name]


def test_regions_of_2020_are_seventeen() -> None:
    parts = [NEW._replace(area=code) for code in REGIONS]
    [whole] = named("areas", NEW, *parts)
    assert len(whole.parts) == 17
    assert not whole.short
    values = dict.fromkeys(parts, 1)
    assert whole.holds(values | {NEW: 17}) is True
    assert whole.holds(values | {NEW: 18}) is False
    assert whole.residual(values | {NEW: 18}) == 1
    assert whole.holds(values) is None


def test_regions_of_2022_do_not_close_a_sum_of_2020() -> None:
    later = date(2022, 11, 1)
    parts = [NEW._replace(area=part.code) for part in area.parts("KZ", later)]
    assert len(parts) == 20
    [today] = named("areas", NEW._replace(start=later, end=later), *(p._replace(start=later, end=later) for p in parts))
    assert not today.short
    [short] = named(
        "areas", NEW._replace(start=later, end=later), *(p._replace(start=later, end=later) for p in parts[3:])
    )
    assert short.short


def test_a_region_left_unsaid_leaves_the_sum_open() -> None:
    parts = [NEW._replace(area=code) for code in REGIONS[1:]]
    [whole] = named("areas", NEW, *parts)
    values = dict.fromkeys(parts, 1)
    assert whole.short
    assert whole.holds(values | {NEW: 16}) is True
    assert whole.holds(values | {NEW: 20}) is None  # the one left out may have had four
    assert whole.holds(values | {NEW: 15}) is False  # more than the whole


def test_places_add_up_to_their_region_at_most() -> None:
    region = NEW._replace(area="KZ-47")
    places = [NEW._replace(area="KZ-47/Aktau"), NEW._replace(area="KZ-47/Beineu")]
    [whole] = named("areas", region, *places)
    assert set(whole.parts) == set(places)
    assert whole.short


def test_nothing_is_spread_over_a_whole_or_a_part_alone() -> None:
    assert list(spread([NEW])) == []
    assert list(spread([NEW._replace(area="KZ-75")])) == []
    assert list(spread([])) == []


def test_settings() -> None:
    hospital, home = PATIENTS._replace(group="hospital"), PATIENTS._replace(group="home")
    [whole] = named("settings", home, PATIENTS, hospital)
    assert whole.parts == (hospital, home)
    assert whole.holds({PATIENTS: 4409, hospital: 2362, home: 2047}) is True
    assert whole.holds({PATIENTS: 4409, hospital: 2362, home: 2074}) is False
    assert named("settings", PATIENTS, hospital) == []


def test_settings_of_a_group() -> None:
    children = PATIENTS._replace(group="children")
    parts = [PATIENTS._replace(group="children+hospital"), PATIENTS._replace(group="children+home")]
    assert [one.whole for one in named("settings", children, *parts)] == [children]


def test_a_group_is_not_split_by_itself() -> None:
    hospital, home = PATIENTS._replace(group="hospital"), PATIENTS._replace(group="home")
    both = PATIENTS._replace(group="home+hospital")
    assert named("settings", hospital, both, home) == []


def test_definitions_add_up_whatever_their_starts() -> None:
    every = TOTAL._replace(definition="all")
    probable = TOTAL._replace(definition="probable", start=date(2020, 8, 1))
    [whole] = named("definitions", every, TOTAL, probable)
    assert whole.parts == (TOTAL, probable)


def test_definitions_with_two_possible_starts_say_nothing() -> None:
    every = TOTAL._replace(definition="all")
    starts = [TOTAL._replace(definition="probable", start=date(2020, month, 1)) for month in (7, 8)]
    assert named("definitions", every, TOTAL, *starts) == []


def test_growth_at_the_series_own_cadence() -> None:
    week = NEW._replace(start=date(2020, 9, 11))
    before = TOTAL._replace(end=date(2020, 9, 10))
    [one] = named("growth", TOTAL, week, before)
    assert (one.whole, one.parts) == (TOTAL, (before, week))
    assert named("growth", TOTAL, week, TOTAL._replace(end=date(2020, 9, 11))) == []
    assert named("growth", TOTAL, week, before._replace(start=date(2020, 8, 1))) == []


def test_growth_needs_known_days() -> None:
    assert named("growth", TOTAL, TOTAL._replace(end=ON - DAY), NEW._replace(start=None)) == []


def test_fall_goes_from_each_total_to_the_next() -> None:
    days = [TOTAL._replace(end=ON + DAY * n) for n in (0, 5, 2)]
    pairs = [(one.whole.end, one.parts[0].end) for one in named("fall", *days)]
    assert pairs == [(ON + DAY * 2, ON), (ON + DAY * 5, ON + DAY * 2)]
    [one] = named("fall", *days[:2])
    assert one.holds({days[0]: 5, days[1]: 4}) is False
    assert one.holds({days[0]: 5, days[1]: 5}) is True


def test_series_with_different_starts_are_not_one_series() -> None:
    assert named("fall", TOTAL, TOTAL._replace(start=date(2020, 8, 1), end=ON + DAY)) == []


def test_a_group_is_within_all_and_not_within_another_group() -> None:
    groups = [PATIENTS._replace(group=group) for group in ("severe", "critical", "ventilated")]
    assert [(one.whole, one.parts) for one in named("groups", PATIENTS, *groups)] == [
        (PATIENTS, (group,)) for group in groups
    ]
    assert list(spread(groups)) == []  # the seed: 22 on ventilators, 20 critical


def test_outcomes_are_cases_one_by_one() -> None:
    death, recovery = TOTAL._replace(event="death"), TOTAL._replace(event="recovery")
    assert [one.parts for one in named("outcomes", TOTAL, death, recovery)] == [(death,), (recovery,)]
    assert named("outcomes", NEW, NEW._replace(event="death")) == []


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_rule_is_said_in_every_language(language: str) -> None:
    for rule in ("areas", "settings", "definitions", "symptoms", "sexes", "growth", "fall", "groups", "outcomes"):
        assert len(identity.sentence(rule, language)) > 10


CLAIMS = st.builds(
    lambda place, event, measure, definition, group, days, start: Claim(
        "COVID-19",
        place,
        event,
        measure,
        definition,
        group,
        {"new": ON + DAY * days, "total": date(2020, 8, 1) if start else None, "current": ON + DAY * days}[measure],
        ON + DAY * days,
    ),
    st.sampled_from(["KZ", "KZ-75", "KZ-47", "KZ-47/Aktau"]),
    st.sampled_from(["case", "death", "patient"]),
    st.sampled_from(["new", "total", "current"]),
    st.sampled_from(["confirmed", "probable", "all"]),
    st.sampled_from(["-", "hospital", "home", "male", "female"]),
    st.integers(0, 2),
    st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(CLAIMS, max_size=30), st.randoms(use_true_random=False))
def test_order_of_the_claims_does_not_matter(claims: list[Claim], chance: random.Random) -> None:
    def found(claims: list[Claim]) -> set[tuple[str, Claim, frozenset[Claim], str, bool]]:
        return {(one.name, one.whole, frozenset(one.parts), one.relation, one.short) for one in spread(claims)}

    mixed = claims[:]
    chance.shuffle(mixed)
    assert found(mixed) == found(claims)
    assert all(set(one.claims) <= set(claims) for one in spread(claims))
