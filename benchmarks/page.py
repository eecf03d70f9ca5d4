"""How well bulletins are read, as docs/read.md tells it: `python -m benchmarks.page` writes its table anew.

Whole percent, rounded down: tests hold what the page says.
"""

import re
from collections import Counter
from pathlib import Path

from benchmarks.accuracy import SETS, scored, texts

PAGE = Path(__file__).parents[1] / "docs" / "read.md"
_ROW = re.compile(r"\| `([\w-]+)` \| (\w\w) \| \d+ \| (\d+) \| (\d+) \| (\d+) \|\n")


def told() -> dict[tuple[str, str], tuple[int, int, int]]:
    """Figures, and precision and recall in percent, by collection and language."""
    rows = _ROW.findall(PAGE.read_text("utf-8"))
    return {(corpus, language): (int(n), int(right), int(found)) for corpus, language, n, right, found in rows}


def main() -> None:
    """Writes the table in the place of the one that stands there."""
    rows = []
    for folder in SETS:
        read = list(texts(folder))
        number = Counter(text.language for text in read)
        scores = scored(read)
        for language in number:
            one = scores[language]
            percent = (int(100 * one.precision), int(100 * one.recall))
            cells = (f"`{folder.name}`", language, number[language], one.right + one.missed, *percent)
            rows.append("| " + " | ".join(map(str, cells)) + " |\n")
    page = PAGE.read_text("utf-8")
    found = list(_ROW.finditer(page))
    PAGE.write_text(page[: found[0].start()] + "".join(rows) + page[found[-1].end() :], "utf-8")


if __name__ == "__main__":
    main()
