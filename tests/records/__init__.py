"""Tests of the records, and the strategies that other tests draw records from."""
