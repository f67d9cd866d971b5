"""The circumstances under which a case must still come to an end, each in the town, with named people.

`ends` is written by hand: where cases come to under it. Where `evaluated_6_months` is missing the move cannot be
carried out, or not be evaluated, and the remark says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import update

from tests.stories import telling
from tests.stories.town import FIRST_DAY, Town
from tests.stories.walk.worlds import Change
from workflow.tables import employees

ALWAYS = date(2030, 1, 1)
CONSENT = ({"answer": "consents"},)
OBJECTION = ({"answer": "objects", "reason": "Perawat senior tinggal dua orang."},)
NO_GAP = ({"needed": "no", "finding": "Kompetensi sesuai."},)
GAP = ({"needed": "yes", "finding": "Belum bersertifikat.", "courses": "Triase; 20; 2024-03-20"},)

EARLY_ENDS = frozenset({"withdrawn", "rejected", "cancelled"})
ALL_ENDS = EARLY_ENDS | {"evaluated_6_months"}


def _nothing(town: Town) -> None:
    """Leave the town as it is."""
    assert town.account


@dataclass(frozen=True)
class Circumstance:
    """What is different from the ordinary, before the case begins (`prepare`) or at any time on its way (`fate`)."""

    name: str
    prepare: Change = _nothing
    fate: Change | None = None
    candidate: str = "nurhamidah"
    post: str = "NERS-PKM"
    answers: tuple[Mapping[str, Any], ...] = CONSENT
    training: tuple[Mapping[str, Any], ...] = NO_GAP
    votes: tuple[str, ...] = ("for", "against")
    proposers: tuple[str, ...] = ("sutan",)
    evaluations: tuple[Mapping[str, Any], ...] = (telling.SUPERVISED,)
    deputies: tuple[str, ...] = ()  # who stands in for the PPK or the head of BKPSDM
    recusals: int = 0  # how many members may recuse although nothing forces them
    ends: frozenset[str] = field(default=ALL_ENDS)


def _empty(*people: str) -> Change:
    def prepare(town: Town) -> None:
        for who in people:
            town.retire(who)

    return prepare


def _member_proposes(town: Town) -> None:
    town.grant("irwan", "personnel_analyst")


def _two_directors(town: Town) -> None:
    town.need("SEKDINKES", 2)
    town.retire("rosmaida")


def _related(official: str, *deputies: str) -> Change:
    def prepare(town: Town) -> None:
        town.related("nurhamidah", official)
        for deputy in deputies:
            town.delegate("ppk", deputy)

    return prepare


def _relatives(*officials: str) -> Change:
    def prepare(town: Town) -> None:
        for official in officials:
            town.related("nurhamidah", official)

    return prepare


def _head_of_bkpsdm_in_conflict(town: Town) -> None:
    town.related("nurhamidah", "halomoan")
    town.delegate("head_bkpsdm", "yusnita")
    town.need("NERS-RSUD", 9)  # leaving opens R-DON-01, which only the head of BKPSDM waives


def _new_in_the_post(town: Town) -> None:
    who = employees.c.id == town.employee["nurhamidah"]
    town.write(update(employees).where(who).values(post_since=date(2023, 6, 1)))


def _nobody_above(town: Town) -> None:
    town.retire("masdalena")
    town.absent("halimah", FIRST_DAY, ALWAYS)
    town.absent("baginda", FIRST_DAY, ALWAYS)


def _slot_taken(town: Town) -> None:
    """Fitri is recommended for the last slot."""
    town.need("NERS-PKM", 3)
    other = telling.proposed(town, date(2024, 3, 4), date(2024, 4, 1), employee="fitri")
    telling.carried(town, other, date(2024, 3, 4))
    telling.recommended(town, other, date(2024, 3, 4))


def _one_slot(town: Town) -> None:
    town.need("NERS-PKM", 3)
    town.need("NERS-RSUD", 6)


def _retired(town: Town) -> None:
    town.retire("nurhamidah")


CIRCUMSTANCES = (
    Circumstance("the ordinary", votes=("for", "against", "abstain")),
    Circumstance("a member of the committee proposes", prepare=_member_proposes, proposers=("irwan",)),
    Circumstance(
        "the target is the post of the unit's head, which is empty",
        prepare=_empty("masdalena"),
        candidate="ernita",
        post="KAPUS",
    ),
    Circumstance("the post of the donor's head is empty", prepare=_empty("parlindungan")),
    Circumstance("the post of the receiving head is empty", prepare=_empty("masdalena")),
    Circumstance("the donor's head refuses", answers=OBJECTION),
    Circumstance("the donor's head is silent", answers=()),
    Circumstance("the donor's head is the subject", prepare=_two_directors, candidate="parlindungan", post="SEKDINKES"),
    Circumstance("the chair is in conflict", prepare=_related("baginda")),
    Circumstance("chair and vice-chair are in conflict", prepare=_relatives("baginda", "tiurma")),
    # Tiurma, who votes, cannot sign in this case then; Yusnita can.
    Circumstance(
        "the PPK is in conflict", prepare=_related("sahala", "tiurma", "yusnita"), deputies=("tiurma", "yusnita")
    ),
    Circumstance(
        "the head of BKPSDM is in conflict", prepare=_head_of_bkpsdm_in_conflict, answers=(), deputies=("yusnita",)
    ),
    Circumstance("a gate is open that only the PPK waives", prepare=_new_in_the_post),
    Circumstance("there is one peer", prepare=_empty("hotma", "marwan")),
    Circumstance("there is no peer", prepare=_empty("ernita", "hotma", "marwan")),
    Circumstance("nobody is left to supervise but the PPK", prepare=_nobody_above, ends=ALL_ENDS | {"unevaluated"}),
    Circumstance("the employee does poorly", prepare=_empty("hotma", "marwan"), evaluations=(telling.POOR,)),
    Circumstance(
        "the employee does poorly, and only the PPK supervises",
        prepare=_nobody_above,
        evaluations=(telling.POOR,),
        ends=ALL_ENDS | {"unevaluated"},
    ),
    Circumstance("members recuse below the minimum", recusals=3),
    Circumstance("the slot is lost to another case", prepare=_one_slot, fate=_slot_taken),
    Circumstance("a training may fail", training=GAP),
    Circumstance("a retirement on the way", fate=_retired, ends=ALL_ENDS | {"unevaluated"}),
)
