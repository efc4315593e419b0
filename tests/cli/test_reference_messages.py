import re
import textwrap
from pathlib import Path

import pytest

from communique import ReadOptions, read
from communique.actors.options import ActorOptions
from communique.cli import reference, reference_words
from communique.cli.reference_messages import OPEN, Message, messages, messages_in
from communique.codebook.codebook import codebook_in
from communique.codebook.countries import country
from communique.coding.options import CodingOptions
from communique.coding.selection import SelectionOptions
from communique.language.options import LanguageOptions
from communique.records import CommuniqueError, Document, Reason, Rejected, SetupError, loads


def said(source: str) -> list[tuple[str, str]]:
    return [(m.by, m.text) for m in messages_in(textwrap.dedent(source))]


def fits(message: Message, text: str) -> bool:
    """Whether a text can be that message."""
    parts = re.split(rf"<\w+>|{OPEN}", " ".join(message.text.split()))
    return re.fullmatch(".*".join(map(re.escape, parts)), " ".join(text.split()), re.DOTALL) is not None


# --- what is read out of source ---


def test_names_stand_for_what_the_case_fills_in() -> None:
    source = """
        def f(path, err):
            raise RequestError(f"{path}: {err}; give {', '.join(x)} or {self._file.name!r}")
    """
    assert said(source) == [("RequestError", "<path>: <reason>; give … or <name>")]


def test_constants_choices_and_sums_are_followed() -> None:
    source = """
        HINT = "give another"

        def f(a):
            why = "small" if a else "large"
            raise OptionError(f"too {why}; " + HINT)
    """
    assert said(source) == [
        ("OptionError", "too small; give another"),
        ("OptionError", "too large; give another"),
    ]


def test_rejections_go_by_their_reason() -> None:
    source = """
        def f(uri):
            detail = f"{count} words"
            yield Rejected(uri, "", Stage.OPEN, Reason.EMPTY, "there is nothing")
            return capture.rejected(Reason.NO_MAIN_TEXT, detail[:200])
    """
    assert said(source) == [("empty", "there is nothing"), ("no-main-text", "<count> words")]


def test_names_of_other_functions_are_not_mixed_up() -> None:
    source = """
        def f():
            detail = "one"
            raise OutsideError(detail)

        def g():
            detail = "two"
            row.refuse(detail)
    """
    assert said(source) == [("OutsideError", "one"), ("SetupError", "two")]


def test_what_is_passed_on_is_no_message() -> None:
    assert said("raise RequestError(str(err)) from err") == []
    assert said("raise RequestError(f'{err}') from err") == [("RequestError", "<reason>")]
    assert said("raise ValueError('not of the tree')") == []
    assert said("known = {Reason.EMPTY}") == []


@pytest.mark.parametrize(
    ("text", "fault", "advice"),
    [
        ("x is 3; give 1 to 2", "x is 3", "give 1 to 2"),
        ("not a line. Restore the file; or write it", "not a line", "Restore the file; or write it"),
        ("no row; the file has none", "no row; the file has none", ""),
        ("pandas is not installed: pip install pandas", "pandas is not installed", "pip install pandas"),
    ],
)
def test_advice_in_messages(text: str, fault: str, advice: str) -> None:
    message = Message("RequestError", text)
    assert (message.fault, message.advice) == (fault, advice)


# --- those of the package ---


def raised(call: object) -> tuple[str, str]:
    assert callable(call)
    with pytest.raises(CommuniqueError) as caught:
        call()
    return type(caught.value).__name__, str(caught.value)


@pytest.mark.parametrize(
    "call",
    [
        lambda: ReadOptions(max_size=0),
        lambda: ReadOptions(map=("text",)),
        lambda: ReadOptions(encoding="klingon"),
        lambda: SelectionOptions(since="May"),
        lambda: CodingOptions(threshold=2),
        lambda: CodingOptions(codebook="none.toml"),
        lambda: ActorOptions(actors=("none.tsv",)),
        lambda: LanguageOptions(threads=0),
        lambda: country("QQQ"),
        lambda: codebook_in(Path("none.toml")),
        lambda: loads(Document, "{"),
    ],
)
def test_errors_that_come_are_among_them(call: object) -> None:
    kind, text = raised(call)
    assert any(m.by == kind and fits(m, text) and m.text != "<reason>" for m in messages()), text


def test_rejections_that_come_are_among_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("no,columns\n1,2\n", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": ""}\n[1]\n', "utf-8")
    (tmp_path / "c.html").write_text("<html><body><ul><li><a href=x>one</a></ul></body></html>", "utf-8")
    (tmp_path / "d.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "e.gz").write_bytes(b"\x1f\x8b\x08\x00")
    found = [item for item in read([str(tmp_path), "none.txt", "http://example.com"]) if isinstance(item, Rejected)]
    assert len({item.reason for item in found}) >= 7
    known = messages()
    for item in found:
        assert any(m.by == item.reason and fits(m, item.detail) for m in known), (item.reason, item.detail)


def test_every_reason_and_class_has_messages() -> None:
    by = {message.by for message in messages()}
    assert {reason.value for reason in Reason} <= by
    assert {"RequestError", "OptionError", "StoredDataError", "OutsideError", "SetupError"} <= by


# --- the page ---


def test_every_message_says_what_to_do_or_the_page_does() -> None:
    for message in messages():
        assert reference.advice_for(message) or message.by in reference_words.GENERAL_ADVICE, message


def test_one_of_which_nothing_says_what_to_do_is_refused() -> None:
    with pytest.raises(SetupError, match="nothing says what to do about 'the moon is full'"):
        reference.advice_for(Message("OptionError", "the moon is full"))


def test_no_advice_is_left_over() -> None:
    faults = [message.fault for message in messages() if not message.advice]
    unused = [beginning for beginning in reference_words.ADVICE if not any(f.startswith(beginning) for f in faults)]
    assert not unused


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("no type <type>; give one of …", "Give one of those that the message lists."),
        ("broken; mend the table:\n  <one> <other>", "Mend the table."),
        ("it is missing: pip install polars", "Run `pip install polars`."),
        ("map: <name> is no field; fields are …", "Give one of those that the message lists."),
    ],
)
def test_advice_as_the_page_words_it(text: str, advice: str) -> None:
    assert reference.advice_for(Message("OptionError", text)) == advice


def test_marks_of_code_and_of_tables_are_kept_from_the_page() -> None:
    page = reference.pages()["messages.md"]
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 3, row
