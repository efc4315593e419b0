"""From what was found in a document to what it tells: frames of predicates, and what is coded of them."""
