"""What a headline that stands beside the text tells of a meeting: how people met, where the lead is short.

In: a scene and its meetings. Out: the meetings, the first one's format completed. A readout's title says `Call with`
where its text says `spoke with`. Nothing is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.coding.meetings_merge import Draft
from communique.coding.meetings_words import format_in
from communique.coding.scene import Scene
from communique.records.diplomacy import MeetingFormat, MeetingStatus

_MET = re.compile(
    r"\b(?:meetings?|meets?|talks|visits?|receives?|hosts?|lunch|dinner|travel|roundtable)\b", re.IGNORECASE
)


def told_in_title(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The meetings; the first that was held and does not say how gets its format from the title."""
    title = scene.document.title or ""
    told = format_in(title)
    if told is MeetingFormat.UNKNOWN and _MET.search(title):
        told = MeetingFormat.IN_PERSON
    found = list(drafts)
    if told is MeetingFormat.UNKNOWN:
        return found
    for at, draft in enumerate(found):
        if draft.told.status is MeetingStatus.HELD:
            if draft.format is MeetingFormat.UNKNOWN:
                found[at] = replace(draft, format=told)
            break
    return found
