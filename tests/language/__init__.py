"""Tests of reading the language, and trees made by hand that other tests use."""
