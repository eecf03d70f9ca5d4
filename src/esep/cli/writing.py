"""`esep write`: a bulletin in a language and a form, read back before it leaves."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from esep.cli import show
from esep.cli.options import AREA, MOMENT, as_of_then, command, known_then, of_ledger, open_ledger
from esep.cli.publishing import stands
from esep.document import Document, Issued
from esep.read import read
from esep.sources import Unreadable
from esep.write import LANGUAGES, BadTemplate, Bulletin, Misread, UnknownKind, compose, layouts, read_back, shipped
from esep.write.forms import html, markdown, telegram

FORMS = ("text", "html", "markdown", "telegram", "docx")
BETWEEN_POSTS = "\n\n-----\n\n"


def _copy(context: click.Context, parameter: click.Parameter, folder: str | None) -> None:
    """The shipped templates into a folder; files that are there already stay."""
    if folder is None or context.resilient_parsing:
        return
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in shipped().items():
        if (target / name).exists():
            click.echo(f"{target / name} is there already and stays")
        else:
            (target / name).write_text(text, "utf-8")
            click.echo(f"{target / name}")
    context.exit()


@click.command("write")
@click.argument("kind")
@click.option("--date", "day", type=MOMENT, required=True, help="The day of the bulletin.")
@click.option("--in", "tongue", type=click.Choice(LANGUAGES), default="en", help="Language of the bulletin.")
@click.option("--area", "home", type=AREA, default="KZ", show_default=True)
@click.option("--form", type=click.Choice(FORMS), default="text", show_default=True, help="Form of the bulletin.")
@click.option("--out", type=click.Path(dir_okay=False), default="-", help="File to write; - for standard output.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False), help="A folder with templates of your own.")
@click.option(
    "--copy-templates",
    type=click.Path(file_okay=False),
    is_eager=True,
    expose_value=False,
    callback=_copy,
    help="Copy our templates into a folder, to edit them there, and stop.",
)
@of_ledger
@as_of_then
@known_then
@command
def write_command(
    kind: str,
    day: Issued,
    tongue: str,
    home: str,
    form: str,
    out: str,
    templates: str | None,
    ledger: str | None,
    as_of: Issued,
    known_at: Issued,
) -> None:
    """Write a bulletin from the settled record: daily, cases, recoveries, pneumonia, patients, weekly, comparison.

    KIND is one of these, or of your own templates. What is written is read back first: a template that says other
    figures than the record is refused.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise click.UsageError("--date is a day, such as 2020-09-17")
    own = Path(templates).absolute() if templates else None
    try:
        if kind not in layouts(own):
            raise click.UsageError(f"unknown kind of bulletin {kind!r}: use {', '.join(layouts(own))}")
        open_ledger(ledger)
        bulletin = compose(kind, day, stands(as_of, known_at).settled, tongue, area=home, own=own)
        read_back(bulletin, read(Document(bulletin.text, issued=day, area=home)).figures)
    except (BadTemplate, Misread, UnknownKind) as error:
        raise Unreadable(str(error)) from None
    _put(bulletin, form, out, own)


def _put(bulletin: Bulletin, form: str, out: str, own: Path | None) -> None:
    if form == "docx":
        _put_bytes(_docx(bulletin, own), out)
    elif form == "telegram" and out != "-":
        _put_posts(telegram(bulletin.text, bulletin.language), Path(out))
    else:
        with show.whole_file(out) as stream:
            stream.write(_text(bulletin, form))


def _text(bulletin: Bulletin, form: str) -> str:
    match form:
        case "html":
            return html(bulletin)
        case "markdown":
            return markdown(bulletin)
        case "telegram":
            return BETWEEN_POSTS.join(telegram(bulletin.text, bulletin.language)) + "\n"
        case _:
            return bulletin.text


def _docx(bulletin: Bulletin, own: Path | None) -> bytes:
    try:
        from esep.write.word import docx
    except ImportError:
        raise Unreadable("DOCX needs python-docx: pip install 'esep[docx]'") from None
    return docx(bulletin, own)


def _put_bytes(content: bytes, out: str) -> None:
    if out == "-" and sys.stdout.isatty():
        raise click.UsageError("DOCX is not for the eye: name a file with --out")
    with show.whole_bytes(out) as stream:
        stream.write(content)


def _put_posts(posts: tuple[str, ...], out: Path) -> None:
    """Each post in a file of its own: post.html, post-2.html ..."""
    for n, post in enumerate(posts, 1):
        path = out if n == 1 else out.with_name(f"{out.stem}-{n}{out.suffix}")
        with show.whole_file(str(path)) as stream:
            stream.write(post + "\n")
        click.echo(f"{path}")
