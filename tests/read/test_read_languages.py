"""The language of a text is found out: every labelled bulletin is told from those of all other languages."""

import re
from pathlib import Path

import pytest

from esep import data, terms
from esep.read.language import detect, languages
from esep.read.tokens import tokens
from labelled import BULLETINS, CORPUS

FOLDERS = [BULLETINS, CORPUS, CORPUS / "kazakhstan", CORPUS / "world"]
BILINGUAL = ("042",)
"""Texts of the collections that say everything in two languages."""
LATIN = ("en", "es", "fr", "pt")
"""Languages of the same letters, which only their words tell apart."""


def documents(folder: Path) -> list[tuple[str, str]]:
    """Path and language of every text of a folder, as its index tells them."""
    head, *lines = (folder / "index.tsv").read_text("utf-8").splitlines()
    rows = (dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines)
    return [
        (str(folder / f"{row['id']}.txt"), row["language"])
        for row in rows
        if row["language"] in languages() and row["id"] not in BILINGUAL
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_language_of_every_labelled_text_is_found(folder: Path) -> None:
    texts = [(path, language, Path(path).read_text("utf-8")) for path, language in documents(folder)]
    assert texts
    wrong = [(path, found) for path, language, text in texts if (found := detect(text, tokens(text).words)) != language]
    assert wrong == []


def test_a_line_is_enough_nearly_always() -> None:
    lines = [
        (line, language)
        for path, language in documents(CORPUS / "world")
        if language in LATIN
        for line in Path(path).read_text("utf-8").splitlines()
        if sum(map(str.isalpha, line)) > 60
    ]
    wrong = [(line, found) for line, language in lines if (found := detect(line, tokens(line).words)) != language]
    assert len(lines) > 100
    assert len(wrong) <= 0.02 * len(lines), wrong


HEAD = (data.text("languages/en/reading.toml") or "").partition("spoken_in")[0]
TOLD = {word for line in HEAD.splitlines() if line.startswith("#   ") for word in re.findall(r"[\w-]+", line)}
VALUES = {
    "event": terms.Event,
    "measure": [*terms.Measure, "lately"],
    "definition": terms.Definition,
    "group": terms.Group,
}


@pytest.mark.parametrize("code", languages())
def test_every_meaning_is_one_that_the_english_file_tells_of(code: str) -> None:
    """A slip such as 'evnt=case' would be silent."""
    for words in data.toml(f"languages/{code}/reading.toml")["terms"]:
        for word in words.split():
            facet, _, value = word.lstrip("~").partition("=")
            assert facet in TOLD, words
            assert all(part in list(VALUES.get(facet, [part])) for part in value.split("+")), words
