"""From a report to everything coded of it: the one place that knows the order of the stages.

In: a text or a `Document`, and `PipelineOptions`. Out: `Coded`, or `Rejected` with the reason: a text that is empty,
has no word or is not English. Nothing is read from or written to anywhere. A pipeline holds a model that serves one
thread; it is pickled as its options alone, so that each worker makes its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.actors.documents import actors_of
from communique.actors.options import ActorOptions
from communique.actors.resolve import Resolver
from communique.codebook.codebook import Codebook, codebook, codebook_in
from communique.coding.commitments import commitments_of
from communique.coding.events import events_of
from communique.coding.meetings import meetings_of
from communique.coding.meetings_told import counts_of
from communique.coding.messages import messages_of
from communique.coding.options import CodingOptions
from communique.coding.scene import Scene, scene_of
from communique.coding.selection import SelectionOptions, selected
from communique.coding.statements import statements_of
from communique.grounding.gazetteer import country_of_place
from communique.grounding.governing import Governors
from communique.grounding.places import places_of
from communique.grounding.places_options import PlacesOptions
from communique.grounding.times import TimesOptions, times_of
from communique.language.analyser import Analyser
from communique.language.model import Model, load
from communique.language.options import LanguageOptions
from communique.records.analysis import Analysis
from communique.records.coded import Coded
from communique.records.documents import Document, Rejected
from communique.records.relations import Relater
from communique.sources.drafts import Draft, finished

TEXT_URI = "text:"  # of a report that is given as text and comes from nowhere


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """The options of all stages."""

    language: LanguageOptions = field(default_factory=LanguageOptions)
    actors: ActorOptions = field(default_factory=ActorOptions)
    places: PlacesOptions = field(default_factory=PlacesOptions)
    times: TimesOptions = field(default_factory=TimesOptions)
    coding: CodingOptions = field(default_factory=CodingOptions)
    selection: SelectionOptions = field(default_factory=SelectionOptions)


class Pipeline:
    """Codes reports. One pipeline serves one thread.

    options: of all stages. codebook: what is coded, and by which words.
    """

    def __init__(self, options: PipelineOptions | None = None, analyser: Analyser | None = None) -> None:
        """Load model, tables and codebook. analyser: who reads the language instead of the model.

        Raises `SetupError` for a part of the package that is missing or damaged, `RequestError` for a codebook, a
        register or a type that is not understood.
        """
        self.options = options or PipelineOptions()
        path = self.options.coding.codebook
        self.codebook: Codebook = codebook() if path is None else codebook_in(Path(path))
        self._resolver = Resolver.load(self.options.actors, country_of_place)
        self.options.selection.check(self.codebook.ontology, self._resolver.own_codes)
        self._given = analyser
        self._analyser = load(self.options.language) if analyser is None else analyser

    def __reduce__(self) -> tuple[Any, ...]:
        if self._given is not None:
            raise TypeError("a pipeline with an analyser of its own cannot be sent to another process; make one there")
        return Pipeline, (self.options,)

    def code(self, report: str | Document) -> Coded | Rejected:
        """All that can be told of one report."""
        document = finished(Draft(TEXT_URI, report)) if isinstance(report, str) else report
        if isinstance(document, Rejected):
            return document
        scene = self.scene(document)
        return scene if isinstance(scene, Rejected) else self.coded(scene)

    def code_many(self, reports: Iterable[str | Document | Rejected]) -> Iterator[Coded | Rejected]:
        """Each report as it comes, in order; what was rejected before is passed on."""
        for report in reports:
            yield report if isinstance(report, Rejected) else self.code(report)

    def scene(self, document: Document) -> Scene | Rejected:
        """A document laid out for coding: its language, who, when and where."""
        read = self._read(document)
        if isinstance(read, Rejected):
            return read
        analysis, relate = read
        times = times_of(document, analysis, self.options.times)
        governors = Governors(document, analysis, times)
        return scene_of(
            document,
            analysis,
            actors_of(document, analysis, self._resolver),
            times,
            places_of(document, analysis, self.options.places),
            when=governors.of,
            today=governors.today,
            triggers=self.codebook.triggers,
            relate=relate,
        )

    def coded(self, scene: Scene) -> Coded:
        """What a scene tells."""
        statements = statements_of(scene)
        events = events_of(scene, self.codebook, self.options.coding, statements)
        found = Coded(
            document=scene.document,
            analysis=scene.analysis,
            actors=scene.actors,
            times=scene.times,
            places=scene.places,
            statements=statements,
            events=events,
            meetings=meetings_of(scene, events),
            messages=messages_of(scene),
            commitments=commitments_of(scene, statements, events),
            notes=(*scene.analysis.notes, *(f"a count of meetings is told: {e.text!r}" for e in counts_of(scene))),
        )
        told = selected(found, self.options.selection)
        scene.analysis.forget()  # what is kept of a report is what was coded, not what it took
        return told

    def _read(self, document: Document) -> tuple[Analysis, Relater | None] | Rejected:
        """The language of a document, and who tells relations in it where the model can."""
        if not isinstance(self._analyser, Model):
            analysis = self._analyser.analyse(document)
            return analysis if isinstance(analysis, Rejected) else (analysis, None)
        reading = self._analyser.read(document)
        if isinstance(reading, Rejected):
            return reading
        return reading.analysis, self._analyser.relater(reading)
