"""RSS and Atom feeds to drafts."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Block, BlockKind, Found, Precision, Publication, Reason, Rejected
from communique.sources.drafts import Draft
from communique.sources.feeds import feed_entries
from communique.sources.fragments import fragment_blocks, inline_text
from communique.sources.options import MIB, ReadOptions

OPTIONS = ReadOptions()

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Herald &amp;amp; Post</title><link>http://herald.example/</link><language>en-gb</language>
<item>
  <title>Premier &lt;b&gt;meets&lt;/b&gt; AT&amp;amp;T&#8217;s chief</title><link>/2024/1.html</link>
  <guid isPermaLink="false">herald-1</guid><pubDate>Wed, 21 Aug 2024 14:03:00 +0300</pubDate>
  <dc:creator>By Jane Roe</dc:creator>
  <description>A summary.</description>
  <content:encoded><![CDATA[<p>The premier met the chief.</p><script>track()</script><figure><img src="x.jpg">
  <figcaption>The two <i>men</i></figcaption></figure><h2>Talks</h2><p>They talked &amp; left.</p>
  <p>The post <a href="x">Premier</a> appeared first on <a href="y">The Herald</a>.</p>]]></content:encoded>
</item>
<item><title>Only a summary</title><description>Five &lt; six, it says.</description></item>
<item><title>Nothing at all</title><link>http://herald.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title type="html">Le &lt;b>Journal&lt;/b></title>
<entry xml:lang="de"><id>tag:a.example,2024:1</id><title type="html">Gr&amp;uuml;&amp;szlig;e</title>
  <published>2024-08-21T10:00:00+02:00</published><updated>2024-08-22T10:00:00Z</updated>
  <author><name>A. Müller</name></author><author><name>B. Weiß</name><email>b@a.example</email></author>
  <link rel="self" href="http://a.example/self"/><link rel="alternate" type="text/html" href="http://a.example/1"/>
  <summary>Kurz.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der <b>Minister</b> kam.</p></div></content>
</entry>
<entry><id>http://a.example/2</id><title>Deux</title><updated>2024-08-22T10:00:00Z</updated>
  <content type="text">Une &lt;balise> reste.
Deuxième ligne.</content></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://b.example/"><title>Bulletin</title>
 <link>http://b.example/</link><dc:language>ru-RU</dc:language></channel>
 <item rdf:about="http://b.example/1"><title>One</title><link>http://b.example/1</link>
 <description>The ministers met on Monday.</description><dc:date>2020-01-02T03:04:05Z</dc:date></item></rdf:RDF>"""


def read(feed: str | bytes, options: ReadOptions = OPTIONS) -> list[Draft | Rejected]:
    raw = feed.encode() if isinstance(feed, str) else feed
    return list(feed_entries(raw, "feed.xml", options))


def drafts(feed: str | bytes) -> list[Draft]:
    return [f for f in read(feed) if isinstance(f, Draft)]


def refusal(feed: str | bytes, options: ReadOptions = OPTIONS) -> Rejected:
    (found,) = read(feed, options)
    assert isinstance(found, Rejected), found
    return found


def rss(item: str, channel: str = "") -> str:
    return f'<rss version="2.0"><channel><title>T</title>{channel}<item>{item}</item></channel></rss>'


def words(draft: Draft) -> list[tuple[BlockKind, str]]:
    return [(b.kind, b.span.of(draft.text) if b.span else b.text or "") for b in (*draft.paragraphs, *draft.aside)]


def test_full_text_of_rss() -> None:
    draft = drafts(RSS)[0]
    assert draft.uri == "feed.xml#entry 1"
    assert draft.id == "herald-1"
    assert draft.title == "Premier meets AT&T’s chief"
    assert draft.outlet == "The Herald & Post"
    assert draft.authors == ("Jane Roe",)
    assert draft.language == "en"
    assert draft.url == "http://herald.example/2024/1.html"
    assert draft.published == Publication("2024-08-21T14:03:00+03:00", Precision.SECOND, "feed published", True)
    assert draft.text == "The premier met the chief.\n\nTalks\n\nThey talked & left."
    assert words(draft) == [
        (BlockKind.BODY, "The premier met the chief."),
        (BlockKind.SUBHEAD, "Talks"),
        (BlockKind.BODY, "They talked & left."),
        (BlockKind.HEADLINE, "Premier meets AT&T’s chief"),
        (BlockKind.CAPTION, "The two men"),
    ]
    assert draft.notes == ()
    assert Found("text", "feed content") in draft.found
    assert Found("outlet", "feed title") in draft.found


