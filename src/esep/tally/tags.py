"""The columns of an open line list as SQL: each tag as a day, the number of a word, an age, a text, an area.

Words and areas are looked up in lists (`list_position`): of a packed column the engine then looks up each word once,
not once a row. `IN` and joins do not.
"""

from collections.abc import Mapping

from esep.tally import sql
from esep.tally.layout import TAGS, WORDS, Layout, units
from esep.tally.lines import Lines, Request

_DAYS = ("DATE",)
_MOMENTS = ("TIMESTAMP",)
OLDEST = 130
"""Years."""


class Tags:
    """The tags that a list has, as SQL over its rows. Errors: ValueError where the layout names a column that the list
    has not."""

    def __init__(self, lines: Lines, request: Request) -> None:
        self.lines, self.request, self.layout = lines, request, request.layout
        for tag, columns in self.layout.columns.items():
            for column in columns:
                if not lines.has(column):
                    raise ValueError(f"{lines.where}: no column {column!r}, which the mapping names for {tag}")
        if "date_reporting" not in self.layout.columns:
            raise ValueError(f"{lines.where}: no column date_reporting, the day on which a case is counted")
        for tag in {"date_recorded", "date_change"} & self.layout.columns.keys():
            if "id" not in self.layout.columns:
                raise ValueError(
                    f"{lines.where}: {tag} says that a case has several rows, and nothing says which: the list, or its "
                    "mapping, needs a column for id"
                )
        self.codes = sorted({code for code in request.areas.values() if code})
        self.told: Mapping[str, str] = self._told()
        """By tag: what a row tells. Null: nothing, or what cannot be."""

    def _told(self) -> Mapping[str, str]:
        own = {tag: self._expression(tag) for tag in TAGS if tag in self.layout.columns}
        return own | {tag: said(own) for tag, said in (("age", _age), ("gravity", _gravity)) if tag in self.layout.tags}

    def cell(self, tag: str) -> str:
        """What the cell says, as it is."""
        return sql.name(self.layout.columns[tag][0])

    def words(self, tag: str) -> str:
        """What the cell says, as text; of several columns, with a mark between them."""
        return words(self.layout, tag)

    def is_text(self, tag: str) -> bool:
        """Whether its column holds texts."""
        return self.lines.types[self.layout.columns[tag][0]] == "VARCHAR"

    def is_said(self, tag: str) -> str:
        """Whether the cell says anything."""
        if not self.is_text(tag):
            return f"{self.cell(tag)} IS NOT NULL"
        silent = sql.texts(["", *(word.lower() for word in self.layout.missing)])
        return f"{self.cell(tag)} IS NOT NULL AND list_position({silent}, lower(trim({self.cell(tag)}))) IS NULL"

    def place(self, tag: str) -> str:
        """Of a word: its place among all that are known. Null: not known."""
        return f"list_position({sql.texts(self.layout.words(tag))}, {self.words(tag)})"

    def _expression(self, tag: str) -> str:
        match TAGS[tag]:
            case "date":
                return self._day(tag)
            case "word":
                numbers = ", ".join(map(str, self.layout.words(tag).values()))
                number, otherwise = f"([{numbers}]::UTINYINT[])[{self.place(tag)}]", self.layout.otherwise(tag)
                if otherwise is None:
                    return number
                return f"CASE WHEN {self.cell(tag)} IS NOT NULL THEN coalesce({number}, {otherwise}::UTINYINT) END"
            case "number":
                return _years(self.cell(tag)) if self.is_text(tag) else self.cell(tag)
            case "area":
                return self._area(tag)
        return self.cell(tag) if tag == "id" else f"CAST({self.cell(tag)} AS VARCHAR)"

    def _day(self, tag: str) -> str:
        cell, kind = self.cell(tag), self.lines.types[self.layout.columns[tag][0]]
        if kind in _DAYS:
            return cell
        if kind.startswith(_MOMENTS):
            return f"CAST({cell} AS DATE)"
        said = f"trim(CAST({cell} AS VARCHAR))"
        ways = [
            f"TRY_CAST(regexp_extract({said}, '^(\\d{{4}}-\\d\\d?-\\d\\d?)([T ].*)?$', 1) AS DATE)"
            if form == "iso"
            else f"CAST(try_strptime({said}, {sql.text(form)}) AS DATE)"
            for form in self.layout.dates
        ]
        return f"coalesce({', '.join(ways)})"

    def _area(self, tag: str) -> str:
        """The number of the area among `codes`, from 1."""
        known = {words: code for words, code in self.request.areas.items() if code}
        numbers = ", ".join(str(self.codes.index(code) + 1) for code in known.values())
        said = sql.texts("\x1f".join(words) for words in known)
        return f"([{numbers}]::USMALLINT[])[list_position({said}, {self.words(tag)})]"


def _years(cell: str) -> str:
    """SQL: an age that is told by a text: a number of years, or of another unit of time that it names."""
    many = units()
    number, unit = (f"regexp_extract(trim({cell}), '^(\\d{{1,5}})\\s*(\\D+)$', {n})" for n in (1, 2))
    per_year = f"{list(many.values())}[list_position({sql.texts(many)}, lower({unit}))]"
    return f"coalesce(TRY_CAST({cell} AS DOUBLE), floor(TRY_CAST({number} AS DOUBLE) / {per_year}))"


def _age(told: Mapping[str, str]) -> str:
    """SQL: the age in years, as it is told, or else by the day of birth."""
    said = [told["age"]] if "age" in told else []
    born = [f"date_sub('year', {told['date_birth']}, {told['date_reporting']})"] if "date_birth" in told else []
    return f"coalesce({', '.join([*said, *born])})" if said and born else (*said, *born)[0]


def _gravity(told: Mapping[str, str]) -> str:
    """SQL: how grave it is: the gravest that is told."""
    yes = WORDS["ventilation"].index("yes") + 1
    graver = [
        f"WHEN {told[tag]} = {yes} THEN {WORDS['gravity'].index(word) + 1}::UTINYINT"
        for tag, word in (("ventilation", "ventilated"), ("intensive_care", "critical"))
        if tag in told
    ]
    said = told.get("gravity", "NULL::UTINYINT")
    return f"CASE {' '.join(graver)} ELSE {said} END" if graver else said


def words(layout: Layout, tag: str) -> str:
    """SQL: what the cells of a tag say, as texts are compared: words in lower case, a location as it stands."""
    columns = [f"CAST({sql.name(column)} AS VARCHAR)" for column in layout.columns[tag]]
    if tag in WORDS:
        return f"lower(trim({columns[0]}))"
    return (
        columns[0]
        if len(columns) == 1
        else "concat_ws('\x1f', " + ", ".join(f"coalesce({c}, '')" for c in columns) + ")"
    )


def places(lines: Lines, layout: Layout) -> list[tuple[str, ...]]:
    """What the location of the list says, each once. Shape: at most so many that they can be places."""
    if "location" not in layout.columns:
        return []
    found = lines.base.execute(
        f"SELECT DISTINCT {words(layout, 'location')} AS place FROM {lines.relation} LIMIT {_PLACES}"
    ).fetchall()
    return sorted(tuple(place.split("\x1f")) for (place,) in found if place is not None)


_PLACES = 100_000
