"""Where a case may stand: each situation told on from the one before, always about Nurhamidah and the Puskesmas.

Told on the 4th of March 2024 (a Monday), planned for the 2nd of May; Sutan proposes, Maslan records.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import insert

from tests.stories import telling
from tests.stories.town import Town, at
from workflow.database import writing
from workflow.register import record
from workflow.staffing.runs import RUN, digest
from workflow.tables import runs

DAY = date(2024, 3, 4)
NEXT = date(2024, 3, 5)
PLANNED = date(2024, 5, 2)
FIRST_ROUND = date(2024, 8, 2)  # three months after the first day
SECOND_ROUND = date(2024, 11, 2)
COURSE = "Triase Puskesmas"


def unborn(town: Town) -> None:
    """Nothing has happened yet."""


def needed(town: Town) -> str:
    """A need has been recorded."""
    return telling.needed(town, DAY)


def proposed(town: Town) -> str:
    """Nurhamidah has been proposed."""
    return telling.proposed(town, DAY, PLANNED, case=needed(town))


def needed_elsewhere(town: Town) -> str:
    """A need has been recorded for a post that the newest needs analysis does not know."""
    case = needed(town)
    _analyse_nothing(town)
    return case


def answered_elsewhere(town: Town) -> str:
    """The hospital has consented, and then the needs were analysed without the post."""
    case = answered(town)
    _analyse_nothing(town)
    return case


def _analyse_nothing(town: Town) -> None:
    """Keep a run that found no post at all, with its event."""
    row = {"as_of": DAY, "horizon": 12, "made_at": at(DAY), "origin": "hand", "law": b"", "parameters": "{}"}
    with writing(town.engine) as connection:
        kept = connection.execute(insert(runs).values(**row, registers_on=DAY)).inserted_primary_key
        assert kept is not None
        told = {"run": kept[0], "as_of": DAY, "horizon": 12, "cells": 0, "digest": digest([])}
        record(connection, RUN, None, at(DAY), told)


def answered(town: Town) -> str:
    """The hospital has consented."""
    case = proposed(town)
    telling.consented(town, case, DAY)
    return case


def voting(town: Town) -> str:
    """The ballot is open; Burhan has recused, Tiurma has voted."""
    case = answered(town)
    telling.opened(town, case, DAY, at(NEXT, 16))
    town.act("burhan", "recuse", DAY, case, {"reason": "Pernah memimpin calon."})
    town.act("tiurma", "vote", DAY, case, {"vote": "for"})
    return case


def proposed_by_a_member(town: Town) -> str:
    """Gunawan, who sits on the committee, has proposed Nurhamidah himself; the ballot is open."""
    town.grant("gunawan", "personnel_analyst")
    case = needed(town)
    telling.propose(town, case, DAY, PLANNED, who="gunawan")
    telling.consented(town, case, DAY)
    telling.opened(town, case, DAY)
    return case


def cast(town: Town) -> str:
    """All have voted."""
    case = voting(town)
    telling.voted(town, case, DAY)
    return case


def carried(town: Town) -> str:
    """The ballot has carried."""
    case = cast(town)
    town.act("baginda", "close-ballot", NEXT, case)
    return case


def lost(town: Town) -> str:
    """The ballot has been lost."""
    case = voting(town)
    telling.voted(town, case, DAY, against=("baginda", "tiurma", "irwan", "gunawan"))
    town.act("baginda", "close-ballot", NEXT, case)
    return case


def reviewed(town: Town) -> str:
    """The committee has recommended the transfer."""
    case = carried(town)
    telling.recommended(town, case, NEXT)
    return case


def assigned(town: Town) -> str:
    """One course has been assigned."""
    case = reviewed(town)
    form = {"needed": "yes", "finding": "Belum pernah di Puskesmas.", "courses": f"{COURSE}; 40; 2024-04-19"}
    town.act("efrida", "assign-training", NEXT, case, form)
    return case


def postponed(town: Town) -> str:
    """The course has been postponed to the last day that is allowed, and BKN has considered."""
    case = assigned(town)
    town.act("halomoan", "postpone-training", NEXT, case, {"until": date(2024, 7, 31), "reason": "Angkatan Juli."})
    town.act("maslan", "record-consideration", NEXT, case, {"number": "PT-77/2024", "on": NEXT})
    return case


def untrained(town: Town) -> str:
    """Decree and oath are there, but the course is not done."""
    case = assigned(town)
    telling.decreed(town, case, NEXT, PLANNED)
    telling.sworn(town, case, NEXT)
    return case


def executed_untrained(town: Town) -> str:
    """Nurhamidah works in the new post; her course has been postponed."""
    case = postponed(town)
    town.act("sahala", "sign-decree", NEXT, case, {"number": "800/412", "on": NEXT, "effective_on": PLANNED})
    telling.sworn(town, case, NEXT)
    telling.executed(town, case, PLANNED)
    return case


def evaluated_untrained(town: Town) -> str:
    """The first evaluation is done, the postponed course is not."""
    case = executed_untrained(town)
    telling.evaluated(town, case, FIRST_ROUND, "evaluate-3")
    return case


def trained(town: Town) -> str:
    """No training is needed."""
    case = reviewed(town)
    telling.trained(town, case, NEXT)
    return case


def considered(town: Town) -> str:
    """BKN's consideration has been recorded."""
    case = trained(town)
    town.act("maslan", "record-consideration", NEXT, case, {"number": "PT-77/2024", "on": NEXT})
    return case


