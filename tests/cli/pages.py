"""A page read back: its elements with their words, as a browser would have them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img"}


@dataclass
class Element:
    """An element: name, attributes, and what stands in it."""

    name: str
    attributes: dict[str, str]
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, kind: str | None = None, class_: str | None = None, /, **wanted: str) -> "list[Element]":
        """The elements in it of that name and class, with these attributes, in order."""
        return [
            e
            for e in self.each()
            if (kind is None or e.name == kind)
            and (class_ is None or class_ in e.classes)
            and all(e.attributes.get(k.replace("_", "-")) == v for k, v in wanted.items())
        ]

    def one(self, kind: str | None = None, class_: str | None = None, /, **wanted: str) -> "Element":
        """The only such element."""
        [found] = self.all(kind, class_, **wanted)
        return found

    def each(self) -> "Iterator[Element]":
        """Every element in it, in order."""
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part.each()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]
        self.declared = ""

    def handle_decl(self, decl: str) -> None:
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len({name for name, _ in attrs}), f"<{tag}> has an attribute twice: {attrs}"
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> ends <{self.open[-1].name}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(html: str) -> Element:
    """The root of a page. Fails where an element is not closed or closes another."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.declared == "DOCTYPE html"
    assert [e.name for e in reader.open] == [""], "elements are left open"
    return reader.open[0]
