"""Every message of an error and every detail of a rejection, read out of the package's source.

In: the source files. Out: `Message`s: what is said, with `<name>` or `…` for what the case fills in, by whom (the class
of an error or the reason of a rejection), and what to do. Texts that are passed on from elsewhere (`str(err)`) are no
messages of ours and left out. Nothing is run, nothing refused.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import communique
from communique.records import CommuniqueError, Reason
from communique.sources.media import REFUSED
from communique.sources.read import REASONS

OPEN = "…"  # stands for what only the case tells
_REFUSE = "refuse"  # method of a row of a table; raises `SetupError` with file, line and row
_ADVICE = re.compile(
    r"[;:.] (?=(?:add|annotate|change|check|choose|close|convert|copy|count|delete|double|download|extract|fetch|give"
    r"|install|join|keep|leave|make|mark|mend|name|number|open|pip|put|quote|raise|read|reinstall|restore|save|see|try|unpack"
    r"|use|write)\b)",
    re.IGNORECASE,
)
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Site = tuple[str, ast.expr, ast.AST]  # by whom, what is said, the function or module around


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What is said. by: name of a class of errors, or value of a reason."""

    by: str
    text: str

    @property
    def advice(self) -> str:
        """The part that says what to do; empty where none does."""
        return self.text[found.end() :] if (found := _ADVICE.search(self.text)) else ""

    @property
    def fault(self) -> str:
        """The part that says what is wrong."""
        return self.text[: found.start()] if (found := _ADVICE.search(self.text)) else self.text


def messages() -> list[Message]:
    """All messages of the package, by class or reason, then by text; each once."""
    files = [path for path in Path(communique.__file__).parent.rglob("*.py") if not path.stem.startswith("reference")]
    found = {message for path in files for message in messages_in(path.read_text("utf-8"))}
    found |= {Message(REASONS.get(media, Reason.UNSUPPORTED).value, text) for media, text in REFUSED.items()}
    return sorted(found)


def messages_in(source: str) -> Iterator[Message]:
    """Messages of one source file."""
    module = ast.parse(source)
    constants = dict(_assigned(module.body))
    for by, said, around in _sites(module, module):
        values = [*constants.items(), *(_assigned(ast.walk(around)) if around is not module else ())]
        for text in texts(said, values):
            if text.replace(OPEN, "").strip(" :;,.\n"):
                yield Message(by, " ".join(text.replace(f"{OPEN}...", OPEN).split()))


def texts(said: ast.expr, values: Sequence[tuple[str, ast.expr]] = (), depth: int = 0) -> list[str]:
    """What an expression can say; names are looked up in `values`, all that they may hold."""
    match said:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return [""] if not parts else _joined([_part(part, values, depth) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([texts(left, values, depth), texts(right, values, depth)])
        case ast.IfExp(body=one, orelse=other):
            return [*texts(one, values, depth), *texts(other, values, depth)]
        case ast.BoolOp(values=parts):
            return [text for part in parts for text in texts(part, values, depth)]
        case ast.Subscript(value=inner, slice=ast.Slice()):
            return texts(inner, values, depth)
        case ast.Call(func=ast.Attribute(value=inner, attr="removesuffix" | "strip" | "format")):
            return texts(inner, values, depth)
        case ast.Call(func=ast.Attribute(attr="sub"), args=[*_, last]):
            return texts(last, values, depth)
        case ast.Name(id=name) if depth < 3:
            held = [text for key, value in values if key == name for text in texts(value, values, depth + 1)]
            return list(dict.fromkeys(held)) or [OPEN]
    return [OPEN]


def _part(part: ast.expr, values: Sequence[tuple[str, ast.expr]], depth: int) -> list[str]:
    """What a part of an f-string can say: a word for a name, so that it can be read."""
    if not isinstance(part, ast.FormattedValue):
        return texts(part, values, depth)
    known = texts(part.value, values, depth) if isinstance(part.value, ast.Name | ast.IfExp) else [OPEN]
    if known != [OPEN]:
        return known
    inner = part.value
    if isinstance(inner, ast.Attribute):
        return ["<reason>"] if inner.attr == "strerror" else [f"<{inner.attr.strip('_')}>"]
    if isinstance(inner, ast.Name):
        return ["<reason>"] if inner.id in ("err", "error", "why") else [f"<{inner.id.strip('_').lower()}>"]
    return [OPEN]


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """Every way to say one part after the other."""
    out = [""]
    for part in parts:
        out = [before + after for before in out for after in part]
    return out


def _sites(node: ast.AST, around: ast.AST) -> Iterator[_Site]:
    """Calls that make an error or a rejection, with the function that they stand in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and (site := _site(child, around)):
            yield site
        yield from _sites(child, child if isinstance(child, _Function) else around)


def _site(call: ast.Call, around: ast.AST) -> _Site | None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in _ERRORS and call.args:
        return name, call.args[-1], around
    if name == _REFUSE and call.args:
        return "SetupError", call.args[-1], around
    for place, argument in enumerate(call.args[:-1]):
        match argument:
            case ast.Attribute(value=ast.Name(id="Reason"), attr=reason):
                return Reason[reason].value, call.args[place + 1], around
    return None


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Names and the expressions that are assigned to them."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _names(kind: type[CommuniqueError]) -> Iterator[str]:
    yield kind.__name__
    for under in kind.__subclasses__():
        yield from _names(under)


_ERRORS = frozenset(_names(CommuniqueError)) - {CommuniqueError.__name__}
