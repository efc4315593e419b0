import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import BlockKind, Reason, Rejected
from communique.sources.drafts import Draft
from communique.sources.markdown import markdown_draft
from communique.sources.options import ReadOptions

PAGE = """---
title: Ministers meet in Yerevan
date: 2024-08-21T10:00:00+03:00
author: [A. Writer, B. Writer]
url: https://example.org/talks
lang: en
outlet: no
tags: [a, b]
---

# Ministers meet in Yerevan

The ministers **met** on [Monday](https://example.org/monday "calendar").
They talked for `two` hours &amp; parted.

## What they said

> We will meet
> again.

1. Trade
2. Transport

![The ministers shake hands](a.jpg)

```python
print("not a report")
```

<div>not either</div>

| body | vote |
|------|------|
| A    | yes  |

---

A last line\\
in two.
"""


def read(text: str, *mapped: str) -> Draft:
    answer = markdown_draft(text.encode(), "a.md", ReadOptions(map=mapped))
    assert isinstance(answer, Draft), answer
    return answer


def paragraphs(draft: Draft) -> list[tuple[BlockKind, str]]:
    return [(b.kind, b.span.of(draft.text)) for b in draft.paragraphs if b.span is not None]


def test_a_whole_page() -> None:
    answer = read(PAGE)
    assert paragraphs(answer) == [
        (BlockKind.BODY, "The ministers met on Monday. They talked for two hours & parted."),
        (BlockKind.SUBHEAD, "What they said"),
        (BlockKind.BODY, "We will meet again."),
        (BlockKind.BODY, "Trade"),
        (BlockKind.BODY, "Transport"),
        (BlockKind.BODY, "body | vote"),
        (BlockKind.BODY, "A | yes"),
        (BlockKind.BODY, "A last line\nin two."),
    ]
    assert answer.text == "\n\n".join(words for _, words in paragraphs(answer))
    assert [(b.kind, b.text) for b in answer.aside] == [
        (BlockKind.HEADLINE, "Ministers meet in Yerevan"), (BlockKind.CAPTION, "The ministers shake hands"),
    ]  # fmt: skip
    assert (answer.title, answer.authors) == ("Ministers meet in Yerevan", ("A. Writer", "B. Writer"))
    assert (answer.url, answer.language, answer.outlet) == ("https://example.org/talks", "en", "no")
    assert answer.published is not None
    assert (answer.published.at, answer.published.where) == ("2024-08-21T10:00:00+03:00", "front matter date")
    assert ("title", "front matter title") in {(f.field, f.where) for f in answer.found}
    assert "text" not in {f.field for f in answer.found}
    assert (answer.uri, answer.notes) == ("a.md", ())


def test_toml_front_matter() -> None:
    answer = read('+++\ntitle = "Talks"\ndate = 2024-08-21T10:00:00+03:00\nid = 7\n+++\nThey met.')
    assert (answer.title, answer.id, answer.text) == ("Talks", "7", "They met.")
    assert answer.published is not None
    assert answer.published.at == "2024-08-21T10:00:00+03:00"


def test_a_mapping_holds_for_front_matter() -> None:
    assert read("---\nkop: Talks\n---\nThey met.", "title=kop", "text=story").title == "Talks"


def test_the_first_heading_is_the_title_where_none_is_stated() -> None:
    answer = read("# Talks\n\nThey met.")
    assert (answer.title, answer.text) == ("Talks", "They met.")
    assert [(f.field, f.where) for f in answer.found] == [("title", "first heading")]
    assert [(b.kind, b.text) for b in answer.aside] == [(BlockKind.HEADLINE, "Talks")]


def test_a_heading_that_is_not_the_title_stays_in_the_text() -> None:
    answer = read("---\ntitle: Talks\n---\n# Another thing\n\nThey met.\n\n# Later")
    assert answer.title == "Talks"
    assert paragraphs(answer) == [
        (BlockKind.SUBHEAD, "Another thing"), (BlockKind.BODY, "They met."), (BlockKind.SUBHEAD, "Later"),
    ]  # fmt: skip
    assert answer.aside == ()


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: [\n---\n", "---\na: b: c\n---\n", "+++\ntitle = \n+++\n", "---\n" + "[" * 3000 + "\n---\n"],
)
def test_front_matter_that_cannot_be_read_leaves_a_note(front: str) -> None:
    answer = read(front + "They met.")
    assert answer.text == "They met."
    assert any("front matter" in note for note in answer.notes)


def test_two_rules_are_no_front_matter() -> None:
    assert read("---\nThey met.\n---\nThey parted.").text == "They met.\n\nThey parted."
    assert read("---\n---\nThey met.").text == "They met."


def test_an_ambiguous_date_is_left_out() -> None:
    answer = read("---\ndate: 03/04/2024\n---\nThey met.")
    assert answer.published is None
    assert any("03/04/2024" in note for note in answer.notes)


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: a\n---\n", "```\ncode\n```", "<div>a</div>", "![a](b)"])
def test_nothing_to_read_is_refused(text: str) -> None:
    answer = markdown_draft(text.encode(), "a.md", ReadOptions())
    assert isinstance(answer, Rejected)
    assert answer.reason is Reason.EMPTY


def test_too_much_is_refused() -> None:
    answer = markdown_draft(b"word " * 300_000, "a.md", ReadOptions())
    assert isinstance(answer, Rejected)
    assert answer.reason is Reason.TOO_LARGE


def test_a_bomb_of_aliases_takes_no_time() -> None:
    levels = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30))
    start = time.process_time()
    assert read(f"---\na0: &a0 x\n{levels}\nauthors: *a29\n---\nThey met.").text == "They met."
    assert time.process_time() - start < 6


@pytest.mark.parametrize("text", ["[" * 20_000, "> " * 20_000 + "a", "*a_ " * 8_000, "![" * 10_000, "`" * 20_000 + "a"])
def test_hostile_bodies_take_bounded_time(text: str) -> None:
    start = time.process_time()
    assert isinstance(markdown_draft(text.encode(), "a.md", ReadOptions()), Draft | Rejected)
    assert time.process_time() - start < 5


@given(st.binary(max_size=200) | st.text(st.sampled_from("-+#>*_[]()!`|:\n ab1.<&;\\"), max_size=120).map(str.encode))
def test_no_bytes_fail(raw: bytes) -> None:
    for start in (b"", b"---\n", b"+++\n"):
        answer = markdown_draft(start + raw, "a", ReadOptions())
        assert isinstance(answer, Draft | Rejected)
        if isinstance(answer, Draft):
            assert all(words.strip() == words for _, words in paragraphs(answer))
