"""The strict loader: every kind of slip in a policy file is one clear fault that names the file and the place."""

import json
import tomllib
from datetime import date

import pytest

from policies.loading import current, load, recorded, shipped_files
from policies.reading_files import LawError

PROPOSAL, COMMITTEE, ENDINGS = "steps_1_proposal.toml", "steps_2_committee.toml", "steps_5_endings.toml"
PERSON, NEEDS, CONFLICTS = "rules_1_person.toml", "rules_2_needs.toml", "rules_3_committee.toml"


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


# what is wrong: file, the words that stand there, the words that somebody writes instead, the fault
SLIPS = {
    # rows
    "an unknown key": (PROPOSAL, "concurrent = true", "concurent = true", "step 3: unknown key 'concurent'"),
    "a missing key": (PROPOSAL, 'to       = "needs_identified"\n', "", "step 1: to is missing"),
    "a wrong type": (PROPOSAL, "concurrent = true", 'concurrent = "yes"', "step 3: concurrent must be bool, not 'yes'"),
    "a name for a list": (PROPOSAL, 'from     = ["unborn"]', 'from = "unborn"', "step 1: from must be list, not"),
    "the same name twice": (
        PROPOSAL,
        'by       = ["proposer", "personnel_analyst"]',
        'by = ["proposer", "proposer"]',
        "step 1: by must list different names",
    ),
    "no TOML": (PROPOSAL, "[[step]]", "[[step]", "steps_1_proposal.toml: "),
    "a table nobody knows": ("registers.toml", "[[register]]", "[[registers]]", "unknown key 'registers'"),
    # steps
    "an unknown state": (
        PROPOSAL,
        'to       = "needs_identified"',
        'to = "needed"',
        "step identify: unknown state 'needed'",
    ),
    "an unknown source": (PROPOSAL, 'from     = ["unborn"]', 'from = ["born"]', "step identify: unknown state 'born'"),
    "an unknown role": (
        PROPOSAL,
        'by         = ["donor_head"]',
        'by = ["donor"]',
        "step donor-answer: unknown role 'donor'",
    ),
    "an unknown rule": (PROPOSAL, '"R-STR-07"', '"R-STR-70"', "step propose: unknown rule 'R-STR-70'"),
    "an unknown condition of waiting": (
        PROPOSAL,
        'awaited_if = ["R-GAT-02"]',
        'awaited_if = ["R-GAT-20"]',
        "step waive-gate: unknown rule 'R-GAT-20'",
    ),
    "nobody acts": (
        PROPOSAL,
        'by       = ["proposer", "personnel_analyst"]',
        "by = []",
        "step identify: from and by must",
    ),
    "starts nowhere": (PROPOSAL, 'from     = ["unborn"]', "from = []", "step identify: from and by must"),
    "a table as a condition": (PROPOSAL, '"R-STR-07"', '"R-BUP-01"', "step propose: R-BUP-01 is a table, no condition"),
    "a timer as a condition": (PROPOSAL, '"R-STR-07"', '"R-EVL-10"', "step propose: R-EVL-10 is a timer, no condition"),
    "gates neither recorded nor refusing": (
        PROPOSAL,
        'gates    = "record"',
        'gates = "recrod"',
        "step 2: gates is record or missing, not 'recrod'",
    ),
    "waited for some day": (
        PROPOSAL,
        'awaited    = "now"',
        'awaited = "soon"',
        "step donor-answer: awaited is now, late or",
    ),
    "waited for without end": (
        PROPOSAL,
        'due        = { from = "propose", working_days = 7 }\n',
        "",
        "step donor-answer: what is awaited needs a due date",
    ),
    "due from nowhere": (
        PROPOSAL,
        'due        = { from = "propose", working_days = 7 }',
        'due = { from = "proposal" }',
        "step donor-answer: due from 'proposal' is no step and no date of the case",
    ),
    "due in weeks": (
        PROPOSAL,
        'due        = { from = "propose", working_days = 7 }',
        'due = { from = "propose", weeks = 1 }',
        "step 3, due: unknown key 'weeks'",
    ),
    "waiting that asks the registers": (
        PROPOSAL,
        'awaited_if = ["R-GAT-02"]',
        'awaited_if = ["R-TEN-01"]',
        "step waive-gate: R-TEN-01 reads more than the case",
    ),
    "an unknown aspect of a step": (
        COMMITTEE,
        'shows      = "ballot"',
        'shows = "ballots"',
        "step vote: shows is ballot",
    ),
    "an unknown instrument": (
        "steps_4_evaluation.toml",
        'instrument = "feedback"',
        'instrument = "praise"',
        "step give-feedback: unknown instrument 'praise'",
    ),
    "a step that says what it does not record": (
        PROPOSAL,
        "unit asal: {answer}",
        "unit asal: {answr}",
        "step donor-answer: done speaks of 'answr', which is no field",
    ),
    # fields
    "a field twice": (PROPOSAL, 'name     = "note"', 'name = "post"', "step identify: a field is named twice"),
    "an unknown kind of field": (PROPOSAL, 'kind  = "post"', 'kind = "posts"', "field post: unknown kind 'posts'"),
    "a date of some day": (PROPOSAL, 'when  = "future"', 'when = "later"', "field planned_on: when is past or future"),
    "a choice of nothing": (
        PROPOSAL,
        'kind    = "choice"',
        'kind = "text"',
        "choices belong to a choice, and only to it",
    ),
    "a choice in one language": (
        PROPOSAL,
        '{ value = "objects", id = "Berkeberatan", en = "Objects" }',
        '{ value = "objects", id = "Berkeberatan" }',
        "step 3, field 1, choices 2: label needs both id and en",
    ),
    # rules
    "an unknown kind of rule": (
        PERSON,
        'kind       = "gate"',
        'kind = "barrier"',
        "rule R-TEN-01: unknown kind 'barrier'",
    ),
    "an unknown confidence": (
        PERSON,
        'confidence = "text of law"',
        'confidence = "rumour"',
        "rule R-ELG-01: unknown confidence 'rumour'",
    ),
    "no basis": (PERSON, 'basis      = "Peraturan BKN 5/2019 Pasal 3"\n', "", "rule 1: basis is missing"),
    "an empty basis": (
        PERSON,
        'basis      = "Peraturan BKN 5/2019 Pasal 3"',
        'basis = " "',
        "rule R-ELG-01: basis is empty",
    ),
    "a rule in one language": (
        PERSON,
        ', en = "The employee is an active civil servant (PNS) until the planned effective date"',
        "",
        "rule 1: sentence needs both id and en",
    ),
    "an empty sentence": (
        PERSON,
        '{ id = "Pegawai berstatus PNS aktif sampai rencana TMT"',
        '{ id = " "',
        "rule 1: sentence needs both id and en",
    ),
    "a refusal without words": (
        CONFLICTS,
        'unmet      = { id = "Tuliskan alasan tidak',
        'value = { id = "Tuliskan alasan tidak',
        "unmet is missing",
    ),
    "a gate that nobody waives": (PERSON, 'waived_by  = "ppk"\n', "", "rule R-TEN-01: waived_by belongs to a gate"),
    "a block that somebody waives": (
        PERSON,
        'kind       = "block"',
        'kind = "block"\nwaived_by = "ppk"',
        "rule R-ELG-01: waived_by belongs to a gate",
    ),
    "a waiver by nobody known": (
        PERSON,
        'waived_by  = "ppk"',
        'waived_by = "mayor"',
        "rule R-TEN-01: unknown role 'mayor'",
    ),
    "a rule without a function": (
        PERSON,
        '"R-REQ-01"',
        '"R-REQ-02"',
        "rule R-REQ-02: there is no function of that name",
    ),
    "a question at an unknown step": (
        CONFLICTS,
        'sign-decree = "sign"',
        'sign-decrees = "sign"',
        "rule R-COI-03: unknown step 'sign-decrees'",
    ),
    "a question that cannot be asked": (
        CONFLICTS,
        'vote         = "wide"',
        'vote = "wider"',
        "rule R-COI-01: at step vote it cannot be asked 'wider'",
    ),
    "no question where one is needed": (
        CONFLICTS,
        'sign-decree = "sign"\n',
        "",
        "rule R-COI-03: at step sign-decree it cannot be asked ''",
    ),
    "a sentence with an unknown value": (
        PERSON,
        "paling singkat {months} bulan",
        "paling singkat {moons} bulan",
        "rule R-TEN-01: the sentence speaks of 'moons', which is no parameter",
    ),
    "languages that say different values": (
        PERSON,
        'value      = { id = "{held} dari {months} bulan"',
        'value = { id = "{held} bulan"',
        "rule R-TEN-01: the two languages speak of different values",
    ),
    # parameters
    "parameters without a day": (
        PERSON,
        "valid_from = 2017-04-07\nmonths",
        "months",
        "parameters 1: valid_from is missing",
    ),
    "parameters on no day": (
        PERSON,
        "valid_from = 2017-04-07\nmonths",
        'valid_from = "2017"\nmonths',
        "valid_from must be date",
    ),
    "an unknown parameter": (
        PERSON,
        "months     = 24",
        "moons = 24",
        "parameters of 2017-04-07: unknown parameter 'moons'",
    ),
    "a missing parameter": (PERSON, "months     = 24", "", "parameters of 2017-04-07: months is missing"),
    "no parameters at all": (
        PERSON,
        "[[rule.parameters]]\nvalid_from = 2017-04-07\nmonths     = 24\n",
        "",
        "rule R-TEN-01: its parameters are missing",
    ),
    "a number as text": (PERSON, "months     = 24", 'months = "24"', "months must be a whole number above 0, not '24'"),
    "a number below one": (PERSON, "months     = 24", "months = 0", "months must be a whole number above 0, not 0"),
    "an age as text": (
        PERSON,
        "JF_MADYA            = 60",
        'JF_MADYA = "60"',
        "JF_MADYA must be a whole number above 0",
    ),
    "a share that is none": (NEEDS, 'floor      = "9/10"', 'floor = "9:10"', "floor must be an exact share such as"),
    "a share above one": (NEEDS, 'floor      = "9/10"', 'floor = "10/9"', "floor must be an exact share such as"),
    "a share of nothing": (NEEDS, 'floor      = "9/10"', 'floor = "9/0"', "floor must be an exact share such as"),
    "a rounded share": (NEEDS, 'floor      = "9/10"', "floor = 0.9", "floor must be an exact share such as"),
    "an unknown category": (
        NEEDS,
        'categories = ["JPT_PRATAMA"]',
        'categories = ["JPT"]',
        "rule R-STR-07, parameters of 2017-04-07: unknown category 'JPT'",
    ),
    "categories that are no list": (
        NEEDS,
        'categories = ["JPT_PRATAMA"]',
        'categories = "JPT_PRATAMA"',
        "must be a list of categories",
    ),
    "an empty list": (PERSON, 'statuses   = ["PNS"]', "statuses = []", "statuses must be a list of names"),
    "an unknown relation": (CONFLICTS, '"subject", "family"]', '"subject", "famly"]', "unknown relation 'famly'"),
    "days out of order": (
        PERSON,
        "valid_from = 2017-04-07\nmonths     = 24",
        "valid_from = 2017-04-07\nmonths = 24\n[[rule.parameters]]\nvalid_from = 2016-01-01\nmonths = 12",
        "rule R-TEN-01: parameters must stand in the order of their days",
    ),
    "a day twice": (
        PERSON,
        "valid_from = 2017-04-07\nmonths     = 24",
        "valid_from = 2017-04-07\nmonths = 24\n[[rule.parameters]]\nvalid_from = 2017-04-07\nmonths = 12",
        "rule R-TEN-01: parameters must stand in the order of their days",
    ),
    # states, roles, readers, registers, instrument
    "states numbered with a gap": (
        "states.toml",
        "order = 2",
        "order = 8",
        "states.toml: the ordinary states are numbered",
    ),
    "a closed state that is left": (
        "states.toml",
        "order = 3",
        "order = 3\nclosed = true",
        "state reviewed: closed, yet assign",
    ),
    "a state that nothing leaves": (
        "states.toml",
        "order  = 7\nclosed = true",
        "order = 7",
        "state evaluated_6_months: nothing leaves",
    ),
    "a state that nothing leads to": (
        ENDINGS,
        'to       = "cancelled"',
        'to = "withdrawn"',
        "state cancelled: no step leads to it",
    ),
    "an unknown kind of role": (
        "roles.toml",
        'kind  = "granted"',
        'kind = "given"',
        "role proposer: unknown kind 'given'",
    ),
    "a role of unknown reach": (
        "roles.toml",
        'scope = "unit"',
        'scope = "city"',
        "role proposer: scope is unit or missing",
    ),
    "a reader without a role": (
        "readers.toml",
        'role  = "auditor"',
        'role = "press"',
        "reader press: unknown role 'press'",
    ),
    "a reader from nowhere": ("readers.toml", 'from  = "reviewed"', 'from = "rejected"', "unknown state 'rejected'"),
    "an unknown aspect": (
        "readers.toml",
        '"feedback_authors"',
        '"authors"',
        "reader subject: unknown aspect 'authors'",
    ),
    "an unknown aspect for members": (
        "readers.toml",
        '[conflicted_member]\nhides = ["ballots"',
        '[conflicted_member]\nhides = ["votes"',
        "conflicted_member: unknown aspect 'votes'",
    ),
    "no word on conflicted members": (
        "readers.toml",
        "[conflicted_member]",
        "[conflicted]",
        "conflicted_member is missing",
    ),
    "a register that nobody known keeps": (
        "registers.toml",
        'by    = ["administrator"]',
        'by = ["admin"]',
        "register grants: unknown role 'admin'",
    ),
    "a register that nobody knows": (
        "registers.toml",
        'name  = "grants"',
        'name  = "grant"',
        "register grant: unknown register 'grant'",
    ),
    "a register that nobody keeps": (
        "registers.toml",
        'name  = "grants"',
        'name  = "grant"',
        "registers.toml: nobody keeps 'grants'",
    ),
    "a cell of the matrix twice": (
        "instrument.toml",
        'cells = ["below/below"]',
        'cells = ["below/meets"]',
        "the matrix of predicates",
    ),
    "a cell of the matrix missing": (
        "instrument.toml",
        '"meets/meets"]',
        '"meets/middling"]',
        "the matrix of predicates",
    ),
    "an anchor too few": (
        "instrument.toml",
        '{ at = 5, id = "Memperbaiki cara melayani',
        '{ at = 4, id = "Memperbaiki cara melayani',
        "value 1: anchors are needed at 1, 3 and 5",
    ),
    "an unknown key of the instrument": (
        "instrument.toml",
        'low  = "2.6"',
        'low = "2.6"\nmiddle = "3"',
        "unknown key 'middle'",
    ),
    "a level in one language": (
        "instrument.toml",
        '{ value = "above", id = "Di atas ekspektasi", en = "Above expectations" }',
        '{ value = "above", id = "Di atas ekspektasi" }',
        "a choice needs both id and en",
    ),
}


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
    assert len(faults_of(files)) == 4  # JF_UTAMA, which rules name, is gone from the table of ages too


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
