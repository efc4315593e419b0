"""Writes `31-crawl-2025.warc.gz`: a small crawl of three pages in our own words, the same bytes on every run.

In comes nothing; out goes a WARC 1.1 file with a request, three pages, an image and a page that was
not found. Dates and record ids are fixed, so that the file under version control can be checked against this script.
Hosts are under `example.org`, which is reserved for examples. Needs warcio, which the `test` extra installs.

    python examples/make_warc.py [OUTPUT]
"""

import json
import sys
import uuid
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OUTPUT = Path(__file__).parent / "dispatches" / "31-crawl-2025.warc.gz"

GAZA_URL = "https://eveningledger.example.org/2025/01/20/gaza-ceasefire-first-day"
MANILA_URL = "https://archipelagonews.example.org/nation/duterte-arrest"
CONGO_URL = "https://lakesreport.example.org/africa/washington-drc-rwanda"

GAZA = """\
A ceasefire between Israel and Hamas took effect in the Gaza Strip on Sunday, almost three hours late, after \
Hamas had at last handed over the names of the first hostages to be freed.
In the afternoon three women, Romi Gonen, Emily Damari and Doron Steinbrecher, were released by the group to \
the Red Cross in a crowded square of Gaza City and brought to Israel, where their mothers awaited them. During \
the night Israel let 90 Palestinians, most of them women and minors, leave Ofer prison in return.
The truce was announced on Wednesday by the prime minister of Qatar, Sheikh Mohammed bin Abdulrahman Al Thani, \
whose country mediated together with Egypt and the United States. In a first phase of six weeks 33 hostages \
are to be set free, Israeli troops will pull back from the populated areas, and 600 lorries of aid a day are \
to enter the territory.
Israel had gone on bombing while it waited for the list; at least 19 people were killed in those hours, \
according to the civil defence in Gaza.
Not everyone in Israel accepts the deal. The far-right minister Itamar Ben-Gvir resigned from the government \
over it on Sunday. Prime Minister Benjamin Netanyahu has said that the truce is temporary and that Israel \
keeps the right to resume the war, which began when Hamas attacked southern Israel on October 7, 2023, killed \
about 1,200 people and carried off some 250."""

MANILA = """\
MANILA, March 11 (Communique) — Former Philippine president Rodrigo Duterte was arrested at Manila airport on \
Tuesday as he came off a flight from Hong Kong, on a warrant of the International Criminal Court that accuses \
him of crimes against humanity.
By midnight he was on board a chartered jet to The Hague, where the court has its seat. The warrant, which \
judges had issued in secret on Friday, concerns killings committed between 2011 and 2019, first in Davao, \
where Duterte was mayor, and then across the country in the campaign that he waged against drugs as president.
The government had long refused to work with the court. This time, President Ferdinand Marcos explained, \
Interpol had asked for help, and a state must keep its commitments. He denied that he was persecuting a rival.
Vice President Sara Duterte condemned her father's removal as persecution. His lawyers petitioned the Supreme \
Court for an order to stop it, but none was issued in time.
Duterte, 79, took the country out of the court in 2019, after its prosecutor had opened a preliminary \
examination. The judges hold that they may try what was done before."""

CONGO = """\
The foreign ministers of the Democratic Republic of the Congo and Rwanda signed a peace agreement in \
Washington on Friday, in the presence of Secretary of State Marco Rubio, whose department had mediated between \
them.
Thérèse Kayikwamba Wagner of Congo and Olivier Nduhungirehe of Rwanda afterwards went to the White House with \
him and were received by President Donald Trump, who handed them letters inviting their presidents to \
Washington.
Rwandan soldiers are to leave eastern Congo within 90 days, while Kinshasa undertakes to act against the FDLR, \
a militia founded by men who took part in the genocide of 1994. A joint body for security will watch over \
both. The two governments also agree to set up a framework for economic integration.
Nduhungirehe, who spoke of defensive measures, denied again that his country arms the M23 rebels, as experts \
of the United Nations report. M23, which captured Goma in January and Bukavu in February, did not take part: \
it negotiates with Kinshasa separately, in Doha, with Qatar as go-between.
Secretary-General Antonio Guterres welcomed the agreement as a significant step."""

# A transparent pixel, the smallest PNG that a browser shows.
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
NOT_FOUND = """<!doctype html><html><head><title>404 - page not found</title></head><body><h1>Page not found</h1>
<p>The story that you were looking for has been moved or taken down. Try the search, or go back to the front page,
where the president met the minister of lost links.</p></body></html>"""


def paragraphs(story: str) -> str:
    """The lines of a story as HTML paragraphs."""
    return "\n".join(f"<p>{line}</p>" for line in story.splitlines())


