"""Writes what a language calls countries and their parts: languages/<language>/areas.csv.

    python tools/build_names.py FOLDER LANGUAGE... [--data DATA]

FOLDER is Unicode CLDR's `subdivisions` with <language>.xml (as in the npm package cldr 7.9.0: 3rdparty/cldr/common);
DATA is src/esep/data. Needs Babel (CLDR's names of countries): run it in a virtualenv of its own. The output depends on
nothing else, so that a second run changes nothing. For a language whose words do not change their endings by case;
Russian and Kazakh names, and the English ones, are written by build_areas.py.

What CLDR does not say stands by hand in names/<language>.toml beside this file; its first lines tell the form.
"""

import argparse
import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from babel import Locale

_HEAD = (
    "What this language calls countries and their parts: names from Unicode CLDR (by Babel and by npm cldr 7.9.0;",
    "licence Unicode-3.0), a few replaced by hand; match: other ways to write it, joined by '|', '*' = any ending.",
    "Written by tools/build_names.py: do not edit.",
)


def main(folder: Path, language: str, data: Path) -> None:
    """Writes the file of one language."""
    hand = tomllib.loads((Path(__file__).parent / "names" / f"{language}.toml").read_text("utf-8"))
    codes = _codes(data)
    countries = [Locale.parse(locale).territories for locale in hand["locales"]]
    names = {**countries[0], **_parts(folder / f"{language}.xml"), **hand["names"]}
    names = {code: names[code] for code in codes if code in names}
    unknown = (hand["names"].keys() | hand["match"].keys()) - set(codes)
    if unknown:
        raise SystemExit(f"written by hand but no area: {sorted(unknown)}")
    rows = [
        row
        for code, country in _by_country(names).items()
        for row in _rows(country, [str(locale[code]) for locale in countries], hand)
    ]
    _write(data / "languages" / language / "areas.csv", rows)


def _rows(names: Mapping[str, str], others: list[str], hand: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The rows of one country, itself first, which has other names too.

    A phrase is one area's: by hand, else as its name, else as what is short for its name.
    """
    country = next(iter(names))
    owner = {names[code].lower(): code for code in hand["names"] if code in names}
    owner |= {phrase: code for code in names for phrase in _spelled(hand["match"].get(code, ()), hand)}
    names = dict(_told(names, owner, hand))
    given = [(code, [name]) for code, name in names.items()]
    given += [(country, others), *((code, _short(name, hand)) for code, name in names.items())]
    for code, written in given:
        for phrase in _spelled(written, hand):
            if phrase not in hand["common"]:
                owner.setdefault(phrase, code)
    for code, name in names.items():
        phrases = [phrase for phrase, of in owner.items() if of == code and phrase != name.lower()]
        yield {"code": code, "name": name, "match": "|".join(phrases)}


def _told(names: Mapping[str, str], owner: Mapping[str, str], hand: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Code and name, with a rank where it is a common word or another area's name too: 'Departamento Central'."""
    taken: set[str] = set()
    for code, name in names.items():
        lower = name.lower()
        free = owner[lower] == code if lower in owner else lower not in taken and lower not in hand["common"]
        taken.add(lower)
        yield code, name if free else f"{hand['rank']} {name}"


def _short(name: str, hand: Mapping[str, Any]) -> list[str]:
    """'Tolima' for 'Departamento del Tolima'."""
    found = re.fullmatch(rf"(?i:{'|'.join(hand['ranks'])}) (?:{'|'.join(hand['of'])})?(.+)", name)
    return [found[1]] if found else []


def _spelled(names: Iterable[str], hand: Mapping[str, Any]) -> Iterator[str]:
    """Each name as texts write it: without its accents, with either apostrophe, after an elided article."""
    for name in names:
        lower = re.sub(r"[’‘ʻʼ`´]", "’", name.lower())
        forms = dict.fromkeys((lower, _bare(lower), re.sub(" ?- ?", " ", lower), re.sub(" ?- ?", " ", _bare(lower))))
        elided = [
            begin + form
            for form in forms
            for begin in hand.get("elided", ())
            if re.match("[aeiouyh][^’]*$", _bare(form))
        ]
        for form in (*forms, *elided):
            yield form
            if "’" in form:
                yield form.replace("’", "'")


def _parts(path: Path) -> dict[str, str]:
    """Names of parts by ISO 3166-2 code, without the marks by which CLDR tells namesakes apart."""
    entries = re.findall(r'<subdivision type="(..)(\w+)"[^>]*>([^<]+)<', path.read_text("utf-8"))
    return {
        f"{country}-{part}".upper(): re.sub(r"[²³†]| \([^)]*\)$", "", unescape(name)).strip()
        for country, part, name in entries
    }


def _codes(data: Path) -> list[str]:
    """Every code that has a record, in order: those of the world, and those of a country's own file."""
    with (data / "areas" / "codes.csv").open(encoding="utf-8", newline="") as file:
        world = [row["code"] for row in csv.DictReader(line for line in file if not line.startswith("#"))]
    own = (tomllib.loads(path.read_text("utf-8")) for path in sorted((data / "areas").glob("*.toml")))
    return sorted({*world, *(code for table in own for code in table)}, key=lambda code: (len(code) > 2, code))


def _by_country(names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for code, name in names.items():
        found.setdefault(code[:2], {})[code] = name
    return found


def _bare(name: str) -> str:
    """Without diacritics: 'Équateur' -> 'Equateur'."""
    decomposed = unicodedata.normalize("NFD", name.translate(str.maketrans("ıøłđðß", "ioldds")))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    text = io.StringIO("".join(f"# {line}\n" for line in _HEAD))
    text.seek(0, io.SEEK_END)
    writer = csv.DictWriter(text, ["code", "name", "match"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.getvalue(), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--data", type=Path, default=Path("src/esep/data"))
    given = parser.parse_args()
    for one in given.languages:
        main(given.folder, one, given.data)
