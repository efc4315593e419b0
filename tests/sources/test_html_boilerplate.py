"""What stands around and inside a story and must not be in its text; and what only looks like it and must stay."""

import time

import pytest

from communique.records import BlockKind
from communique.sources.html.boilerplate import MAX_CAPTIONS, cut_boilerplate
from communique.sources.html.facts import words
from communique.sources.html.page import parse
from sources.newspage import ADDRESS, STORY, TITLE, article, captions_of, page, paragraphs, read, texts_of

LEAK = "zebra"  # a word of every piece of boilerplate, and of no story
SENTENCE = f"Readers of this {LEAK} page are many, and they come back every day of the week for more of the same."


def test_the_page_alone_gives_its_story() -> None:
    assert texts_of(read(page(article()))) == list(STORY)


AROUND = {
    "navigation": f"<nav><ul><li><a href='/'>{LEAK} home</a></li><li><a href='/w'>World</a></li></ul></nav>",
    "menu by class": f"<div class='main-menu'><a href='/'>{LEAK}</a> <a href='/b'>Business</a></div>",
    "menu by role": f"<div role='navigation'><a href='/'>{LEAK}</a><p>{SENTENCE}</p></div>",
    "site footer": f"<footer><p>{SENTENCE}</p><p>© Courier Media</p></footer>",
    "sidebar": f"<aside><h3>Most read</h3><ol><li><a href='/1'>The {LEAK} of the year</a></li></ol></aside>",
    "cookie notice": f"<div class='cookie-banner'><p>We use cookies. {SENTENCE}</p><button>Accept</button></div>",
    "consent dialog": f"<div id='onetrust-consent-sdk'><p>{SENTENCE}</p></div>",
    "dialog element": f"<dialog open><p>{SENTENCE}</p></dialog>",
    "breadcrumbs": f"<ul class='breadcrumbs'><li><a href='/'>{LEAK}</a></li><li>World</li></ul>",
    "search form": f"<form class='search-form'><label>{LEAK}</label><input name='q'><button>Go</button></form>",
    "hidden": f"<div hidden><p>{SENTENCE}</p></div>",
    "hidden from screen readers": f"<div aria-hidden='true'><p>{SENTENCE}</p></div>",
    "styled away": f"<div style='color:red; display: none'><p>{SENTENCE}</p></div>",
    "noscript": f"<noscript><p>{SENTENCE}</p></noscript>",
    "script": f"<script>var text = '{SENTENCE}';</script><style>.{LEAK} {{}}</style>",
    "login": f"<div class='login-box'><p>{SENTENCE}</p></div>",
    "weather": f"<div class='weather-widget'><p>{LEAK} 12°, rain</p></div>",
}
INSIDE = {
    "comment form": f"<div class='comment-respond'><h3>Leave a reply</h3><p>{SENTENCE}</p><textarea></textarea></div>",
    "comments": f"<section id='comments'><h2>3 comments</h2><p>{SENTENCE}</p><p>{SENTENCE} Truly.</p></section>",
    "comments by heading": f"<h3>Comments</h3><p><a href='/c'>{LEAK} was the first to comment on this story</a></p>",
    "share bar": f"<div class='share-bar'><a href='#'>Facebook</a><a href='#'>{LEAK}</a><span>Copy link</span></div>",
    "social": f"<ul class='social-links'><li><a href='#'>{LEAK}</a></li></ul>",
    "newsletter": f"<div class='newsletter-signup'><p>{SENTENCE}</p><input type='email'><button>Sign up</button></div>",
    "address element": f"<address>{LEAK}, 14 Harbour Street</address>",
    "contact box": f"<div class='contact-info'><p>{SENTENCE}</p></div>",
    "imprint": f"<div class='impressum'><p>{SENTENCE}</p></div>",
    "author box": f"<div class='author-bio'><p>{SENTENCE}</p></div>",
    "tags": f"<ul class='tag-list'><li><a href='/t/1'>{LEAK}</a></li><li><a href='/t/2'>border</a></li></ul>",
    "related by class": f"<div class='related-stories'><h3>Related</h3><a href='/x'>{SENTENCE}</a></div>",
    "related by heading": (
        f"<h3>Related stories</h3><ul><li><a href='/x'>The {LEAK}</a></li><li><a href='/y'>Two left</a></li></ul>"
    ),
    "related in German": f"<h4>Lesen Sie auch</h4><ul><li><a href='/x'>Das {LEAK} ist wieder da</a></li></ul>",
    "related in Russian": f"<h4>Читайте также</h4><ul><li><a href='/x'>{LEAK} снова дома</a></li></ul>",
    "related in Spanish": f"<h4>Te puede interesar</h4><ul><li><a href='/x'>{LEAK} vuelve a casa</a></li></ul>",
    "recommendations": f"<div class='outbrain'><p>{SENTENCE}</p></div>",
    "advertisement": f"<div class='advertisement'><p>{SENTENCE}</p></div>",
    "ad slot": f"<div id='ad-slot-3'><p>{SENTENCE}</p></div>",
    "poll": f"<div class='poll'><p>{SENTENCE}</p></div>",
    "player": f"<div class='video-player'><p>{SENTENCE}</p></div>",
    "pull quote": f"<div class='pull-quote'><p>{SENTENCE}</p></div>",
    "error report": f"<div class='orphus'><p>{SENTENCE}</p></div>",
    "embedded frame": f"<iframe src='/x'>{SENTENCE}</iframe>",
}


