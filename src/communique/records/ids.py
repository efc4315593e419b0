"""Ids and digests: hashes of content, so that the same input always gets the same name.

Nothing random and nothing of the clock goes in: a retried shard writes the same rows.
"""

import hashlib

ID_HEX = 20  # 80 bits: at a thousand million records the chance of any clash is below one in a million


def digest_of(text: str) -> str:
    """SHA-256 of `text` in UTF-8, as `sha256:` and 64 hexadecimal digits.

    Raises `UnicodeEncodeError` for lone surrogates, which no `Document` holds.
    """
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def content_id(prefix: str, *parts: str) -> str:
    """An id such as `d-1f0c...` for the parts, in order.

    Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    """
    state = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return f"{prefix}-{state.hexdigest()[:ID_HEX]}"
