"""A language as data: its words and what they mean for a figure, its numbers and dates.

The engine knows no language. Everything one language needs is in `data/languages/<code>/reading.toml`; the words for
areas, diseases and publishers come from their own data files, in every language they are known in.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from esep import area
from esep.read.tokens import Token, tokens

_DATA = files("esep.data")

Meaning = Mapping[str, str]
"""What a phrase says: facet to value, such as {'event': 'death', 'measure': 'total'}."""


class Lexicon:
    """Phrases and what they mean; the longest phrase that fits wins.

    A word that ends in '*' stands for that word with any ending. Distinct words of a text are looked up once and
    remembered, up to a bound.
    """

    _REMEMBERED = 50_000
    _LONGEST_ENDING = 4

    def __init__(self) -> None:
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._longest_stem = 0
        self._tree: dict[int, Any] = {}
        self._seen: dict[str, tuple[int, ...]] = {}

    def add(self, phrase: str, meaning: Meaning) -> None:
        """Teach a phrase; a later meaning of the same phrase is joined to the earlier one."""
        node = self._tree
        for word in phrase_words(phrase):
            node = node.setdefault(self._number(word), {})
        node[0] = {**node.get(0, {}), **meaning}

    def _number(self, word: str) -> int:
        book = self._stems if word.endswith("*") else self._exact
        word = word.rstrip("*")
        if book is self._stems:
            self._longest_stem = max(self._longest_stem, len(word))
        return book.setdefault(word, len(self._exact) + len(self._stems) + 1)

    def _numbers(self, word: str) -> tuple[int, ...]:
        """Every word of the lexicon that this word may be, the most exact first."""
        found = self._seen.get(word)
        if found is None:
            numbers = [self._exact[word]] if word in self._exact else []
            if not numbers and word.endswith(("'s", "’s")):
                return self._numbers(word[:-2])
            if not numbers and word[-1:] in ("+", "-"):  # a dash that sticks to an abbreviation: 'ВКО- 5'
                return self._numbers(word[:-1])
            for length in range(min(len(word), self._longest_stem), 0, -1):
                stem = self._stems.get(word[:length])
                if stem:
                    numbers.append(stem)
            head, dash, ending = word.rpartition("-")
            if not numbers and dash and len(ending) <= self._LONGEST_ENDING:  # an ending: 'БҚО-да', 'КВИ-дан'
                return self._numbers(head)
            found = tuple(numbers)
            if len(self._seen) >= self._REMEMBERED:
                self._seen.clear()
            self._seen[word] = found
        return found

    def longest(self, words: list[str], place: int) -> tuple[int, Meaning] | None:
        """Length in words and meaning of the longest phrase that begins at that place. Missing: None for no phrase."""
        return self._longest(self._tree, words, place, 0)

    def _longest(self, node: dict[int, Any], words: list[str], place: int, length: int) -> tuple[int, Meaning] | None:
        best = (length, node[0]) if length and 0 in node else None
        if place < len(words):
            for number in self._numbers(words[place]):
                if number in node:
                    found = self._longest(node[number], words, place + 1, length + 1)
                    if found and (best is None or found[0] > best[0]):
                        best = found
        return best


@dataclass(frozen=True)
class Language:
    """What one language needs beside its lexicon."""

    code: str
    numbers: Mapping[str, int]
    """Spelled numbers, every form of them."""
    multipliers: Mapping[str, int]
    months: Mapping[str, int]
    """Stem of a month's name to its number."""
    dates: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """First element to (kind, pattern), longest first; kind since | range | past | on; a pattern is made of D (day),
    M (month), Y (year), N (number) and words."""
    abbreviations: frozenset[str]
    """Words whose full stop ends no sentence."""
    ordinals: frozenset[str]
    """Endings that make a number an ordinal: '13th'."""
    conjunctions: frozenset[str]
    decimal: str
    """The decimal mark."""


