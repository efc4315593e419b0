"""Build the page set with news-specific boilerplate: `benchmarks/pages/html/*.html` and `benchmarks/pages/gold.jsonl`.

In come `pages/templates/*.html` (one site's markup each) and `pages/stories/*.txt` (one page's words and metadata);
out go the pages, byte for byte the same on every run, and one row of gold a page. What a story marks as a paragraph,
sub-heading, list item, quotation or table row is body; everything else in words is boilerplate and becomes a leak that
an extractor must not return. Refuses (ValueError) an unknown template or block, and a leak that the body also contains.

Run it as `python benchmarks/make_pages.py`; `--check` only tells whether the committed pages are what it would write.
"""

import argparse
import html
import json
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

PAGES = Path(__file__).parent / "pages"
LEAK_LENGTH = 60
MARKER = re.compile(r"\[\[([a-z-]+):(.*?)\]\]", re.DOTALL)
BLOCK_KIND = re.compile(r"\[([a-z-]+)\]\s+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Site:
    """One site's markup: the page and how each kind of block is written there."""

    name: str
    split: str
    noise: tuple[int, int]
    page: str
    blocks: dict[str, str]


@dataclass(slots=True)
class Story:
    """One page: header fields, then what its blocks came to."""

    file: str
    header: dict[str, str]
    text: str
    body: list[str] = field(default_factory=list)
    leaks: list[dict[str, str]] = field(default_factory=list)

    def get(self, key: str) -> str:
        """A header field, empty where the story gives none."""
        return self.header.get(key, "")

    @property
    def where(self) -> list[str]:
        """Places that state the publication time: `meta`, `ld`, `time`, `text`, `url`."""
        return self.get("where").split()


def read_site(path: Path) -> Site:
    """Read a template: sections that each start with a line `@@ name rest`."""
    sections: dict[str, tuple[str, str]] = {}
    for part in re.split(r"^@@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        first, _, rest = part.partition("\n")
        name, _, argument = first.partition(" ")
        sections[name] = (argument.strip(), rest.strip("\n"))
    css, js = sections.pop("noise")[0].split()
    split = sections.pop("split")[0]
    page = sections.pop("page")[1]
    return Site(path.stem, split, (int(css), int(js)), page, {k: v[1] for k, v in sections.items()})


def read_story(path: Path) -> Story:
    """Read a story: `key: value` lines, an empty line, then blocks with empty lines between."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    header = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head.splitlines())}
    return Story(path.stem, header, text)


def squeeze(text: str) -> str:
    """Text with every run of white space made one space."""
    return " ".join(text.split())


def plain(markup: str) -> str:
    """Markup (`*bold*`, `[link](address)`, tags) as the reader sees it."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markup)
    text = re.sub(r"\*([^*]+)\*", r"\1", text)
    return squeeze(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def inline(text: str, link: str) -> str:
    """A block's words as HTML; `link` is the site's markup of a link."""
    out = html.escape(squeeze(text), quote=False)
    out = re.sub(r"\*([^*]+)\*", r"<strong>\1</strong>", out)
    return re.sub(
        r"\[([^\]]+)\]\(([^)]*)\)", lambda m: Template(link).safe_substitute(text=m.group(1), href=m.group(2)), out
    )


def leak(story: Story, kind: str, text: str) -> None:
    """Note the first words of a piece of boilerplate."""
    words = plain(text)
    if len(words) > LEAK_LENGTH:
        cut = words[:LEAK_LENGTH]
        words = cut.rpartition(" ")[0] if " " in cut[20:] else cut[:24]
    if words and {"kind": kind, "text": words} not in story.leaks:
        story.leaks.append({"kind": kind, "text": words})


def unmark(story: Story, markup: str) -> str:
    """Take the `[[kind:text]]` markers out of markup and note their texts."""

    def note(match: re.Match[str]) -> str:
        leak(story, match.group(1), match.group(2))
        return match.group(2)

    return MARKER.sub(note, markup)


def gold_block(site: Site, story: Story, block: str, number: int) -> str:
    """A block that is body: its HTML; its words go to the gold."""
    link = site.blocks.get("link", '<a href="${href}">${text}</a>')

    def put(kind: str, text: str, default: str) -> str:
        story.body.append(plain(text))
        markup = site.blocks.get(kind, default)
        return Template(markup).safe_substitute(text=inline(text, link), n=number)

    if block.startswith("## "):
        return put("h", block[3:], "<h2>${text}</h2>")
    if block.startswith("> "):
        return put("q", block[2:], "<blockquote><p>${text}</p></blockquote>")
    if block.startswith("- "):
        items = [put("li", line[2:], "<li>${text}</li>") for line in block.splitlines()]
        return Template(site.blocks.get("ul", "<ul>\n${items}\n</ul>")).safe_substitute(items="\n".join(items))
    if block.startswith("|"):
        rows = []
        for line in block.splitlines():
            cells = [c.strip() for c in line.strip("|").split("|")]
            story.body.append(squeeze(" ".join(cells)))
            rows.append("<tr>" + "".join(f"<td>{inline(c, link)}</td>" for c in cells) + "</tr>")
        return Template(site.blocks.get("table", "<table><tbody>\n${rows}\n</tbody></table>")).safe_substitute(
            rows="\n".join(rows)
        )
    return put("p", block, "<p>${text}</p>")


def other_block(site: Site, story: Story, kind: str, block: str) -> str:
    """A block that is boilerplate: its HTML; its words become leaks. `text | by` gives a credit or a speaker."""
    if kind == "raw":
        return unmark(story, block)
    if kind not in site.blocks:
        raise ValueError(f"{story.file}: template {site.name} says nothing of {kind!r}; add a section `@@ {kind}`")
    text, _, by = (s.strip() for s in block.partition(" | "))
    # A pull quote repeats the body: only the line under it tells that it was taken.
    if kind != "pull-quote":
        leak(story, kind, text)
    if len(by) >= 12 or kind == "pull-quote":
        leak(story, kind, by)
    markup = Template(site.blocks[kind]).safe_substitute(text=inline(text, '<a href="${href}">${text}</a>'), by=by)
    return unmark(story, markup)


def blocks(site: Site, story: Story) -> dict[str, str]:
    """The slots of a page that a story's blocks fill: `body`, and what follows a line `=== name`."""
    slots: dict[str, list[str]] = {"body": []}
    slot, number = "body", 0
    for block in re.split(r"\n\s*\n", story.text.strip()):
        block = block.strip()
        match = BLOCK_KIND.match(block)
        if block.startswith("=== "):
            slot = block[4:].strip()
            slots[slot] = []
        elif match:
            slots[slot].append(other_block(site, story, match.group(1), block[match.end() :]))
        else:
            slots[slot].append(gold_block(site, story, block, number))
            number += 1
    return {name: "\n".join(parts) for name, parts in slots.items()}


def css(random_: random.Random, size: int) -> str:
    """Style rules that look like a site's inlined critical CSS, about `size` characters."""
    out, length = [], 0
    while length < size:
        name = random_.choice(("c", "sc", "css", "o", "grid", "btn", "nav", "card", "hdr"))
        prop = random_.choice(
            ("margin:0 auto", "display:flex", "padding:12px 16px", "color:#1a1a1a", "font-size:1.125rem")
        )
        rule = f".{name}-{random_.randrange(16**5):05x}{{{prop};line-height:{random_.randrange(10, 20) / 10}}}"
        if random_.random() < 0.2:
            rule = f"@media (max-width:{random_.choice((480, 768, 1024))}px){{{rule}}}"
        out.append(rule)
        length += len(rule)
    return "".join(out)


def js(random_: random.Random, size: int) -> str:
    """Script text that looks like tag managers and consent tools, about `size` characters."""
    out, length = [], 0
    while length < size:
        key = random_.choice(("slot", "consent", "bid", "segment", "pixel", "layout", "abtest"))
        lazy = random_.choice(("true", "false"))
        line = (
            f'window.__{key}=window.__{key}||[];window.__{key}.push({{id:"{random_.randrange(16**8):08x}",'
            f"w:{random_.randrange(120, 970)},h:{random_.randrange(50, 600)},lazy:{lazy}}});"
        )
        out.append(line)
        length += len(line)
    return "\n".join(out)


def article_ld(story: Story) -> dict[str, Any]:
    """The schema.org record of a page, with what the story's header says that it states."""
    record: dict[str, Any] = {"@type": "NewsArticle", "headline": story.get("title"), "url": story.get("url")}
    if "ld" in story.where:
        record["datePublished"] = story.get("ld_published") or story.get("published")
    if story.get("modified"):
        record["dateModified"] = story.get("modified")
    if story.get("authors"):
        record["author"] = [{"@type": "Person", "name": a.strip()} for a in story.get("authors").split(";")]
    record["publisher"] = {"@type": "NewsMediaOrganization", "name": story.get("outlet")}
    if story.get("ld_body"):
        record["articleBody"] = " ".join(story.body)
    return record


def jsonld(story: Story) -> str:
    """The JSON-LD script element in the form that the header's `ld` names."""
    form = story.get("ld") or "none"
    if form == "none":
        return ""
    record = article_ld(story)
    site = {"@type": "WebSite", "name": story.get("outlet"), "url": re.sub(r"(//[^/]+).*", r"\1/", story.get("url"))}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}]}
    data: Any = {"@context": "https://schema.org", **record}
    if form == "graph":
        data = {"@context": "https://schema.org", "@graph": [site, crumbs, record]}
    elif form == "array":
        data = [{"@context": "https://schema.org", **d} for d in (crumbs, record)]
    text = json.dumps(data, ensure_ascii=False, indent=1 if form == "graph" else None)
    if form == "broken":  # a trailing comma and a raw line break in a string, as hand-made templates leave them
        text = text[:-1].replace('"publisher"', '\n"description": "First line\nsecond line", "publisher"') + ",}"
    return f'<script type="application/ld+json">{text}</script>'


