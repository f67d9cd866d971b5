"""A few lives in the town: one told to its end, one waived and evaluated badly, one returned, one that waits."""

from datetime import date

from tests.stories import telling
from tests.stories.town import Town

MONDAY, JULY, OCTOBER = date(2024, 3, 4), date(2024, 7, 1), date(2024, 10, 1)


def straight(town: Town) -> str:
    """Nurhamidah's transfer, evaluated well at three and at six months."""
    town.need("NERS-PKM", 6)
    case = telling.placed(town, MONDAY)
    telling.evaluated(town, case, JULY, "evaluate-3")
    telling.evaluated(town, case, OCTOBER, "evaluate-6")
    return case


def waived(town: Town) -> str:
    """Togar's transfer: his time in the post was waived, and what he did was not good enough after three months."""
    town.change("togar", post_since=date(2022, 12, 1))
    case = telling.proposed(town, date(2024, 3, 5), date(2024, 4, 1), employee="togar")
    for who, gate in (("sahala", "R-TEN-01"), ("halomoan", "R-DON-01")):
        if gate in town.case(case).open_gates:
            form = {"rule": gate, "reason": "Layanan terhenti."}
            town.act(who, "waive-gate", date(2024, 3, 6), case, form)
    day = date(2024, 3, 8)
    telling.carried(town, case, day)
    telling.recommended(town, case, day)
    telling.trained(town, case, day)
    telling.decreed(town, case, day, date(2024, 4, 1))
    telling.sworn(town, case, day)
    telling.executed(town, case, date(2024, 4, 1))
    telling.evaluated(town, case, JULY, "evaluate-3", result="below")
    return case


def returned(town: Town) -> str:
    """Fitri's proposal was sent back; Ramli was proposed instead and waits for the donor."""
    case = telling.proposed(town, date(2024, 5, 6), date(2024, 8, 1), employee="fitri")
    town.act("irwan", "return", date(2024, 5, 8), case, {"reason": "Lengkapi."})
    telling.propose(town, case, date(2024, 5, 13), date(2024, 8, 1), employee="ramli")
    return case


def everything(town: Town) -> tuple[str, str, str, str]:
    """Tell all of them, and a need that was withdrawn."""
    told = straight(town), waived(town), returned(town)
    last = telling.needed(town, date(2024, 6, 3))
    town.act("maslan", "withdraw", date(2024, 6, 10), last, {"reason": "Tidak jadi."})
    return (*told, last)
