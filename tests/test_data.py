"""A folder of one's own: what is in it is added to the shipped data, or stands in their place."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TEXT = "Sweating sickness: 12 new cases in London."
COMMAND = (sys.executable, "-c", "from esep.cli import main; main()")

Files = dict[str, str]


def run(own: Path | None, *command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """A Python of its own, for the folder is chosen once in a process."""
    environment = {name: value for name, value in os.environ.items() if name != "ESEP_DATA"}
    if own:
        environment["ESEP_DATA"] = str(own)
    return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, timeout=60)


@pytest.fixture
def own(tmp_path: Path) -> Callable[[Files], Path]:
    def make(files: Files) -> Path:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder

    return make


DISEASE = {
    "diseases/ours.toml": '[sweating-sickness]\nname = "sweating sickness"\n',
    "languages/en/diseases.toml": 'sweating-sickness = ["sweating sickness"]\n',
}


def read(folder: Path | None, *options: str, texts: int = 1) -> list[tuple[str, int]]:
    """Disease and value of what is read of the text."""
    lines = "".join(json.dumps({"id": str(n), "text": TEXT}) + "\n" for n in range(texts))
    done = run(folder, *COMMAND, "read", "--from", "jsonl", "--format", "jsonl", *options, "-", given=lines)
    assert done.returncode == 0, done.stderr
    rows = map(json.loads, done.stdout.splitlines())
    return [(row["disease"], row["value"]) for row in rows if "value" in row]


def test_a_file_of_ones_own_is_read(own: Callable[[Files], Path]) -> None:
    assert read(None) == []
    assert read(own(DISEASE)) == [("sweating sickness", 12)]


def test_every_process_reads_it(own: Callable[[Files], Path]) -> None:
    assert read(own(DISEASE), "--jobs", "2", texts=70) == [("sweating sickness", 12)] * 70


def test_a_language_of_ones_own_is_offered(own: Callable[[Files], Path]) -> None:
    folder = own({"languages/xx/reading.toml": "decimal = ','\n", "languages/yy/areas.csv": ""})
    done = run(folder, sys.executable, "-c", "from esep.read import languages; print(*languages())")
    assert done.stdout.split() == ["en", "es", "fr", "kk", "pt", "ru", "xx"]


def test_the_version_of_the_reader_covers_it(own: Callable[[Files], Path]) -> None:
    version = (sys.executable, "-c", "from esep.read import version; print(version())")
    found = [run(None, *version).stdout]
    found += [run(own(files), *version).stdout for files in ({}, DISEASE, {"areas/ZZ.toml": ""})]
    assert found[0] == found[1]
    assert len(set(found[1:])) == 3


def test_places_lie_in_a_region_since_it_began(own: Callable[[Files], Path]) -> None:
    names = '[[{0}.en]]\nname = "{0}"\nin = "{0}"\nof = "{0}"\n'
    codes = {"SZ": "country", "SZ-HH": "region", "SZ-LU": "region"}
    country = "".join(f'[{code}]\nlevel = "{level}"\n' for code, level in codes.items())
    country = country.replace('"region"\n', '"region"\nvalid_from = 2001-01-01\n', 1)
    folder = own(
        {
            "areas/SZ.toml": country + "".join(map(names.format, codes)),
            "areas/SZ-places.csv": "# Ours.\ncode,before,kind,en,en_kind\nSZ-HH,SZ-LU,town,tshaneni,\n",
        }
    )
    asked = (
        "from datetime import date; from esep import area; (place,) = area.places('en', 'SZ')['tshaneni'];"
        "print(*(place.regions(day) for day in (date(2000, 12, 31), date(2001, 1, 1), None)), area.places('ru', 'SZ'))"
    )
    done = run(folder, sys.executable, "-c", asked)
    assert done.stdout == "('SZ-LU',) ('SZ-HH',) ('SZ-HH', 'SZ-LU') {}\n", done.stderr


MINISTRIES = {"publishers/GB.toml": '[gb]\nname = "DHSC"\narea = "GB"\nen = ["health ministry"]\n'}


@pytest.mark.parametrize(("area", "credited"), [("GB", "DHSC"), ("KZ", "Ministry of Health of Kazakhstan"), ("FR", "")])
def test_a_ministry_is_that_of_the_country(own: Callable[[Files], Path], area: str, credited: str) -> None:
    text = "The health ministry reported 12 new coronavirus cases.\n"
    done = run(own(MINISTRIES), *COMMAND, "read", "--area", area, "--format", "jsonl", "-", given=text)
    assert [json.loads(line)["attributed"] or "" for line in done.stdout.splitlines()] == [credited]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"languages/en/reading.toml": "decimal ="}, "the data file languages/en/reading.toml cannot be read: Invalid"),
        ({"languages/en/reading.toml": "decimal = '.'"}, "the data file languages/en/reading.toml lacks 'ordinals'"),
        (
            {"languages/en/diseases.toml": "dropsy = []"},
            "the data file languages/en/diseases.toml names 'dropsy', which",
        ),
        (
            {"publishers/ours.toml": "[ministry]\nname = 'x'\narea = 'GB'"},
            "the data file publishers/ours.toml has a table [ministry], as another file of that folder",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(own: Callable[[Files], Path], files: Files, said: str) -> None:
    done = run(own(files), *COMMAND, "read", "--language", "en", "-", given=TEXT)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path / "none", *COMMAND, "read", "-", given=TEXT)
    assert (done.returncode, done.stderr) == (2, f"esep: ESEP_DATA names {tmp_path / 'none'}, which is no folder\n")