def meta(story: Story) -> str:
    """The page's meta elements."""
    title = html.escape(story.get("title") + story.get("suffix").strip('"'))
    lines = [f"<title>{title}</title>", f'<meta property="og:title" content="{title}">']
    lines.append(f'<meta property="og:url" content="{story.get("url")}"><meta property="og:type" content="article">')
    lines.append(f'<link rel="canonical" href="{story.get("url")}">')
    if not story.get("anonymous"):
        lines.append(f'<meta property="og:site_name" content="{html.escape(story.get("outlet"))}">')
    if "meta" in story.where:
        lines.append(f'<meta property="article:published_time" content="{story.get("published")}">')
    if story.get("modified"):
        lines.append(f'<meta property="article:modified_time" content="{story.get("modified")}">')
    if story.get("description"):
        lines.append(f'<meta name="description" content="{html.escape(story.get("description"))}">')
    return "\n".join(lines)


def shown_date(story: Story) -> str:
    """The date line of the page: a time element, bare words, or nothing."""
    shown = story.get("shown")
    if shown:
        leak(story, "timestamp", shown)
    if "time" in story.where:
        return f'<time class="entry-date" datetime="{story.get("published")}">{shown}</time>'
    return f'<span class="date">{shown}</span>' if shown else ""


def build(site: Site, story: Story) -> tuple[bytes, dict[str, Any]]:
    """A page's bytes and its row of gold."""
    random_ = random.Random(f"{site.name} {story.file}")
    slots = {"after": "", "side": "", "top": ""} | blocks(site, story)
    if story.get("byline"):
        leak(story, "byline", story.get("byline"))
    values = {
        "title": html.escape(story.get("title"), quote=False),
        "url": story.get("url"),
        "lang": story.get("declared") or story.get("language"),
        "charset": story.get("declares") or story.get("charset") or "utf-8",
        "outlet": html.escape(story.get("outlet")),
        "byline": story.get("byline"),
        "date": shown_date(story),
        "meta": meta(story),
        "jsonld": jsonld(story),
        "css": css(random_, site.noise[0]),
        "js": js(random_, site.noise[1]),
    }
    page = Template(unmark(story, site.page)).safe_substitute(values | slots)
    body = "\n\n".join(story.body)
    bare = "".join(body.split())
    # A dateline may give the very day that the date line gives: then only the place would tell, so it is no leak.
    story.leaks = [o for o in story.leaks if o["kind"] != "timestamp" or "".join(o["text"].split()) not in bare]
    for one in story.leaks:
        if "".join(one["text"].split()) in bare:
            raise ValueError(f"{story.file}: the body also holds the leak {one['text']!r}; say it in other words")
    row = {
        "file": f"html/{story.file}.html",
        "url": story.get("url"),
        "split": site.split,
        "template": site.name,
        "body": body,
        "title": story.get("title"),
        "outlet": story.get("outlet"),
        "published": story.get("published") or None,
        "published_where": story.where,
        "authors": [a.strip() for a in story.get("authors").split(";") if a.strip()],
        "language": story.get("language"),
        "leaks": story.leaks,
    }
    return page.encode(story.get("charset") or "utf-8", "xmlcharrefreplace"), row


