"""Bulletins as people really write them, retold with their figures: how many of them the reader gets right.

These are not read perfectly. docs/read.md says how well they are read, in whole percent, rounded down, and what it says
must hold, so a change that reads worse is noticed. When reading gets better, `make golden` writes them anew.
"""

from functools import cache

import pytest
from benchmarks.accuracy import CORPORA, SETS, score
from benchmarks.page import told

scores = cache(score)

TOLD = told()
UNREAD = 0.03
"""At most so many of all numbers are left unread; the aim is 0.02."""


@pytest.mark.parametrize(("corpus", "language"), TOLD)
def test_reading_is_as_good_as_we_say(corpus: str, language: str) -> None:
    found = scores(CORPORA / corpus)[language]
    figures, precision, recall = TOLD[corpus, language]
    assert found.right + found.missed == figures
    assert found.precision * 100 >= precision
    assert found.recall * 100 >= recall


def test_we_say_it_of_every_collection_and_language() -> None:
    assert TOLD.keys() == {
        (folder.name, language) for folder in SETS for language in scores(folder) if language != "all"
    }


def test_few_numbers_are_left_unread() -> None:
    found = [scores(folder)["all"] for folder in SETS]
    assert sum(one.unread for one in found) <= UNREAD * sum(one.numbers for one in found)


@pytest.mark.parametrize("corpus", ["kazakhstan", "unseen-kazakhstan", "world"])
def test_silent_texts_give_nothing(corpus: str) -> None:
    found = score(CORPORA / corpus, only=lambda name: name.startswith("9"))["all"]
    assert (found.right, found.missed, found.wrong) == (0, 0, 0)
