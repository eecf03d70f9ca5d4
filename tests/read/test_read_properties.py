"""What holds of every reading, whatever the text."""

import re
from datetime import date
from itertools import pairwise

import pytest
from benchmarks.accuracy import SETS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from esep import area
from esep.document import Document
from esep.read import Reading, languages, read
from esep.read.language import Language, detect, language
from esep.read.tokens import tokens
from labelled import BULLETINS, CORPUS, bulletins, readings

READINGS = {
    **{f"example {name}": reading for name, reading in readings(BULLETINS).items()},
    **{f"corpus {name}": reading for name, reading in readings(CORPUS).items()},
}
COLLECTED = {
    f"{folder.name} {path.stem}": (path, "KZ" if folder.name.endswith("kazakhstan") else None)
    for folder in SETS
    for path in sorted(folder.glob("*.txt"))
}


@pytest.mark.parametrize("name", READINGS)
def test_the_span_of_a_figure_holds_its_number(name: str) -> None:
    reading = READINGS[name]
    known = language(reading.document.language or "")
    for figure in reading.figures:
        words = reading.document.text[slice(*figure.source.span)]
        assert in_words(words.lower(), known) == figure.value, words
        assert words in figure.source.quote or "\n" in words or "\u00a0" in words or "\u202f" in words


