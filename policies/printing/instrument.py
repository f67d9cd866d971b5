"""The chapter about the form of evaluation and feedback, and how the predicate follows from it."""

from collections.abc import Iterable, Iterator, Mapping

from policies.model import Instrument, Words
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.fields import field_line
from policies.printing.prose import Prose


def instrument_chapter(prose: Prose) -> Chapter:
    """Print the instrument."""
    instrument = prose.procedure.instrument
    return prose.chapter(
        "instrument",
        [
            Article(
                "instrument-version",
                prose.say("instrument.version"),
                sentences(prose.say("instrument.versioned", version=instrument.version)),
                basis=instrument.basis,
            ),
            _part(prose, "values", "valued", (field_line(prose, each) for each in instrument.values)),
            _part(prose, "texts", "texted", (field_line(prose, each) for each in instrument.texts)),
            _part(prose, "result", "resulted", (field_line(prose, instrument.result),)),
            _part(prose, "weights", "weighed", _weights(prose, instrument)),
            _part(prose, "behaviour", "levelled", _levels(prose, instrument)),
            _predicates(prose, instrument),
        ],
    )


def _part(prose: Prose, name: str, opening: str, points: Iterable[str]) -> Article:
    said = sentences((prose.say(f"instrument.{opening}"), points))
    return Article(f"instrument-{name}", prose.say(f"instrument.{name}"), said)


def _weights(prose: Prose, instrument: Instrument) -> Iterator[str]:
    for group, weight in instrument.weights.items():
        yield prose.say("instrument.weight", group=prose.term("group", group), weight=weight)


def _levels(prose: Prose, instrument: Instrument) -> Iterator[str]:
    low, high = prose.decimal(instrument.low), prose.decimal(instrument.high)
    for code, words in instrument.behaviour.items():
        phrase = code if code in ("below", "meets", "above") else "level"
        yield prose.say(f"instrument.{phrase}", label=prose.words(words), code=code, low=low, high=high)


def _predicates(prose: Prose, instrument: Instrument) -> Article:
    results = {choice.value: choice.label for choice in instrument.result.choices}
    cells = (
        prose.say(
            "instrument.cell",
            result=_label(prose, results, cell.partition("/")[0]),
            behaviour=_label(prose, instrument.behaviour, cell.partition("/")[2]),
            predicate=_label(prose, instrument.predicates, predicate),
        )
        for cell, predicate in instrument.cells.items()
    )
    every = (prose.coded(prose.words(label), name) for name, label in instrument.predicates.items())
    said = sentences(
        prose.say("instrument.named", predicates=prose.listed(every)), (prose.say("instrument.predicted"), cells)
    )
    return Article("instrument-predicate", prose.say("instrument.predicate"), said)


def _label(prose: Prose, words: Mapping[str, Words], code: str) -> str:
    found = words.get(code)
    return prose.words(found) if found else code
