"""Measures: what was coded, held against annotations by a reader."""
