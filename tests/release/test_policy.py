"""A policy says what is due and when, and a bad one is told with its place and what to write."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from esep.release.policy import BadPolicy, Item, load, read

EXAMPLE = Path(__file__).parents[2] / "examples" / "kazakhstan" / "policy.toml"
GOOD = """
area = "KZ"
by = ["A. Kim"]
[channels.site]
folder = "site"
[release.national]
bulletin = "daily"
channels = ["site"]
languages = ["kk"]
"""
ALMATY = ZoneInfo("Asia/Almaty")


def item(more: str = "", bulletin: str = "daily") -> Item:
    return read(GOOD.replace('"daily"', f'"{bulletin}"') + more).items[0]


def test_the_example() -> None:
    policy = load(EXAMPLE)
    national, regional = policy.items
    assert (national.channels, national.languages, national.cadence) == (("site", "telegram"), ("kk", "ru"), "daily")
    assert (regional.channels, regional.weekday, regional.bulletin) == (("briefing",), 3, "weekly")
    assert {one.kind for one in policy.channels.values()} == {"site", "telegram", "file"}
    policy.allow("B. Omarov")
    with pytest.raises(BadPolicy, match=r"who may: A\. Sadykova, B\. Omarov"):
        policy.allow("Anybody")


def test_every_kind_of_bulletin_can_be_released() -> None:
    assert (item(bulletin="patients").cadence, item(bulletin="patients").weekday) == ("daily", None)
    assert item('weekday = "monday"', bulletin="comparison").cadence == "weekly"
    assert item('cadence = "daily"', bulletin="comparison").weekday is None


def test_templates_of_ones_own_have_kinds_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "bulletins.toml").write_text(
        '[short]\ntitle = "daily-title"\nparagraphs = [{ say = "total" }]\n', "utf-8"
    )
    own = f'templates = "{tmp_path.as_posix()}"\n{GOOD}'
    assert read(own.replace('"daily"', '"short"')).items[0].bulletin == "short"
    with pytest.raises(BadPolicy, match="bulletin: 'daily' is not known; use short"):
        read(own)
    with pytest.raises(BadPolicy, match="templates: there is no folder gone; make one with esep write"):
        read(f'templates = "gone"\n{GOOD}')


def test_templates_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    (tmp_path / "bulletins.toml").write_text("[short]\n", "utf-8")
    with pytest.raises(BadPolicy, match=r"templates: .*\[short\] needs a title"):
        read(f'templates = "{tmp_path.as_posix()}"\n{GOOD}')


def test_the_address_of_a_site() -> None:
    assert read(GOOD).channels["site"].address is None
    told = GOOD.replace('folder = "site"', 'folder = "site"\naddress = "https://Example.org/figures"')
    assert read(told).channels["site"].address == "https://example.org/figures/"


WRONG = {
    ('"KZ"', '"XX"'): "area: unknown area 'XX'",
    ('["A. Kim"]', '"A. Kim"'): 'by: write a list of texts, such as by = ["…"]',
    ('["A. Kim"]', '["A.\\u202eKim"]'): r"by: 'A.\u202eKim' is not known; use plain words",
    ('folder = "site"', ""): '[channels.site] folder: write it as text, such as folder = "…"',
    (
        'folder = "site"',
        'folder = "site"\naddress = "example.org"',
    ): "[channels.site] address: 'example.org' is not the address of a site; write one such as https://example.org/",
    (
        "[release.national]",
        '[channels.file]\nfolder = "x"\naddress = "https://example.org"\n[release.national]',
    ): "[channels.file] address: means nothing here; use folder, kind",
    ("[channels.site]", "[channels.web]"): "[channels.web] kind: is missing; use site, telegram, file",
    ("[channels.site]", "[channels.'a b']"): "channels.a b: name it with small letters, digits and hyphens",
    (
        '"daily"',
        '"hourly"',
    ): "[release.national] bulletin: 'hourly' is not known; use daily, cases, ",
    ('"daily"', '"weekly"'): "[release.national] weekday: is missing; use monday, tuesday",
    ('["site"]', '["telegram"]'): "[release.national] channels: 'telegram' is not known; use site",
    ('["kk"]', '["de"]'): "[release.national] languages: 'de' is not known; use en, ru, kk",
    ('languages = ["kk"]', ""): "[release.national] languages: write a list of texts",
    ('["kk"]', '["kk"]\nembargo = "25:00"'): "embargo: '25:00' is not an hour of the day; write one such as \"10:00\"",
    ('["kk"]', '["kk"]\nembrago = "10:00"'): "[release.national] embrago: means nothing here; use embargo",
    ('["kk"]', '["kk"]\nsince = "2020-09-17"'): "write one without quotes: since = 2020-09-17",
    ("[channels.site]", '[channels.telegram]\nchat = "@x"\npictures = 1\n[channels.site]'): (
        "[channels.telegram] pictures: '1' is not yes or no; write pictures = true"
    ),
    (
        '"site"\n',
        '"site"\npictures = true\n',
    ): "[channels.site] pictures: means nothing here; use address, folder, kind",
    ('["kk"]', '["kk"]\ncatch_up = -1'): "'-1' is not a whole number from 0 to 31",
    ('["kk"]', '["kk"]\nneeds = ["cases"]'): "'cases' is not an event and a measure; write one such as \"case/new\"",
    ('["kk"]', '["kk"]\nevents = ["fever"]'): "events: 'fever' is not known; use case, death",
}


@pytest.mark.parametrize(("change", "told"), WRONG.items(), ids=[told[:40] for told in WRONG.values()])
def test_what_is_wrong_is_told(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD.replace(*change), "utf-8")
    with pytest.raises(BadPolicy) as error:
        load(path)
    assert told in str(error.value)
    assert str(error.value).startswith(f"{path}: ")


def test_pictures_where_they_are_asked_for() -> None:
    for line, wanted in (("", False), ("pictures = false", False), ("pictures = true", True)):
        policy = read(GOOD + f'[channels.telegram]\nchat = "@x"\n{line}')
        assert (policy.channels["telegram"].pictures, policy.channels["site"].pictures) == (wanted, False)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"area = \xff")
    for name, told in (("none.toml", "no such policy; write one"), ("bad.toml", "not TOML")):
        with pytest.raises(BadPolicy, match=told):
            load(tmp_path / name)
    with pytest.raises(BadPolicy, match="nothing is released"):
        read('area = "KZ"\nby = ["A. Kim"]\n')


@given(some.text())
def test_any_text_is_a_policy_or_is_told(text: str) -> None:
    for said in (text, GOOD + text, GOOD.replace("kk", text)):
        try:
            read(said)
        except BadPolicy as error:
            assert str(error)
        except ValueError:  # no TOML
            pass


# When -------------------------------------------------------------------------------------------------------------


def test_embargo_until_an_hour_of_the_area() -> None:
    ten = item('embargo = "10:00"\ncatch_up = 0')
    assert ten.due(datetime(2020, 9, 17, 3, 59, 59, tzinfo=UTC), ALMATY) == [date(2020, 9, 16)]
    assert ten.due(datetime(2020, 9, 17, 4, tzinfo=UTC), ALMATY) == [date(2020, 9, 17)]
    assert ten.next(datetime(2020, 9, 17, 4, tzinfo=UTC), ALMATY) == date(2020, 9, 18)
    next_day = item('embargo = "10:00"\ncatch_up = 0\ndays_after = 1')
    assert next_day.due(datetime(2020, 9, 17, 4, tzinfo=UTC), ALMATY) == [date(2020, 9, 16)]


def test_weekly_on_its_day_and_what_was_missed() -> None:
    weekly = item('weekday = "thursday"\ncatch_up = 1', "weekly")
    assert weekly.due(datetime(2020, 9, 23, 12, tzinfo=UTC), ALMATY) == [date(2020, 9, 10), date(2020, 9, 17)]
    since = item('weekday = "thursday"\ncatch_up = 1\nsince = 2020-09-11', "weekly")
    assert since.due(datetime(2020, 9, 23, 12, tzinfo=UTC), ALMATY) == [date(2020, 9, 17)]


@given(
    some.dates(date(2000, 1, 1), date(2100, 1, 1)),
    some.times(),
    some.times().map(lambda hour: f"{hour:%H:%M}"),
    some.integers(0, 31),
    some.integers(0, 31),
    some.sampled_from(["", "monday", "sunday"]),
)
def test_nothing_is_due_under_embargo_and_nothing_is_left_out(
    day: date, at: time, hour: str, after: int, missed: int, weekday: str
) -> None:
    now = datetime.combine(day, at, UTC)
    keys = f'embargo = "{hour}"\ndays_after = {after}\ncatch_up = {missed}\n'
    one = item(keys + (f'weekday = "{weekday}"' if weekday else ""), "weekly" if weekday else "daily")
    days = one.due(now, ALMATY)
    assert len(days) == missed + 1
    assert all(one.free_at(day, ALMATY) <= now for day in days)
    step = timedelta(7 if weekday else 1)
    assert all(later - day == step for day, later in pairwise(days))
    assert one.next(now, ALMATY) == days[-1] + step
