"""The documentation runs as written, and names every command, option and problem code there is.

In README.md and docs/*.md a fence ```console is run, ```console norun is not. Its lines:

    $ esep read bulletin.txt     a command, for bash; exit status 0
    $ esep check bad.txt  # exit 1
    $ export NAME=value          holds for the rest of the page
    anything else                what the command above prints, if anything is shown

A fence whose second word is a path, such as ```toml mine/areas/KG.toml, is added to the end of that file.

In what is shown, a line '…' stands for any lines, '…' within a line for anything on it. Spaces at the ends of lines and
empty lines at the ends of the output do not count. The fences of one page run in order in one new folder that sees
`examples/` and `benchmarks/`, on a terminal of 80 columns without colours.
"""

import ast
import difflib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from esep.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?P<info>\w[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"#\s*exit (\d+)\s*$")
EXPORT = re.compile(r"export (\w+)=(\S+)$")


class Shown(NamedTuple):
    """A command of a page and what the page says it prints."""

    command: str
    output: list[str]


class Kept(NamedTuple):
    """A part of a file that a page writes."""

    path: str
    text: str


def steps(text: str) -> Iterator[Shown | Kept]:
    """What a page does, in order: the commands that can be run, and the files it writes."""
    for fence in FENCE.finditer(text):
        form, *about = fence["info"].split()
        if form != "console" and about:
            yield Kept(about[0], fence["body"])
        if form != "console" or "norun" in about:
            continue
        one: Shown | None = None
        for line in fence["body"].splitlines():
            if one and not one.output and one.command.endswith("\\"):
                one = one._replace(command=one.command[:-1] + line.strip())
            elif line.startswith("$ "):
                if one:
                    yield one
                one = Shown(line[2:], [])
            elif one:
                one.output.append(line.rstrip())
        if one:
            yield one


def plain(text: str) -> str:
    """The text without spaces at the ends of lines and without empty lines before and after it; where the first line
    began with spaces it has lost them, as shown and as printed alike."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n ") + "\n"


def pattern(lines: list[str]) -> str:
    """What the lines of a page stand for."""
    return "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n" for line in lines
    )


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs a command of a page. Most pages begin by recording the example into a new ledger; that is run once, and a
    page after it gets what it said and the ledger it made."""
    own = {"HOME", "XDG_DATA_HOME", "PYTEST_CURRENT_TEST"}  # of each page
    key = (command, *sorted(pair for pair in environment.items() if pair[0] not in own))
    begins = command == RECORDS and {path.name for path in folder.iterdir()} == SEEN
    if begins and key in recorded:
        done, ledger = recorded[key]
        shutil.copytree(ledger, folder / "build")
        return done
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    if begins and {path.name for path in folder.iterdir()} == SEEN | {"build"}:
        shutil.copytree(folder / "build", folder.parent / "kept")
        recorded[key] = done, folder.parent / "kept"
    return done


RECORDS, SEEN = "esep record examples/kazakhstan/bulletins", {"benchmarks", "examples"}
recorded: dict[tuple[object, ...], tuple[subprocess.CompletedProcess[str], Path]] = {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_runs_as_written(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    for seen in SEEN:
        (folder / seen).symlink_to(ROOT / seen)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESEP_", "DJANGO_", "XDG_"))}
    environment = kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }
    for step in steps(page.read_text("utf-8")):
        if isinstance(step, Kept):
            path = folder / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(step.text)
            continue
        command, output = step
        named = EXPORT.match(command)
        if named:
            environment[named[1]] = named[2]
            continue
        status = EXIT.search(command)
        done = run(command, folder, environment)
        said = f"{page.name}: $ {command}"
        assert done.returncode == (int(status[1]) if status else 0), f"{said}\n{done.stdout}"
        if output:
            expected, got = plain("\n".join(output)), plain(done.stdout)
            if not re.fullmatch(pattern(expected.splitlines()), got):
                difference = difflib.unified_diff(
                    expected.splitlines(), got.splitlines(), "as shown", "as printed", lineterm=""
                )
                pytest.fail("\n".join((said, *difference)), pytrace=False)


def test_every_page_shows_a_command_or_is_reference() -> None:
    reference = {"architecture.md", "cli.md", "data.md", "formats.md", "postgresql.md", "problems.md"}
    for page in PAGES:
        assert page.name in reference or any(isinstance(step, Shown) for step in steps(page.read_text("utf-8"))), (
            f"{page.name} shows no command"
        )


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "DECISIONS.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if "://" not in target and "/images/" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


# Nothing is left out ----------------------------------------------------------------------------------------------


def commands(group: click.Group = main, before: str = "") -> dict[str, click.Command]:
    """Every command by its name, those of groups as 'group command'."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        inner = commands(command, f"{before}{name} ") if isinstance(command, click.Group) else None
        found |= inner or {before + name: command}
    return found


def test_every_command_and_option_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    sections = dict(re.findall(r"^## esep ([\w ]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert set(sections) == set(commands())
    for name, command in commands().items():
        for parameter in command.params:
            words = [*parameter.opts, *parameter.secondary_opts]
            if isinstance(parameter, click.Argument):
                words = [parameter.make_metavar(click.Context(command)).strip("[]{}.").split("|")[0]]
            usage, _, options = sections[name].strip().partition("\n")
            for word in words:
                named = word in usage if isinstance(parameter, click.Argument) else re.search(f"`{word}\\b", options)
                assert named, f"docs/cli.md: esep {name} lacks {word}"


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in commands() if f"`esep {name}`" not in text] == []


def test_every_problem_code_and_explanation_is_in_the_formats() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    found = {"Problem": set[str](), "Explanation": set[str]()}
    for stage in ("read", "check"):
        for path in sorted((ROOT / "src" / "esep" / stage).glob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for noun, words in found.items():
                words |= set(first_arguments(tree, noun))
    assert {"two-values", "unread"} <= found["Problem"], "the search for codes finds none"
    for words in found.values():
        assert sorted(word for word in words if f"`{word}`" not in text) == []


def first_arguments(tree: ast.AST, noun: str) -> Iterator[str]:
    """Every string that the first argument of a call of that noun (its code or kind) can be made of, as far as the
    module shows: written there, in a table of the module, or handed to a function that passes it on."""
    tables = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    passing = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            names = [argument.arg for argument in function.args.args]
            for call in ast.walk(function):
                first = first_argument(call, noun)
                if isinstance(first, ast.Name) and names and first.id == names[0]:
                    passing.add(function.name)
    for node in ast.walk(tree):
        for called in (noun, *passing):
            first = first_argument(node, called)
            if first is not None:
                parts = [first, *(tables[n.id] for n in ast.walk(first) if isinstance(n, ast.Name) and n.id in tables)]
                yield from (value for part in parts for value in texts(part))


def first_argument(node: ast.AST, called: str) -> ast.expr | None:
    """What a call of that name gets as its code or kind. Missing: None for any other node."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == called:
        named = [keyword.value for keyword in node.keywords if keyword.arg in ("code", "kind")]
        return node.args[0] if node.args else named[0] if named else None
    return None


def texts(part: ast.expr) -> Iterator[str]:
    """The strings an expression may give: the values of a table, the branches of a choice."""
    if isinstance(part, ast.Dict):
        for value in part.values:
            yield from texts(value)
    elif isinstance(part, ast.IfExp):
        yield from texts(part.body)
        yield from texts(part.orelse)
    elif isinstance(part, ast.Call):
        for argument in part.args:
            yield from texts(argument)
    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
