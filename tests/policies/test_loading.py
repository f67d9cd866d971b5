"""The strict loader: every kind of slip in a policy file is one clear fault that names the file and the place."""

import json
import tomllib
from datetime import date

import pytest

from policies.loading import current, load, recorded, shipped_files
from policies.reading_files import LawError
from tests.policies import slips_in_reminders, slips_in_rules, slips_in_steps

PERSON = "rules_1_person.toml"


def faults_of(files: dict[str, str]) -> list[str]:
    """Load files that are no procedure, and give the faults."""
    with pytest.raises(LawError) as caught:
        load(files)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return list(caught.value.faults)


def slip(file: str, old: str, new: str) -> list[str]:
    """Change one place of the shipped law, and give the faults."""
    files = shipped_files()
    assert old in files[file], f"{file} does not say {old!r} any more"
    return faults_of(files | {file: files[file].replace(old, new, 1)})


SLIPS = slips_in_steps.SLIPS | slips_in_rules.SLIPS | slips_in_reminders.SLIPS


@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_is_a_clear_fault(what: str) -> None:
    file, old, new, expected = SLIPS[what]
    faults = slip(file, old, new)
    assert [fault for fault in faults if expected in fault], faults
    homeless = [fault for fault in faults if fault.partition(":")[0].partition(",")[0] not in shipped_files()]
    assert homeless == []


def test_a_name_is_defined_once_in_all_files() -> None:
    files = shipped_files()
    twice = "[[role]]\nname = 'auditor'\nlabel = { id = 'Auditor', en = 'Auditor' }\nkind = 'granted'\n"
    assert faults_of(files | {"roles_2.toml": twice}) == [
        "roles_2.toml, role 1: role 'auditor' is defined twice, first in roles.toml"
    ]


def test_a_rule_that_no_step_reads_is_dead_letter() -> None:
    files = shipped_files()
    without = {name: text.replace('"R-STR-07", ', "") for name, text in files.items()}
    assert faults_of(without) == ["rules_2_needs.toml: rule R-STR-07: no step reads it"]


def test_every_fault_is_told_at_once() -> None:
    files = shipped_files()
    files[PERSON] = (
        files[PERSON].replace("months     = 24", "months = -24").replace("JF_UTAMA            = 65", "X = 0")
    )
    files["states.toml"] = files["states.toml"].replace("order = 3", "order = 3\nclosed = true")
    assert len(faults_of(files)) == 7  # JF_UTAMA, which four rules name, is gone from the table of ages too


def test_files_that_are_missing_altogether() -> None:
    for name in shipped_files():
        assert faults_of({other: text for other, text in shipped_files().items() if other != name})


def test_two_rows_without_a_day() -> None:
    rows = "[[rule.parameters]]\nmonths = 24\n[[rule.parameters]]\nmonths = 36\n"
    faults = slip(PERSON, "[[rule.parameters]]\nvalid_from = 2017-04-07\nmonths     = 24\n", rows)
    assert [fault for fault in faults if "valid_from is missing" in fault] == [
        "rules_1_person.toml, rule 3, parameters 1: valid_from is missing",
        "rules_1_person.toml, rule 3, parameters 2: valid_from is missing",
    ]


# -- what a loaded procedure answers -------------------------------------------------------------------------------


def test_the_shipped_law_is_a_procedure() -> None:
    procedure = load(shipped_files())
    assert procedure == current()
    assert [state.name for state in procedure.path] == [
        "needs_identified",
        "proposed",
        "reviewed",
        "training_assigned",
        "executed",
        "evaluated_3_months",
        "evaluated_6_months",
    ]
    assert {state.name for state in procedure.states.values() if state.order is None} == {
        "rejected",
        "withdrawn",
        "cancelled",
        "unevaluated",
    }


def test_the_text_that_a_ledger_keeps_gives_the_same_procedure() -> None:
    again = recorded(current().text)
    assert again == current()
    assert json.loads(again.text) == shipped_files()


def text_of(files: dict[str, str]) -> bytes:
    """Join files as a ledger keeps them."""
    return json.dumps(files).encode()


def test_a_text_of_another_release_is_not_measured_by_this_one() -> None:
    """A rule that has no function any more, or other parameters now, was law in its day all the same."""
    files = shipped_files()
    files[PERSON] = files[PERSON].replace('"R-REQ-01"', '"R-REQ-00"').replace("months     = 24", "years = 2")
    assert len(faults_of(files)) > 2
    assert recorded(text_of(files)).rules["R-TEN-01"].on(date(2026, 1, 1)) == {"years": 2}


def test_a_text_that_says_what_nobody_reads_is_no_law() -> None:
    files = shipped_files()
    with pytest.raises(LawError, match="unknown key 'moons'"):
        recorded(text_of(files | {"roles.toml": files["roles.toml"].replace("[[role]]", "[[role]]\nmoons = 1", 1)}))


def test_another_text_has_another_digest() -> None:
    files = shipped_files()
    later = load(files | {PERSON: files[PERSON].replace("months     = 24", "months     = 25")})
    assert later.digest != current().digest
    assert len(later.digest) == 32


def test_the_value_of_a_day() -> None:
    files = shipped_files()
    rows = "months     = 24\n[[rule.parameters]]\nvalid_from = 2027-01-01\nmonths = 36"
    rule = load(files | {PERSON: files[PERSON].replace("months     = 24", rows)}).rules["R-TEN-01"]
    for day, months in (
        (date(2010, 1, 1), 24),  # before the first row the first row holds
        (date(2017, 4, 7), 24),
        (date(2026, 12, 31), 24),
        (date(2027, 1, 1), 36),
        (date(2030, 1, 1), 36),
    ):
        assert rule.on(day) == {"months": months}
    assert current().rules["R-DIS-01"].on(date(2026, 1, 1)) == {}


def test_every_rule_has_its_basis_and_a_day_for_each_value() -> None:
    for rule in current().rules.values():
        assert rule.basis.strip()
        assert rule.confidence in ("text of law", "practice", "local choice")
        assert all(isinstance(valid_from, date) for valid_from, _ in rule.parameters)


def test_the_files_only_name_things() -> None:
    """No expression, no operator, no nesting in which a condition could hide: names, words, numbers and days."""
    for name, text in shipped_files().items():
        for value in _leaves(tomllib.loads(text)):
            assert type(value) in (str, int, bool, date), (name, value)


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value]
