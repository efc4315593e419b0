"""The documentation is held to the code: it names everything there is, and its links resolve."""

import dataclasses
import re
import subprocess
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest
import yaml

import communique
from communique import records
from communique.cli import reference
from communique.cli.options import flag_name
from communique.records import CommuniqueError, Reason, SetupError, Span, Stage
from communique.sources.options import FIELDS, FORMATS, ReadOptions

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "examples" / "README.md"])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text("utf-8")


# --- what must be named ---


def test_reference_pages_are_what_the_code_says() -> None:
    made = reference.pages()
    stale = [name for name, text in made.items() if not (REFERENCE / name).exists() or read(REFERENCE / name) != text]
    assert not stale, f"run python -m communique.cli.reference docs/reference; these differ: {stale}"
    assert {p.name for p in REFERENCE.glob("*.md")} == set(made), "a page that nothing makes"


def test_writing_the_reference(tmp_path: Path) -> None:
    reference.write(tmp_path / "new" / "folder")
    assert {p.name: read(p) for p in (tmp_path / "new" / "folder").iterdir()} == reference.pages()


def test_every_command_and_option_is_told() -> None:
    page = read(REFERENCE / "commands.md")
    told = list(reference.commands())
    assert ("communique read") in [name for name, _ in told]
    for name, command in told:
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert section, f"{name} has no section"
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("-"):
                    assert f"`{option}`" in section, f"{name} {option}"


def test_every_option_of_reading_is_told() -> None:
    page = read(REFERENCE / "options.md")
    for spec in dataclasses.fields(ReadOptions):
        assert f"| `{spec.name}` | `{flag_name(spec.name)}`" in page
        assert spec.metadata["help"] in page


def test_every_format_and_field_of_rows_is_told() -> None:
    page = read(REFERENCE / "formats.md")
    for name in (*FORMATS, *FIELDS):
        assert f"| `{name}` |" in page, name


RECORDS = [k for n in records.__all__ if isinstance(k := getattr(records, n), type)]


@pytest.mark.parametrize("kind", [k for k in RECORDS if dataclasses.is_dataclass(k)], ids=lambda k: k.__name__)
def test_every_record_and_field_is_told(kind: type) -> None:
    text = "\n".join(read(REFERENCE / name) for name in ("records.md", "coded.md"))
    section = text.partition(f"\n## {kind.__name__}\n")[2].partition("\n## ")[0]
    assert section, f"{kind.__name__} has no section"
    for spec in dataclasses.fields(kind):
        row = re.search(rf"^\| `{spec.name}` \| ([^|]+) \| (.+) \|$", section, re.MULTILINE)
        assert row is not None, f"{kind.__name__}.{spec.name}"
        assert len(row[2]) > 3, f"{kind.__name__}.{spec.name} is not described"


def test_every_value_of_an_enumeration_is_told() -> None:
    text = "\n".join(read(REFERENCE / name) for name in ("records.md", "coded.md"))
    kinds = [k for k in RECORDS if issubclass(k, StrEnum)]
    assert len(kinds) > 10
    for kind in kinds:
        section = text.partition(f"\n## {kind.__name__}\n")[2].partition("\n## ")[0]
        assert [m.value for m in kind] == re.findall(r"`([^`]+)`", section.partition("Values: ")[2])


def test_every_reason_stage_and_error_is_told() -> None:
    page = read(REFERENCE / "rejections.md")
    for value in (*Reason, *Stage):
        assert f"| `{value}` |" in page, value
    errors = read(REFERENCE / "errors.md")
    kinds = {k for k in vars(records).values() if isinstance(k, type) and issubclass(k, CommuniqueError)}
    assert kinds == set(reference.error_classes())
    for kind in kinds:
        assert f"| `{kind.__name__}` | `{kind.__bases__[0].__name__}` |" in errors


def test_reasons_passed_over_stand_apart() -> None:
    rejected, _, passed = read(REFERENCE / "rejections.md").partition("## Passed over")
    for reason in Reason:
        assert f"| `{reason}` |" in (passed if reason.passed_over else rejected)


def test_exit_statuses_are_those_of_the_command() -> None:
    from communique.cli import read as command

    told = {int(n) for n in re.findall(r"^\| (\d+) \|", read(REFERENCE / "commands.md"), re.MULTILINE)}
    given = {v for n, v in vars(command).items() if n.startswith("EXIT_")}
    assert told == {0, 2, *given}


