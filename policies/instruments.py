"""The form of evaluation and feedback: its fields, the level of behaviour, and the 3×3 matrix of the predicate."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from policies.model import Choice, Field, Instrument, Words
from policies.reading_files import Row


def read_instrument(row: Row) -> Instrument:
    """Read the instrument's file."""
    behaviour = row.row("behaviour")
    predicates = [_predicate(each) for each in row.rows("predicate")]
    result = row.row("result")
    instrument = Instrument(
        version=row.need("version", str),
        basis=row.need("basis", str),
        values=tuple(_value(each) for each in row.rows("value")),
        texts=tuple(_text(each) for each in row.rows("text")),
        result=_result(result),
        low=behaviour.need("low", str),
        high=behaviour.need("high", str),
        behaviour={c.value: c.label for c in _choices(behaviour, "labels")},
        predicates={name: label for name, label, _ in predicates},
        cells={cell: name for name, _, cells in predicates for cell in cells},
    )
    behaviour.done()
    result.done()
    return instrument


def fields_of(instrument: Instrument, use: str) -> tuple[Field, ...]:
    """Give the fields of an evaluation (values, result, texts) or of a peer's feedback (values, texts)."""
    result = (instrument.result,) if use == "evaluation" else ()
    return instrument.values + result + instrument.texts


def behaviour_level(instrument: Instrument, scores: Sequence[int]) -> str:
    """Turn the scores (1–5) into the level "below", "meets" or "above" by their exact mean (local choice)."""
    mean = Fraction(sum(scores), len(scores))
    if mean < Fraction(instrument.low):
        return "below"
    return "above" if mean > Fraction(instrument.high) else "meets"


def predicate(instrument: Instrument, result: str, behaviour: str) -> str:
    """Give the predicate of a task result and a behaviour level (PermenPANRB 6/2022, matrix of nine cells)."""
    return instrument.cells[f"{result}/{behaviour}"]


def predicate_of_answers(instrument: Instrument, answers: Mapping[str, Any]) -> str:
    """Give the predicate of a filled-in evaluation."""
    scores = [int(answers[value.name]) for value in instrument.values]
    return predicate(instrument, str(answers[instrument.result.name]), behaviour_level(instrument, scores))


_LEVELS = {"DI_ATAS": "above", "SESUAI": "meets", "DI_BAWAH": "below"}


def predicate_of_register(instrument: Instrument, result: str, behaviour: str) -> str:
    """Give the predicate of a year in the performance register (DI_ATAS, SESUAI, DI_BAWAH)."""
    return predicate(instrument, _LEVELS[result], _LEVELS[behaviour])


def _value(row: Row) -> Field:
    anchors = [(each.need("at", int), each.rest()) for each in row.rows("anchors")]
    if sorted(at for at, _ in anchors) != [1, 3, 5] or any(set(words) != {"id", "en"} for _, words in anchors):
        row.fault("anchors are needed at 1, 3 and 5, in both languages")
    field = Field(
        name=row.need("name", str),
        kind="scale",
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        help=row.words("help"),
        anchors=tuple((at, Words(words.get("id", ""), words.get("en", ""))) for at, words in anchors),
    )
    row.done()
    return field


def _text(row: Row) -> Field:
    label, help_ = row.words("label"), row.words("help")
    field = Field(row.need("name", str), "long", label, help_)  # type: ignore[arg-type]  # needed words are never None
    row.done()
    return field


def _result(row: Row) -> Field:
    label, help_ = row.words("label"), row.words("help")
    return Field("result", "choice", label, help_, choices=_choices(row, "choices"))  # type: ignore[arg-type]  # needed words are never None


def _choices(row: Row, key: str) -> tuple[Choice, ...]:
    choices = []
    for each in row.rows(key):
        value, words = each.need("value", str), each.rest()
        if set(words) != {"id", "en"}:
            each.fault("a choice needs both id and en")
        choices.append(Choice(value, Words(words.get("id", ""), words.get("en", ""))))
    return tuple(choices)


def _predicate(row: Row) -> tuple[str, Words, tuple[str, ...]]:
    name, label, cells = row.need("name", str), row.words("label"), row.names("cells", needed=True)
    row.done()
    return name, label, cells  # type: ignore[return-value]  # needed words are never None
