"""Who may hand in files, where somebody with an account does: those whom the law names for the register."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from policies.loading import current
from tests.stories.town import Town, found
from tests.workflow.handover import Handover
from tests.workflow.imported import everything, write
from tests.workflow.registering import NOW, events, refusals
from workflow.organisation.files.kinds import KINDS
from workflow.organisation.importing import Import, NotWaiting, drop, stage, take
from workflow.organisation.importing.keepers import REGISTERS
from workflow.organisation.registers import NotKept
from workflow.tables import courses, imports

LINES = [["code", "name", "kind", "hours", "competences"], ["PEL-01", "Komunikasi", "klasikal", "40", "KOM:2"]]


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


def hand_in(town: Town, folder: Path, who: str, kind: str = "courses", lines: list[list[str]] = LINES) -> Import:
    return stage(town.engine, kind, write(folder, kind, lines), town.account[who], NOW)


def test_every_kind_belongs_to_a_register_of_the_law() -> None:
    assert set(REGISTERS) == {kind.name for kind in KINDS}
    assert set(REGISTERS.values()) <= current().registers.keys()


def test_the_analyst_hands_in_and_takes(town: Town, tmp_path: Path) -> None:
    waiting = hand_in(town, tmp_path, "maslan")
    assert (waiting.waits, waiting.added, waiting.account) == (True, 1, town.account["maslan"])
    take(town.engine, waiting.token, town.account["maslan"], NOW)
    assert [row["code"] for row in everything(town.engine, courses)] == ["PEL-01"]
    assert (events(town.engine)[-1]["kind"], events(town.engine)[-1]["actor"]) == (
        "import-courses",
        town.account["maslan"],
    )


@pytest.mark.parametrize(
    ("who", "kind"), [("nurhamidah", "courses"), ("admin", "courses"), ("maslan", "employees"), ("maslan", "bodies")]
)
def test_nobody_else_does_and_it_is_noted(who: str, kind: str, town: Town, tmp_path: Path) -> None:
    with pytest.raises(NotKept):
        hand_in(town, tmp_path, who, kind, Handover().files[kind])
    assert everything(town.engine, imports) == []
    assert refusals(town.engine) == [(town.account[who], {"register": REGISTERS[kind]})]


def test_only_who_handed_a_file_in_takes_or_drops_it(town: Town, tmp_path: Path) -> None:
    waiting = hand_in(town, tmp_path, "maslan")
    for somebody in (town.account["efrida"], None):
        with pytest.raises(NotWaiting):
            take(town.engine, waiting.token, somebody, NOW)
        with pytest.raises(NotWaiting):
            drop(town.engine, waiting.token, somebody)
    drop(town.engine, waiting.token, town.account["maslan"])
    assert [row["state"] for row in everything(town.engine, imports)] == ["dropped"]


def test_who_lost_the_role_meanwhile_takes_nothing(town: Town, tmp_path: Path) -> None:
    waiting = hand_in(town, tmp_path, "maslan")
    town.end_grant("maslan", "personnel_analyst", NOW.date())
    with pytest.raises(NotKept):
        take(town.engine, waiting.token, town.account["maslan"], NOW)
    assert everything(town.engine, courses) == []