@pytest.mark.parametrize("kind", AROUND)
@pytest.mark.parametrize("place", ["before", "after"])
def test_what_stands_around_the_story_is_cut(kind: str, place: str) -> None:
    body = AROUND[kind] + article() if place == "before" else article() + AROUND[kind]
    assert texts_of(read(page(body))) == list(STORY)


@pytest.mark.parametrize("kind", INSIDE)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_what_hangs_on_the_story_is_cut(kind: str, place: str) -> None:
    body = article(inside=INSIDE[kind]) if place == "inside" else article(after=INSIDE[kind])
    assert texts_of(read(page(body))) == list(STORY)


IN_THE_MIDST = [k for k in INSIDE if k not in ("comments", "comments by heading")]


@pytest.mark.parametrize("kind", IN_THE_MIDST)
def test_what_is_put_into_the_midst_costs_no_story(kind: str) -> None:
    assert texts_of(read(page(article(middle=INSIDE[kind])))) == list(STORY)


# ---------------------------------------------------------------- captions


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src='a.jpg'><figcaption>The table in Vienna, on Monday. Photo: Jon Berg</figcaption></figure>",
        "<figure><img src='a.jpg'><div>The table in Vienna, on Monday. Photo: Jon Berg</div></figure>",
        "<div class='image'><img src='a'><p class='caption'>The table in Vienna, on Monday. Photo: Jon Berg</p></div>",
        "<div><img src='a.jpg'><span class='photo-credit'>The table in Vienna, on Monday. Photo: Jon Berg</span></div>",
        "<div><img src='a.jpg'><p class='wp-caption-text'>The table in Vienna, on Monday. Photo: Jon Berg</p></div>",
        "<div><img src='a.jpg'><em class='bildunterschrift'>The table in Vienna, on Monday. Photo: Jon Berg</em></div>",
    ],
)
def test_captions_are_kept_beside_the_text(picture: str) -> None:
    draft = read(page(article(middle=picture)))
    assert texts_of(draft) == list(STORY)
    assert captions_of(draft) == ["The table in Vienna, on Monday. Photo: Jon Berg"]


def test_a_caption_that_is_there_twice_is_given_once() -> None:
    picture = "<figure><img src='a.jpg'><figcaption>The table in Vienna</figcaption></figure>"
    assert captions_of(read(page(article(before=picture, middle=picture)))) == ["The table in Vienna"]


def test_captions_are_in_the_order_of_the_page() -> None:
    def picture(number: int) -> str:
        return f"<figure><img src='a.jpg'><figcaption>Picture {number}</figcaption></figure>"

    draft = read(page(article(before=picture(1), middle=picture(2), inside=picture(3))))
    assert captions_of(draft) == ["Picture 1", "Picture 2", "Picture 3"]


def test_a_gallery_gives_a_bounded_number_of_captions() -> None:
    gallery = "".join(f"<figure><figcaption>Picture {n}</figcaption></figure>" for n in range(MAX_CAPTIONS * 3))
    draft = read(page(article(after=f"<section>{gallery}</section>")))
    assert len(captions_of(draft)) <= MAX_CAPTIONS


