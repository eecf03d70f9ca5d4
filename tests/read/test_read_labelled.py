"""Bulletins are read exactly: every figure their labels state, and no other."""

from collections import Counter

import pytest

from esep.document import Document
from esep.period import NOW
from esep.read import read
from labelled import BULLETINS, CORPUS, bulletins, labels, readings, row


@pytest.mark.parametrize("name", bulletins(BULLETINS))
def test_a_bulletin_of_the_example(name: str) -> None:
    assert Counter(map(row, readings(BULLETINS)[name].figures)) == labels(BULLETINS, name)


@pytest.mark.parametrize("name", bulletins(CORPUS))
def test_a_bulletin_of_our_own(name: str) -> None:
    assert Counter(map(row, readings(CORPUS)[name].figures)) == labels(CORPUS, name)


def test_labels_can_disagree() -> None:
    assert labels(BULLETINS, "022") != labels(BULLETINS, "024")
    assert len({tuple(labels(CORPUS, name)) for name in bulletins(CORPUS)}) > 12


@pytest.mark.parametrize("text", sorted((CORPUS / "silent").glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_without_epidemic_counts(text: object) -> None:
    assert read(Document(text.read_text("utf-8"), area="KZ")).figures == ()


@pytest.mark.parametrize("folder", [BULLETINS, CORPUS], ids=["example", "corpus"])
def test_what_is_read_comes_from_the_document(folder: object) -> None:
    for name, document in bulletins(folder).items():
        reading = readings(folder)[name]
        for figure in reading.figures:
            source = figure.source
            assert (source.document, source.publisher, source.issued) == (
                document.id,
                document.publisher,
                document.issued,
            )
            assert source.quote
            assert source.rule
            assert source.language == reading.document.language
        ids = [figure.id for figure in reading.figures]
        assert len(set(ids)) == len(ids)


def test_text_of_unknown_date_is_read_without_days() -> None:
    figures = read(Document(bulletins(BULLETINS)["022"].text, area="KZ")).figures
    assert Counter(row(figure) for figure in figures) == labels(BULLETINS, "022")
    assert {figure.claim.end for figure in figures if figure.period == NOW} == {None}
    assert {figure.value for figure in figures if figure.claim.end} >= {37, 7}  # the week is dated by the text


def test_the_ministry_is_credited() -> None:
    credited = {figure.value for figure in readings(BULLETINS)["022"].figures if figure.source.attributed}
    assert {4409, 2362, 2047} <= credited
    assert 106920 not in credited
