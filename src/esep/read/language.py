"""A language as data: its words and what they mean for a figure, its numbers and dates.

The engine knows no language. Everything one language needs is in `data/languages/<code>/`: what its words mean in
`reading.toml`, what it calls areas and diseases in `areas.csv` and `diseases.toml`. What publishers are called stands
with each publisher.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from esep import area, data
from esep.data import tables
from esep.read.tokens import Tokens, tokens

Meaning = Mapping[str, str]
"""What a phrase says: facet to value, such as {'event': 'death', 'measure': 'total'}."""


class Scripts:
    """A language's scripts made one: a word in another than its main script is folded into plain letters, and so are
    the phrases it is compared with: 'tirkeldi' and 'تىركەلدى' are 'тіркелді'."""

    def __init__(self, foreign: str, letters: Mapping[str, str], joined: Mapping[str, str]) -> None:
        self._foreign = re.compile(foreign)
        self._letters = str.maketrans(dict(letters))
        self._joined = tuple(joined.items())

    def fold(self, word: str) -> str:
        """The word in plain letters, whatever its script."""
        word = word.translate(self._letters)
        for pair, joined in self._joined:
            word = word.replace(pair, joined)
        return word

    def folded(self, words: Iterable[str]) -> list[str]:
        """The words, each in plain letters."""
        return [self.fold(word) for word in words]

    def read(self, words: Sequence[str]) -> list[str]:
        """The words of a text: those in the main script as they are, the others folded."""
        foreign = self._foreign.search
        known = {word: self.fold(word) if foreign(word) else word for word in set(words)}
        return [known[word] for word in words]


@dataclass(frozen=True)
class Language:
    """What one language needs beside its lexicon."""

    code: str
    numbers: Mapping[str, int]
    """Spelled numbers, every form of them."""
    multipliers: Mapping[str, int]
    months: Mapping[str, int]
    """Stem of a month's name to its number."""
    whole_months: bool
    """Whether those are whole names: 'nov' is not the beginning of 'novo'."""
    dates: Mapping[str, Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]]
    """First element and second ('' for a pattern of one) to (kind, pattern), longest first; kind since | range | past |
    month | on | at; a pattern is made of D (day), M (month), Y (year), N (number), O (ordinal) and words."""
    abbreviations: frozenset[str]
    """Words whose full stop ends no sentence."""
    ordinals: frozenset[str]
    """Endings that make a number an ordinal: '13th'."""
    conjunctions: frozenset[str]
    number_joins: frozenset[str]
    """Words between the parts of a spelled number: 'treinta y uno'."""
    weekdays: frozenset[str]
    """Days of the week, one of which may stand before a day of the month in any date."""
    before_year: frozenset[str]
    """Words between a month and its year: '7 de enero de 2025'."""
    elisions: tuple[str, ...]
    """Beginnings that an apostrophe cuts off: "l'", "d'"."""
    decimal: str
    """The decimal mark."""
    verb_last: bool
    """Whether the verb ends a sentence and speaks for all its numbers."""
    ordinal_words: Mapping[str, int]
    """Spelled ordinals, for 'the first week of 2024'."""
    week_letters: frozenset[str]
    """What stands for 'week' right before its number: 'S30'."""
    weeks_from_sunday: bool
    """Whether the numbered weeks of its countries begin on Sundays, as in the Americas, or on Mondays."""
    scripts: Scripts | None
    """Missing: None for a language of one script."""


