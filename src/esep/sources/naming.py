"""Areas by what a table calls them: a code, a name in any of our languages, or what the mapping says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from operator import itemgetter

from esep import area
from esep.read import languages
from esep.sources.mapping import Layout
from esep.sources.written import Unclear

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?(/[^,\"\n]+)?")
_PART = re.compile(r"[A-Z]{2}-(?=.?\d)[A-Z0-9]{1,4}")
"""A code of a part that has a digit, as no name has."""

_KEPT = 100_000
"""Names that are remembered."""

Names = Mapping[str, frozenset[str]]


class Areas:
    """The areas that a table of that layout names. Each name is looked up once."""

    def __init__(self, layout: Layout, home: str | None) -> None:
        self.layout = layout
        self.home = home
        self.known: dict[tuple[str, ...], str | None] = {}

    def code(self, words: tuple[str, ...]) -> str | None:
        """The code of the area that the cells name: a country, its part and a place there, as far as they go.

        Missing: None for an area that the mapping leaves out. Errors: Unclear.
        """
        if words not in self.known:
            if len(self.known) > _KEPT:
                self.known.clear()
            self.known[words] = self._code([" ".join(word.split()) for word in words])
        return self.known[words]

    def _code(self, words: list[str]) -> str | None:
        while len(words) > 1 and not words[-1]:
            words.pop()
        path = "/".join(words)
        if path in self.layout.areas:
            return self.layout.areas[path] or None
        if len(words) == 1:
            return self._named(words[0], self.home)
        above = self._code(words[:-1])
        if above is None or not words[-1]:
            return above
        if "-" in above:
            if any(sign in words[-1] for sign in ',"'):
                raise Unclear(f"{words[-1]!r} has a comma or a quotation mark, which no place of ours may have")
            return f"{above}/{words[-1]}"
        return self._named(words[-1], above, part=True)

    def _named(self, word: str, home: str | None, *, part: bool = False) -> str:
        country = area.country(home) if home else None
        if _CODE.fullmatch(word) and country in (None, area.country(word)):
            with suppress(area.UnknownArea):
                return area.find(word).code
        is_code = bool(_PART.fullmatch(word))  # 'UK' looks like a code too, and is a name
        found = frozenset() if is_code else self._fitting(word.lower(), country) - ({country} if part else set())
        if len(found) == 1:
            return next(iter(found))
        within = f" in {country}" if country else ""
        if found:
            raise Unclear(f"{word!r} may be {' or '.join(sorted(found))}: say which in the mapping, under [areas]")
        raise Unclear(
            f"{word!r} is no area that is known{within}: give its code in the mapping, under [areas], "
            'or "" there to leave it out'
        )

    def _fitting(self, name: str, country: str | None) -> frozenset[str]:
        """Those of that name, in the mapping's language if it has one by that name, else in any."""
        own = self.layout.language
        spellings = dict.fromkeys((name, " ".join(name.replace(".", " ").split())))  # 'г. Алматы'
        for several in ((own,), languages()) if own else (languages(),):
            exact, open_ended = _names(tuple(several), country)
            for spelling in spellings:
                if spelling in exact:
                    return exact[spelling]
                fit = [(len(phrase.pattern), codes) for phrase, codes in open_ended if phrase.fullmatch(spelling)]
                if fit:
                    return max(fit, key=itemgetter(0))[1]
        return frozenset()


@cache
def _names(several: tuple[str, ...], country: str | None) -> tuple[Names, list[tuple[re.Pattern[str], frozenset[str]]]]:
    """What these languages call the country and its parts, or all countries: whole names, and those with endings."""
    exact: dict[str, set[str]] = defaultdict(set)
    for language in several:
        for one in (country,) if country else area.countries():
            for phrase, code in area.phrases(language, one, parts_too=country is not None):
                exact[phrase].add(code)
    open_ended = [(_pattern(phrase.split()), frozenset(codes)) for phrase, codes in exact.items() if "*" in phrase]
    return {phrase: frozenset(codes) for phrase, codes in exact.items() if "*" not in phrase}, open_ended


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(" ".join(re.escape(word.rstrip("*")) + r"[\w'’-]*" * word.endswith("*") for word in words))
