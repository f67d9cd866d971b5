"""Who may read what: every role and relation × every output, by hand, line by line against the table of the issue.

Three cases stand for the three ages of a transfer. Each carries secrets: words that only some may ever read. They are
looked for in every output: the case's page, one's own page, the list, the inbox with its badge, the audit trail, its
file, and the text of an overtaken form.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import update

from tests import databases
from tests.stories import telling
from tests.stories.town import Town, found
from tests.web.cases import day, settled
from tests.web.client import Browser, Page
from tests.web.conftest import PASSWORD, SignIn
from workflow.accounts import passwords
from workflow.database import connect
from workflow.tables import accounts

NEED, BALLOT, WORK = "a need", "an open ballot", "at work"

# The secrets, each a word that stands nowhere else.
OPEN_VOTE = "suararahasiaterbuka"
CLOSED_VOTE = "suaratercatat"
RECUSAL = "alasanmenarikdiri"
WAIVER = "alasanpengecualianhukuman"
FEEDBACK = "umpanbalikrekan"
RUNNING_FEEDBACK = "umpanbalikberjalan"


class Sees(NamedTuple):
    """Which cases somebody may read, and which secrets of them (the names above)."""

    cases: frozenset[str]
    secrets: frozenset[str]


def sees(*words: str) -> Sees:
    """Sort cases and secrets."""
    return Sees(frozenset(words) & {NEED, BALLOT, WORK}, frozenset(words) - {NEED, BALLOT, WORK})


READERS = {
    # always, except open ballots and peers' feedback
    "sutan": ("proposer of the receiving unit", sees(NEED, BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    "maslan": ("personnel analyst", sees(NEED, BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    "sahala": ("PPK", sees(NEED, BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    "halomoan": ("head of BKPSDM, member besides", sees(NEED, BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    # from proposed, except ballots, feedback, sensitive values
    "parlindungan": ("head of the donor unit", sees(BALLOT, WORK, RECUSAL)),
    "masdalena": ("head of the receiving unit, supervisor", sees(BALLOT, WORK, RECUSAL, FEEDBACK)),
    # from proposed, except open ballots of others and feedback
    "baginda": ("chair", sees(BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    "irwan": ("secretary", sees(BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER)),
    "gunawan": ("member, who voted", sees(BALLOT, WORK, OPEN_VOTE, CLOSED_VOTE, RECUSAL, WAIVER)),
    "burhan": ("member in conflict with both candidates", sees(BALLOT, WORK, WAIVER)),
    # training officer from reviewed; peer from executed, his form only; the employee from proposed
    "efrida": ("training officer", sees(WORK, RECUSAL)),
    "ernita": ("peer", sees(WORK)),
    "nurhamidah": ("the employee at work", sees(WORK)),
    "fitri": ("the employee on whom is voted", sees(BALLOT, WAIVER)),
    # auditor always, except open ballots
    "rosmaida": ("auditor", sees(NEED, BALLOT, WORK, CLOSED_VOTE, RECUSAL, WAIVER, FEEDBACK, RUNNING_FEEDBACK)),
    # never, and everyone else
    "admin": ("administrator", sees()),
    "abdul": ("a stranger to these cases", sees()),
    "delima": ("a colleague of the proposer", sees()),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, dict[str, str]]]:
    """Tell the three cases once: these tests only read."""
    with databases.fresh_database("sqlite", tmp_path_factory.mktemp("readers")) as url:
        town = found(connect(url))
        town.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
        settled(town)
        town.related("fitri", "burhan", degree=2)
        town.related("nurhamidah", "burhan", degree=2)
        work, ballot = _at_work(town), _in_ballot(town)
        yield town, {NEED: telling.needed(town, day(-1)), BALLOT: ballot, WORK: work}
        town.engine.dispose()


@pytest.fixture
def cases(city: tuple[Town, dict[str, str]]) -> dict[str, str]:
    """Give the three cases' numbers."""
    return city[1]


@pytest.fixture
def town(city: tuple[Town, dict[str, str]]) -> Town:
    """Give the town in which they happened, so that the counter opens on it."""
    return city[0]


def _at_work(town: Town) -> str:
    """Nurhamidah works in the new post; one round of feedback is closed, the next one runs."""
    start = day(-180)
    case = telling.proposed(town, start - timedelta(days=20), start)
    telling.consented(town, case, start - timedelta(days=19))
    telling.opened(town, case, start - timedelta(days=19))
    town.act("zulkifli", "recuse", start - timedelta(days=19), case, {"reason": RECUSAL})
    for user in ("baginda", "tiurma", "irwan", "halomoan"):
        town.act(user, "vote", start - timedelta(days=19), case, {"vote": "for"})
    against = {"vote": "against", "reason": CLOSED_VOTE}
    town.act("gunawan", "vote", start - timedelta(days=19), case, against)
    town.act("baginda", "close-ballot", start - timedelta(days=19), case)
    telling.recommended(town, case, start - timedelta(days=18))
    telling.trained(town, case, start - timedelta(days=17))
    telling.decreed(town, case, start - timedelta(days=16), start)
    telling.sworn(town, case, start - timedelta(days=15))
    telling.executed(town, case, start)
    first = {**telling.ANSWERS, "effect": FEEDBACK}
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", day(-92), case, first)
    telling.evaluated(town, case, day(-88), "evaluate-3")
    town.act("hotma", "give-feedback", day(-4), case, {**telling.ANSWERS, "effect": RUNNING_FEEDBACK})
    return case


