"""Every claim has a text of its own in every language."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest

from esep import terms
from esep.figure import Claim
from esep.write import LANGUAGES, UnknownLanguage, claim_text

DAY = date(2020, 9, 17)
GROUPS = ["-", *terms.Group, "age:0-17", "age:65+", "age:0-1", "children+hospital", "age:18-59+female+severe"]
SPANS = [
    (None, None),
    (date(2020, 8, 1), None),
    (None, DAY),
    (DAY, DAY),
    (date(2020, 9, 7), date(2020, 9, 13)),
    (date(2020, 9, 28), date(2020, 10, 4)),
    (date(2020, 12, 28), date(2021, 1, 3)),
    (date(2020, 9, 1), date(2020, 9, 30)),
    (date(2020, 1, 1), date(2020, 12, 31)),
]


def claim(
    event: str = "case",
    measure: str = "new",
    definition: str = "confirmed",
    group: str = "-",
    start: date | None = DAY,
    end: date | None = DAY,
    area: str = "KZ-75",
    disease: str = "COVID-19",
) -> Claim:
    return Claim(disease, area, event, measure, definition, group, start, end)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("disease", ["COVID-19", "cholera", "Lassa fever"])
def test_every_combination_has_its_own_text(language: str, disease: str) -> None:
    said = defaultdict(list)
    for parts in product(terms.Event, terms.Measure, terms.Definition, GROUPS):
        if parts[0] == "test" and parts[2] == "all":  # said as plain tests, which tests of no definition are too
            continue
        text = claim_text(claim(*parts, disease=disease), language)
        assert not set("{}$") & set(text) and "  " not in text and not text.startswith(" "), text
        said[text].append(parts)
    assert {text: parts for text, parts in said.items() if len(parts) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", list(terms.Measure))
def test_every_period_has_its_own_text(language: str, measure: str) -> None:
    spans = SPANS if measure == "total" else SPANS[2:]
    texts = [claim_text(claim("death", measure, start=start, end=end), language) for start, end in spans]
    assert len(set(texts)) == len(spans), texts
    assert not any("{" in text or "9999" in text for text in texts)


@pytest.mark.parametrize(
    ("wanted", "language", "given"),
    [
        ("new confirmed cases, Almaty city, 17 September 2020", "en", claim()),
        ("новые подтверждённые случаи, город Алматы, 17 сентября 2020 года", "ru", claim()),
        ("жаңа расталған жағдайлар, Алматы қаласы, 2020 жылғы 17 қыркүйек", "kk", claim()),
        (
            "total cases of COVID-like pneumonia, Kazakhstan, since 1 August 2020, as of 17 September 2020",
            "en",
            claim("case", "total", "probable", start=date(2020, 8, 1), area="KZ"),
        ),
        (
            "общее число случаев пневмонии с признаками COVID-19, Казахстан, "
            "со 2 августа 2020 года, на 17 сентября 2020 года",
            "ru",
            claim("case", "total", "probable", start=date(2020, 8, 2), area="KZ"),
        ),
        (
            "COVID-19-дан емделіп жатқандар, балалар, Қазақстан, күні белгісіз",
            "kk",
            claim("patient", "current", group="children", start=None, end=None, area="KZ"),
        ),
        (
            "new deaths from cholera, Kazakhstan, September 2020",
            "en",
            claim("death", "new", "confirmed", "-", *SPANS[7], "KZ", "cholera"),
        ),
        (
            "новые смерти от холеры, Казахстан, сентябрь 2020 года",
            "ru",
            claim("death", "new", "confirmed", "-", *SPANS[7], "KZ", "cholera"),
        ),
        (
            "тырысқақтан болған жаңа өлім жағдайлары, Қазақстан, 2020 жыл",
            "kk",
            claim("death", "new", "confirmed", "-", *SPANS[8], "KZ", "cholera"),
        ),
    ],
)
def test_reads(wanted: str, language: str, given: Claim) -> None:
    assert claim_text(given, language) == wanted


def test_area_is_called_as_it_was_on_the_day() -> None:
    assert "Nur-Sultan city" in claim_text(claim(area="KZ-71"), "en")
    later = date(2023, 1, 5)
    assert "город Астана" in claim_text(claim(area="KZ-71", start=later, end=later), "ru")


def test_area_without_a_name_is_called_by_its_code() -> None:
    assert "XX-1" in claim_text(claim(area="XX-1"), "en")
    assert "Aktau" in claim_text(claim(area="KZ-47/Aktau"), "kk")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        claim_text(claim(), "de")