def test_options_that_pages_speak_of_exist() -> None:
    known = {o for _, c in reference.commands() for p in c.params for o in (*p.opts, *p.secondary_opts)}
    known |= {"--help", "--version"}
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        if DOCS / "decisions" in page.parents:
            continue
        for line in re.findall(r"communique read [^`\n]*|`--[a-z-]+[^`\n]*`", read(page)):
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line):
                assert option in known, f"{name_of(page)}: {option}"


# --- how descriptions are read out of docstrings ---


@dataclasses.dataclass
class Plain:
    """Something. first: one; two. last, other: shared by
    both. `first` comes again.

    third: of a later paragraph.
    """

    first: int
    last: int
    other: int
    third: int


@dataclasses.dataclass
class Under(Plain):
    """Something more. own: its own. first: said anew"""

    own: Span | None


@dataclasses.dataclass
class Bare:
    """Nothing is said of the field named bare."""

    bare: int


def test_descriptions_are_read_from_docstrings() -> None:
    assert reference.described_fields(Plain) == {
        "first": "one; two.",
        "last": "shared by both. `first` comes again.",
        "other": "shared by both. `first` comes again.",
        "third": "of a later paragraph.",
    }
    under = reference.described_fields(Under)
    assert under["own"] == "its own."
    assert under["first"] == "said anew"
    assert under["third"] == "of a later paragraph."


def test_a_field_without_description_is_refused() -> None:
    with pytest.raises(SetupError, match="Bare: bare"):
        reference.described_fields(Bare)


# --- links, navigation, what must not be there ---

_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")


def anchors(text: str) -> set[str]:
    """Anchors of the headings of a page, as the documentation site and code hosts make them."""
    titles = re.findall(
        r"^#{1,6} (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(re.sub(r"^```.*?^```", "", read(page), flags=re.DOTALL | re.MULTILINE)):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)}: {link}"
        if DOCS in page.parents:
            assert DOCS in target.parents, f"{name_of(page)}: {link} leaves the documentation site"
        if anchor:
            assert anchor in anchors(read(target)), f"{name_of(page)}: {link}"


def test_every_page_is_in_the_navigation() -> None:
    config = yaml.load(read(ROOT / "mkdocs.yml"), Loader=yaml.BaseLoader)
    waiting, listed = [config["nav"]], []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            listed.append(value)
        else:
            waiting.extend(value.values() if isinstance(value, dict) else value)
    assert sorted(listed) == sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md"))


def test_every_dependency_has_its_line() -> None:
    config = tomllib.loads(read(ROOT / "pyproject.toml"))
    project = config["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    build = [line for line in config["build-system"]["requires"] if not line.startswith("hatchling")]
    told = re.findall(r"^\| `([\w.-]+)` \|.{30,}\|$", read(DOCS / "decisions" / "0002-dependencies.md"), re.MULTILINE)

    def named(lines: list[str]) -> set[str]:
        return {re.split(r"[^\w.-]", line)[0] for line in lines} - {"communique"}

    assert len(told) == len(set(told)), "a dependency is told twice"
    assert set(told) == named(project["dependencies"]) | named(extras) | named(build)


def test_changelog_names_the_version() -> None:
    version = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    assert version == communique.__version__
    assert re.search(rf"^## {re.escape(version)}\b", read(ROOT / "CHANGELOG.md"), re.MULTILINE)


# Joined from parts, so that this file does not hold them itself.
_REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "hugging" + "face.co",
    "ana" + "conda.org",
    "npm" + "js.",
    "crates" + ".io",
)
# The folder around the checkout, wherever it is.
_AROUND = rf"(?<![\w.-]){re.escape(str(ROOT.parent))}/" if len(ROOT.parent.parts) > 1 else "(?!)"
_PRIVATE = re.compile("|".join((_AROUND, *map(re.escape, _REGISTRIES))))


def test_no_machine_path_or_registry_host_is_written_down() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout: there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if not path.is_file():
            continue
        found = _PRIVATE.search(path.read_bytes().decode("utf-8", "replace"))
        assert found is None, f"{name}: {found[0] if found else ''}"


def test_private_names_would_be_noticed() -> None:
    for text in (f"see {ROOT}/x", "get it at https://" + _REGISTRIES[0] + "/simple"):
        assert _PRIVATE.search(text)
    assert not _PRIVATE.search(f"https://news.example{ROOT.parent}/about and file:///home/me/page.html")
