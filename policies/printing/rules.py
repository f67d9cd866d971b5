"""The chapters about the conditions and about the tables: kind, basis, words, and values by date."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from policies.model import Rule
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.prose import Prose

_TABLES = frozenset({"table", "timer"})


def rules_chapter(prose: Prose) -> Chapter:
    """Print every condition."""
    rules = prose.procedure.rules.values()
    return prose.chapter("rules", (_rule(prose, rule) for rule in rules if rule.kind not in _TABLES))


def tables_chapter(prose: Prose) -> Chapter:
    """Print every table and time limit."""
    rules = prose.procedure.rules.values()
    return prose.chapter("tables", (_rule(prose, rule) for rule in rules if rule.kind in _TABLES))


def _rule(prose: Prose, rule: Rule) -> Article:
    newest = rule.parameters[-1][1] if rule.parameters else {}
    steps = prose.procedure.steps.values()
    used = [step.name for step in steps if rule.id in step.provided]
    awaits = [step.name for step in steps if rule.id in step.awaited_if]
    said = sentences(
        f"{prose.filled(rule.sentence, newest)}.",
        prose.say("rule.kind", kind=prose.term("rule_kind", rule.kind)),
        None if rule.waived_by is None else prose.say("rule.waived_by", role=prose.role(rule.waived_by)),
        None if rule.unmet is None else prose.say("rule.unmet", unmet=prose.filled(rule.unmet, newest)),
        None if rule.value is None else prose.say("rule.value", value=prose.filled(rule.value, newest)),
        prose.say("rule.sensitive") if rule.sensitive else None,
        prose.say("rule.others") if rule.names_others else None,
        prose.say("rule.from_case") if rule.from_case else None,
        prose.say("rule.of_form") if rule.of_form else None,
        (prose.say("rule.asks"), _asks(prose, rule)),
        *(_values(prose, valid_from, values) for valid_from, values in rule.parameters),
        prose.say("rule.used", steps=prose.steps(used)) if used else None,
        prose.say("rule.awaits", steps=prose.steps(awaits)) if awaits else None,
        prose.say("rule.confidence", confidence=prose.term("confidence", rule.confidence)),
    )
    return Article(rule.id, rule.id, said, rule.id, rule.basis)


def _asks(prose: Prose, rule: Rule) -> Iterator[str]:
    for step, ask in sorted(rule.asks.items(), key=lambda asked: asked[0] == "default"):
        asked = prose.term(f"ask/{rule.id}", ask)
        if step == "default":
            yield prose.say("rule.ask_else", ask=asked)
        else:
            yield prose.say("rule.ask", step=prose.step(step), ask=asked)


def _values(prose: Prose, valid_from: date, values: Mapping[str, Any]) -> str | tuple[str, Iterator[str]]:
    day = prose.day(valid_from)
    if not values:
        return prose.say("rule.none", day=day)
    each = (
        prose.say("rule.value_of", name=prose.term("parameter", name), value=_value(prose, value))
        for name, value in values.items()
    )
    return prose.say("rule.values", day=day), each


def _value(prose: Prose, value: Any) -> str:
    if isinstance(value, list | tuple):
        return prose.listed(_value(prose, each) for each in value)
    if isinstance(value, str):
        relation = prose.term("relation", value)
        return relation if relation != value else prose.term("parameter", value)
    return str(value)