def outputs() -> dict[Path, bytes]:
    """Every file of the set with its bytes."""
    sites = {p.stem: read_site(p) for p in sorted((PAGES / "templates").glob("*.html"))}
    files: dict[Path, bytes] = {}
    rows = []
    for path in sorted((PAGES / "stories").glob("*.txt")):
        story = read_story(path)
        if story.get("template") not in sites:
            raise ValueError(f"{path.name}: no template {story.get('template')!r} among {', '.join(sites)}")
        page, row = build(sites[story.get("template")], story)
        files[PAGES / row["file"]] = page
        rows.append(json.dumps(row, ensure_ascii=False))
    files[PAGES / "gold.jsonl"] = ("\n".join(rows) + "\n").encode()
    return files


def main() -> int:
    """Write the set, or with `--check` say whether it stands as it would be written (exit status 1 if not)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file differs")
    check = parser.parse_args().check
    files = outputs()
    stale = [p for p, data in files.items() if not p.is_file() or p.read_bytes() != data]
    stale += [p for p in (PAGES / "html").glob("*.html") if p not in files]
    if not check:
        (PAGES / "html").mkdir(exist_ok=True)
        for path in stale:
            if path in files:
                path.write_bytes(files[path])
            else:
                path.unlink()
    print(f"{len(files) - 1} pages, {sum(map(len, files.values())) / 1e6:.2f} MB, {len(stale)} changed")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
