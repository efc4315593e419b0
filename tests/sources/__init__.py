"""Tests of reading what the world publishes."""
