"""Coded reports as one page for a browser: a table of all that was found, filters, and each report with its words
marked. It works from disk: style and script stand inside, nothing is fetched.

In: `Coded` and `Rejected`, one after the other. Out: the page, written when the last has come, since the table stands
on top; reports wait in a temporary file, so that memory holds the table alone. The same reports give the same bytes.
Everything that comes from a report is escaped, and the page forbids all scripts but its own by their hash.
"""

import base64
import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TextIO

from communique import __version__
from communique.cli.code_page_findings import KINDS, Finding, day_of, findings_of, notable, tally
from communique.cli.code_page_report import article, sure, table, title_of
from communique.cli.code_page_text import attributes, element, escaped
from communique.cli.views import ItemView
from communique.codebook.bodies import bodies
from communique.codebook.countries import countries
from communique.records import Coded, Rejected, SetupError
from communique.sources.tally import counted

IN_MEMORY = 1 << 24  # bytes of reports that wait in memory before they go to disk
WORDS = 100  # characters of a finding's words in the table
COLUMNS = ("what", "who", "whom", "words", "date", "where", "confidence", "report")
LAYERS = {
    "who": "people and states",
    "where": "places",
    "date": "dates",
    "event": "events",
    "meeting": "meetings",
    "statement": "statements",
    "message": "messages",
    "commitment": "commitments",
}

ORDERS = {
    "": "as in the reports",
    "date": "date",
    "-date": "date, latest first",
    "-confidence": "surest first",
    "confidence": "least sure first",
    "what": "type",
    "who": "who",
}


class Page(ItemView[Coded]):
    """The page. codebook: name and version. `close` writes it."""

    def __init__(self, stream: TextIO, codebook: str) -> None:
        super().__init__(stream)
        self.codebook = codebook
        self.style, self.script = _part("code_page.css"), _part("code_page.js")
        self.articles = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        self.rows: list[str] = []
        self.reports: list[str] = []
        self.refused: list[Rejected] = []
        self.kinds: Counter[str] = Counter()
        self.paths: Counter[tuple[str, ...]] = Counter()
        self.codes: Counter[str] = Counter()

    def item(self, item: Coded) -> None:
        report = f"r{len(self.reports) + 1}"
        findings = findings_of(item)
        self.articles.write(article(item, findings, report))
        self.reports.append(_entry(item, findings, report))
        self.rows += (_row(f, item, report) for f in findings)
        for finding in findings:
            self.kinds[finding.kind] += 1
            self.paths.update(finding.path[:depth] for depth in range(1, len(finding.path) + 1))
            self.codes.update(finding.codes)

    def rejected(self, rejected: Rejected) -> None:
        self.refused.append(rejected)

    def close(self) -> None:
        """Write the page with what has come, and let go of the temporary file."""
        with self.articles:
            for part in self._before():
                self.stream.write(part)
            self.articles.seek(0)
            shutil.copyfileobj(self.articles, self.stream)
            for part in self._after():
                self.stream.write(part)
        self.stream.flush()

    def _before(self) -> Iterator[str]:
        yield _head(self.style, self.script)
        yield f"<body>\n{_SKIP}<header>\n<h1>{counted(len(self.reports), 'report')} coded</h1>\n"
        found = ", ".join(counted(self.kinds[kind], kind) for kind in KINDS if self.kinds[kind]) or "nothing found"
        rejected = f" {counted(len(self.refused), 'document')} could not be read." if self.refused else ""
        yield element("p", f"{found}.{rejected}") + "\n</header>\n<main>\n"
        if self.rows:
            yield f'<h2 id="findings">What they tell</h2>\n{self._filters()}{_findings(self.rows)}'
        if len(self.reports) > 1:
            listed = element("ol", "\n".join(self.reports))
            yield element("details", element("summary", f"All {len(self.reports)} reports") + listed) + "\n"
        if self.reports:
            yield f'<h2 id="reports">The reports</h2>\n{_layers(self.kinds)}'

    def _after(self) -> Iterator[str]:
        if self.refused:
            rows = [(r.uri, r.locator, r.reason.value, r.detail) for r in self.refused]
            yield '<h2 id="rejected">What could not be read</h2>\n'
            yield table(("source", "where in it", "reason", "detail"), rows)
        made = f"Made by communique {__version__} with the codebook {self.codebook}."
        yield f"</main>\n{element('footer', escaped(made))}\n{element('script', self.script)}\n</body>\n</html>\n"

    def _filters(self) -> str:
        wanted = "".join(_types(kind, self.paths) for kind in KINDS if self.kinds[kind])
        lands = "".join(
            _option(code, f"{_land(code)} ({self.codes[code]:,})") for code in sorted(self.codes, key=_land_key)
        )
        fields = (
            _field("Type", element("select", _option("", "everything") + wanted, name="type"))
            + _field("Country or body", element("select", _option("", "all") + lands, name="country"))
            + _field("From", '<input type="date" name="from">')
            + _field("To", '<input type="date" name="to">')
            + _field(
                "Confidence at least",
                '<input type="range" name="sure" min="0" max="1" step="0.05" value="0"><output>0.00</output>',
            )
            + _field("Order", element("select", _orders(), name="order"), class_="order")
            + '<button type="reset">Show all</button>'
        )
        told = element("p", counted(len(self.rows), "finding"), role="status", class_="count")
        return f'<form id="filters" hidden>{fields}</form>\n{_NO_SCRIPT}{told}\n'


