"""Where the index of copies is kept: one SQLite file, so that a million documents take little memory.

In come signatures, keys of bands and digests; out come the documents that may be copies. What makes a copy is decided
in `copies`. Refused: a file that is no index or was made with other settings, a damaged file (`StoredDataError`); a
path that cannot be opened or written, a full disk, a file that another process holds (`OutsideError`).

Tables: `documents` by order of reading; `bands` from the key of a band to the first and the last document that had it,
which bounds the candidates; `digests` from the start of a digest to its first document; `entries` from id and digest
to the document. A document's own row is written last and every look-up goes through it, so a row of the other tables
that an interruption left behind points nowhere and does no harm.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.records import OutsideError, StoredDataError

COMMIT_EVERY = 1000  # documents
CACHE_KIB = 49_152
_APPLICATION = 0x434F5059  # marks the file as ours in SQLite's header
# SQLITE_ERROR: a table or a column of ours is not there.
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_NOTADB,
}

_TABLES = (
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, digest BLOB NOT NULL,"
    " grp INTEGER NOT NULL, similarity REAL NOT NULL, exact INTEGER NOT NULL, slots BLOB, names BLOB, day INTEGER)",
    "CREATE TABLE bands (key INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)",
    "CREATE TABLE digests (key INTEGER PRIMARY KEY, ordinal INTEGER NOT NULL)",
    "CREATE TABLE entries (key INTEGER PRIMARY KEY, ordinal INTEGER NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to compare it by.

    slots: MinHash signature, little-endian 16-bit. names: sorted hashes of its names and numbers, little-endian
    32-bit. day: day of publication as a proleptic Gregorian ordinal, where stated.
    """

    slots: bytes
    names: bytes
    day: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A document in the index. ordinal: its place in the order of reading. group: ordinal of its group's first."""

    ordinal: int
    id: str
    digest: bytes
    group: int
    similarity: float
    exact: bool
    sketch: Sketch | None = None


