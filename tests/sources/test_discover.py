import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Reason, Rejected
from communique.sources.discover import discover
from communique.sources.streams import STDIN, Input, Stream, open_stream, read_whole


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def made(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"A report.")


def uris(*arguments: str) -> list[str]:
    found = list(discover(arguments))
    assert not [f for f in found if isinstance(f, Rejected)], found
    return [f.uri for f in found]


def reason(argument: str) -> Reason:
    (answer,) = discover([argument])
    assert isinstance(answer, Rejected)
    assert answer.detail
    return answer.reason


def test_a_path_stays_as_it_is_given(tmp_path: Path) -> None:
    made("a/b.txt")
    assert uris("a/b.txt") == ["a/b.txt"]
    assert uris("./a/b.txt") == ["./a/b.txt"]
    assert uris(str(tmp_path / "a/b.txt")) == [str(tmp_path / "a/b.txt")]


def test_standard_input() -> None:
    assert list(discover(["-"])) == [STDIN]


def test_a_folder_is_read_whole_sorted_without_hidden_files() -> None:
    made("d/b.txt", "d/a/z.html", "d/a/y.html", "d/.hidden", "d/.git/config", "d/c.txt")
    assert uris("d") == ["d/a/y.html", "d/a/z.html", "d/b.txt", "d/c.txt"]
    assert uris("d/") == ["d/a/y.html", "d/a/z.html", "d/b.txt", "d/c.txt"]


def test_a_hidden_file_that_is_named_is_read() -> None:
    made(".hidden.txt")
    assert uris(".hidden.txt") == [".hidden.txt"]


def test_several_arguments_keep_their_order() -> None:
    made("b.txt", "a.txt")
    assert uris("b.txt", "a.txt", "b.txt") == ["b.txt", "a.txt", "b.txt"]


def test_an_empty_folder_is_told() -> None:
    os.mkdir("empty")
    made("hidden/.only")
    assert reason("empty") is Reason.EMPTY
    assert reason("hidden") is Reason.EMPTY


@pytest.mark.parametrize("name", ["none.txt", "none/below.txt", "", "nul\0byte"])
def test_what_is_not_there(name: str) -> None:
    assert reason(name) is Reason.MISSING


def test_it_is_lazy() -> None:
    made("d/a.txt", "e/b.txt")

    def arguments() -> Iterator[str]:
        yield "d"
        raise AssertionError("asked for too early")

    assert next(discover(arguments())) == Input("d/a.txt", "d/a.txt")


class TestPatterns:
    def test_one_level(self) -> None:
        made("b.html", "a.html", "c.txt", ".h.html", "d/e.html")
        assert uris("*.html") == ["a.html", "b.html"]
        assert uris("[bc].*") == ["b.html", "c.txt"]
        assert uris("?/*.html") == ["d/e.html"]

    def test_a_folder_that_matches_is_read(self) -> None:
        made("2023-a/x.txt", "2024-a/y.txt", "2024-b/z/w.txt")
        assert uris("2024-*") == ["2024-a/y.txt", "2024-b/z/w.txt"]

    def test_any_depth(self, tmp_path: Path) -> None:
        made("d/a.html", "d/e/b.html", "d/e/f/c.html", "d/e/f/c.txt", "g.html", "d/.h/i.html")
        assert uris("d/**/*.html") == ["d/a.html", "d/e/b.html", "d/e/f/c.html"]
        assert uris("**/*.html") == ["d/a.html", "d/e/b.html", "d/e/f/c.html", "g.html"]
        assert uris("**/e/*.html") == ["d/e/b.html"]
        assert uris("d/**") == ["d/a.html", "d/e/b.html", "d/e/f/c.html", "d/e/f/c.txt"]
        assert uris(f"{tmp_path}/**/f/[!x].txt") == [f"{tmp_path}/d/e/f/c.txt"]

    def test_one_that_matches_nothing_is_told_with_advice(self) -> None:
        (answer,) = discover(["*.html"])
        assert isinstance(answer, Rejected)
        assert (answer.uri, answer.reason) == ("*.html", Reason.MISSING)
        assert "**" in answer.detail
        assert reason("none/**/*.html") is Reason.MISSING
        assert reason("**/[z-a].html") is Reason.MISSING

    def test_a_file_that_is_called_like_a_pattern_wins(self) -> None:
        made("report [draft].txt", "report d.txt", "wh?t*.txt")
        assert uris("report [draft].txt") == ["report [draft].txt"]
        assert uris("wh?t*.txt") == ["wh?t*.txt"]

    @given(st.text(st.sampled_from("*?[]!a-/.\\^{}"), min_size=1, max_size=12))
    def test_no_pattern_fails(self, pattern: str) -> None:
        # Below a folder that is not there, so that no pattern wanders through the machine.
        assert list(discover(["none/x" + pattern]))


