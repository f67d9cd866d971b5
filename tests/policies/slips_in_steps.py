"""Slips of the pen in steps, states and roles: file, what stands there, what is written instead, the fault."""

PROPOSAL, COMMITTEE, ENDINGS = "steps_1_proposal.toml", "steps_2_committee.toml", "steps_5_endings.toml"

Slip = tuple[str, str, str, str]

SLIPS: dict[str, Slip] = {
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
    "a seat that no committee has": (
        "roles.toml",
        '"vice_chair", "member"]',
        '"treasurer"]',
        "role committee_chair: unknown seat 'treasurer'",
    ),
    "a seat outside a committee": (
        "roles.toml",
        'scope = "unit"',
        'seats = ["chair"]',
        "role proposer: only a committee has seats",
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
    "a reader of open ballots": (
        "readers.toml",
        'hides = ["open_ballots"]',
        "hides = []",
        "reader auditor: open ballots are hidden from everybody",
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
