"""The work that is measured: whole lives of a case, from the need to the six-month evaluation, one after the other."""

from datetime import date

from tests.stories import telling
from tests.stories.town import Town

CANDIDATES = ("nurhamidah", "fitri", "ramli", "saima", "togar", "wulan", "zubaidah")

_PEERS = ("ernita", "hotma")


def make_room(town: Town) -> None:
    """Let the hospital spare all candidates and the Puskesmas take them."""
    town.need("NERS-RSUD", 1)
    town.need("NERS-PKM", 12)


def live(town: Town, employee: str) -> None:
    """Tell one life: twenty-four acts by fifteen people."""
    case = telling.placed(town, date(2024, 3, 4), employee=employee)
    for step, feedback_on, evaluated_on in (
        ("evaluate-3", date(2024, 6, 24), date(2024, 7, 1)),
        ("evaluate-6", date(2024, 9, 24), date(2024, 10, 1)),
    ):
        for peer in _PEERS:
            town.act(peer, "give-feedback", feedback_on, case, telling.ANSWERS)
        telling.evaluated(town, case, evaluated_on, step)
