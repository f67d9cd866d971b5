"""What must hold between the parts of a procedure: every name known, every state left or closed, nothing dangling."""

from collections.abc import Iterator

from policies import monitoring
from policies.checking_rules import check_rule, places, unknown
from policies.model import STAYS, UNBORN, Procedure, Step
from policies.reminding import check_reminders

KINDS_OF_FIELD = frozenset("text long date moment choice employee post rule flag scale courses course dated".split())
KINDS_OF_ROLE = frozenset({"granted", "body", "unit_head", "case"})
_READING = ("granted", "unit_head")  # of the roles that read beside the cases
SEATS = frozenset({"chair", "vice_chair", "secretary", "member"})
ASPECTS = frozenset(
    [
        *("open_ballots", "ballots", "deliberation", "feedback", "open_feedback", "feedback_authors", "follow_up"),
        *("sensitive", "others", "all_but_form"),
    ]
)
REGISTERS = frozenset(
    "grants absences delegations bodies holidays employees organisation loads dossiers courses".split()
)
ALLOWED = frozenset(
    {"names", "run", "candidates", "first_candidates", "plans", "plan", "monitoring"}
)  # to who reads the needs analysis
# The parts of a dossier, in the order of a personnel file; "outside" is the page about changes outside the procedure.
DOSSIER_PARTS = tuple(
    "identity posts education competences performance courses absences discipline relatives wishes".split()
)
OUTSIDE = "outside"
# Whose dossiers: of the kind of role that can reach so far.
REACHES = {"city": "granted", "granted": "granted", "led": "unit_head", "reporting": "case", "self": "case"}
STARTS = frozenset({"closing", "planned", "effective", "training", "round"})


def check(procedure: Procedure) -> Iterator[str]:
    """Say everything that is wrong with a procedure whose rows were read without fault."""
    for step in procedure.steps.values():
        yield from _check_step(procedure, step)
    for rule in procedure.rules.values():
        yield from check_rule(procedure, rule)
    yield from _check_states(procedure)
    yield from _check_roles_and_readers(procedure)
    yield from _check_competences(procedure)
    yield from _check_instrument(procedure)
    yield from check_reminders(procedure)


def _check_step(procedure: Procedure, step: Step) -> Iterator[str]:
    place = f"step {step.name}"
    yield from unknown(place, "state", step.sources, {*procedure.states, UNBORN})
    yield from unknown(place, "state", (step.to,), {*procedure.states, STAYS})
    yield from unknown(place, "role", step.by, procedure.roles)
    yield from unknown(place, "rule", step.rules, procedure.rules)
    if not step.sources or not step.by:
        yield f"{place}: from and by must name somebody and something"
    yield from _check_waiting(procedure, step, place)
    yield from _check_fields(step, place)
    for rule_id in step.provided:
        if rule_id in procedure.rules and procedure.rules[rule_id].kind in ("table", "timer"):
            yield f"{place}: {rule_id} is a {procedure.rules[rule_id].kind}, no condition"


def _check_waiting(procedure: Procedure, step: Step, place: str) -> Iterator[str]:
    if step.awaited not in (None, "now", "late", "near"):
        yield f"{place}: awaited is now, late or near"
    if step.awaited in ("late", "near") and step.due is None:
        yield f"{place}: what is awaited late or near needs a due date"
    if step.due and step.due.start not in {*STARTS, *procedure.steps}:
        yield f"{place}: due from {step.due.start!r} is no step and no date of the case"
    for rule_id in step.awaited_if:
        if rule_id in procedure.rules and not procedure.rules[rule_id].from_case:
            yield f"{place}: {rule_id} reads more than the case, so it cannot say whether the step is awaited"


def _check_fields(step: Step, place: str) -> Iterator[str]:
    if step.shows not in (None, "ballot", "feedback", "follow_up"):
        yield f"{place}: shows is ballot, feedback or follow_up"
    if step.instrument not in (None, "evaluation", "feedback"):
        yield f"{place}: unknown instrument {step.instrument!r}"
    names = [field.name for field in step.fields]
    if len(set(names)) != len(names):
        yield f"{place}: a field is named twice"
    for place_of_value in sorted(places(step.done) - set(names)):
        yield f"{place}: done speaks of {place_of_value!r}, which is no field"
    for field in step.fields:
        yield from unknown(f"{place}, field {field.name}", "kind", (field.kind,), KINDS_OF_FIELD)
        if field.when not in (None, "past", "future"):
            yield f"{place}, field {field.name}: when is past or future"
        if (field.kind == "dated") != bool(field.most):
            yield f"{place}, field {field.name}: most belongs to dated lines, and only to them"
        if (field.kind == "choice") != bool(field.choices):
            yield f"{place}, field {field.name}: choices belong to a choice, and only to it"