def in_words(words: str, known: Language) -> float:
    """The value of a number in digits, in words, or in both; worked out in another way than the reader's."""
    total = part = 0.0
    for word in re.findall(
        r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{2,3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+(?:[-'][^\W\d_]+)*", words
    ):
        value = known.numbers.get(word)
        if word[0].isdigit():
            grouped = re.fullmatch(r"\d{1,3}([ ,.\u00a0\u202f]\d{2,3})*", word)
            part += int(re.sub(r"\D", "", word)) if grouped else float(word.replace(",", "."))
        elif word in known.multipliers:
            total, part = total + (part or 1) * known.multipliers[word], 0
        elif value == 100 and 1 < part < 10:
            part *= 100
        elif (part, value) == (4, 20):
            part = 80
        elif value is not None:
            part += value
        elif "-" in word:
            part += sum(known.numbers[half] for half in word.split("-"))
    return total + part


def places(reading: Reading) -> list[tuple[int, int]]:
    """The spans of all numbers that were accounted for, in order."""
    return sorted(
        [figure.source.span for figure in reading.figures if figure.source.span]
        + [span for span, _ in reading.passed]
        + [problem.span for problem in reading.problems if problem.span and problem.code == "unread"]
    )


def unaccounted(reading: Reading) -> list[str]:
    """Numbers of the text that are neither figure, nor passed over, nor unread. Digits inside a word are no number."""
    text, spans = reading.document.text, places(reading)
    found = re.finditer(r"(?<![^\W_])(?<![^\W_][-‑])\d+", text)
    return [m[0] for m in found if not any(start <= m.start() < stop for start, stop in spans)]


@pytest.mark.parametrize("name", READINGS)
def test_every_number_is_accounted_for(name: str) -> None:
    assert unaccounted(READINGS[name]) == []


@pytest.mark.parametrize("name", COLLECTED)
def test_every_number_of_a_collected_text_is_accounted_for(name: str) -> None:
    path, home = COLLECTED[name]
    reading = read(Document(path.read_text("utf-8"), area=home))
    assert unaccounted(reading) == []
    figures = {figure.source.span for figure in reading.figures}  # 'one each in A and B' is two figures
    assert figures.isdisjoint(span for span, _ in reading.passed)
    assert all(before[1] <= after[0] for before, after in pairwise(sorted(set(places(reading)))))


def test_a_number_that_is_left_out_is_noticed() -> None:
    reading = READINGS["example 010"]
    blind = Reading(reading.document, reading.figures[1:], reading.problems, reading.proofs, reading.passed)
    assert unaccounted(blind) == ["245"]


@pytest.mark.parametrize("name", READINGS)
def test_no_number_is_accounted_for_twice(name: str) -> None:
    spans = places(READINGS[name])
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("name", READINGS)
def test_the_language_is_found_out(name: str) -> None:
    folder, key = (BULLETINS, name.split()[1]) if name.startswith("example") else (CORPUS, name.split()[1])
    told = bulletins(folder)[key].language
    assert told in languages()
    text = bulletins(folder)[key].text
    assert detect(text, tokens(text).words) == told


def test_a_text_without_words_has_some_language() -> None:
    assert detect("", []) in languages()


def test_all_proofs_hold() -> None:
    for reading in READINGS.values():
        values = {figure.comparable: figure.value for figure in reading.figures}
        assert all(proof.holds(values) for proof in reading.proofs)
        proved = {claim for proof in reading.proofs for claim in proof.claims}
        assert {f.comparable for f in reading.figures if f.status == "proved"} == proved
    assert sum(len(reading.proofs) for reading in READINGS.values()) > 20


# Hostile text -----------------------------------------------------------------------------------------------------

NAMES = [
    name
    for code in ("KZ", "KZ-75", "KZ-47", "KZ-27")
    for tongue in languages()
    for name in [area.name(code, tongue).name]
]
PIECES = st.one_of(
    st.sampled_from(
        [
            *NAMES,
            "COVID-19",
            "коронавирус",
            "КВИ-",
            "cases",
            "умерло",
            "жағдай",
            "one",
            "мың",
            "of",
            "из",
            "since",
            "млн",
        ]
    ),
    st.sampled_from(list("()[]{}«».,;:–—-+%№/'’\"\n\t\u00a0\u202f\u2009*|#\\")),
    st.integers(0, 10**9).map(str),
    st.sampled_from(
        ["1,671", "1 671", "1,67,1", "17.09.2020", "99/99/9999", "31 сентября", "с 1 по", "-3", "12-го", "٣", "²", "Ⅻ"]
    ),
    st.text(max_size=8),
)
HOSTILE = st.lists(PIECES, max_size=250).map(" ".join) | st.lists(PIECES, max_size=250).map("".join)


@settings(max_examples=120, deadline=None)
@example("²017.09.2020", None, None, False)
@given(HOSTILE, st.sampled_from([None, *languages()]), st.sampled_from([None, "KZ", "KZ-75", "KG"]), st.booleans())
def test_reading_never_raises(text: str, tongue: str | None, home: str | None, dated: bool) -> None:
    reading = read(Document(text, language=tongue, area=home, issued=date(2020, 9, 17) if dated else None))
    for figure in reading.figures:
        start, stop = figure.source.span
        assert 0 <= start < stop <= len(text)
        assert figure.value >= 0
    spans = places(reading)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_the_same_text_is_read_the_same(text: str) -> None:
    first, again = (read(Document(text, area="KZ", issued=date(2020, 9, 17))) for _ in range(2))
    assert [f.to_json() for f in first.figures] == [f.to_json() for f in again.figures]
    assert first.passed == again.passed


@pytest.mark.parametrize(
    "piece",
    [
        *("коронавирус (", "- ", "a-", "\n", "1. ", "КВИ- ", "12-го ", "\u00a0", "www."),
        *("1 ", "1,234,", "COVID-19 5 ", "Алматы 1; ", "один из ", "Алматы 5 6\n", "(5 случаев (6 умерли) "),
        *("В Алматы 5 случаев. Теперь 7. ", "Ааа Ббб 5, ", "Алматы, "),
    ],
)
def test_a_large_repetitive_text_ends(piece: str) -> None:
    """30 kB: what grows with the square of the text would take hours."""
    read(Document("COVID-19 " + piece * (30_000 // len(piece)), area="KZ", language="ru", issued=date(2020, 9, 17)))


@pytest.mark.parametrize("name", ["015", "018", "030"])
def test_an_archive_in_one_document_is_read_to_its_end(name: str) -> None:
    document = bulletins(BULLETINS)[name]
    text = (document.text + "\n\n") * (200_000 // len(document.text))
    reading = read(Document(text + document.text.replace("Всего", "Итого"), issued=document.issued, area="KZ"))
    assert {f.comparable for f in reading.figures} >= {f.comparable for f in readings(BULLETINS)[name].figures}
