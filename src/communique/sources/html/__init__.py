"""HTML pages to drafts.

In: the bytes of a page. Out: a `Draft` with main text, captions and the facts that the page states. Refused: bytes
that are no text, and pages without a story.
"""

from communique.sources.html.page import Fetched, read_page

__all__ = ["Fetched", "read_page"]
