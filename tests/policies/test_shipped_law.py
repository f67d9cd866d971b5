"""What the shipped law says besides its rules: which acts may happen at once, what binds, what a form must hold."""

from policies.loading import current
from policies.model import Field, Step

STEPS, STATES = current().steps, current().states


def named(flag: str) -> set[str]:
    """Name the steps that carry a flag."""
    return {step.name for step in STEPS.values() if getattr(step, flag)}


def fields() -> list[tuple[Step, Field]]:
    """Give every field of every step's form."""
    return [(step, field) for step in STEPS.values() for field in step.fields]


def test_these_acts_may_happen_at_once() -> None:
    assert named("concurrent") == {
        "donor-answer",
        "record-silence",
        "waive-gate",
        "vote",
        "recuse",
        "complete-training",
        "postpone-training",
        "record-consideration",
        "give-feedback",
        "agree-goals",
        "accept-goals",
        "plan-coaching",
        "answer-evaluation",
        "judge-need",
        "correct",
    }


def test_these_acts_move_the_ground_although_the_state_stays() -> None:
    assert named("ground") == {"open-ballot", "void-ballot", "close-ballot"}


def test_these_acts_take_hold_of_the_employee_and_both_posts() -> None:
    assert named("claims") == {"propose", "open-ballot", "recommend", "sign-decree", "execute", "correct"}


def test_only_a_proposal_records_gates() -> None:
    assert named("records_gates") == {"propose"}


def test_lines_of_ballots_and_feedback_belong_to_their_aspect() -> None:
    assert {step.name: step.shows for step in STEPS.values() if step.shows} == {
        "vote": "ballot",
        "give-feedback": "feedback",
        "agree-goals": "follow_up",
        "accept-goals": "follow_up",
        "plan-coaching": "follow_up",
        "answer-evaluation": "follow_up",
    }
    assert {step.name: step.instrument for step in STEPS.values() if step.instrument} == {
        "give-feedback": "feedback",
        "evaluate-3": "evaluation",
        "evaluate-6": "evaluation",
    }


def test_what_the_states_mean() -> None:
    assert {state.name for state in STATES.values() if state.binds} == {"proposed", "reviewed", "training_assigned"}
    assert {state.name for state in STATES.values() if state.reserves} == {"reviewed", "training_assigned"}
    assert {state.name: state.round for state in STATES.values() if state.round} == {
        "executed": 3,
        "evaluated_3_months": 6,
    }
    assert {state.name for state in STATES.values() if state.closed} == {
        "evaluated_6_months",
        "rejected",
        "withdrawn",
        "cancelled",
        "unevaluated",
    }


def test_where_each_step_leads() -> None:
    assert {step.name: step.to for step in STEPS.values() if not step.stays} == {
        "identify": "needs_identified",
        "propose": "proposed",
        "return": "needs_identified",
        "recommend": "reviewed",
        "reject": "rejected",
        "assign-training": "training_assigned",
        "execute": "executed",
        "evaluate-3": "evaluated_3_months",
        "evaluate-6": "evaluated_6_months",
        "withdraw": "withdrawn",
        "cancel": "cancelled",
        "close-unevaluated": "unevaluated",
    }


def test_days_that_lie_ahead_and_days_that_have_been() -> None:
    ahead = {(step.name, field.name) for step, field in fields() if field.when == "future"}
    assert ahead == {("propose", "planned_on"), ("open-ballot", "closes_at"), ("postpone-training", "until")}
    free = {(step.name, field.name) for step, field in fields() if field.kind == "date" and field.when is None}
    assert free == {("sign-decree", "effective_on")}


def test_what_may_be_left_out_of_a_form() -> None:
    assert {(step.name, field.name) for step, field in fields() if not field.required} == {
        ("propose", "letter_number"),
        ("propose", "letter_on"),
        ("propose", "justification"),
        ("donor-answer", "reason"),
        ("record-silence", "note"),
        ("waive-gate", "ground"),
        ("open-ballot", "justification"),
        ("vote", "reason"),
        ("assign-training", "courses"),
        ("complete-training", "certificate"),
        ("evaluate-3", "actions"),
        ("evaluate-3", "justification"),
        ("evaluate-6", "actions"),
        ("evaluate-6", "justification"),
        ("accept-goals", "remark"),
        ("answer-evaluation", "answer"),
        ("cancel", "number"),
    }