def signed(town: Town) -> str:
    """The decree has been signed."""
    case = considered(town)
    town.act("sahala", "sign-decree", NEXT, case, {"number": "800/412", "on": NEXT, "effective_on": PLANNED})
    return case


def sworn(town: Town) -> str:
    """The oath has been taken."""
    case = signed(town)
    telling.sworn(town, case, NEXT)
    return case


def executed(town: Town) -> str:
    """Nurhamidah works in the new post."""
    case = sworn(town)
    telling.executed(town, case, PLANNED)
    return case


def heard(town: Town) -> str:
    """Two peers have given feedback for the first round."""
    case = executed(town)
    for peer in ("ernita", "hotma"):
        town.act(peer, "give-feedback", FIRST_ROUND, case, telling.ANSWERS)
    return case


def evaluated(town: Town) -> str:
    """The first evaluation is done."""
    case = heard(town)
    telling.evaluated(town, case, FIRST_ROUND, "evaluate-3")
    return case


def with_goals(town: Town) -> str:
    """Goals of the new post have been recorded."""
    return _goals(town, executed(town), FIRST_ROUND)


def evaluated_with_goals(town: Town) -> str:
    """The first evaluation is done, and goals have been recorded since."""
    return _goals(town, evaluated(town), FIRST_ROUND)


def _goals(town: Town, case: str, day: date) -> str:
    town.act("masdalena", "agree-goals", day, case, {"goals": "Memimpin triase; 30-9-2024"})
    return case


def done_poorly(town: Town) -> str:
    """The first evaluation says Kurang."""
    case = heard(town)
    telling.evaluated(town, case, FIRST_ROUND, "evaluate-3", **telling.POOR)
    return case


def answered_evaluation(town: Town) -> str:
    """Nurhamidah has answered the first evaluation."""
    case = evaluated(town)
    town.act("nurhamidah", "answer-evaluation", FIRST_ROUND, case, {"read": "yes", "answer": "Setuju."})
    return case


def need_judged(town: Town) -> str:
    """The receiving head has said that the need was met."""
    case = evaluated(town)
    town.act("masdalena", "judge-need", SECOND_ROUND, case, {"met": "yes", "why": "Poli malam buka kembali."})
    return case


def complete(town: Town) -> str:
    """Both evaluations are done."""
    case = evaluated(town)
    telling.evaluated(town, case, SECOND_ROUND, "evaluate-6")
    return case


def rejected(town: Town) -> str:
    """The committee has rejected the transfer."""
    case = lost(town)
    town.act("baginda", "reject", NEXT, case, {"reason": "Unit asal kekurangan."})
    return case


def withdrawn(town: Town) -> str:
    """The proposal has been withdrawn."""
    case = answered(town)
    town.act("sutan", "withdraw", DAY, case, {"reason": "Calon mengundurkan diri."})
    return case


def cancelled(town: Town) -> str:
    """The PPK has cancelled the transfer."""
    case = signed(town)
    town.act("sahala", "cancel", NEXT, case, {"reason": "Anggaran dialihkan.", "number": "800/418"})
    return case


def unevaluated(town: Town) -> str:
    """The case was closed without evaluation, because Nurhamidah moved again."""
    case = executed(town)
    town.change("nurhamidah", post_id=town.post["NERS-RSUD"], post_since=date(2024, 6, 3))
    town.act("maslan", "close-unevaluated", date(2024, 6, 4), case, {"cause": "moved", "reason": "Pindah lagi."})
    return case


Situation = Callable[[Town], str | None]