@pytest.mark.parametrize("inner", ["<table><tr><td>12</td></tr></table>", f"<blockquote>{STORY[0]}</blockquote>"])
def test_a_figure_that_holds_a_table_or_a_quotation_is_no_picture(inner: str) -> None:
    tree = parse(f"<html><body>{article(middle=f'<figure>{inner}</figure>')}</body></html>")
    assert tree is not None
    cut_boilerplate(tree, TITLE, None)
    assert tree.find(".//figure") is not None


def test_a_figure_that_holds_the_story_is_no_picture() -> None:
    draft = read(page(f"<h1>{TITLE}</h1><figure>{paragraphs()}</figure>"))
    assert captions_of(draft) == []
    assert STORY[0] in draft.text


# ---------------------------------------------------------------- other stories

SECOND_TITLE = "Bakers of the old town ask for longer nights"
SECOND = (
    f"The bakers of the old town have asked the council to let their ovens burn all night, said {LEAK} the elder.",
    f"Nobody had expected the {LEAK} guild to side with the millers, who want the old hours back before the harvest.",
    f"The council will vote in June, when the {LEAK} fair is over and the members have come home from the coast.",
)
TEASERS = "".join(
    f"<article><h2><a href='/t{n}'>Story number {n} of the {LEAK} series</a></h2><p>{SENTENCE}</p></article>"
    for n in range(6)
)


@pytest.mark.parametrize(
    "appended",
    [
        f"<article><h1>{SECOND_TITLE}</h1>{paragraphs(SECOND)}</article>",
        f"<article><h2>{SECOND_TITLE}</h2>{paragraphs(SECOND)}</article>",
        f"<div class='story-2'><h1>{SECOND_TITLE}</h1>{paragraphs(SECOND)}</div>",
        f"<section><h1><a href='/bakers'>{SECOND_TITLE}</a></h1>{paragraphs(SECOND)}</section>",
        TEASERS,
    ],
    ids=["article h1", "article h2", "second h1", "second linked h1", "teasers"],
)
def test_a_story_appended_beside_the_own_one_is_cut(appended: str) -> None:
    assert texts_of(read(page(article(after=appended)))) == list(STORY)


@pytest.mark.parametrize(
    "appended",
    [
        f"<h2><a href='/bakers-of-the-old-town'>{SECOND_TITLE}</a></h2>{paragraphs(SECOND)}",
        f"<h2><a href='{ADDRESS[:-20]}'>{SECOND_TITLE}</a></h2>{paragraphs(SECOND)}",
        f"<h2>{SECOND_TITLE}</h2><time datetime='2024-05-20'>20 May</time>{paragraphs(SECOND)}",
        f"<h2>{SECOND_TITLE}</h2><p class='byline'>By Jon Berg</p>{paragraphs(SECOND)}",
        f"<h2>{SECOND_TITLE}</h2><p>PRAGUE, May 20 (Courier) -- {SECOND[0]}</p>{paragraphs(SECOND[1:])}",
    ],
    ids=["linked", "linked absolute", "dated", "byline", "dateline"],
)
def test_a_story_appended_under_a_heading_is_cut(appended: str) -> None:
    assert texts_of(read(page(article(inside=appended)))) == list(STORY)


def test_teasers_before_the_story_do_not_take_its_place() -> None:
    assert texts_of(read(page(f"<section>{TEASERS}</section>{article()}"))) == list(STORY)


def test_the_own_article_is_known_by_its_title_not_its_place() -> None:
    first = f"<article><h1>{SECOND_TITLE}</h1>{paragraphs(SECOND)}</article>"
    assert texts_of(read(page(first + article(), title=TITLE))) == list(STORY)


# ---------------------------------------------------------------- what must stay


@pytest.mark.parametrize(
    "name",
    [
        "related-content-wrapper",
        "sidebar-layout",
        "page-with-sidebar",
        "social-article",
        "widget",
        "ad-free",
        "popup",
        "article-comments-enabled",
        "register",
        "calendar",
        "topic tags",
        "print-only",
        "banner-top",
        "menu-open",
    ],
)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_a_wrapper_with_an_unlucky_name_keeps_its_story(name: str, attribute: str) -> None:
    wrapped = f"<div {attribute}='{name}'><h1>{TITLE}</h1>{paragraphs()}</div>"
    assert texts_of(read(page(wrapped))) == list(STORY)