class TestAddresses:
    def test_file_addresses(self, tmp_path: Path) -> None:
        made("a b%.txt", "é.txt")
        for address in (f"file://{tmp_path}/a%20b%25.txt", f"file://localhost{tmp_path}/a%20b%25.txt"):
            assert uris(address) == [f"{tmp_path}/a b%.txt"]
        assert uris(f"file:{tmp_path}/%C3%A9.txt") == [f"{tmp_path}/é.txt"]
        assert uris(f"FILE://{tmp_path}/a%20b%25.txt") == [f"{tmp_path}/a b%.txt"]

    def test_a_file_address_is_no_pattern(self, tmp_path: Path) -> None:
        made("a.txt")
        assert reason(f"file://{tmp_path}/*.txt") is Reason.MISSING

    def test_a_folder_by_its_address(self, tmp_path: Path) -> None:
        made("d/a.txt")
        assert uris(f"file://{tmp_path}/d") == [f"{tmp_path}/d/a.txt"]

    @pytest.mark.parametrize(
        "address",
        ["http://example.org/a.html", "https://example.org", "ftp://example.org/x", "s3://bucket/x", "file://host/a"],
    )
    def test_nothing_is_fetched(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket, "socket", None)
        assert reason(address) is Reason.UNSUPPORTED

    @pytest.mark.parametrize("address", ["file://", "file:", "file://[/x", "file:///none%00"])
    def test_broken_addresses(self, address: str) -> None:
        assert reason(address) is Reason.MISSING


class TestLinks:
    def test_a_link_back_is_told_and_not_followed(self) -> None:
        made("d/a.txt", "d/e/b.txt")
        os.symlink("..", "d/e/up")
        found = list(discover(["d"]))
        assert [f.uri for f in found] == ["d/a.txt", "d/e/b.txt", "d/e/up"]
        assert isinstance(found[2], Rejected)
        assert found[2].reason is Reason.DIRECTORY_LOOP

    def test_the_same_in_a_pattern(self) -> None:
        made("d/a.txt", "d/e/b.txt")
        os.symlink("..", "d/e/up")
        answers = list(discover(["d/**/*.txt"]))
        assert [f.uri for f in answers if isinstance(f, Input)] == ["d/a.txt", "d/e/b.txt"]
        assert [f.reason for f in answers if isinstance(f, Rejected)] == [Reason.DIRECTORY_LOOP]

    def test_links_that_fan_out_end_too(self) -> None:
        for i in range(20):  # two links a level would be a million paths
            made(f"d/{i:02}/a.txt")
            os.symlink(f"../{i + 1:02}", f"d/{i:02}/x")
            os.symlink(f"../{i + 1:02}", f"d/{i:02}/y")
        os.mkdir("d/20")
        found = list(discover(["d"]))
        assert sum(isinstance(f, Input) for f in found) == 20
        assert len(found) < 100

    def test_a_link_to_itself_and_a_dead_link_are_told(self) -> None:
        made("d/a.txt")
        os.symlink("self", "d/self")
        os.symlink("nowhere", "d/dead")
        answers = [open_stream(f) if isinstance(f, Input) else f for f in discover(["d"])]
        assert isinstance(answers[0], Stream)
        answers[0].close()
        assert [a.reason for a in answers[1:] if isinstance(a, Rejected)] == [Reason.MISSING, Reason.DIRECTORY_LOOP]

    def test_a_link_to_a_file_is_that_file(self) -> None:
        made("a.txt")
        os.mkdir("d")
        os.symlink("../a.txt", "d/link.txt")
        assert uris("d") == ["d/link.txt"]


class TestOddFolders:
    def test_very_deep_folders(self) -> None:
        depth = 1200
        here = os.getcwd()
        for _ in range(depth):
            os.mkdir("n")
            os.chdir("n")
        made("a.txt")
        os.chdir(here)
        (answer,) = discover(["n"])
        # Taken away here, for what cleans up after tests goes down by recursion.
        os.remove("n/" * depth + "a.txt")
        for level in range(depth, 0, -1):
            os.rmdir("n/" * level)
        assert answer.uri == "n/" * depth + "a.txt"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_may_not_be_read_does_not_stop_the_rest(self) -> None:
        made("d/a/x.txt", "d/b/y.txt", "d/c/z.txt")
        os.chmod("d/b", 0)
        found = list(discover(["d"]))
        os.chmod("d/b", 0o700)
        assert [f.uri for f in found] == ["d/a/x.txt", "d/b", "d/c/z.txt"]
        assert isinstance(found[1], Rejected)
        assert found[1].reason is Reason.UNREADABLE

    def test_a_fifo_in_a_folder_is_refused_when_it_is_opened(self) -> None:
        made("d/a.txt")
        os.mkfifo("d/fifo")
        answer = open_stream([f for f in discover(["d"]) if isinstance(f, Input)][1])
        assert isinstance(answer, Rejected)
        assert answer.reason is Reason.NOT_A_FILE

    def test_names_that_are_no_utf8(self) -> None:
        os.mkdir("d")
        with open(b"d/caf\xe9.txt", "wb") as file:
            file.write(b"A report.")
        (found,) = discover(["d"])
        assert isinstance(found, Input)
        assert found.uri == "d/caf%E9.txt"
        assert found.uri.encode("utf-8")
        stream = open_stream(found)
        assert isinstance(stream, Stream)
        with stream:
            assert read_whole(stream, 100) == b"A report."

    @given(st.text(max_size=20))
    def test_no_argument_fails(self, argument: str) -> None:
        for found in discover(["none/" + argument]):
            assert found.uri.isprintable()