_SKIP = '<a class="skip" href="#reports">To the reports</a>\n'
_NO_SCRIPT = "<noscript><p>Filters and sorting need JavaScript; all that was found is shown.</p></noscript>\n"


def _part(name: str) -> str:
    try:
        return files("communique.cli").joinpath(name).read_text("utf-8")
    except OSError as err:
        raise SetupError(f"{name} is missing from the installed package; install communique again") from err


def _head(style: str, script: str) -> str:
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy"{attributes(content=policy)}>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"<title>Coded reports</title>\n{element('style', style)}\n</head>\n"
    )


def _hash(part: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _entry(coded: Coded, findings: Iterable[Finding], report: str) -> str:
    """A report in the list of all."""
    found = ", ".join(counted(number, kind) for kind, number in tally(findings)) or "nothing found"
    more = " · ".join(p for p in (coded.document.outlet, day_of(coded.document), found) if p)
    link = element("a", escaped(title_of(coded.document)), href=f"#{report}")
    return element("li", f"{link} {element('span', escaped(more))}", data_r=report)


def _row(finding: Finding, coded: Coded, report: str) -> str:
    """A finding in the table."""
    words = " ".join(finding.words.text.split())
    if len(words) > WORDS:
        words = words[:WORDS].rsplit(" ", 1)[0] + " …"
    what = element("a", escaped(finding.title), href=f"#{report}-{finding.key}")
    if notable(finding):
        what += f" {element('span', escaped(notable(finding)), class_='status')}"
    title = element("a", escaped(title_of(coded.document)), href=f"#{report}")
    cells = (
        what,
        escaped("; ".join(finding.who)),
        escaped("; ".join(finding.whom)),
        escaped(words),
        escaped(finding.date),
        escaped(finding.place),
        sure(finding.confidence),
        title,
    )
    first, last = finding.days
    return element(
        "tr",
        "".join(element("td", c, class_=name) for name, c in zip(COLUMNS, cells, strict=True)),
        class_=f"{finding.kind} {finding.quad}".strip(),
        data_t="/".join(finding.path),
        data_c=" ".join(finding.codes),
        data_from=first or "",
        data_to=last or "",
        data_p=f"{finding.confidence:.4f}",
    )


def _findings(rows: Iterable[str]) -> str:
    head = "".join(
        element("th", element("button", name, type="button", data_by=name), scope="col", class_=name)
        for name in COLUMNS
    )
    body = "\n".join(rows)
    inner = element("thead", element("tr", head)) + f"<tbody>\n{body}\n</tbody>"
    return element("div", element("table", inner, id="table"), class_="wide found", tabindex="0") + "\n"


def _types(kind: str, paths: Counter[tuple[str, ...]]) -> str:
    """The types of a kind that occur, with their modes, in order of the alphabet."""
    options = [
        _option("/".join(path), f"{'   ' * (len(path) - 2)}{path[-1]} ({count:,})")
        for path, count in sorted(paths.items())
        if path[0] == kind and len(path) > 1
    ]
    every = _option(kind, f"all {KINDS[kind].lower()} ({paths[kind,]:,})")
    return element("optgroup", every + "".join(options), label=KINDS[kind])


def _orders() -> str:
    return "".join(_option(value, name) for value, name in ORDERS.items())


def _option(value: str, name: str) -> str:
    return f'<option value="{escaped(value)}">{escaped(name)}</option>'


def _field(name: str, inner: str, **given: str) -> str:
    return element("label", f"{element('span', name)}{inner}", **given)


def _layers(kinds: Counter[str]) -> str:
    """What is marked in the words, each with a box to turn it off; it is the legend too."""
    boxes = "".join(
        f'<label><input type="checkbox" checked value="{name}"> {element("span", shown, class_=name)}</label>'
        for name, shown in LAYERS.items()
        if name not in KINDS or kinds[name]
    )
    return element("fieldset", element("legend", "Marked in the words") + boxes, id="layers", class_="text") + "\n"


def _land(code: str) -> str:
    """The name of a country, or of the only body of a code; else the code."""
    known = countries().get(code)
    if known is not None:
        return f"{known.name}, {code}"
    body = bodies().get(code)
    return code if body is None else f"{body.name}, {code}"


def _land_key(code: str) -> tuple[str, str]:
    return (_land(code).casefold(), code)