def ledger_page() -> str:
    """A page of today's kind: metadata as JSON-LD, the story in `article`, panels around and inside it."""
    title = "First hostages and prisoners freed as Gaza truce begins"
    metadata = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2025-01-20T04:30:00Z",
        "publisher": {"@type": "Organization", "name": "The Evening Ledger"},
    }
    first, *rest = paragraphs(GAZA).splitlines()
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Evening Ledger</title>
<link rel="canonical" href="{GAZA_URL}"><meta property="og:site_name" content="The Evening Ledger">
<script type="application/ld+json">{json.dumps(metadata)}</script></head><body>
<div class="cookie-notice">We value your privacy. Cookies help us pay for our journalism. <button>Agree</button></div>
<nav><a href="/">News</a> <a href="/live">Live</a> <a href="/puzzles">Puzzles</a></nav>
<main><article><h1>{title}</h1>
<time datetime="2025-01-20T04:30:00Z">January 20, 2025</time>
<figure><img src="/img/pixel.png" alt="">
<figcaption>A convoy of the Red Cross leaves the square. Ledger</figcaption></figure>
{first}<aside><h2>Get the Ledger in your inbox</h2><form><input type="email"></form></aside>
{"".join(rest)}</article>
<section><h2>More from the Ledger</h2><a href="/1">Ten soups for a cold week</a></section></main>
<footer>The Evening Ledger, 7 Printing House Row, Dublin 8. Letters to the editor are welcome.</footer></body></html>"""


def archipelago_page() -> str:
    """A page without JSON-LD: OpenGraph and article properties only, all of it in nested `div` elements."""
    title = "Duterte arrested on ICC warrant and flown out of the country"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Archipelago News">
<meta property="og:url" content="{MANILA_URL}">
<meta property="article:published_time" content="2025-03-11T23:58:00+08:00"></head><body>
<div id="wrap"><div id="head"><div class="logo">Archipelago News</div><div class="links"><a href="/">Home</a>
<a href="/metro">Metro</a> <a href="/showbiz">Showbiz</a> <a href="/lotto">Lotto results</a></div></div>
<div id="page"><div class="title"><h1>{title}</h1></div><div class="date">March 11, 2025 | 11:58pm</div>
<div class="social"><a href="#">Share</a> <a href="#">Post</a> <a href="#">Viber</a></div>
<div class="text">{paragraphs(MANILA)}</div>
<div class="disclaimer"><p>Comments are the views of their authors. Be civil, stay on topic.</p></div>
<div class="next-story"><h2>Traffic scheme changes on Monday</h2><p>Motorists were advised to avoid the northern
approach to the bridge from Monday, when two of its lanes will be closed for repairs until the end of the
month.</p></div>
</div><div id="foot">Archipelago News Building, 55 Mabini Extension, Ermita, Manila. Subscribe now.</div>
</div></body></html>"""


def lakes_page() -> str:
    """A page with microdata: the time in a `meta` element inside the story."""
    title = "Congo and Rwanda sign peace agreement in Washington"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Lakes Report</title>
<link rel="canonical" href="{CONGO_URL}"><meta property="og:site_name" content="Lakes Report">
<meta property="og:title" content="{title}"></head><body><ul class="skip"><li><a href="#s">Skip to content</a></li></ul>
<header><a href="/">Lakes Report</a><form role="search"><input name="q"></form></header>
<div id="s" itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1>
<meta itemprop="datePublished" content="2025-06-27T21:40:00+00:00">
<p class="published">Published 27 June 2025</p><div itemprop="articleBody">{paragraphs(CONGO)}</div></div>
<div class="donate"><p>Independent reporting needs readers. Donate to Lakes Report today.</p></div>
<footer><p>Lakes Report, P.O. Box 4411, Kampala, Uganda. Follow us on social media.</p></footer></body></html>"""


class Crawl:
    """Writes records in order. Record ids are made from type, time and address, not drawn by chance."""

    def __init__(self, stream: BinaryIO) -> None:
        self._writer = WARCWriter(stream, gzip=True, warc_version="1.1")

    def add(self, kind: str, uri: str, date: str, http: StatusAndHeaders, body: bytes) -> None:
        """Write a request or response record. date: time of the crawl, UTC."""
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {date} {uri}")
        headers = {"WARC-Record-ID": f"<urn:uuid:{name}>", "WARC-Date": date}
        record = self._writer.create_warc_record(
            uri, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=headers
        )
        self._writer.write_record(record)
        record.raw_stream.close()  # the writer copied the body into a temporary file

    def response(self, uri: str, date: str, body: bytes, media: str, status: str = "200 OK") -> None:
        """Write what a server answered."""
        fields = [("Server", "example"), ("Content-Type", media), ("Content-Length", str(len(body)))]
        self.add("response", uri, date, StatusAndHeaders(status, fields, protocol="HTTP/1.1"), body)

    def request(self, uri: str, date: str) -> None:
        """Write what the crawler asked for."""
        host, _, path = uri.removeprefix("https://").partition("/")
        fields = [("Host", host), ("User-Agent", "example-crawler"), ("Accept", "text/html")]
        self.add("request", uri, date, StatusAndHeaders(f"GET /{path} HTTP/1.1", fields, is_http_request=True), b"")


def write(stream: BinaryIO) -> None:
    """Write the whole crawl to a stream."""
    crawl, html = Crawl(stream), "text/html; charset=utf-8"
    crawl.request(GAZA_URL, "2025-07-01T06:00:01Z")
    crawl.response(GAZA_URL, "2025-07-01T06:00:01Z", ledger_page().encode(), html)
    crawl.response("https://eveningledger.example.org/img/pixel.png", "2025-07-01T06:00:02Z", PIXEL, "image/png")
    crawl.response(MANILA_URL, "2025-07-01T06:00:04Z", archipelago_page().encode(), html)
    gone = "https://archipelagonews.example.org/nation/gone"
    crawl.response(gone, "2025-07-01T06:00:05Z", NOT_FOUND.encode(), html, "404 Not Found")
    crawl.response(CONGO_URL, "2025-07-01T06:00:07Z", lakes_page().encode(), html)


def main() -> None:
    """Write the file, to the path given or to its place among the dispatches."""
    with (Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT).open("wb") as stream:
        write(stream)


if __name__ == "__main__":
    main()