def test_a_summary_is_noted_as_one() -> None:
    draft = drafts(RSS)[1]
    assert (draft.text, draft.notes, draft.url, draft.id) == ("Five < six, it says.", ("summary only",), None, None)
    assert draft.published is None


def test_an_entry_without_text_is_refused() -> None:
    found = read(RSS)[2]
    assert isinstance(found, Rejected)
    assert (found.reason, found.locator) == (Reason.EMPTY, "entry 3")
    assert "http://herald.example/3" in found.detail


def test_atom() -> None:
    first, second = drafts(ATOM)
    assert (first.text, first.title, first.outlet) == ("Der Minister kam.", "Grüße", "Le Journal")
    assert first.authors == ("A. Müller", "B. Weiß")
    assert (first.language, second.language) == ("de", "fr")
    assert (first.url, second.url) == ("http://a.example/1", "http://a.example/2")
    assert first.published == Publication("2024-08-21T10:00:00+02:00", Precision.SECOND, "feed published", True)
    assert second.text == "Une <balise> reste.\nDeuxième ligne."


def test_the_time_of_the_last_change_is_no_time_of_publication() -> None:
    assert drafts(ATOM)[1].published is None


def test_rss_1_and_its_dates() -> None:
    (draft,) = drafts(RDF)
    assert (draft.outlet, draft.url, draft.language) == ("Bulletin", "http://b.example/1", "ru")
    assert draft.published == Publication("2020-01-02T03:04:05Z", Precision.SECOND, "feed dc:date", True)


def test_a_dublin_core_date_is_not_taken_where_it_may_be_another() -> None:
    mixed = RDF.replace("</item>", "<x:modified xmlns:x='http://purl.org/dc/terms/'>2021-01-01</x:modified></item>")
    (draft,) = drafts(mixed)
    assert draft.published is None


def test_an_ambiguous_date_is_no_date() -> None:
    (draft,) = drafts(rss("<description>Some words.</description><pubDate>03/04/2024</pubDate>"))
    assert draft.published is None


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_old_versions_of_rss(version: str) -> None:
    feed = f'<rss version="{version}"><channel><title>T</title><item><description>Some words.</description></item>'
    (draft,) = drafts(feed + "</channel></rss>")
    assert draft.text == "Some words."


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("A &amp;amp; B", "A & B"),
        ("A &amp; B", "A & B"),
        ("&lt;i&gt;Pravda&lt;/i&gt; says", "Pravda says"),
        ("<![CDATA[<b>Bold</b>  and\nbroken]]>", "Bold and broken"),
        ("1 &lt; 2", "1 < 2"),
        ("  ", None),
    ],
)
def test_titles_are_cleaned(title: str, clean: str | None) -> None:
    (draft,) = drafts(rss(f"<title>{title}</title><description>Some words.</description>"))
    assert draft.title == clean


def test_links() -> None:
    text = "<description>Some words.</description>"
    guid = "<guid>http://a.example/permanent</guid>"
    assert drafts(rss(text + guid))[0].url == "http://a.example/permanent"
    assert drafts(rss(text + guid + "<link>http://a.example/x</link>"))[0].url == "http://a.example/x"
    assert drafts(rss(text + "<link>relative</link>"))[0].url is None
    assert drafts(rss(text + "<link>javascript:x()</link>"))[0].url is None
    burner = '<fb:origLink xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0">http://a.example/real</fb:origLink>'
    assert drafts(rss(text + "<link>http://proxy.example/1</link>" + burner))[0].url == "http://a.example/real"


def test_an_aggregator_names_the_outlet() -> None:
    item = "<description>Some words.</description><source url='http://b.example/rss'>The Bulletin</source>"
    (draft,) = drafts(rss(item))
    assert draft.outlet == "The Bulletin"
    assert Found("outlet", "feed source title") in draft.found


