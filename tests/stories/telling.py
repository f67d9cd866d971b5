"""The ordinary way of a case, told in pieces that stories put together."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.stories.town import Town, at
from workflow.organisation.calendar import city_day

MEMBERS = ("baginda", "tiurma", "irwan", "halomoan", "gunawan", "burhan", "zulkifli")

ANSWERS = {
    "service": 4,
    "accountable": 4,
    "competent": 3,
    "harmonious": 4,
    "loyal": 4,
    "adaptive": 3,
    "collaborative": 4,
    "situation": "Antrean pagi di poli umum.",
    "behaviour": "Mengatur triase dan menenangkan pasien.",
    "effect": "Waktu tunggu turun.",
    "suggestion": "Lanjutkan pembagian sif.",
}
SUPERVISED = {
    **ANSWERS,
    "result": "meets",
    "strengths": "Tenang saat poli ramai.",
    "change": "Mencatat serah terima sif.",
    "actions": "Belajar formulir serah terima; 2024-12-31",
    "next": "continue",
}
POOR = {**SUPERVISED, **dict.fromkeys(list(ANSWERS)[:7], 2)}  # behaviour below expectations: predicate Kurang


def needed(town: Town, day: date, post: str = "NERS-PKM", who: str = "maslan") -> str:
    """Record a need and give the case's number."""
    return town.act(who, "identify", day, None, {"post": post, "note": "Layanan malam terhenti."}).case_number


def proposed(town: Town, day: date, planned: date, **more: Any) -> str:
    """Record a need and propose somebody for it (Nurhamidah to the Puskesmas, unless told otherwise)."""
    case = more.pop("case", None) or needed(town, day, more.pop("post", "NERS-PKM"))
    propose(town, case, day, planned, **more)
    return case


def propose(
    town: Town, case: str, day: date, planned: date, employee: str = "nurhamidah", who: str = "sutan", **more: Any
) -> None:
    """Propose somebody on a case."""
    form = {
        "employee": employee,
        "kind": "INTRA",
        "planned_on": planned,
        "reason": "Kekosongan mendesak.",
        "no_conflict": "yes",
    }
    town.act(who, "propose", day, case, {**form, **more})


def consented(town: Town, case: str, day: date, who: str = "parlindungan") -> None:
    """Let the donor unit consent."""
    town.act(who, "donor-answer", day, case, {"answer": "consents"})


def opened(town: Town, case: str, day: date, closes: datetime | None = None, who: str = "irwan") -> None:
    """Open the ballot, for two days unless told otherwise."""
    town.act(who, "open-ballot", day, case, {"closes_at": closes or at(day + timedelta(days=2), 16)})


def voted(town: Town, case: str, day: date, against: tuple[str, ...] = (), abstain: tuple[str, ...] = ()) -> None:
    """Let every member who may vote do so."""
    ballot = town.case(case).ballot
    assert ballot is not None
    for user in MEMBERS:
        if town.employee[user] in ballot.eligible:
            vote = "against" if user in against else "abstain" if user in abstain else "for"
            reason = {"reason": "Unit asal masih kekurangan."} if vote == "against" else {}
            town.act(user, "vote", day, case, {"vote": vote, **reason})


def carried(town: Town, case: str, day: date, who: str = "baginda") -> None:
    """From the donor's consent to a carried ballot, all on one day."""
    consented(town, case, day)
    opened(town, case, day)
    voted(town, case, day)
    town.act(who, "close-ballot", day, case)


def recommended(town: Town, case: str, day: date, who: str = "baginda") -> None:
    """Record the committee's considerations."""
    town.act(who, "recommend", day, case, {"number": "12/BA/2024", "on": day})


def trained(town: Town, case: str, day: date) -> None:
    """Find that no training is needed."""
    town.act("efrida", "assign-training", day, case, {"needed": "no", "finding": "Kompetensi sesuai."})


def decreed(town: Town, case: str, day: date, effective: date, who: str = "sahala") -> None:
    """Record BKN's consideration and sign the decree."""
    town.act("maslan", "record-consideration", day, case, {"number": "PT-77/2024", "on": day})
    form = {"number": "800.1.3.3/412/2024", "on": day, "effective_on": effective}
    town.act(who, "sign-decree", day, case, form)


def sworn(town: Town, case: str, day: date) -> None:
    """Record the inauguration."""
    town.act("maslan", "inaugurate", day, case, {"number": "BA-9/2024", "on": day})


def executed(town: Town, case: str, day: date, who: str = "masdalena") -> None:
    """Record the SPMT."""
    town.act(who, "execute", day, case, {"number": "800/07/PKM/2024", "on": day})


def placed(town: Town, day: date = date(2024, 3, 4), **more: Any) -> str:
    """Tell a whole case up to the first day in the new post, which is that day's month + 1, the 1st."""
    effective = (day.replace(day=1) + timedelta(days=40)).replace(day=1)
    case = proposed(town, day, effective, **more)
    carried(town, case, day + timedelta(days=1))
    recommended(town, case, day + timedelta(days=1))
    trained(town, case, day + timedelta(days=2))
    decreed(town, case, day + timedelta(days=3), effective)
    sworn(town, case, day + timedelta(days=4))
    executed(town, case, effective)
    return case


def evaluated(town: Town, case: str, day: date | datetime, step: str, **more: Any) -> None:
    """Let the supervisor evaluate."""
    form = {**SUPERVISED, "justification": "Rekan lain belum memenuhi syarat.", **more}
    town.act("masdalena", step, day, case, form)


def today_of(moment: datetime) -> date:
    """Give the city's day of a moment."""
    return city_day(moment)