def phrase_words(phrase: str) -> list[str]:
    """The words of a data phrase, as the tokeniser would cut them; a '*', '+' or '-' stays with its word."""
    words: list[str] = []
    for token in tokens(phrase):
        if words and (token.text == "*" or _is_sign(phrase, token)):
            words[-1] += token.text
        elif token.kind != "line":
            words.append(token.text + token.suffix)
    return words


def _is_sign(phrase: str, token: Token) -> bool:
    """Whether it is the sign that ends 'кви+' or 'кви-': texts write it in capitals, and `tokens` keeps it whole."""
    stands_free = phrase[token.stop : token.stop + 1] in ("", " ")
    return token.text in ("+", "-") and phrase[token.start - 1] != " " and stands_free


@cache
def language(code: str) -> Language:
    """The reading data of that language. Errors: ValueError where there is none."""
    fields = _fields(code)
    dates: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, patterns in fields["dates"].items():
        for pattern in patterns:
            elements = tuple(pattern.split())
            dates.setdefault(elements[0], []).append((kind, elements))
    return Language(
        code,
        {form: int(value) for value, forms in fields["numbers"].items() for form in forms},
        {form: int(value) for value, forms in fields["multipliers"].items() for form in forms},
        {stem: n for n, stems in enumerate(fields["months"], 1) for stem in stems},
        {first: tuple(sorted(patterns, key=lambda p: -len(p[1]))) for first, patterns in dates.items()},
        frozenset(fields["abbreviations"]),
        frozenset(fields["ordinals"]),
        frozenset(fields["conjunctions"]),
        fields["decimal"],
    )


@lru_cache(maxsize=64)
def lexicon(code: str, countries: tuple[str, ...]) -> Lexicon:
    """Everything a text in that language may say: terms, diseases, publishers, countries, and the parts of those
    countries that are named."""
    made = Lexicon()
    for words, phrases in _fields(code)["terms"].items():
        for phrase in phrases:
            made.add(phrase, _meaning(words))
    for phrase, meaning in (*_named("diseases", "disease", code), *_named("publishers", "publisher", code)):
        made.add(phrase, meaning)
    for country in area.countries():
        for phrase, area_code in area.phrases(code, country, parts_too=country in countries):
            made.add(phrase, {"area": area_code})
    return made


@cache
def _fields(code: str) -> Mapping[str, Any]:
    if code not in languages():
        raise ValueError(f"unknown language {code!r}: use {', '.join(languages())}")
    return tomllib.loads((_DATA / "languages" / code / "reading.toml").read_text("utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that can be read."""
    folder = _DATA / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "reading.toml").is_file()))


def detect(words: Iterable[str]) -> str:
    """The likeliest language of a text, from its commonest words and from letters that are a language's own."""
    count = dict.fromkeys(languages(), 0)
    marks = [(code, *_marks(code)) for code in count]
    for word in words:
        for code, letters, weight, common in marks:
            if word in common:
                count[code] += _COMMON_WORD
            elif not letters.isdisjoint(word):
                count[code] += weight
    return max(count, key=lambda code: (count[code], code == "en"))


_COMMON_WORD = 3


@cache
def _marks(code: str) -> tuple[frozenset[str], int, frozenset[str]]:
    """Letters of the language, what a word with one of them counts, and its commonest words."""
    fields = _fields(code)["known_by"]
    return frozenset(fields["letters"]), fields["weight"], frozenset(fields["words"])


def _meaning(words: str) -> Meaning:
    """'event=death measure=total' as a mapping; a bare word is a facet of its own."""
    pairs = (word.partition("=") for word in words.split())
    return {facet: value or "yes" for facet, _, value in pairs}


def _named(folder: str, facet: str, code: str) -> Iterator[tuple[str, Meaning]]:
    """Every phrase of that language for the entries of a data folder, with the name it stands for."""
    for file in sorted((_DATA / folder).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for entry in tomllib.loads(file.read_text("utf-8")).values():
                for phrase in entry.get(code, ()):
                    yield phrase, {facet: entry["name"]}
