"""Text into tokens, each with its place in code points.

One pass of one linear pattern: no alternative can back up over another, so hostile text costs what honest text costs.
The tokens are columns, not objects: most of a text is words that nobody taught us, and those are looked at once.
"""

import re
from itertools import accumulate
from typing import NamedTuple

_PATTERN = re.compile(
    r"""(?:
    [^\W\d_]+(?:[-‑–'’][^\W\d_]+|(?<=[DdVvДдВв])[-‑](?:19|2)(?!\d)|\d+)*
                                                                     # word ('COVID-19', not 'Almaty-18'), and:
      (?:(?=[.:+\-])(?:
          \.(?:kz|com|ru|org|net|info|int)\b | ://\S+                #   the rest of an address
        | (?<=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]{3})[+\-](?=[\s).,;:]|$) ))?         #   the sign of 'КВИ+', 'КВИ-'
  | \d+(?:                                                           # number:
      (?: (?<=\d{4})-\d\d-\d\d | (?<!\d{3})\.\d{1,2}\.\d{4}          #   a date
        | (?<!\d{3})/\d{1,2}/\d{4} | (?<!\d{3}):\d\d(?::\d\d)? )(?!\d)   # or a time
    | (?: (?<!\d{4})(?: (?:[\x20\u00a0\u2009\u202f]\d{3}(?!,\d{3}(?!\d)))+(?!\d)(?:[.,]\d+)?  #   thousands
            | (?:,\d{3})+(?!,?\d)(?:\.\d+)? | (?:\.\d{3})+(?!\d)(?:,\d+)? | (?:,\d{2})+,\d{3}(?!,?\d) )
        | [.,]\d+ )?                                                 #   decimals
      (?:-?[^\W\d_]{1,4}(?![^\W_]))? )                               #   the ending of '13-го', '754-і'
  | \n\s*                                                            # line
  | .                                                                # mark
  )[ \t\r\u00a0\u2009\u202f]*""",
    re.VERBOSE,
)


_ONE_SPELLING = {"–": "-", "‑": "-", "’": "'"}
"""Inside a word."""
_ARABIC = {"،": ",", "؛": ";", "؟": "?"}
"""Marks of the Arabic script, as they are known here."""

LINES = ("\n", "\n\n")
"""The words that line breaks are: one that ends a line, and one that leaves an empty line too."""


class Tokens(NamedTuple):
    """The tokens of a text in order, as columns of one length."""

    words: list[str]
    """Lower case; a line break is '\\n', or '\\n\\n' where it leaves an empty line."""
    names: list[str]
    """As written."""
    starts: list[int]

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """The place in the text of the tokens from `first` to before `stop`."""
        return self.starts[first], self.starts[stop - 1] + len(self.names[stop - 1])


def tokens(text: str) -> Tokens:
    """The tokens of a text."""
    whole = _PATTERN.findall(text)
    names = list(map(str.rstrip, whole))
    words = list(map(str.lower, names))
    for mark, plain in _ONE_SPELLING.items():
        if mark in text:
            words = [word.replace(mark, plain) if mark in word and len(word) > 1 else word for word in words]
    for mark, plain in _ARABIC.items():
        if mark in text:
            words = [plain if word == mark else word for word in words]
    place = -1
    for _ in range(names.count("")):  # a line break, or white space at the very beginning
        place = names.index("", place + 1)
        words[place] = "\n\n" if whole[place].count("\n") > 1 else "\n"
    return Tokens(words, names, [0, *accumulate(map(len, whole))])
