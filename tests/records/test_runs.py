"""Runs and manifests: what shaped an output, and an account that must add up."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Component, Manifest, Run, Setting, StoredFile, settings
from communique.records.ids import digest_of

COUNT = st.integers(0, 10**6)


def component(name: str = "communique", version: str = "0.1.0") -> Component:
    return Component(name=name, version=version, digest=digest_of(name))


def run(**changes: object) -> Run:
    return dataclasses.replace(Run(code=component(), model=None, codebook=None), **changes)  # type: ignore[arg-type]


@given(COUNT, COUNT, COUNT)
def test_a_manifest_that_adds_up_is_built(written: int, rejected: int, failed: int) -> None:
    read = written + rejected + failed
    made = Manifest(shard="s", run=run(), read=read, written=written, rejected=rejected, failed=failed)
    assert made.read == read


@given(COUNT, COUNT, COUNT, st.integers(-(10**6), 10**6).filter(bool))
def test_a_manifest_that_does_not_add_up_cannot_be_built(written: int, rejected: int, failed: int, off: int) -> None:
    read = written + rejected + failed + off
    with pytest.raises(ValueError, match="read is not"):
        Manifest(shard="s", run=run(), read=read, written=written, rejected=rejected, failed=failed)


def test_a_negative_count_cannot_make_up_for_another() -> None:
    with pytest.raises(ValueError, match="read is not"):
        Manifest(shard="s", run=run(), read=1, written=2, rejected=-1, failed=0)


def test_a_file_is_listed_once_and_lies_below_the_manifest() -> None:
    part = StoredFile("a/part.parquet", "Event", 1, 9, digest_of(""))
    with pytest.raises(ValueError, match="listed twice"):
        Manifest(shard="s", run=run(), read=1, written=1, rejected=0, failed=0, files=(part, part))
    for path in ("", "/etc/passwd", "../part.parquet", "a\\b.parquet"):
        with pytest.raises(ValueError, match="no path below"):
            StoredFile(path, "Event", 1, 9, digest_of(""))


def test_runs_of_the_same_parts_have_the_same_id() -> None:
    assert run().id == run().id
    others = {
        run(code=component(version="0.2.0")).id,
        run(model=component("model")).id,
        run(codebook=component("model")).id,
        run(options=settings({"threshold": 0.5})).id,
        run(options=settings({"threshold": 0.6})).id,
    }
    assert len(others | {run().id}) == 6


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8) | st.booleans(), max_size=6))
def test_options_are_sorted_and_each_named_once(options: dict[str, object]) -> None:
    made = settings(options)
    assert [s.name for s in made] == sorted(options)
    assert run(options=made).id == run(options=settings(dict(reversed(list(options.items()))))).id


def test_options_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sorted by name"):
        run(options=(Setting("b", "1"), Setting("a", "1")))
