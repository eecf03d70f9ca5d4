"""What the commands that read share: the options that say of documents what they do not say themselves, and reading."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Union

import click

from esep.cli.options import AREA, MOMENT, plainly
from esep.cli.terminal import plain
from esep.document import Document, Issued
from esep.read import Reading, languages, read
from esep.sources import Found, Refuse, Unreadable, located, stop

if TYPE_CHECKING:
    from esep.sources.mapping import Layout

Form = Union[str, "Layout"]
"""The form of the input: text | jsonl, or tables of a layout."""


def of_documents(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that say of documents what they do not say themselves."""
    for option in reversed(
        (
            click.option(
                "--from", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Form of the input."
            ),
            click.option(
                "--mapping",
                help="What the columns of the tables mean: a file of yours (.toml), or a ready one such as csse-wide.",
            ),
            click.option("--issued", type=MOMENT, help="When it was issued: 2020-09-17, or 2020-09-17T10:00:00+06:00."),
            click.option(
                "--area", "home", type=AREA, help="Home area: what 'the country' means. ISO 3166, such as KZ."
            ),
            click.option(
                "--language", type=click.Choice(languages()), help="Language of the text; found out if left away."
            ),
            click.option("--publisher", help="Who issued it."),
            click.option("--url", help="Where it was found."),
        )
    ):
        function = option(function)

    @wraps(function)
    def run(
        *args: Any,
        form: str,
        mapping: str | None,
        issued: Issued,
        home: str | None,
        language: str | None,
        publisher: str | None,
        url: str | None,
        **kwargs: Any,
    ) -> Any:
        about = Document("", publisher=publisher, url=url, issued=issued, language=language, area=home)
        return function(*args, about=about, form=_form(form, mapping), **kwargs)

    return run


def _form(form: str, mapping: str | None) -> Form:
    if mapping is None:
        return form
    if form == "jsonl":
        raise click.UsageError("--mapping is for tables; leave out --from jsonl")
    from esep.sources.mapping import mapping as named  # here: most commands do without what tables load

    with plainly():
        return named(mapping)


of_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
by_jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="So many processes read; left away, one for each processor where there is much to read.",
)


def tell(line: str) -> None:
    click.echo(f"esep: {plain(line)}", err=True)


def documents(
    paths: Iterable[str], about: Document, form: Form, refuse: Refuse = stop, tell: Callable[[str], object] = tell
) -> Iterator[Found]:
    """The documents at the paths; `tell` hears what a mapping leaves out."""
    if not isinstance(form, str):
        from esep.sources.series import mapped

        return mapped(paths, form, about, refuse=refuse, tell=tell)
    return (one for path in paths for one in located(path, about, jsonl=form == "jsonl", refuse=refuse))


def read_found(found: Found) -> Reading:
    """Errors: Unreadable names the place."""
    where, document = found
    try:
        return read(document)
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None


def refuse_lost(found: tuple[str, Document | Mapping[str, Any]]) -> NoReturn:
    raise Unreadable(lost(found))


def lost(found: tuple[str, Document | Mapping[str, Any]]) -> str:
    where, what = found
    name = f" {what.title or what.id}" if isinstance(what, Document) else ""
    return f"{where}: reading{name} ends every process that tries"


@contextmanager
def kept(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paths, with standard input kept in a file so that it can be read twice."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for path in paths:
            if path == "-":
                file = Path(folder) / "standard input"
                with file.open("wb") as stream:
                    while block := sys.stdin.buffer.read(2**20):
                        stream.write(block)
                path = str(file)
            files.append(path)
        yield tuple(files)