def test_addresses_are_no_authors() -> None:
    both = "<description>Some words.</description><author>desk@a.example (Jane Roe)</author>"
    assert drafts(rss(both))[0].authors == ("Jane Roe",)
    assert drafts(rss("<description>Some words.</description><author>desk@a.example</author>"))[0].authors == ()


def test_plain_text_keeps_its_lines() -> None:
    (draft,) = drafts(rss("<description>First line.\n\n\n\nSecond &amp;amp; last.</description>"))
    assert draft.text == "First line.\n\nSecond & last."
    assert draft.paragraphs == ()


# What is refused, and what is survived ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw", [b"<html><body>Hello</body></html>", b"hello", b"\0\1\2", b'{"version": 1}', b"/etc/hosts"]
)
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    assert refusal(raw).reason is Reason.MALFORMED


def test_an_empty_feed_is_empty() -> None:
    assert refusal('<rss version="2.0"><channel><title>x</title></channel></rss>').reason is Reason.EMPTY
    assert refusal(b" \n").reason is Reason.EMPTY


def test_a_feed_over_the_limit_is_not_parsed() -> None:
    started = time.monotonic()
    found = refusal(b"<rss>" + b" " * (50 * MIB))
    assert found.reason is Reason.TOO_LARGE
    assert "--max-size" in found.detail
    assert time.monotonic() - started < 2


def test_malformed_xml_is_read_with_a_note() -> None:
    found = drafts(RSS.replace("Only a summary", "Fish & chips").replace("</channel></rss>", ""))
    assert [d.title for d in found] == ["Premier meets AT&T’s chief", "Fish & chips"]
    assert all(d.notes[0].startswith("malformed XML (") for d in found)


def test_a_false_charset_is_survived() -> None:
    raw = RSS.replace("utf-8", "us-ascii").replace("Only", "Größte").encode()
    found = drafts(raw)
    assert found[1].title == "Größte a summary"
    assert found[1].notes == ("false charset", "summary only")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    feed = rss("<title>Встреча</title><description>Министры встретились.</description>")
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    named = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig").removesuffix("-le")}"?>' + feed
    (draft,) = drafts(mark + named.encode(encoding))
    assert (draft.title, draft.text) == ("Встреча", "Министры встретились.")


def test_an_encoding_that_the_user_gives_wins() -> None:
    raw = rss("<title>Встреча</title><description>Да, встретились.</description>").encode("koi8-r")
    (draft,) = read(raw, ReadOptions(encoding="koi8-r"))
    assert isinstance(draft, Draft)
    assert draft.title == "Встреча"


def bomb(levels: int, newline: str) -> str:
    lines = ['<!ENTITY e0 "ministers ">']
    lines += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)]
    head = f'<?xml version="1.0"?>{newline}<!DOCTYPE rss [{newline}{newline.join(lines)}{newline}]>{newline}'
    return head + rss(f"<title>Bomb</title><description>Words &e{levels - 1}; and more.</description>")


@pytest.mark.parametrize("newline", ["", "\n"])
def test_entities_do_not_multiply(newline: str) -> None:
    started = time.monotonic()
    found = read(bomb(12, newline))
    assert time.monotonic() - started < 5
    assert all(len(f.text) < 1000 for f in found if isinstance(f, Draft))
    assert [f.title for f in found if isinstance(f, Draft)] == ["Bomb"]


def test_one_long_entity_does_not_multiply() -> None:
    feed = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>' + rss(f"<description>Words {'&a;' * 5000}</description>")
    assert all(len(d.text) < 100_000 for d in drafts(feed))


def test_entities_for_characters_are_read() -> None:
    feed = '<!DOCTYPE rss [ <!ENTITY mdash "&#8212;"> ]>' + rss("<description>War &mdash; peace.</description>")
    (draft,) = drafts(feed)
    assert draft.text == "War — peace."