def _check_states(procedure: Procedure) -> Iterator[str]:
    orders = [state.order for state in procedure.path]
    if orders != list(range(1, len(orders) + 1)):
        yield "states.toml: the ordinary states are numbered 1, 2, 3 …"
    for state in procedure.states.values():
        leaving = [step.name for step in procedure.steps_from(state.name) if not step.stays and step.to != state.name]
        if state.closed and leaving:
            yield f"state {state.name}: closed, yet {leaving[0]} leaves it"
        if not state.closed and not leaving:
            yield f"state {state.name}: nothing leaves it and nothing closes it"
        if not any(step.to == state.name for step in procedure.steps.values()):
            yield f"state {state.name}: no step leads to it"


def _check_roles_and_readers(procedure: Procedure) -> Iterator[str]:
    for role in procedure.roles.values():
        yield from unknown(f"role {role.name}", "kind", (role.kind,), KINDS_OF_ROLE)
        if role.scope not in (None, "unit"):
            yield f"role {role.name}: scope is unit or missing"
        yield from unknown(f"role {role.name}", "seat", role.seats, SEATS)
        if role.seats and role.kind != "body":
            yield f"role {role.name}: only a committee has seats"
    for reader in procedure.readers.values():
        place = f"reader {reader.role}"
        yield from unknown(place, "role", (reader.role,), procedure.roles)
        yield from unknown(place, "state", (reader.start,), {s.name for s in procedure.path})
        yield from unknown(place, "aspect", reader.hides, ASPECTS)
        if not reader.hides & {"open_ballots", "ballots"}:
            yield f"{place}: open ballots are hidden from everybody"
    yield from _check_analysis_readers(procedure)
    yield from _check_dossier_readers(procedure)
    yield from _check_registers(procedure)
    yield from unknown("readers.toml, conflicted_member", "aspect", procedure.conflicted_member_hides, ASPECTS)


def _check_analysis_readers(procedure: Procedure) -> Iterator[str]:
    if not any("run" in reader.allows for reader in procedure.analysis_readers.values()):
        yield "analysis.toml: nobody runs the needs analysis"
    for reader in procedure.analysis_readers.values():
        place = f"analysis_reader {reader.role}"
        yield from unknown(place, "role", (reader.role,), procedure.roles)
        yield from unknown(place, "right", reader.allows, ALLOWED)
        if reader.role in procedure.roles and procedure.roles[reader.role].kind not in _READING:
            yield f"{place}: only a granted role, or the head of a unit, has units to read"
        if "monitoring" in reader.allows and reader.role not in procedure.readers:
            yield f"{place}: whoever reads every figure of monitoring must read the cases"
        if "monitoring" in reader.allows:
            yield from unknown(f"{place}, monitoring", "rule", monitoring.TABLES, procedure.rules)


def _check_dossier_readers(procedure: Procedure) -> Iterator[str]:
    if not any(reader.within == "self" for reader in procedure.dossier_readers.values()):
        yield "dossiers.toml: nobody reads his own dossier"
    for reader in procedure.dossier_readers.values():
        place = f"dossier_reader {reader.role}"
        yield from unknown(place, "role", (reader.role,), procedure.roles)
        yield from unknown(place, "reach", (reader.within,), REACHES)
        yield from unknown(place, "part", reader.reads, {*DOSSIER_PARTS, OUTSIDE})
        role = procedure.roles.get(reader.role)
        if role is not None and role.kind != REACHES.get(reader.within, role.kind):
            yield f"{place}: a role of kind {role.kind} does not reach {reader.within!r}"
        if "identity" not in reader.reads:
            yield f"{place}: whoever reads a dossier reads whose it is"
        if OUTSIDE in reader.reads and reader.within != "city":
            yield f"{place}: only who reads the whole city reads what was changed outside the procedure"
        if not reader.basis.strip():
            yield f"{place}: basis is empty"


def _check_registers(procedure: Procedure) -> Iterator[str]:
    for register in procedure.registers.values():
        place = f"register {register.name}"
        yield from unknown(place, "register", (register.name,), REGISTERS)
        yield from unknown(place, "role", (*register.by, *register.read_by), procedure.roles)
        if twice := sorted({*register.by} & {*register.read_by}):
            yield f"{place}: who keeps it reads it anyway: {', '.join(twice)}"
        if any(procedure.roles[role].kind not in _READING for role in register.read_by if role in procedure.roles):
            yield f"{place}: only a granted role, or the head of a unit, reads a register"
    for name in sorted(REGISTERS - procedure.registers.keys()):
        yield f"registers.toml: nobody keeps {name!r}"


def _check_competences(procedure: Procedure) -> Iterator[str]:
    if not procedure.competences:
        yield "competences.toml: no competence is named"
    for competence in procedure.competences.values():
        place = f"competence {competence.code}"
        if not competence.basis.strip():
            yield f"{place}: basis is empty"
        others = (other for other in procedure.competences.values() if other is not competence)
        if any(other.series and competence.code.startswith(other.code) for other in others):
            yield f"{place}: its code belongs to a series"


def _check_instrument(procedure: Procedure) -> Iterator[str]:
    instrument = procedure.instrument
    levels = {choice.value for choice in instrument.result.choices}
    if {f"{result}/{behaviour}" for result in levels for behaviour in instrument.behaviour} != set(instrument.cells):
        yield "instrument.toml: the matrix of predicates must name each of its cells once"
