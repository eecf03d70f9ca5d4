"""A row a case: where, of which class, of which traits, and the days on which something of it is counted.

Days after `as_of` had not come when it was asked, so they are left out; rows reported after it are not there at all.
Of several versions of a row (`date_recorded`) the last one of that day counts.
"""

from collections.abc import Mapping

from esep.tally import sql
from esep.tally.faults import Fault, faults
from esep.tally.indicator import Band
from esep.tally.layout import WORDS
from esep.tally.lines import Request
from esep.tally.tags import Tags

TRAITS = ("male", "female", "health_worker", "children")
"""Groups that a row tells in a column of their own; age bands are columns by their number."""
_NO = "NULL::UTINYINT"


class Records:
    """The rows that count, and what is wrong with the others."""

    def __init__(self, tags: Tags, request: Request) -> None:
        self.tags, self.request = tags, request
        self.faults: list[Fault] = faults(tags)
        self.bands = sorted(
            {band for one in request.indicators for word in one.traits if (band := Band.parse(word))},
            key=lambda band: (band.first, band.last or 0),
        )

    @property
    def traits(self) -> tuple[str, ...]:
        """The columns of traits that what is asked for needs."""
        asked = {word for one in self.request.indicators for word in one.traits}
        return (*(word for word in TRAITS if word in asked), *(f"band{n}" for n in range(len(self.bands))))

    def known(self) -> str:
        """SQL: rows as they were known when it was asked: the list itself, or the versions of that day."""
        told, lines = self.tags.told, self.tags.lines
        relation = f"(SELECT *, {lines.row} AS row_number FROM {lines.relation} WHERE {self.of_disease()})"
        if "date_recorded" not in told:
            return relation
        then = sql.day(self.request.as_of or self.request.today)
        return f"""(
            SELECT * FROM {relation} WHERE {told["date_recorded"]} <= {then}
            QUALIFY rank() OVER (PARTITION BY {told["id"]} ORDER BY {told["date_recorded"]} DESC) = 1)"""

    def of_disease(self) -> str:
        """SQL: whether a row is of the disease of the definition, where the list tells diseases."""
        told = self.tags.told
        return self.request.definition.is_of_it(told["disease"]) if "disease" in told else "true"

    def sound(self) -> str:
        """SQL: whether nothing is wrong with a row."""
        return sql.every(f"({fault.holds}) IS NOT TRUE" for fault in self.faults)

    def reported(self) -> str:
        """SQL: whether a row was reported when it was asked."""
        as_of = self.request.as_of
        return f"{self.tags.told['date_reporting']} <= {sql.day(as_of)}" if as_of else "true"

    def select(self, besides: str = "") -> str:
        """SQL: the records; `besides` is one more condition, or a column is added by it."""
        report = self.tags.told["date_reporting"]
        case_class = self.request.definition.case_class(self.tags.told, report)
        kind, ended = self._outcome()
        stay = self._stay()
        columns = {
            "area": self.tags.told.get("location", "1::USMALLINT"),
            "class": case_class,
            "reported": report,
            "outcome": kind,
            "ended": self._by_then(ended),
            **{name: self._by_then(said) if name in ("entered", "left") else said for name, said in stay.items()},
            **{trait: self._trait(trait) for trait in self.traits},
        }
        named = ", ".join(f"{said} AS {sql.name(name)}" for name, said in columns.items())
        where = sql.every([self.sound(), self.reported(), *([besides] if besides else [])])
        return f"SELECT {named} FROM {self.known()} WHERE {where}"

    def _by_then(self, day: str) -> str:
        as_of = self.request.as_of
        return f"CASE WHEN {day} <= {sql.day(as_of)} THEN {day} END" if as_of and not day.startswith("NULL") else day

    def _outcome(self) -> tuple[str, str]:
        """What became of it (1 death, 2 recovery), and when."""
        told = self.tags.told
        died, better = (_first(told, own, "date_outcome") for own in ("date_death", "date_recovery"))
        dead, recovered = (WORDS["outcome"].index(word) + 1 for word in ("death", "recovered"))
        deaths = [f"{told['outcome']} = {dead}"] if "outcome" in told else []
        deaths += [f"{told['date_death']} IS NOT NULL"] if "date_death" in told else []
        recoveries = [f"{told['outcome']} = {recovered}"] if "outcome" in told else []
        recoveries += [f"{told['date_recovery']} IS NOT NULL"] if "date_recovery" in told else []
        if not deaths and not recoveries:
            return _NO, "NULL::DATE"
        dead_then, better_then = sql.either(deaths), sql.either(recoveries)
        kind = f"CASE WHEN {dead_then} THEN 1::UTINYINT WHEN {better_then} THEN 2::UTINYINT END"
        if died == better:
            return kind, f"CASE WHEN {dead_then} OR {better_then} THEN {died} END"
        return kind, f"CASE WHEN {dead_then} THEN {died} WHEN {better_then} THEN {better} END"

    def _stay(self) -> dict[str, str]:
        """Where it was treated, how grave it was, and the first day there and the day of leaving. Whoever was admitted
        is in hospital where nothing else is said; whoever is at home is so from the report on."""
        told = self.tags.told
        hospital, home = (WORDS["setting"].index(word) + 1 for word in ("hospital", "home"))
        report, admitted = told["date_reporting"], told.get("date_admission", "NULL::DATE")
        setting, entered = f"CASE WHEN {admitted} IS NOT NULL THEN {hospital}::UTINYINT END", admitted
        if "setting" in told:
            setting = f"coalesce(nullif({told['setting']}, 0), {setting})"
            entered = f"CASE {told['setting']} WHEN {home} THEN coalesce({admitted}, {report}) ELSE {admitted} END"
        ends = [told[tag] for tag in ("date_discharge", "date_outcome", "date_death", "date_recovery") if tag in told]
        left = f"least({', '.join(ends)})" if len(ends) > 1 else ends[0] if ends else "NULL::DATE"
        return {"setting": setting, "gravity": told.get("gravity", _NO), "entered": entered, "left": left}

    def _trait(self, trait: str) -> str:
        told = self.tags.told
        if trait.startswith("band"):
            holds = self.bands[int(trait[4:])].holds(_need(told, "age", trait))
        elif trait == "children":
            holds = f"{_need(told, 'age', trait)} < {ADULT}"
        elif trait == "health_worker":
            holds = f"{_need(told, 'hcw', trait)} = 1"
        else:
            holds = f"{_need(told, 'gender', trait)} = {WORDS['gender'].index(trait) + 1}"
        return f"coalesce({holds}, false)"


ADULT = 18
"""Years: whoever is younger is a child. Source: Convention on the Rights of the Child, article 1."""


def _first(told: Mapping[str, str], *tags: str) -> str:
    """The first of these days that is told."""
    days = [told[tag] for tag in tags if tag in told]
    return f"coalesce({', '.join(days)})" if len(days) > 1 else days[0] if days else "NULL::DATE"


def _need(told: Mapping[str, str], tag: str, trait: str) -> str:
    if tag not in told:
        raise ValueError(f"the list has no {tag}, so nothing can be counted by it ({trait})")
    return told[tag]