def test_nothing_is_read_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    declared = f'<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY n SYSTEM "http://127.0.0.1:9/x">'
    for prolog in (
        f"<!DOCTYPE rss [{declared}]>",
        f"<!DOCTYPE rss [\n{declared}\n]>\n",
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">',
        f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>',
        '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>',
    ):
        body = '<title>T</title><link>http://127.0.0.1:9/</link><description>Words &f; &n; <img src="http://127.0.0.1:9/i"/>'
        found = read(prolog + rss(body + "</description>"))
        assert found
        assert all("secret words" not in repr(f) for f in found)
    # the bytes of a feed that are the name of a file are not opened
    assert refusal(str(secret).encode()).reason is Reason.MALFORMED


@pytest.mark.parametrize("reference", ["&#55296;", "&#x110000;", "&#99999999999;", "&#xDFFF;", "&#x41;"])
def test_references_to_no_character(reference: str) -> None:
    (draft,) = drafts(rss(f"<title>T {reference}</title><description>Some words {reference}.</description>"))
    draft.text.encode()
    assert draft.text.startswith("Some words")


@pytest.mark.parametrize("piece", ["<item>", "<", "&", "<a>", "<!DOCTYPE ", "<![CDATA[", "<!--", "&#1;", ' b="', "]]>"])
def test_hostile_repetition_takes_bounded_time(piece: str) -> None:
    started = time.monotonic()
    read(('<rss version="2.0"><channel><item><title>T</title><description>' + piece * 20_000).encode())
    assert time.monotonic() - started < 10


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_no_mutation_raises(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([RSS, ATOM, RDF])).encode())
    pieces = st.sampled_from(
        [b"<", b">", b"&", b"<!", b"<![CDATA[", b"&#x", b"\xff", b'encoding="utf-16"', b"http://["]
    )
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=5) | pieces)
    found = read(bytes(whole))
    assert found
    for draft in found:
        if isinstance(draft, Draft):
            assert draft.text.strip()
            draft.text.encode()
            for block in draft.paragraphs:
                assert block.span is not None
                block.span.of(draft.text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    assert read(raw)


# Fragments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("One<br>line", "One\nline"),
        ("One<br> <br/>Two", "One\n\nTwo"),
        ("<div>In <b>bold</b> and<span> span</span></div>tail", "In bold and span\n\ntail"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\n\nc"),
        ("a<script>x</script>b<style>y</style>c<!-- z -->d", "abcd"),
        ("<p style='display: none'>secret <b>x</b></p>after<p hidden>no</p>", "after"),
        ("<iframe>x</iframe><form>Your name<input></form><p>Text</p>", "Text"),
        ("x &lt;b&gt; &amp;amp; &nbsp;y &#8212;", "x <b> &amp; y —"),
        ("<p>Text</p><p>Continue reading <a>more</a></p><p>[…]</p>", "Text"),
        ("<p>Continue reading is what he does.</p><p>End</p>", "Continue reading is what he does.\n\nEnd"),
        ("<p></p> <div> </div>", ""),
        ("a\u2028b", "a b"),
        ("\0\ud800<p>x\ufffe", "x"),
        ("", ""),
    ],
)
def test_fragments(html: str, text: str) -> None:
    found, blocks = fragment_blocks(html)
    assert found == text
    assert "\n\n".join(b.span.of(found) for b in blocks if b.span) == text


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img><figcaption>Two men</figcaption></figure><p>Text</p>",
        "<div><p class='wp-caption-text'>Two men</p></div><p>Text</p>",
        "<figcaption><p>Two men</p></figcaption>Text",
    ],
)
def test_captions_are_kept_beside_the_text(html: str) -> None:
    text, blocks = fragment_blocks(html)
    assert text == "Text"
    assert Block(BlockKind.CAPTION, text="Two men") in blocks


def test_titles_on_one_line() -> None:
    assert inline_text("A<br>B <p>C</p>") == "A B C"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<b>", "x ", "<h2>", "&", "</div>"])))
def test_spans_of_fragments_cover_the_text(html: str | list[str]) -> None:
    text, blocks = fragment_blocks(html if isinstance(html, str) else "".join(html))
    assert "\n\n".join(b.span.of(text) for b in blocks if b.span) == text
    text.encode()


def test_deep_nesting_is_bounded() -> None:
    started = time.monotonic()
    fragment_blocks("<div>" * 100_000 + "deep")
    assert time.monotonic() - started < 5