def _in_ballot(town: Town) -> str:
    """A ballot on Fitri is open; a sensitive gate was waived before it."""
    town.examine("fitri", day(-30))
    case = telling.needed(town, day(-8))
    telling.propose(town, case, day(-5), day(40), employee="fitri")
    town.act("sahala", "waive-gate", day(-4), case, {"rule": "R-DIS-01", "reason": WAIVER})
    telling.consented(town, case, day(-4))
    telling.opened(town, case, day(-3), None)
    town.act("gunawan", "vote", day(-3), case, {"vote": "against", "reason": OPEN_VOTE})
    return case


SECRETS = {
    BALLOT: {OPEN_VOTE, WAIVER},
    WORK: {CLOSED_VOTE, RECUSAL, FEEDBACK, RUNNING_FEEDBACK},
}


@pytest.mark.parametrize("who", READERS)
def test_pages_show_what_the_table_says(who: str, cases: dict[str, str], as_: SignIn) -> None:
    told, expected = READERS[who]
    browser = as_(who)
    for kind, case in cases.items():
        page = browser.get(f"/transfers/{case}")
        assert page.status == (200 if kind in expected.cases else 404), f"{told}: page of {kind}"
        if page.status == 200:
            shown = {secret for secret in SECRETS.get(kind, ()) if secret in page.text}
            assert shown == expected.secrets & SECRETS.get(kind, set()), f"{told}: page of {kind}"
        _no_rater(who, page)


@pytest.mark.parametrize("who", READERS)
def test_lists_badges_and_files_hold_no_more(who: str, cases: dict[str, str], as_: SignIn) -> None:
    told, expected = READERS[who]
    browser = as_(who)
    for path in ("/transfers", "/inbox", "/my-transfer", "/audit", "/audit.csv"):
        page = browser.get(path)
        text = page.response.get_data(as_text=True)
        for kind, case in cases.items():
            if path == "/transfers":
                assert (case in text) == (kind in expected.cases), f"{told}: {path} of {kind}"
            assert case not in text or kind in expected.cases, f"{told}: {path} of {kind}"
        for secret in set().union(*SECRETS.values()) - expected.secrets:
            assert secret not in text, f"{told}: {path} tells {secret}"


@pytest.mark.parametrize("who", READERS)
def test_an_overtaken_form_tells_no_more(who: str, cases: dict[str, str], as_: SignIn) -> None:
    told, expected = READERS[who]
    browser = as_(who)
    for kind, case in cases.items():
        page = _overtaken(browser, case)
        assert page.status == (409 if kind in expected.cases else 404), f"{told}: overtaken on {kind}"
        for secret in set().union(*SECRETS.values()) - expected.secrets:
            assert secret not in page.text, f"{told}: the overtaken form tells {secret}"


def _overtaken(browser: Browser, case: str) -> Page:
    """Send a form that has seen nothing of the case yet."""
    token = next(
        one.get("value") for one in browser.get("/account").root.all("input") if one.get("name") == "csrf_token"
    )
    sent = {"csrf_token": token, "key": "a-key-of-its-own", "seen": "0", "reason": "Batal.", "confirmed": "yes"}
    return browser.post(f"/transfers/{case}/withdraw", sent)


def _no_rater(who: str, page: Page) -> None:
    """The employee never learns who gave which feedback."""
    if who == "nurhamidah":
        assert "Ernita" not in page.text
        assert "Hotma" not in page.text


def test_while_a_ballot_is_open_nobody_learns_who_has_voted(cases: dict[str, str], as_: SignIn) -> None:
    for who in ("sutan", "baginda", "rosmaida", "sahala", "zulkifli"):
        page = as_(who).get(f"/transfers/{cases[BALLOT]}")
        assert "1 dari 6" in page.text, who
        assert "Gunawan" not in page.text, f"{who} learns that Gunawan has voted"


def test_a_file_is_the_list_in_another_form(cases: dict[str, str], as_: SignIn) -> None:
    assert as_("abdul").get("/audit.csv").status == 403
    assert cases[WORK] in as_("rosmaida").get("/audit.csv").response.get_data(as_text=True)