class CopyTable:
    """The file and its tables. path: None for a temporary file that SQLite deletes. settings: what it is made with."""

    def __init__(self, path: Path | None, settings: dict[str, str]) -> None:
        self.path = path
        self._open = False
        self._pending = 0
        with self._errors():
            self._db = sqlite3.connect("" if path is None else path, timeout=1, isolation_level=None)
        try:
            with self._errors():
                self._prepare(settings)
                row = self._db.execute("SELECT max(ordinal) FROM documents").fetchone()
        except (StoredDataError, OutsideError):
            self._db.close()
            raise
        self.next_ordinal = 0 if row[0] is None else int(row[0]) + 1
        self._open = True

    def seen(self, key: int, document: str, digest: bytes) -> Member | None:
        """The document of this id and digest, if it was entered before. key: a hash of both."""
        member = self._by_key("entries", key)
        return member if member is not None and (member.id, member.digest) == (document, digest) else None

    def exact(self, digest: bytes) -> Member | None:
        """The first document with this digest."""
        member = self._by_key("digests", _start_of(digest))
        return member if member is not None and member.digest == digest else None

    def id_of(self, ordinal: int) -> str:
        """Id of the document at a place in the order of reading."""
        with self._errors():
            row = self._db.execute("SELECT id FROM documents WHERE ordinal = ?", (ordinal,)).fetchone()
        if row is None:
            raise StoredDataError(
                f"{self._name} lost its document {ordinal}; delete the file and read all sources again"
            )
        return _id_from(row[0])

    def candidates(self, bands: list[int]) -> list[tuple[int, Sketch]]:
        """Group and sketch of the documents that share a band, in order of reading; at most two a band."""
        marks = ",".join("?" * len(bands))
        with self._errors():
            pairs = self._db.execute(f"SELECT first, last FROM bands WHERE key IN ({marks})", bands).fetchall()
            ordinals = sorted({o for pair in pairs for o in pair})
            marks = ",".join("?" * len(ordinals))
            rows = self._db.execute(
                "SELECT grp, slots, names, day FROM documents"
                f" WHERE ordinal IN ({marks}) AND slots IS NOT NULL ORDER BY ordinal",
                ordinals,
            ).fetchall()
        return [(grp, Sketch(slots, names, day)) for grp, slots, names, day in rows]

    def enter(self, member: Member, key: int, bands: list[int]) -> None:
        """Enter a document at `next_ordinal`. key: of its id and digest."""
        here, s = member.ordinal, member.sketch
        with self._errors():
            self._db.executemany(
                "INSERT INTO bands VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET last = excluded.last",
                [(band, here, here) for band in bands],
            )
            self._db.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, here))
            if not member.exact:
                self._db.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (_start_of(member.digest), here))
            sketch = (None, None, None) if s is None else (s.slots, s.names, s.day)
            self._db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (here, _id_bytes(member.id), member.digest, member.group, member.similarity, member.exact, *sketch),
            )
        self.next_ordinal = here + 1
        self._pending += 1
        if self._pending >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Write what was entered to the file."""
        with self._errors():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")
        self._pending = 0

    def close(self) -> None:
        """Commit and close; a temporary file is gone. Closing again does nothing."""
        if not self._open:
            return
        self._open = False
        try:
            with self._errors():
                self._db.execute("COMMIT")
        finally:
            self._db.close()

    def _prepare(self, settings: dict[str, str]) -> None:
        """Lock the file, make the tables in an empty one, compare the settings in another."""
        run = self._db.execute
        run(f"PRAGMA cache_size = -{CACHE_KIB}")
        run("PRAGMA locking_mode = EXCLUSIVE")
        if self.path is None:
            # Nobody opens a temporary file again: no journal, no waiting for the disk.
            run("PRAGMA journal_mode = OFF")
            run("PRAGMA synchronous = OFF")
        else:
            run("PRAGMA synchronous = NORMAL")
        run("BEGIN IMMEDIATE")
        application = run("PRAGMA application_id").fetchone()[0]
        if application == 0 and run("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            run(f"PRAGMA application_id = {_APPLICATION}")
            for table in _TABLES:
                run(table)
            self._db.executemany("INSERT INTO settings VALUES (?, ?)", sorted(settings.items()))
            run("COMMIT")
            run("BEGIN IMMEDIATE")
        elif application != _APPLICATION:
            raise StoredDataError(f"{self._name} is a database of something else; give another file")
        stored = dict(run("SELECT name, value FROM settings").fetchall())
        other = [n for n in sorted({*stored, *settings}) if stored.get(n) != settings.get(n)]
        if other:
            told = "; ".join(f"{n}: {stored.get(n, 'nothing')}, now {settings.get(n, 'nothing')}" for n in other)
            raise StoredDataError(
                f"{self._name} was made with other settings ({told}); "
                "read with the settings it was made with, or give a new file and read all sources again"
            )

    def _by_key(self, table: str, key: int) -> Member | None:
        with self._errors():
            row = self._db.execute(
                "SELECT d.ordinal, d.id, d.digest, d.grp, d.similarity, d.exact"
                f" FROM {table} AS t JOIN documents AS d ON d.ordinal = t.ordinal WHERE t.key = ?",
                (key,),
            ).fetchone()
        if row is None:
            return None
        ordinal, name, digest, group, similarity, exact = row
        return Member(ordinal, _id_from(name), digest, group, similarity, bool(exact))

    @property
    def _name(self) -> str:
        return "the temporary index of copies" if self.path is None else f"index of copies {self.path}"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """SQLite's errors as the project's own."""
        try:
            yield
        except sqlite3.Error as err:
            # SQLite may have rolled back by itself: go on from the last commit, or a gap would stay in the file.
            if self._open:
                self._open = False
                self._db.close()
            code = getattr(err, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED:
                raise StoredDataError(
                    f"{self._name} is damaged or no index ({err}); delete the file and read all sources again"
                ) from err
            if isinstance(err, sqlite3.ProgrammingError):
                raise OutsideError(f"{self._name} is closed, by its user or after an error; open it again") from err
            advice = {
                sqlite3.SQLITE_BUSY: "another process uses it; wait for that one, or give another file",
                sqlite3.SQLITE_FULL: "the disk is full; free some space, or set TMPDIR to a larger disk",
            }.get(code, "check that its directory exists, is writable and has space")
            raise OutsideError(f"{self._name}: {err}; {advice}") from err


def _id_bytes(name: str) -> bytes:
    """An id as it is stored: rows of JSON can give one with a lone surrogate, which SQLite's text cannot hold."""
    return name.encode("utf-8", "surrogatepass")


def _id_from(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def _start_of(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "little", signed=True)
