"""Slips of the pen in rules and their parameters: file, what stands there, what is written instead, the fault."""

PERSON, NEEDS, CONFLICTS = "rules_1_person.toml", "rules_2_needs.toml", "rules_3_committee.toml"

Slip = tuple[str, str, str, str]

SLIPS: dict[str, Slip] = {
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
        'value      = { id = "{held} bulan; paling singkat {months}"',
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
    "a fit that outweighs the move": (
        NEEDS,
        'fit             = "0.10"',
        'fit = "0.101"',
        "rule R-PLN-01, parameters of 2024-01-01: fit must not exceed move",
    ),
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
    "a grid out of order": (
        "rules_6_monitoring.toml",
        'tenure     = ["12", "18"',
        'tenure     = ["18", "12"',
        "tenure must be a list of exact numbers above 0 in rising order",
    ),
    "a grid of words": (
        "rules_6_monitoring.toml",
        'kilometres = ["5"',
        'kilometres = ["near"',
        "kilometres must be a list of exact numbers above 0 in rising order",
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
}
