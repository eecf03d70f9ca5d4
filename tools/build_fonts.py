"""Writes the fonts of the pictures: data/fonts/, from Roboto as the package font-roboto 0.0.1 has it.

    python tools/build_fonts.py [DATA]

DATA is src/esep/data. Needs fonttools and font-roboto (pip install fonttools==4.68.0 font-roboto==0.0.1), on which the
project itself does not depend. The output hangs on these alone, so that a second run changes nothing.

Kept are the letters of Latin and Cyrillic scripts, digits and punctuation, in two weights: a fourth of each file.
"""

import sys
from pathlib import Path

import font_roboto  # type: ignore[import-not-found, unused-ignore]
from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found, unused-ignore]

LETTERS = (
    *(range(0x20, 0x7F), range(0xA0, 0x250), range(0x1E00, 0x1F00)),  # Latin
    range(0x400, 0x530),  # Cyrillic, the letters of Kazakh among them
    *(range(0x2010, 0x2028), range(0x202F, 0x203B)),  # dashes, quotation marks, the ellipsis, the narrow space
    (0x20AC, 0x20B8, 0x2116, 0x2122, 0x2212, 0xFFFD),  # euro, tenge, number, trade mark, minus, unknown
)
WEIGHTS = {"regular": font_roboto.Roboto, "bold": font_roboto.RobotoBold}

_README = """Roboto, version 2.138, for the letters of the pictures.
Copyright 2011 Google Inc. Licence: Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0.
Source: https://github.com/googlefonts/roboto, by the package font-roboto 0.0.1. Date: 2026-11-24.
Changed: cut down to Latin, Cyrillic and punctuation, without hints for low resolutions.
Written by tools/build_fonts.py: do not edit.
"""


def main(folder: Path) -> None:
    """Writes both fonts, and where they are from."""
    folder.mkdir(exist_ok=True)
    (folder / "README.txt").write_text(_README, "utf-8")
    for weight, file in WEIGHTS.items():
        font = TTFont(file, recalcTimestamp=False)
        cutter = Subsetter(Options(hinting=False, layout_features=[], notdef_outline=True))
        cutter.populate(unicodes=[code for codes in LETTERS for code in codes])
        cutter.subset(font)
        font.save(folder / f"Roboto-{weight}.ttf")


if __name__ == "__main__":
    main((Path(sys.argv[1]) if len(sys.argv) > 1 else Path("src/esep/data")) / "fonts")
