"""The account of a run: what was read, what was rejected and why.

In: each document or rejection as it comes. Out: counts, and a summary in words.
"""

import time
from collections import Counter
from dataclasses import dataclass, field

from communique.records import Copy, Document, Reason, Rejected

EXAMPLES = 3  # of each reason, shown in the summary


@dataclass(slots=True)
class Tally:
    """Counts of one run. `documents + refused + passed_over` is all that was met."""

    documents: int = 0
    copies: int = 0
    groups: set[str] = field(default_factory=set)
    reasons: Counter[Reason] = field(default_factory=Counter)
    examples: dict[Reason, list[Rejected]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @property
    def refused(self) -> int:
        """What might have been a report and gave none."""
        return sum(n for reason, n in self.reasons.items() if not reason.passed_over)

    @property
    def passed_over(self) -> int:
        """What holds no report by its nature."""
        return sum(n for reason, n in self.reasons.items() if reason.passed_over)

    def add(self, item: Document | Rejected, copy: Copy | None = None) -> None:
        """Count one result."""
        if isinstance(item, Rejected):
            self.reasons[item.reason] += 1
            shown = self.examples.setdefault(item.reason, [])
            if len(shown) < EXAMPLES:
                shown.append(item)
            return
        self.documents += 1
        if copy is not None and copy.group != item.id:
            self.copies += 1
            self.groups.add(copy.group)

    def summary(self, interrupted: bool = False) -> str:
        """What happened, in lines for a person."""
        seconds = time.monotonic() - self.started
        cut = "interrupted after " if interrupted else ""
        head = f"{cut}{counted(self.documents, 'document')} read in {seconds:.1f} s"
        if self.copies:
            copies = "a copy" if self.copies == 1 else "copies"
            head += f", {self.copies:,} of them {copies} of {counted(len(self.groups), 'other')}"
        lines = [head]
        for title, total, passed in (("rejected", self.refused, False), ("passed over", self.passed_over, True)):
            if not total:
                continue
            lines.append(f"{total:,} {title}:")
            for reason, count in self.reasons.most_common():
                if reason.passed_over is passed:
                    lines.append(f"  {count:>6,}  {reason}")
                    if not passed:
                        lines += [f"          {_where(r)}: {r.detail}" for r in self.examples[reason]]
        if not (self.documents or self.reasons):
            lines.append("there was nothing to read")
        return "\n".join(lines)


def _where(rejected: Rejected) -> str:
    return f"{rejected.uri} {rejected.locator}".strip()


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