@pytest.mark.parametrize("tag", ["aside", "footer", "section", "figure", "address"])
def test_a_story_in_an_unlikely_element_is_kept(tag: str) -> None:
    assert texts_of(read(page(f"<h1>{TITLE}</h1><{tag}>{paragraphs()}</{tag}>"))) == list(STORY)


def test_subheads_without_signs_of_a_story_of_their_own_stay() -> None:
    body = (
        f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<h2>The maps of the year 1921</h2>{paragraphs(STORY[2:4])}"
        f"<h2>What comes next in Prague</h2>{paragraphs(STORY[4:])}</article>"
    )
    draft = read(page(body))
    assert texts_of(draft) == [
        *STORY[:2],
        "The maps of the year 1921",
        *STORY[2:4],
        "What comes next in Prague",
        *STORY[4:],
    ]
    assert [b.kind for b in draft.paragraphs].count(BlockKind.SUBHEAD) == 2


def test_subheads_written_as_first_headlines_stay() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}<h1>The maps</h1>{paragraphs(STORY[3:])}</article>"
    draft = read(page(body))
    assert [t for t in texts_of(draft) if t != "The maps"] == list(STORY)


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        (
            "<ul><li>The border commission meets every month, in turn on each side of the river.</li>"
            "<li>The lorries pay one toll in place of two, half of it to each treasury.</li></ul>",
            2,
        ),
        ("<ol><li>The maps of 1921 are laid open to both sides.</li><li>The patrols keep their distance.</li></ol>", 2),
        ("<blockquote><p>We have agreed on more today than in ten years before.</p></blockquote>", 1),
        ("<p><strong>The trade route.</strong> It was closed for six years and needs new bridges.</p>", 1),
        (
            "<p><a href='/minister'>The minister</a> spoke <em>without</em> notes of <b>her</b> own village.</p>",
            1,
        ),
    ],
)
def test_lists_quotations_and_marked_words_of_the_story_stay(tag: str, kept: int) -> None:
    got = texts_of(read(page(article(middle=tag))))
    assert len(got) == len(STORY) + kept
    assert [t for t in got if t in STORY] == list(STORY)


def test_a_quotation_may_say_read_more() -> None:
    quoted = "“Read more of the old treaties and fewer of the newspapers,” the minister told her colleagues on Monday."
    assert quoted in texts_of(read(page(article(middle=f"<p>{quoted}</p>"))))


def test_links_inside_a_paragraph_are_no_teasers() -> None:
    linked = (
        "<p>The two sides had signed <a href='/treaty-of-1921'>the first treaty on the northern hills</a> in 1921 and "
        "<a href='/protocol'>a protocol to it</a> in the year after.</p>"
    )
    assert "a protocol to it in the year after." in read(page(article(middle=linked))).text


def test_the_text_behind_what_is_cut_stays() -> None:
    tree = parse("<html><body><div>one <button>zebra</button> two <nav>zebra</nav> three</div></body></html>")
    assert tree is not None
    cut_boilerplate(tree, None, None)
    assert words(tree).split() == ["one", "two", "three"]


def test_a_marked_body_that_holds_most_is_all_that_is_kept() -> None:
    body = (
        f"<h1>{TITLE}</h1><div itemprop='articleBody'>{paragraphs()}</div>"
        f"<div><p>{SENTENCE}</p><p>{SENTENCE} Indeed.</p></div>"
    )
    assert texts_of(read(page(body))) == list(STORY)


def test_a_marked_body_that_holds_only_the_opening_is_not_believed() -> None:
    body = f"<h1>{TITLE}</h1><div><div itemprop='articleBody'><p>{STORY[0]}</p></div>{paragraphs(STORY[1:])}</div>"
    assert texts_of(read(page(body))) == list(STORY)


def test_pages_of_many_elements_take_little_time() -> None:
    listed = "".join(
        f"<div class='teaser-{n}'><h3><a href='/{n}'>Title {n}</a></h3><p>{SENTENCE}</p></div>" for n in range(2500)
    )
    raw = page(article(after=listed))
    started = time.process_time()
    read(raw)
    assert time.process_time() - started < 15