def test_whose_office_may_be_delegated_and_whose_reaches_no_further_than_his_unit() -> None:
    roles = current().roles.values()
    assert {role.name for role in roles if role.office} == {"ppk", "head_bkpsdm"}
    assert {role.name for role in roles if role.scope} == {"proposer"}
    assert {role.name for role in roles if role.kind == "granted"} == {
        "proposer",
        "personnel_analyst",
        "training_officer",
        "head_bkpsdm",
        "ppk",
        "auditor",
        "administrator",
    }


def test_the_values_of_the_law() -> None:
    """Each number once more, by hand: who changes one has to mean it."""
    values = {rule.id: rule.parameters[-1][1] for rule in current().rules.values() if rule.parameters}
    assert {rule: values[rule] for rule in values if len(values[rule]) == 1} == {
        "R-TEN-01": {"months": 24},
        "R-ABK-01": {"minutes": 75000},
        "R-ELG-07a": {"months": 12},
        "R-TEN-05": {"months": 12},
        "R-CMP-01a": {"share": "68/100"},
        "R-CMP-06": {"classes": 1},
        "R-NED-02": {"years": 2},
        "R-ABK-04": {"months": 3},
        "R-FIT-02": {"hours": 40},
        "R-DON-04": {"share": "3/5"},
        "R-STR-07": {"categories": ["JPT_PRATAMA"]},
        "R-DON-01": {"floor": "9/10"},
        "R-DON-06": {"working_days": 7},
        "R-CMP-04b": {"days": 90},
        "R-INA-01": {"exempt": ["PELAKSANA_KLERK", "PELAKSANA_OPERATOR", "PELAKSANA_TEKNISI"]},
        "R-EVL-01a": {"days": 14},
        "R-EVL-01b": {"days": 14},
        "R-EVL-03": {"days": 30},
        "R-EVL-05a": {"predicates": ["poor", "very_poor"]},
        "R-EVL-05b": {"predicates": ["poor", "very_poor"]},
        "R-EVL-07": {"days": 30},
        "R-EVL-09": {"peers": 2},
        "R-EVL-15b": {"days": 14},
        "R-REM-01": {"working_days": 2},
        "R-REM-02": {"working_days": 1},
        "R-REM-03": {"working_days": 5},
    }
    assert values["R-REM-04"] == {"first_minutes": 1, "longest_minutes": 240, "tries": 16}
    assert values["R-COM-05"] == {"quorum": "2/3", "minimum": 5}
    assert values["R-ABK-02"] == {"A": 100, "B": 90, "C": 70, "D": 50}
    assert values["R-ABK-03"] == {"horizon": 12, "longest": 60}
    assert values["R-NED-05"] == {"months": 6, "days": 60}


def test_the_values_of_tables_and_of_rules_with_several() -> None:
    values = {rule.id: rule.parameters[-1][1] for rule in current().rules.values() if rule.parameters}
    assert values["R-FIT-03"] == {"high": "80/100", "good_fit": "65/100", "fair": "50/100"}
    weights = {"gap": "0.40", "criticality": "0.25", "retirement": "0.15", "outlying": "0.10", "age": "0.10"}
    assert values["R-NED-04"] == {**weights, "full_age": 24}
    plan = {"fit": "0.10", "move": "0.10", "gate": "0.05", "warning": "0.02", "wish": "0.15"}
    assert values["R-PLN-01"] == {**plan, "outlying_months": 24}
    assert values["R-ELG-07b"] == {"months": 24, "lowest": 12}
    assert values["R-CMP-01b"] == {"share": "80/100", "lowest": "68/100"}
    assert (values["R-STR-01"]["lowest_education"], values["R-STR-01"]["months"]) == (40, 36)
    assert (values["R-STR-02"]["lowest_education"], values["R-STR-02"]["months"]) == (30, 48)
    assert values["R-STR-03"]["lowest_education"] == 15
    assert (values["R-JF-01"]["expert_education"], values["R-JF-01"]["skilled_education"]) == (40, 15)
    fit = {"competence": "0.40", "performance": "0.15", "experience": "0.15", "education": "0.10", "training": "0.10"}
    worth = {"very_good": "1", "good": "0.75", "needs_improvement": "0.4", "poor": "0.2", "very_poor": "0"}
    full = {"full_months": 60, "full_hours": 120, "full_km": 50}
    assert values["R-FIT-01"] == {**fit, "donor": "0.05", "distance": "0.05", **worth, **full}
    assert values["R-EVL-10"] == {"round_3": 3, "round_6": 6}
    assert values["R-COI-01"]["degree"] == 2
    assert values["R-BUP-01"] == {
        **dict.fromkeys(values["R-BUP-01"], 58),
        "JPT_PRATAMA": 60,
        "JF_MADYA": 60,
        "JF_UTAMA": 65,
        "guru": 60,
    }
