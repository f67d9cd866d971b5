"""The chapter about the steps: who, from where to where, what is recorded, and on which conditions."""

from collections.abc import Iterable

from policies.instruments import fields_of
from policies.model import UNBORN, Due, Rule, Step
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.fields import field_line
from policies.printing.prose import Prose

Said = str | tuple[str, Iterable[str]] | None


def steps_chapter(prose: Prose) -> Chapter:
    """Print every step."""
    return prose.chapter("steps", (_step(prose, step) for step in prose.procedure.steps.values()))


def _step(prose: Prose, step: Step) -> Article:
    said = sentences(
        _way(prose, step),
        prose.say("step.by", roles=prose.roles(step.by)),
        *_recorded(prose, step),
        *_conditions(prose, step),
        prose.say("step.concurrent") if step.concurrent else None,
        prose.say("step.ground") if step.ground else None,
        prose.say("step.claims") if step.claims else None,
        *_waiting(prose, step),
        _shown(prose, step),
        prose.say("step.done", done=prose.words(step.done)),
    )
    return Article(f"s-{step.name}", prose.words(step.label), said, step.name, step.basis)


def _way(prose: Prose, step: Step) -> str:
    if step.sources == (UNBORN,) and not step.stays:
        return prose.say("step.opens", to=prose.state(step.to))
    sources = prose.listed((prose.state(name) for name in step.sources), "or")
    if step.stays:
        return prose.say("step.stays", sources=sources)
    return prose.say("step.moves", sources=sources, to=prose.state(step.to))


def _recorded(prose: Prose, step: Step) -> list[Said]:
    """Print the answers; those of the instrument are named as a whole where they are the instrument's own."""
    fields = step.fields
    said: list[Said] = []
    if step.instrument in ("evaluation", "feedback"):
        whole = fields_of(prose.procedure.instrument, step.instrument)
        if fields[: len(whole)] == whole:
            fields = fields[len(whole) :]
            said.append(prose.say(f"step.{step.instrument}", chapter=prose.chapter_number("instrument")))
        else:
            said.append(prose.say("step.instrument", code=step.instrument))
    elif step.instrument is not None:
        said.append(prose.say("step.instrument", code=step.instrument))
    said.append((prose.say("step.fields"), (field_line(prose, field) for field in fields)))
    return said if step.fields else [*said, prose.say("step.nothing")]


# -- conditions --------------------------------------------------------------------------------------------------


def _conditions(prose: Prose, step: Step) -> list[Said]:
    if not step.provided:
        return [prose.say("step.free"), prose.say("step.records") if step.records_gates else None]
    groups: dict[str, list[str]] = {"block": [], "gate": [], "warn": [], "other": []}
    for rule_id in step.provided:
        rule = prose.procedure.rules.get(rule_id)
        kind = rule.kind if rule is not None and rule.kind in groups else "other"
        groups[kind].append(rule_id if rule is None else condition(prose, step, rule))
    gates = "step.gate_records" if step.records_gates else "step.gate_refuses"
    return [
        (prose.say("step.block"), groups["block"]),
        (prose.say(gates), groups["gate"]),
        prose.say("step.records") if step.records_gates and not groups["gate"] else None,
        (prose.say("step.warn"), groups["warn"]),
        (prose.say("step.other"), groups["other"]),
    ]


def condition(prose: Prose, step: Step, rule: Rule) -> str:
    """Print a condition as one step asks it, with its newest values filled in."""
    valid_from, values = rule.parameters[-1] if rule.parameters else (None, {})
    rest = ""
    if len(rule.parameters) > 1 and valid_from is not None:
        rest += prose.say("step.dated", day=prose.day(valid_from))
    if rule.ask(step.name):
        rest += prose.say("step.asks", ask=prose.term(f"ask/{rule.id}", rule.ask(step.name)))
    if rule.waived_by is not None:
        rest += prose.say("step.waived", role=prose.role(rule.waived_by))
    return prose.say("step.condition", sentence=prose.filled(rule.sentence, values), code=rule.id, rest=rest)


# -- waiting and showing -----------------------------------------------------------------------------------------


def _waiting(prose: Prose, step: Step) -> list[Said]:
    rules = (prose.procedure.rules.get(rule_id) for rule_id in step.awaited_if)
    asked = [
        name if rule is None else condition(prose, step, rule)
        for name, rule in zip(step.awaited_if, rules, strict=True)
    ]
    said: list[Said] = []
    if step.awaited in ("late", "near"):
        said = [prose.say(f"step.{step.awaited}"), (prose.say("step.earlier_if"), asked)]
    elif step.awaited == "now" and asked:
        said = [(prose.say("step.awaited_if"), asked)]
    elif step.awaited == "now":
        said = [prose.say("step.now")]
    elif step.awaited is not None or asked:
        said = [prose.say("step.awaited", code=step.awaited), (prose.say("step.awaited_if"), asked)]
    return [*said, None if step.due is None else _due(prose, step.due)]


def _due(prose: Prose, due: Due) -> str:
    start = prose.step(due.start) if due.start in prose.procedure.steps else prose.term("start", due.start)
    if due.working_days:
        return prose.say("step.due_after", days=due.working_days, start=start)
    return prose.say("step.due", start=start)


def _shown(prose: Prose, step: Step) -> str | None:
    if step.shows is None:
        return None
    return prose.say("step.shows", aspect=prose.term("shows", step.shows), chapter=prose.chapter_number("readers"))
