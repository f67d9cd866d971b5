"""The model as JSON: what another program may rely on, and what is no model."""

import json
from typing import Any

import pytest

from workflow.planning.model import FLOOR, HIGH, LOW, MOVES, Limit, Limits, Model, Move, Post, Unit, read, written

MODEL = Model(
    posts=(Post("A.1", "A", 2, 2, -1, 0, (300_000,)), Post("B.1", "B", 0, 1, 0, 1, (500_000,))),
    moves=(Move(1, "a", "A.1", "A", "B.1", "B", -60_000, None), Move(2, "b", None, None, "B.1", "B", 5, 8)),
    units=(Unit("A", 1), Unit("B", 0)),
    limits=Limits(moves=1),
)


def test_a_model_has_these_keys_in_this_order() -> None:
    assert json.loads(written(MODEL)) == {
        "posts": [
            {"post": "A.1", "unit": "A", "effective": 2, "need": 2, "low": -1, "high": 0, "worth": [300_000]},
            {"post": "B.1", "unit": "B", "effective": 0, "need": 1, "low": 0, "high": 1, "worth": [500_000]},
        ],
        "moves": [
            {
                "id": 1,
                "nip": "a",
                "from_post": "A.1",
                "from_unit": "A",
                "post": "B.1",
                "unit": "B",
                "value": -60_000,
                "hours": None,
            },
            {
                "id": 2,
                "nip": "b",
                "from_post": None,
                "from_unit": None,
                "post": "B.1",
                "unit": "B",
                "value": 5,
                "hours": 8,
            },
        ],
        "units": [{"unit": "A", "floor": 1}, {"unit": "B", "floor": 0}],
        "limits": {"moves": 1, "hours": None, "out_of_unit": None},
    }


def test_what_was_written_is_read_again() -> None:
    assert read(written(MODEL)) == MODEL


def test_a_model_names_its_limits() -> None:
    """No floor of nothing, and no lowest net that only says that all may leave."""
    assert list(MODEL.every_limit()) == [
        Limit(MOVES),
        Limit(FLOOR, "A"),
        Limit(LOW, "A.1"),
        Limit(HIGH, "A.1"),
        Limit(HIGH, "B.1"),
    ]


def test_a_move_inside_of_a_unit_leaves_none() -> None:
    inside = Move(3, "c", "A.1", "A", "A.2", "A", 0, None)
    assert [inside.leaves, *(move.leaves for move in MODEL.moves)] == [None, "A", None]


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        (("posts", 0, "worth"), [], "post A.1: worth must have one figure"),
        (("posts", 0, "low"), 1, "post A.1: worth must have one figure"),
        (("posts", 1, "unit"), "C", "post B.1: unknown unit C"),
        (("posts", 1, "post"), "A.1", "two posts one code"),
        (("moves", 1, "id"), 1, "two moves have one id"),
        (("moves", 1, "post"), "B.2", "move 2: there is no post B.2 in a unit B"),
        (("moves", 0, "from_unit"), "B", "move 1: there is no post A.1 in a unit B"),
        (("moves", 0, "age"), 50, "this is no model"),
        (("limits", "age"), 50, "this is no model"),
    ],
)
def test_what_is_no_model_is_refused(place: tuple[str | int, ...], value: Any, fault: str) -> None:
    told = json.loads(written(MODEL))
    inside = told
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    with pytest.raises(ValueError, match=fault):
        read(json.dumps(told))


def test_worth_never_rises() -> None:
    rising = MODEL.posts[1]._replace(high=2, worth=(1, 2))
    with pytest.raises(ValueError, match=r"post B\.1: worth must never rise"):
        read(written(Model((*MODEL.posts[:1], rising), MODEL.moves, MODEL.units)))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"posts": [1], "moves": [], "units": [], "limits": {}}'])
def test_other_files_are_no_model(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # its words differ, that it is refused does not
        read(text)
