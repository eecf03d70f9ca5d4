"""Text into tokens, each with its place in code points.

One pass of one linear pattern: every alternative begins differently and none can back up over another, so hostile
text costs what honest text costs.
"""

import re
from typing import NamedTuple

_PATTERN = re.compile(
    r"""
    (?P<site>https?://\S+|www\.\S+|[A-Za-z][A-Za-z0-9-]*\.(?:kz|com|ru|org|net|info|int)\b)
  | (?P<date>\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4})(?!\d)
  | (?P<time>\d{1,2}:\d\d(?::\d\d)?)(?!\d)
  | (?P<number>
        \d{1,3}(?:[\x20\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?
      | \d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?
      | \d{1,2}(?:,\d{2})+,\d{3}(?!,?\d)
      | \d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?
      | \d+(?:[.,]\d+)?
    )(?P<suffix>-?[^\W\d_]{1,4}(?![^\W_]))?
  | (?P<word>[^\W\d_]+(?:[-‑'’][^\W_]+|\d+)*(?:(?<=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]{3})[+\-](?=[\s).,;:]|$))?)
  | (?P<line>[ \t]*\n\s*)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number or mark. `text` is lower case; `text` of a number has neither separators nor suffix."""

    kind: str
    """site | date | time | number | word | line | mark."""
    text: str
    start: int
    stop: int
    suffix: str = ""
    """Letters stuck to a number: the ordinal or case ending of '13-го', '754-і'."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order. A line break that leaves an empty line has the text '\\n\\n'."""
    found: list[Token] = []
    add = found.append
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup or ""
        start, stop = match.span()
        if kind == "word":
            add(Token("word", match[0].lower(), start, stop))
        elif kind in ("number", "suffix"):
            digits = match["number"]
            add(Token("number", digits, start, start + len(digits), (match["suffix"] or "").lstrip("-").lower()))
        elif kind == "line":
            add(Token("line", "\n\n" if match[0].count("\n") > 1 else "\n", start, stop))
        else:
            add(Token(kind, match[0].lower(), start, stop))
    return found
