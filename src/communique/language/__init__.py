"""The room that reads: `Document` to `Analysis`.

In comes a document's text; out go sentences, tokens, tags, lemmas, trees, mentions and chains, all counted in
characters of the text. Refused, with the reason: text that is not English (unless asked for all the same) and text
without a word.
"""
