"""The form of evaluation and feedback: its fields, the level of behaviour, and the 3×3 matrix of the predicate."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

from policies.model import Choice, Field, Instrument, Words
from policies.reading_files import Row
from policies.scoring import GROUPS, PEERS, SUPERVISOR, Borders, Form, score


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
        weights=_weights(row.row("weights")),
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


def form_of(instrument: Instrument, group: str, answers: Mapping[str, Any]) -> Form:
    """Give the scores (1–5) among somebody's answers; what was erased is left out."""
    return Form(group, {each.name: int(answers[each.name]) for each in instrument.values if each.name in answers})


def behaviour_level(instrument: Instrument, forms: Iterable[Form], items: Collection[str] = ()) -> str | None:
    """Give the level of the values, or of some of them: "below", "meets" or "above"; None where nothing was scored."""
    wanted = [each.name for each in instrument.values if not items or each.name in items]
    found = score(forms, wanted, instrument.weights)
    return None if found is None else _borders(instrument).level(found.value)


def _borders(instrument: Instrument) -> Borders:
    return Borders(Fraction(instrument.low), Fraction(instrument.high))


def predicate(instrument: Instrument, result: str, behaviour: str) -> str:
    """Give the predicate of a task result and a behaviour level (PermenPANRB 6/2022, matrix of nine cells)."""
    return instrument.cells[f"{result}/{behaviour}"]


def predicate_of_answers(
    instrument: Instrument, answers: Mapping[str, Any], peers: Iterable[Mapping[str, Any]] = ()
) -> str:
    """Give the predicate of a supervisor's filled-in evaluation, with what his peers answered about the employee."""
    forms = [form_of(instrument, SUPERVISOR, answers), *(form_of(instrument, PEERS, each) for each in peers)]
    level = behaviour_level(instrument, forms)
    if level is None:
        raise ValueError("an evaluation without scores has no predicate")
    return predicate(instrument, str(answers[instrument.result.name]), level)


_LEVELS = {"DI_ATAS": "above", "SESUAI": "meets", "DI_BAWAH": "below"}


def predicate_of_register(instrument: Instrument, result: str, behaviour: str) -> str:
    """Give the predicate of a year in the performance register (DI_ATAS, SESUAI, DI_BAWAH)."""
    return predicate(instrument, _LEVELS[result], _LEVELS[behaviour])


def _weights(row: Row) -> dict[str, int]:
    weights = {group: row.may(group, int, 0) for group in GROUPS}
    row.done()
    if SUPERVISOR not in (group for group, weight in weights.items() if weight > 0) or min(weights.values()) < 0:
        row.fault("weights are whole numbers, none below 0, and the supervisor's above it")
    return {group: weight for group, weight in weights.items() if weight}


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
