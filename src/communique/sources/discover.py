"""What a person names on a command line, to inputs.

In come paths, folders, patterns, `file:` addresses and `-`; out go `Input`s one by one, in a fixed order, and
`Rejected` for what leads to none. Folders are read whole and deep, names sorted, hidden ones passed over; no folder is
read twice, so that links in a circle end. Nothing is fetched: `http:` addresses are refused.
"""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from communique.records import Reason, Rejected, Stage
from communique.sources.files import STDIN, Input, printable, reason_of

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):(?=//)|(file):", re.IGNORECASE)
_MAGIC = re.compile(r"[*?\[]")


def discover(arguments: Iterable[str]) -> Iterator[Input | Rejected]:
    """The inputs that `arguments` name, found as they are asked for. Nothing is opened but folders."""
    for argument in arguments:
        yield from _argument(argument)


def _argument(argument: str) -> Iterator[Input | Rejected]:
    if argument == "-":
        yield STDIN
        return
    address = _ADDRESS.match(argument)
    if address is not None:
        path = _path_of(argument, (address.group(1) or address.group(2)).lower())
        yield from (path,) if isinstance(path, Rejected) else _path(path)
    elif _exists(argument) or not _MAGIC.search(argument):
        yield from _path(argument)
    else:
        yield from _pattern(argument)


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a NUL in the name
        return False


def _path_of(argument: str, scheme: str) -> str | Rejected:
    if scheme != "file":
        detail = f"nothing is fetched; save what lies at this {scheme} address and give the file"
        return _rejected(argument, Reason.UNSUPPORTED, detail)
    try:
        parts = urlsplit(argument)
    except ValueError:
        return _rejected(argument, Reason.MISSING, "no file: address; write it like file:///home/me/page.html")
    if parts.netloc.lower() not in ("", "localhost"):
        detail = f"the file lies on {parts.netloc}, nothing is fetched; copy it here and give its path"
        return _rejected(argument, Reason.UNSUPPORTED, detail)
    if not parts.path:
        return _rejected(argument, Reason.MISSING, "no path in this address; write it like file:///home/me/page.html")
    return os.fsdecode(unquote_to_bytes(parts.path))


def _rejected(path: str, reason: Reason, detail: str) -> Rejected:
    return Rejected(printable(path), "", Stage.OPEN, reason, detail)


def _path(path: str) -> Iterator[Input | Rejected]:
    """One path that is meant as it is written."""
    if not _is_folder(path):
        if _exists(path):
            yield Input(printable(path), path)
        else:
            yield _rejected(path, Reason.MISSING, "there is no such file or folder; check the path")
        return
    empty = True
    for found in _walk(path):
        empty = False
        yield found
    if empty:
        yield _rejected(path, Reason.EMPTY, "a folder without files to read; hidden ones are passed over")


def _is_folder(path: str) -> bool:
    try:
        return os.path.isdir(path)
    except ValueError:
        return False


def _walk(top: str) -> Iterator[Input | Rejected]:
    """All files below a folder, depth first. A stack in place of recursion: folders may be nested very deep."""
    seen: dict[tuple[int, int], str] = {}
    stack = [top]
    while stack:
        path = stack.pop()
        if not _is_folder(path):
            yield Input(printable(path), path)
            continue
        try:
            # Linked folders may lead back to one on the way here, or spread out without end: each is read once.
            state = os.stat(path)
            first = seen.setdefault((state.st_dev, state.st_ino), path)
            if first is not path:
                detail = f"this link leads to a folder that is read already: {printable(first)}"
                yield _rejected(path, Reason.DIRECTORY_LOOP, detail)
                continue
            with os.scandir(path) as entries:
                names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), reverse=True)
        except OSError as err:
            yield _rejected(path, reason_of(err), f"{err.strerror}; check the permissions of this folder")
            continue
        stack.extend(os.path.join(path, name) for name in names)


def _pattern(pattern: str) -> Iterator[Input | Rejected]:
    empty = True
    for found in _below(pattern) if "**" in pattern else _beside(pattern):
        empty = False
        yield found
    if empty:
        detail = "no file matches this pattern; ** stands for folders at any depth, quote it from the shell"
        yield _rejected(pattern, Reason.MISSING, detail)


def _beside(pattern: str) -> Iterator[Input | Rejected]:
    try:
        paths = sorted(glob.iglob(pattern))
    except (ValueError, re.error):
        paths = []
    for path in paths:
        yield from _path(path)


def _below(pattern: str) -> Iterator[Input | Rejected]:
    """Files that match a pattern with `**`. Walked here, because the library follows links round and round."""
    parts = pattern.split("/")
    fixed = next(i for i, part in enumerate(parts) if _MAGIC.search(part))
    top = "/".join(parts[:fixed]) or ("/" if fixed else ".")
    inside = [*parts[fixed:], "*"] if parts[-1] == "**" else parts[fixed:]
    try:
        wanted = re.compile("".join(_expression(part) for part in inside).removesuffix("/"))
    except re.error:
        return
    if not _is_folder(top):
        return
    for found in _walk(top):
        if isinstance(found, Rejected):
            yield found
            continue
        path = found.path or ""
        inner = path.removeprefix(top).lstrip("/")
        if wanted.fullmatch(inner):
            path = path if fixed else inner
            yield Input(printable(path), path)


def _expression(part: str) -> str:
    """One step of a pattern as a regular expression, its slash included."""
    if part == "**":
        return r"(?:[^/]+/)*"
    out, place = [], 0
    while place < len(part):
        character = part[place]
        place += 1
        if character == "*":
            out.append("[^/]*")
        elif character == "?":
            out.append("[^/]")
        elif character == "[" and (end := part.find("]", place + 1 + (part[place : place + 1] == "!"))) > 0:
            inner = part[place:end].replace("\\", r"\\").replace("[", r"\[")
            out.append("[" + ("^" + inner[1:] if inner.startswith("!") else inner) + "]")
            place = end + 1
        else:
            out.append(re.escape(character))
    return "".join(out) + "/"
