"""Whether a text is one that the model can read: English, with at least one letter.

In: a document. Out: `Rejected` with the reason, or None. What the document states of its language counts; where it
states none, the text is asked.
"""

from functools import cache
from typing import Any

from communique.records.documents import Document, Reason, Rejected, Stage

SAMPLE = 4_000  # characters that decide
LEAST = 40  # letters below which no one can tell a language


def refusal(document: Document, *, forced: bool = False) -> Rejected | None:
    """Why `document` is not read; None where it is. A text without a letter is refused even when forced."""
    if not any(c.isalpha() for c in document.text):
        return Rejected(
            document.uri, "", Stage.ANALYSE, Reason.NO_WORDS, "the text holds no letter; nothing can be read"
        )
    if forced:
        return None
    language = document.language or _language(document.text)
    if language in (None, "en"):
        return None
    detail = (
        f"the text is in language {language} and the model reads English; use --force-language to read it as if it were"
    )
    return Rejected(document.uri, "", Stage.ANALYSE, Reason.NOT_ENGLISH, detail)


def _language(text: str) -> str | None:
    """ISO 639-1 of the text, None where it is too short or mixed to tell.

    Where most letters are none of a to z it is not English, however unsure it is which of some near relatives it is.
    """
    sample = text[:SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < LEAST:
        return None
    code, chance = _identifier().classify(sample)
    foreign = sum(c.isascii() for c in letters) * 2 < len(letters)
    return str(code) if foreign or chance >= 0.9 else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