class Look(NamedTuple):
    """What one word may be, found once for every distinct word."""

    mark: str = ""
    """The mark or line break itself."""
    ids: tuple[int, ...] = ()
    """The lexicon's words it may stand for, the most exact first."""
    begun: tuple[dict[int, Any], ...] = ()
    """What may follow it in a phrase: the tree below each of those words."""
    dates: tuple[str, ...] = ()
    """What it may be in a date: a word of a pattern, 'D', 'M', 'Y', 'N', 'O', an ordinal, or 'W', a weekday."""
    month: int = 0
    week: int = 0
    """The number of the week that it names: 'S30'."""
    nth: int = 0
    """Its value as a spelled ordinal."""
    number: float | None = None
    """Its value in digits. Missing: None for no number."""
    scaled: float | None = None
    """Its value where a multiplier follows."""
    decimals: bool = False
    """Whether it is written with decimals: '65.0', which measures and does not count, unless a multiplier follows."""
    spelled: int | None = None
    """Its value in words."""
    scale: int = 1
    """What it multiplies by."""
    ordinal: bool = False
    other: str = ""
    """date | time | site: a token of that form."""
    conjunction: bool = False
    joins: bool = False
    """Whether it joins the parts of a spelled number."""


_FORMS = (
    ("date", re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")),
    ("time", re.compile(r"\d{1,2}:\d\d(?::\d\d)?")),
    ("site", re.compile(r"[^\W\d_].*(?:\.[a-z]+|://.+)", re.DOTALL)),
)
_NUMBER = re.compile(r"(\d[\d.,\s]*)-?([^\W\d_]*)")


class Told(NamedTuple):
    """What a phrase means, and in which texts."""

    meaning: Meaning
    country: str | None = None
    """The country whose texts know the phrase. Missing: None for all texts."""
    but: Collection[str] = ()
    """The countries whose texts do not."""
    order: tuple[int, bool, str] = (0, False, "")
    """A later meaning of a phrase is joined to the earlier one, and wins."""

    def known(self, countries: Collection[str]) -> bool:
        """Whether a text on those countries knows it."""
        return (self.country is None or self.country in countries) and not any(map(countries.__contains__, self.but))


class Phrases:
    """The phrases of a language and what they mean, as a tree of numbered words.

    A word that ends in '*' stands for that word with any ending. What all texts know is taught first, then country by
    country what only the texts on it know.
    """

    def __init__(self, scripts: Scripts | None) -> None:
        self._scripts = scripts
        self.exact: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.longest_stem = 0
        self.tree: dict[int, Any] = {}
        """Number of a word to the tree of the words after it; 0 to the number of the phrase that ends there."""
        self.told: list[list[Told]] = []
        """What each phrase means."""
        self.local: dict[int, set[str]] = {}
        """The countries that each word is known of, for words that not all texts know."""
        self.countries: set[str] = set()
        """Those whose parts and places are taught."""

    def add(self, phrase: str, told: Told) -> None:
        """Teach a phrase, in every script."""
        words = phrase_words(phrase)
        spellings = (self._scripts.read(words), self._scripts.folded(words)) if self._scripts else (words,)
        for spelling in spellings if spellings[0] != spellings[-1] else spellings[:1]:
            node = self.tree
            for word in spelling:
                node = node.setdefault(self._number(word, told.country), {})
            if 0 not in node:
                node[0] = len(self.told)
                self.told.append([])
            self.told[node[0]].append(told)

    def _number(self, word: str, country: str | None) -> int:
        book = self.stems if word.endswith("*") else self.exact
        word = word.rstrip("*")
        if word not in book:
            book[word] = number = len(self.exact) + len(self.stems) + 1
            if book is self.stems:
                self.longest_stem = max(self.longest_stem, len(word))
            if country:
                self.local[number] = set()
        if country and book[word] in self.local:
            self.local[book[word]].add(country)
        return book[word]


class Lexicon:
    """Phrases and what they mean in a text on some countries; the longest phrase that fits wins.

    Each distinct word of a text is looked at once and remembered, up to a bound.
    """

    _REMEMBERED = 250_000
    """Letters of words: whatever the texts are, a lexicon holds a few megabytes."""
    _LONGEST_ENDING = 4

    def __init__(self, language: Language, phrases: Phrases, countries: Collection[str]) -> None:
        self.language = language
        self._phrases = phrases
        self._countries = frozenset(countries)
        self._meanings: dict[int, Meaning | None] = {}
        self._seen: dict[str, Look | None] = {}
        self._letters = 0

    def looks(self, words: Sequence[str]) -> list[Look | None]:
        """What each word may be. Missing: None for a word that nobody taught us."""
        seen = self._seen
        for word in words:
            if word not in seen:
                seen[word] = self._look(word)
                self._letters += len(word)
        looks = [seen[word] for word in words]
        if self._letters > self._REMEMBERED:
            seen.clear()
            self._letters = 0
        return looks

    def _look(self, word: str) -> Look | None:
        language, first = self.language, word[:1]
        rest = word[word.index("'") + 1 :] if word.startswith(language.elisions) else ""
        known = self._knows(self._phrases.exact.get(word))
        ids = (*self._ids(word), *self._ids(rest)) if rest and known else tuple(self._ids(rest or word))
        word = word if known else rest or word
        tree = self._phrases.tree
        begun = tuple(tree[number] for number in ids if number in tree)
        conjunction = word in language.conjunctions
        other = (
            next((name for name, form in _FORMS if form.fullmatch(word)), "")
            if not first.isalpha() or "." in word or ":" in word
            else ""
        )
        literal = (word,) if word in language.dates else ()
        if other:
            return Look(ids=ids, begun=begun, other=other)
        digits = _NUMBER.fullmatch(word)
        if digits:
            return self._digits(digits, ids, begun, literal)
        if not first.isalpha():
            return Look(mark=word, ids=ids, begun=begun, dates=literal, conjunction=conjunction)
        letters = word.rstrip("0123456789")
        if letters in language.week_letters and 1 <= len(word) - len(letters) <= len("53"):
            return Look(ids=ids, begun=begun, dates=("week",), week=int(word[len(letters) :]))
        joins = word in language.number_joins
        month = _month(word, language) or 0
        spelled = _spelled(word, language)
        weekday = word in language.weekdays
        nth = language.ordinal_words.get(word, 0)
        kinds = zip("MNWOD", (month, spelled, weekday, nth, nth == 1), strict=True)
        dates = (*literal, *(kind for kind, known in kinds if known))
        scale = language.multipliers.get(word, 1)
        if not (ids or dates or conjunction or joins or spelled is not None or scale > 1):
            return None
        return Look(
            ids=ids,
            begun=begun,
            dates=dates,
            month=month,
            nth=nth,
            spelled=spelled,
            scale=scale,
            conjunction=conjunction,
            joins=joins,
        )

    def _digits(
        self, found: re.Match[str], ids: tuple[int, ...], begun: tuple[dict[int, Any], ...], literal: tuple[str, ...]
    ) -> Look:
        digits, ending = found[1], found[2]
        whole = digits.isdecimal()
        dates = (*literal, *((("Y",) if len(digits) == 4 else ("D", "N")) if whole and len(digits) <= 4 else ()))
        value = _value(digits, self.language.decimal, scaled=False)
        scaled = _value(digits, self.language.decimal, scaled=True)
        ordinal = ending in self.language.ordinals
        if ending in self.language.multipliers:  # '77,2тыс'
            value = (scaled or 0) * self.language.multipliers[ending]
        decimals = not whole and ending not in self.language.multipliers and bool(_DECIMALS.search(digits))
        return Look(ids=ids, begun=begun, dates=dates, number=value, scaled=scaled, ordinal=ordinal, decimals=decimals)

    def _ids(self, word: str) -> list[int]:
        """Every word of the lexicon that this word may be, the most exact first."""
        ids = self._known(word)
        if not self._knows(self._phrases.exact.get(word)) and (bare := _without_sign(word)) != word:
            ids = self._known(bare)
        head, dash, ending = word.rpartition("-")
        if not ids and dash and len(ending) <= self._LONGEST_ENDING:  # an ending: 'БҚО-да', 'КВИ-дан'
            ids = self._known(head)
        return ids

    def _known(self, word: str) -> list[int]:
        """The word itself and its stems, the longest first."""
        exact, stems = self._phrases.exact, self._phrases.stems
        lengths = range(min(len(word), self._phrases.longest_stem), 0, -1)
        numbers = (exact.get(word), *(stems.get(word[:length]) for length in lengths))
        return [number for number in numbers if number and self._knows(number)]

    def _knows(self, number: int | None) -> bool:
        """Whether a text on those countries knows that word."""
        taught = self._phrases.local.get(number) if number else ()
        return taught is None or not self._countries.isdisjoint(taught)

    def longest(
        self, begun: Iterable[dict[int, Any]], looks: Sequence[Look | None], place: int, length: int = 1
    ) -> tuple[int, Meaning] | None:
        """Length in words and meaning of the longest phrase that goes on, or ends, before that place, so many of its
        words having been `begun`; of equals the first. Missing: None for no phrase."""
        best: tuple[int, Meaning] | None = None
        look = looks[place] if place < len(looks) else None
        for tree in begun:
            if look and (below := [tree[number] for number in look.ids if number in tree]):
                found = self.longest(below, looks, place + 1, length + 1)
                if found and (best is None or found[0] > best[0]):
                    best = found
            if 0 in tree and (best is None or length > best[0]):
                phrase = tree[0]
                meaning = self._meanings[phrase] if phrase in self._meanings else self._meaning(phrase)
                best = (length, meaning) if meaning else best
        return best

    def _meaning(self, phrase: int) -> Meaning | None:
        """All that the phrase means in a text on those countries. Missing: None where it does not know the phrase."""
        told = [one for one in self._phrases.told[phrase] if one.known(self._countries)]
        told.sort(key=lambda one: one.order)
        self._meanings[phrase] = {facet: value for one in told for facet, value in one.meaning.items()} or None
        return self._meanings[phrase]


def _without_sign(word: str) -> str:
    """The word without a genitive, or a dash that sticks to an abbreviation: 'ВКО- 5'."""
    return word[:-2] if word.endswith(("'s", "’s")) else word[:-1] if word.endswith(("+", "-")) else word


def phrase_words(phrase: str) -> list[str]:
    """The words of a data phrase, as the tokeniser would cut them; a '*', '+' or '-' stays with its word."""
    if _PLAIN.fullmatch(phrase):
        return phrase.lower().split()
    words: list[str] = []
    found = tokens(phrase)
    for place, word in enumerate(found.words):
        start = found.starts[place]
        ends = phrase[start + 1 : start + 2] in ("", " ")
        if words and (word == "*" or (word in ("+", "-") and phrase[start - 1] != " " and ends)):
            words[-1] += word
        else:
            words.append(word)
    return words


_PLAIN = re.compile(r"[^\W\d_]+\*?(?: [^\W\d_]+\*?)*")
"""Words of letters alone, as nearly all phrases are."""


_DECIMALS = re.compile(r"[.,]\d{1,2}$")


def _value(digits: str, decimal: str, *, scaled: bool) -> float:
    """The value of digits with separators. Groups of three are thousands, except after the decimal mark of a number
    that a multiplier follows ('1.125 million')."""
    head, *groups = re.split(r"[\s.,]", digits.rstrip(".,"))
    if not groups:
        return int(head)
    last_mark = re.findall(r"[\s.,]", digits)[-1]
    grouped = len(groups[-1]) == 3 and not (scaled and last_mark == decimal)
    joined = "".join((head, *groups))
    return int(joined) if grouped else int(joined) / 10 ** len(groups[-1])


def _month(word: str, language: Language) -> int | None:
    if language.whole_months:
        return language.months.get(word)
    for length in range(min(len(word), 9), 2, -1):
        month = language.months.get(word[:length])
        if month and (length > 4 or len(word) - length <= 4):
            return month
    return None


def _spelled(word: str, language: Language) -> int | None:
    """The value of a number in one word, such as 'twenty-five'. Missing: None where it is none."""
    value = language.numbers.get(word)
    if value is None and "-" in word:
        tens, _, ones = word.partition("-")
        if tens in language.numbers and ones in language.numbers:
            return language.numbers[tens] + language.numbers[ones]
    return value


@cache
def language(code: str) -> Language:
    """The reading data of that language. Errors: ValueError where there is none."""
    fields = _fields(code)
    scripts = Scripts(**fields["scripts"]) if "scripts" in fields else None

    def spellings(forms: Iterable[str]) -> list[str]:
        """The forms in every script, each once."""
        forms = list(forms)
        return list(dict.fromkeys((*forms, *scripts.folded(forms)))) if scripts else forms

    dates: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
    for kind, patterns in fields["dates"].items():
        for pattern in spellings(patterns):
            elements = tuple(pattern.split())
            dates.setdefault(elements[0], {}).setdefault((*elements, "")[1], []).append((kind, elements))
    return Language(
        code,
        {form: int(value) for value, forms in fields["numbers"].items() for form in spellings(forms)},
        {form: int(value) for value, forms in fields["multipliers"].items() for form in spellings(forms)},
        {stem: n for n, stems in enumerate(fields["months"], 1) for stem in spellings(stems)},
        fields.get("whole_months", False),
        {
            first: {second: tuple(sorted(patterns, key=lambda p: -len(p[1]))) for second, patterns in rest.items()}
            for first, rest in dates.items()
        },
        frozenset(spellings(fields["abbreviations"])),
        frozenset(spellings(fields["ordinals"])),
        frozenset(spellings(fields["conjunctions"])),
        frozenset(fields.get("number_joins", ())),
        frozenset(fields.get("weekdays", ())),
        frozenset(fields.get("before_year", ())),
        tuple(fields.get("elisions", ())),
        fields["decimal"],
        fields.get("verb_last", False),
        {form: int(value) for value, forms in fields.get("ordinal_words", {}).items() for form in spellings(forms)},
        frozenset(fields.get("week_letters", ())),
        fields.get("weeks_from_sunday", False),
        scripts,
    )


@lru_cache(maxsize=64)
def lexicon(code: str, countries: tuple[str, ...]) -> Lexicon:
    """Everything a text in that language may say: terms, diseases, publishers, countries, and the parts of those
    countries that are named."""
    phrases = _phrases(code)
    for country in countries:
        if country not in phrases.countries:
            _add_places(phrases, code, country)
    return Lexicon(language(code), phrases, countries)


@cache
def _phrases(code: str) -> Phrases:
    """What all texts in that language may say."""
    made = Phrases(language(code).scripts)
    for words, phrases in _fields(code)["terms"].items():
        for phrase in phrases:
            made.add(phrase, Told(_meaning(words)))
    for phrase, meaning in _diseases(code):
        made.add(phrase, Told(meaning))
    for phrase, told in _publishers(code):
        made.add(phrase, told)
    for country in area.countries():
        for phrase, _ in area.phrases(code, country, parts_too=False):
            made.add(phrase, Told({"area": country}, order=_likelihood(code, country)))
    return made


def _add_places(made: Phrases, code: str, country: str) -> None:
    """Teach the parts and the places of a country."""
    order = _likelihood(code, country)
    for phrase, area_code in area.phrases(code, country):
        if area_code != country:
            made.add(phrase, Told({"area": area_code}, country, order=order))
    for phrase in area.places(code, country):
        made.add(phrase, Told({"place": f"{country}:{phrase}"}, country, order=(2, False, country)))
    made.countries.add(country)


def _likelihood(code: str, country: str) -> tuple[int, bool, str]:
    """The order of countries whose names are alike: the likelier of two is last, and wins."""
    return (1, country in _fields(code).get("spoken_in", ()), country)


@cache
def _fields(code: str) -> Mapping[str, Any]:
    if code not in languages():
        raise ValueError(f"unknown language {code!r}: use {', '.join(languages())}")
    path = f"languages/{code}/reading.toml"
    fields = data.toml(path)
    for missing in [key for key in _NEEDED if key not in fields]:
        raise ValueError(f"the data file {path} lacks {missing!r}")
    return fields


_NEEDED = (
    *("decimal", "ordinals", "conjunctions", "abbreviations", "months"),
    *("known_by", "numbers", "multipliers", "dates", "terms"),
)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that can be read."""
    return tuple(code for code in data.names("languages") if data.text(f"languages/{code}/reading.toml"))


_COMMON_WORD = 6


def detect(text: str, words: Sequence[str]) -> str:
    """The likeliest language of a text, from its commonest words and from letters that are a language's own."""
    sample, times = text[:_SAMPLE].lower(), Counter(words)
    there = set(sample)

    def score(code: str) -> tuple[float, bool]:
        letters, weight, common = _marks(code)
        own = sum(map(sample.count, there.intersection(letters))) * weight
        return own + _COMMON_WORD * sum(map(times.__getitem__, common & times.keys())), code == "en"

    return max(languages(), key=score)


def passages(text: str, found: Tokens) -> list[tuple[str, str]]:
    """(language, text) for each language of a text that is written in two: in each, the other's paragraphs are blank.

    Shape: one, with the whole text, for nearly every text.
    """
    ends = [place for place, word in enumerate(found.words) if word == "\n\n"]
    long = [(first, stop) for first, stop in pairwise([0, *ends, len(found.words)]) if stop - first >= _A_PASSAGE]
    paragraphs = [
        (first, stop, detect(text[slice(*found.span(first, stop))], found.words[first:stop]))
        for first, stop in (long if len(long) > 1 else ())
    ]
    words: Counter[str] = Counter()
    for first, stop, code in paragraphs:
        words[code] += stop - first
    if len(words) != _TWO or min(words.values()) < _SHARE * len(found.words):
        return [(detect(text, found.words), text)]
    written = dict.fromkeys(words, text)
    for first, stop, code in paragraphs:
        begin, end = found.span(first, stop)
        for other in words:
            if other != code:
                blank = re.sub(r"\S", " ", text[begin:end])
                written[other] = written[other][:begin] + blank + written[other][end:]
    return list(written.items())


_A_PASSAGE = 25
"""Words of the shortest paragraph that is looked at for a language of its own."""
_TWO = 2
_SHARE = 0.3
"""Of the words of a text that is written in two languages, each has so many."""
_SAMPLE = 20_000
"""Characters of a text that tell its language."""


@cache
def _marks(code: str) -> tuple[str, float, frozenset[str]]:
    """Letters of the language, what each counts, and its commonest words."""
    fields = _fields(code)["known_by"]
    return fields["letters"], fields["weight"], frozenset(fields["words"])


def _meaning(words: str) -> Meaning:
    """'event=death measure=total' as a mapping; a bare word is a facet of its own."""
    pairs = (word.partition("=") for word in words.split())
    return {facet: value or "yes" for facet, _, value in pairs}


def _diseases(code: str) -> Iterator[tuple[str, Meaning]]:
    """Every phrase of that language for a disease, with the disease's name."""
    known, path = tables("diseases"), f"languages/{code}/diseases.toml"
    for key, phrases in data.toml(path).items():
        if key not in known:
            raise ValueError(f"the data file {path} names {key!r}, which is no disease of diseases/")
        for phrase in phrases:
            yield phrase, {"disease": known[key]["name"]}


def _publishers(code: str) -> Iterator[tuple[str, Told]]:
    """Every phrase of that language for a publisher, with its name in texts on its country; 'the health ministry' is
    another in each, and elsewhere only a word."""
    known = [(phrase, one) for one in tables("publishers").values() for phrase in one.get(code, ())]
    for phrase in dict.fromkeys(phrase for phrase, _ in known):
        yield phrase, Told({"light": "yes"}, but=[one["area"] for said, one in known if said == phrase])
    for phrase, one in known:
        yield phrase, Told({"publisher": one["name"]}, one["area"])
