"""Where a figure of a table stands in its file."""

from pathlib import Path

import pytest

from esep.document import Document
from esep.read import read
from esep.sources.cells import cells
from esep.sources.mapping import mapping
from esep.sources.series import mapped

HEAD = 'country = "KZ"\nissued = { unknown = true }\n'
COLUMNS = f'{HEAD}area = "area"\ndate = "day"\n[claims]\ncases = "case/total"\ndead = "death/total"\n'
VALUE = (
    f'{HEAD}area = "area"\ndate = "day"\nindicator = "what"\nvalue = "count"\n'
    '[claims]\nc = "case/total"\nd = "death/total"\n'
)
DAYS = f'{HEAD}area = "area"\nclaim = "case/total"\n[across]\nof = "date"\n'
AREAS = f'{HEAD}date = "day"\nclaim = "case/total"\n[across]\nof = "area"\n'
ADDED = f"add_up = true\n{COLUMNS}"


def found(folder: Path, layout: str, table: str) -> dict[str, tuple[int, str]]:
    """By claim and value the number of the line and what stands at the place."""
    (folder / "m.toml").write_text(layout, "utf-8")
    file = folder / "t.csv"
    file.write_text(table, "utf-8", newline="")
    about = Document("")
    of = mapping(str(folder / "m.toml"))
    figures = [figure for _, one in mapped([str(file)], of, about) for figure in read(one).figures]
    places = cells(file, of, about, figures)[1]
    return {
        f"{figure.claim.area} {figure.claim.event} {figure.value}": (one.line, one.text[one.start : one.stop])
        for figure in figures
        if (one := places.get(figure.id))
    }


@pytest.mark.parametrize(
    ("layout", "table", "expected"),
    [
        (
            COLUMNS,
            "area,day,cases,dead\nKZ,2020-09-16,10,\nKZ-75,2020-09-16,7,1\n",
            {"KZ case 10": (2, "10"), "KZ-75 case 7": (3, "7"), "KZ-75 death 1": (3, "1")},
        ),
        (
            COLUMNS,
            'area,day,cases,dead\r\n"KZ","2020-09-16","10 ", 3\r\n\r\n"KZ-75",2020-09-16,"7",""\r\n',
            {"KZ case 10": (2, "10"), "KZ death 3": (2, "3"), "KZ-75 case 7": (4, "7")},
        ),
        (
            COLUMNS,
            'note,area,day,cases,dead\n"he said ""no"", and\nleft",KZ,2020-09-16,10,3\n',
            {"KZ case 10": (3, "10"), "KZ death 3": (3, "3")},
        ),
        (
            VALUE,
            "area,day,what,count\nKZ,2020-09-16,c,10\nKZ,2020-09-16,d,10\n",
            {"KZ case 10": (2, "10"), "KZ death 10": (3, "10")},
        ),
        (
            DAYS,
            "area,2020-09-16,2020-09-17\nKZ,10,11\nKZ-75,10,12\n",
            {"KZ case 10": (2, "10"), "KZ case 11": (2, "11"), "KZ-75 case 10": (3, "10"), "KZ-75 case 12": (3, "12")},
        ),
        (AREAS, "day,KZ,KZ-75\n2020-09-16,10,7\n", {"KZ case 10": (2, "10"), "KZ-75 case 7": (2, "7")}),
        (
            ADDED,
            "area,day,cases,dead\nKZ,2020-09-16,10,1\nKZ,2020-09-16,5,1\n",
            {"KZ case 15": (2, "10"), "KZ death 2": (2, "1")},
        ),
    ],
    ids=["columns", "quoted", "lines within cells", "one count a row", "days across", "areas across", "added up"],
)
def test_the_cell_of_each_figure(tmp_path: Path, layout: str, table: str, expected: dict[str, tuple[int, str]]) -> None:
    assert found(tmp_path, layout, table) == expected
