"""`esep synthesise`: a line list of people who do not exist."""

from pathlib import Path

import click

from esep import data
from esep.cli import show
from esep.cli.options import command

_LARGEST = 10**10


@click.command("synthesise")
@click.argument("out", metavar="LINELIST", type=click.Path(dir_okay=False))
@click.option("--cases", type=click.IntRange(1, _LARGEST), help="About so many confirmed; as many as there were.")
@click.option("--days", type=click.IntRange(1, 40_000), help="Stretched over so many days; as many as there were, 95.")
@click.option("--slips", is_flag=True, help="One row in a thousand cannot be right, and will be refused.")
@click.option("--seed", type=click.IntRange(0, 10**6), default=1, show_default=True, help="Another one, other people.")
@command
def synthesise_command(out: str, cases: int | None, days: int | None, slips: bool, seed: int) -> None:
    """Make up a line list, to try `esep tally` on: nobody in it is real, its counts are.

    LINELIST is written as CSV, or as Parquet where its name ends so. New cases, deaths and recoveries of each day and
    region are those of Kazakhstan from 28 March to 30 June 2020. The same arguments give the same list.
    """
    from esep.sources import linelists  # here: most commands do without what it loads
    from esep.tally.synthesis import Series, Synthesis, write

    wanted = Synthesis(Series.from_rows(data.rows("synthesis/KZ.csv")), cases, days, seed, slips)
    with show.whole_path(out) as path, linelists.engine(out, Path(path).parent) as base:
        rows = write(base, wanted, path)
    click.echo(f"{Path(out).name}: {rows:,} rows, none of a real person")
