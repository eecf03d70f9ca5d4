"""What must not drift: who imports whom, what is public, what is documented."""

import ast
import importlib
import re
import sys
import tomllib
from pathlib import Path

import click
import pytest

from esep.cli import main
from esep.cli.ledger import ledger_group

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "esep"
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
VERBS, NOUNS = (tuple(re.findall(r"esep\.(\w+)", layer)) for layer in LAYERS[-2:])


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_layers_are_those_of_the_design() -> None:
    assert set(VERBS) == {"read", "tally", "check", "settle", "write"}
    assert {"figure", "document", "period", "area", "terms", "identity", "problem"} <= set(NOUNS)


def test_layers() -> None:
    cli = pytest.importorskip("importlinter.cli")
    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("noun", NOUNS)
def test_nouns_import_the_standard_library_and_one_another(noun: str) -> None:
    for name in imported(SOURCE / f"{noun}.py"):
        top, _, rest = name.partition(".")
        allowed = rest.split(".")[0] in (*NOUNS, "data") if top == "esep" else top in sys.stdlib_module_names
        assert allowed, f"{noun} imports {name}"


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_pure(verb: str) -> None:
    """No clock, no network, no Django, no other verb."""
    for path in sorted((SOURCE / verb).rglob("*.py")):
        for name in imported(path):
            top, _, rest = name.partition(".")
            if top == "esep":
                assert rest.split(".")[0] in (*NOUNS, "data", "__version__", verb), f"{path.name} imports {name}"
            else:
                assert top not in ("django", "time", "socket", "urllib", "http", "subprocess", "random"), path.name
        calls = re.findall(r"\.(?:now|today|utcnow)\(", path.read_text("utf-8"))
        assert not calls, f"{path.name} asks a clock"


def test_every_module_of_one_file_is_a_noun() -> None:
    assert {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"} == set(NOUNS)


PUBLIC = {
    "esep.read": {"Reading", "languages", "read"},
    "esep.check": {"Findings", "check"},
    "esep.settle": {"Settlement", "settle"},
    "esep.tally": {"Band", "Definition", "Indicator", "Layout", "Lines", "Request", "Tally", "tally"},
    "esep.write": {"LANGUAGES", "Bulletin", "NothingToWrite", "claim_text", "compose", "problem_text", "problem_texts"},
    "esep.ledger": {"LedgerUnusable", "document", "documents", "figure", "figures", "record", "recorded"},
    "esep.release": {"BadPolicy", "Policy", "Release", "held", "keep", "load", "make", "next_edition", "releases"},
    "esep.channels": {"Outcome", "deliveries", "keep"},
    "esep.site": {"NotASite", "Record", "build", "publish", "serve"},
    "esep.sources": {"Found", "Refuse", "Unreadable", "documents", "from_fields", "json_lines", "located", "stop"},
}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names(name: str) -> None:
    module = importlib.import_module(name)
    assert PUBLIC[name] <= set(dir(module))
    listed = getattr(module, "__all__", None)
    if listed is not None:
        assert PUBLIC[name] <= set(listed)
        assert all(hasattr(module, one) for one in listed)
        assert list(listed) == sorted(listed, key=lambda one: (not one.isupper(), one.islower(), one))


@pytest.mark.parametrize("command", main.commands)
def test_every_command_is_documented(command: str) -> None:
    pages = "".join(path.read_text("utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
    assert f"esep {command}" in pages


@pytest.mark.parametrize("command", [*main.commands.values(), *ledger_group.commands.values()], ids=str)
def test_every_command_says_what_it_does(command: click.Command) -> None:
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name not in ("home", "out", "port"):
            assert parameter.help, f"{command.name} {parameter.opts}"


REGISTRIES = ("pypi.org", "pythonhosted", "registry.npmjs", "index-url", "devpi", "artifactory", "simple/")


def test_no_address_of_a_package_registry() -> None:
    texts = (path for path in SOURCE.rglob("*") if path.suffix in (".py", ".toml", ".ftl", ".csv", ".txt", ".css"))
    named = [(path.name, word) for path in texts for word in REGISTRIES if word in path.read_text("utf-8")]
    assert named == []


def test_every_language_has_the_files_of_what_it_can_do() -> None:
    folders = {path.name: {file.name for file in path.iterdir()} for path in (SOURCE / "data" / "languages").iterdir()}
    names = {"areas.csv", "diseases.toml"}
    written = {file for files in folders.values() for file in files if file.endswith(".ftl")}
    assert all(names <= files <= names | {"reading.toml"} | written for files in folders.values())
    assert {name for name, files in folders.items() if files & written} == {"en", "ru", "kk"}
    assert all(written < files for files in folders.values() if files & written)


def test_every_language_names_every_disease() -> None:
    known = {key for file in (SOURCE / "data" / "diseases").glob("*.toml") for key in tomllib.loads(file.read_text())}
    for file in sorted((SOURCE / "data" / "languages").glob("*/diseases.toml")):
        named = tomllib.loads(file.read_text("utf-8"))
        assert named.keys() <= known, file
        if file.parent.name in ("en", "es", "fr", "pt"):
            assert known <= named.keys(), file
