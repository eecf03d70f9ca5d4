"""Only what is settled is written, and all that is written is settled."""

import re
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import product

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st
from seed_record import DAY, one
from write_goldens import Stands, settled

from esep import area
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.terms import Group
from esep.write import LANGUAGES, Bulletin, NothingToWrite, compose, layouts
from esep.write.phrase import FILES

NUMBER = re.compile(r"\d+(?:[,\u00a0\u202f]\d{3})*")


def pool() -> list[Claim]:
    """Claims that belong in a bulletin, and neighbours that do not."""
    areas = ["KZ", *(part.code for part in area.parts("KZ", DAY)), "UZ"]
    claims = []
    for event, definition, code in product(("case", "death", "recovery"), ("confirmed", "probable", "all"), areas):
        for start, end in ((DAY, DAY), (date(2020, 9, 7), date(2020, 9, 13)), (date(2020, 9, 6), date(2020, 9, 12))):
            claims.append(Claim("COVID-19", code, event, "new", definition, "-", start, end))
        for since, end in product((None, date(2020, 8, 1), date(2020, 9, 2)), (DAY, date(2020, 9, 13))):
            claims.append(Claim("COVID-19", code, event, "total", definition, "-", since, end))
    for group, definition in product(("-", *Group), ("confirmed", "probable", "all")):
        claims.append(Claim("COVID-19", "KZ", "patient", "current", definition, group, DAY, DAY))
    return [*claims, *(claim._replace(disease="cholera") for claim in claims[::7])]


POOL = pool()
RECORDS = st.dictionaries(st.sampled_from(POOL), st.integers(100_000, 9_999_999), max_size=60)


def stands(claim: Claim, value: int) -> Stands:
    return Stands(Figure(claim, value, Period.parse("1d"), Source("x")))


def written(bulletin: Bulletin) -> list[int]:
    numbers = (int(re.sub(r"\D", "", number)) for number in NUMBER.findall(bulletin.text))
    return [number for number in numbers if number >= 100_000]


@given(RECORDS, st.sampled_from([kind for kind in layouts() if kind != "comparison"]), st.sampled_from(LANGUAGES))
def test_every_number_is_a_settled_value_and_every_claim_is_written(
    values: dict[Claim, int], kind: str, language: str
) -> None:
    record = {claim: stands(claim, value) for claim, value in values.items()}
    try:
        bulletin = compose(kind, DAY, record, language)
    except NothingToWrite:
        return
    assert not set("{}$") & set(bulletin.text)
    assert written(bulletin) == [values[claim] for claim in bulletin.claims]
    assert len(set(bulletin.claims)) == len(bulletin.claims)
    small = {int(n) for n in NUMBER.findall(bulletin.text) if len(n) < 6}
    assert small <= {19, 24, 1, 2, 6, 7, 12, 13, 17, 2020}
    for paragraph in bulletin.text.split("\n\n"):
        assert "COVID-19" in paragraph or "COVID-like" in paragraph


@given(st.sets(st.sampled_from(sorted(settled(), key=str))), st.sampled_from(LANGUAGES))
def test_any_part_of_the_seed_composes(left: set[Claim], language: str) -> None:
    record = {claim: stands for claim, stands in settled().items() if claim in left}
    for kind in ("daily", "weekly"):
        try:
            assert set(compose(kind, DAY, record, language).claims) <= left
        except NothingToWrite:
            if kind == "daily":
                assert not any(claim.end == DAY for claim in left)


def test_the_two_bulletins_write_all_of_the_seed() -> None:
    claims = [*compose("daily", DAY, settled(), "en").claims, *compose("weekly", DAY, settled(), "en").claims]
    assert set(claims) == set(settled())


def test_same_claims_in_every_language() -> None:
    for kind in ("daily", "weekly"):
        assert len({compose(kind, DAY, settled(), language).claims for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["daily", "weekly"])
def test_nothing_to_write_is_said(kind: str, language: str) -> None:
    with pytest.raises(NothingToWrite):
        compose(kind, DAY, {}, language)
    with pytest.raises(NothingToWrite):
        compose(kind, DAY + timedelta(30), settled(), language)


@pytest.mark.parametrize("days", [0, 3, 7])
def test_week_may_have_ended_up_to_seven_days_before(days: int) -> None:
    day = date(2020, 9, 13) + timedelta(days)
    text = compose("weekly", day, settled(), "en").text
    assert "From 7 to 13 September 2020, 37 people died of COVID-19 in Kazakhstan" in text
    assert ("1,671" in text) == (day == DAY)


def test_older_total_is_left_out() -> None:
    week, total = one("death", "new", 37), one("death", "total", 1671)
    old = total.claim._replace(end=date(2020, 9, 14))
    record = {week.claim: Stands(week), old: stands(old, 1634)}
    assert compose("weekly", DAY, record, "en").claims == (week.claim,)


@pytest.mark.parametrize(
    ("language", "line", "sentence"),
    [
        ("en", "Nur-Sultan city – 3", "registered in Kazakhstan, including:"),
        ("ru", "город Нур-Султан – 3", "За последние сутки в Казахстане зарегистрировано 65 новых случаев COVID-19"),
        ("kk", "Нұр-Сұлтан қаласы – 3", "Соңғы тәулікте Қазақстанда COVID-19-дың 65 жаңа жағдайы тіркелді"),
    ],
)
def test_areas_are_named_in_their_right_form(language: str, line: str, sentence: str) -> None:
    text = compose("daily", DAY, settled(), language).text
    assert line in text.splitlines()
    assert sentence in text


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (0, "зарегистрировано 0 новых случаев COVID-19."),
        (1, "зарегистрирован 1 новый случай COVID-19."),
        (2, "зарегистрировано 2 новых случая COVID-19."),
        (11, "зарегистрировано 11 новых случаев COVID-19."),
        (21, "зарегистрирован 21 новый случай COVID-19."),
        (112, "зарегистрировано 112 новых случаев COVID-19."),
    ],
)
def test_russian_counts_agree(value: int, sentence: str) -> None:
    claim = Claim("COVID-19", "KZ", "case", "new", "confirmed", "-", DAY, DAY)
    assert sentence in compose("daily", DAY, {claim: stands(claim, value)}, "ru").text


def test_a_region_has_its_own_bulletin() -> None:
    claim = Claim("cholera", "KZ-75", "case", "new", "confirmed", "-", DAY, DAY)
    text = compose("daily", DAY, {claim: stands(claim, 1)}, "ru", area="KZ-75", disease="cholera").text
    assert text.startswith("Холера: ежедневная сводка\nгород Алматы, 17 сентября 2020 года\n")
    assert "зарегистрирован 1 новый случай холеры." in text


def test_every_language_has_the_messages_of_a_bulletin_and_a_problem() -> None:
    def ids(language: str, file: str) -> set[str]:
        text = (files("esep.data") / "languages" / language / file).read_text("utf-8")
        body = FluentParser().parse(text).body
        assert not any(isinstance(entry, ast.Junk) for entry in body)
        return {entry.id.name for entry in body if isinstance(entry, ast.Message)}

    assert ids("en", "problem.ftl") == ids("ru", "problem.ftl") == ids("kk", "problem.ftl")
    helpers = {"since-day", "among", "with", "for"}
    bulletins = [ids(language, "bulletin.ftl") - helpers for language in LANGUAGES]
    assert bulletins[0] == bulletins[1] == bulletins[2]
    for language in LANGUAGES:
        found = Counter(name for file in FILES for name in ids(language, file))
        assert max(found.values()) == 1, "of two messages of one name the first would be used"
