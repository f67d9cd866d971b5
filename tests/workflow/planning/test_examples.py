"""Plans of cities that can be seen at a glance, worked out by hand."""

from collections.abc import Sequence

from tests.workflow.planning.cities import LAW, pair, people, post
from workflow.planning.building import Asked, Built, City, PairFacts, PostFacts, build
from workflow.planning.model import Limits
from workflow.planning.solution import Solution
from workflow.planning.solving import solve


def planned(
    posts: Sequence[PostFacts],
    homes: Sequence[str | None],
    pairs: Sequence[PairFacts],
    chosen: str,
    limits: Limits | None = None,
) -> tuple[set[tuple[str, str]], Solution]:
    """Give who moves where in the best plan (the last digit of the NIP, the post), and the plan."""
    asked = Asked(frozenset(chosen.split()), limits or Limits())
    built: Built = build(City(posts, people(*homes), pairs), asked, LAW)
    found = solve(built.model)
    moves = (built.model.move[number] for number in found.moves)
    return {(move.nip[-1], move.post) for move in moves}, found


# A has one more than the ten it needs; B has the one it needs, for good; C, of a critical service, lacks one of two.
CHAIN = [post("A.1", 10, 11), post("B.1", 1, 1, critical=True), post("C.1", 2, 1, criticality="1")]


def test_a_chain_of_three_fills_a_slot_that_nobody_could_fill_alone() -> None:
    """0 of B may go to C when 1 of A follows; 2 has no post, and would be needed by nobody else.

    The slot of C is worth 0.40 × 1/2 + 0.25; both moves keep their fit and cost 0.10 each.
    """
    moves, found = planned(CHAIN, ["B.1", "A.1", None], [pair(0, "C.1"), pair(1, "B.1")], "C.1")
    assert moves == {("0", "C.1"), ("1", "B.1")}
    assert found.objective == 450_000 - 2 * 100_000


def test_a_link_that_must_not_be_made_breaks_the_chain() -> None:
    """B has a critical post and one holder: without 1 he stays."""
    moves, found = planned(CHAIN, ["B.1", "A.1", None], [pair(0, "C.1")], "C.1")
    assert (moves, found.objective) == (set(), 0)


def test_a_chain_of_three_links() -> None:
    """1 follows 0, and 2 without a post, whose fit is all gain, follows 1 of a unit that is too small to spare one."""
    small = [post("A.1", 1, 1), *CHAIN[1:]]
    links = [pair(0, "C.1"), pair(1, "B.1"), pair(2, "A.1")]
    moves, found = planned(small, ["B.1", "A.1", None], links, "C.1")
    assert moves == {("0", "C.1"), ("1", "B.1"), ("2", "A.1")}
    assert found.objective == 450_000 - 3 * 100_000 + 50_000


def test_two_people_exchange_their_posts_because_they_asked_to() -> None:
    """Two units of one each can only exchange; each gains 0.15 − 0.10 by his wish."""
    posts = [post("A.1", 1, 1), post("B.1", 1, 1)]
    wishes = [pair(0, "B.1", wished=True), pair(1, "A.1", wished=True)]
    moves, found = planned(posts, ["A.1", "B.1"], wishes, "")
    assert moves == {("0", "B.1"), ("1", "A.1")}
    assert found.objective == 100_000


def test_nobody_is_moved_for_fit_alone() -> None:
    """Both would fit perfectly elsewhere and not at all where they are: the difference is worth what the move costs."""
    posts = [post("A.1", 1, 1), post("B.1", 1, 1)]
    city = City(posts, people("A.1", "B.1", fit=0), [pair(0, "B.1", 1_000_000), pair(1, "A.1", 1_000_000)])
    found = solve(build(city, Asked(frozenset({"A.1", "B.1"})), LAW).model)
    assert (found.moves, found.objective) == ((), 0)


def test_each_move_fills_a_slot_and_nobody_else_moves() -> None:
    """Three slots in three units, and a pool of ten more than needed who fit everywhere: three moves.

    Those who hold the posts beside the slots could all exchange for a better fit; they stay.
    """
    pool = [post("A.1", 20, 30)]
    short = [post(f"{unit}.1", 4, 3, criticality="1") for unit in "BCD"]
    homes = ["A.1"] * 10 + [facts.post for facts in short for _ in range(3)]
    pairs = [pair(number, facts.post, 600_000) for number in range(10) for facts in short]
    pairs += [
        pair(number, facts.post, 1_000_000)
        for number in range(10, 19)
        for facts in short
        if facts.post != homes[number]
    ]
    moves, found = planned([*pool, *short], homes, pairs, "B.1 C.1 D.1")
    assert sorted(to for _, to in moves) == ["B.1", "C.1", "D.1"]
    assert all(found.moves)
    assert found.objective == 3 * (100_000 + 250_000 + 10_000 - 100_000)


def test_a_slot_is_not_filled_by_opening_one_that_is_worth_more() -> None:
    posts = [post("A.1", 10, 10, criticality="1"), post("B.1", 10, 9)]
    moves, _ = planned(posts, ["A.1"], [pair(0, "B.1", 1_000_000)], "B.1")
    assert moves == set()


def test_a_slot_is_filled_by_opening_one_that_is_worth_much_less() -> None:
    """A opens its first slot of ten, 0.04, to fill one of a critical service, 0.29, as its floor is nine."""
    posts = [post("A.1", 10, 10), post("B.1", 10, 9, criticality="1")]
    moves, found = planned(posts, ["A.1"], [pair(0, "B.1")], "B.1")
    assert (moves, found.objective) == ({("0", "B.1")}, 290_000 - 40_000 - 100_000)


def test_a_unit_of_fewer_than_ten_gives_nobody() -> None:
    posts = [post("A.1", 9, 9), post("B.1", 10, 9, criticality="1")]
    moves, _ = planned(posts, ["A.1"], [pair(0, "B.1")], "B.1")
    assert moves == set()


def test_a_critical_post_keeps_one_holder() -> None:
    """Two would go and gain; the unit could spare both."""
    posts = [post("A.1", 0, 2, critical=True), post("B.1", 3, 0, criticality="1")]
    moves, _ = planned(posts, ["A.1", "A.1"], [pair(0, "B.1", 600_000), pair(1, "B.1", 700_000)], "B.1")
    assert moves == {("1", "B.1")}


def test_of_two_the_one_who_fits_better_goes() -> None:
    posts = [post("A.1", 0, 2), post("B.1", 1, 0)]
    moves, _ = planned(posts, ["A.1", "A.1"], [pair(0, "B.1", 600_000), pair(1, "B.1", 700_000, gates=1)], "B.1")
    assert moves == {("0", "B.1")}


def test_limits_take_the_best_that_they_allow() -> None:
    posts = [post("A.1", 0, 3), post("B.1", 1, 0, criticality="1"), post("C.1", 1, 0), post("D.1", 1, 0)]
    pairs = [pair(0, "B.1", hours=50), pair(1, "C.1", hours=20), pair(2, "D.1", hours=None, gates=1)]
    homes = ["A.1"] * 3
    every = {("0", "B.1"), ("1", "C.1"), ("2", "D.1")}
    assert planned(posts, homes, pairs, "B.1 C.1 D.1")[0] == every
    assert planned(posts, homes, pairs, "B.1 C.1 D.1", Limits(moves=1))[0] == {("0", "B.1")}
    assert planned(posts, homes, pairs, "B.1 C.1 D.1", Limits(out_of_unit=2))[0] == {("0", "B.1"), ("1", "C.1")}
    assert planned(posts, homes, pairs, "B.1 C.1 D.1", Limits(hours=70))[0] == {("0", "B.1"), ("1", "C.1")}
    assert planned(posts, homes, pairs, "B.1 C.1 D.1", Limits(hours=69))[0] == {("0", "B.1")}
    assert planned(posts, homes, pairs, "B.1 C.1 D.1", Limits(hours=49))[0] == {("1", "C.1")}


def test_a_move_inside_of_a_unit_does_not_count_as_out_of_it() -> None:
    posts = [post("A.1", 0, 1), post("A.2", 1, 0)]
    moves, _ = planned(posts, ["A.1"], [pair(0, "A.2")], "A.2", Limits(out_of_unit=0))
    assert moves == {("0", "A.2")}


def test_nobody_comes_to_a_post_that_was_not_chosen() -> None:
    posts = [post("A.1", 0, 1), post("B.1", 1, 0, criticality="1"), post("C.1", 1, 0)]
    moves, _ = planned(posts, ["A.1"], [pair(0, "B.1"), pair(0, "C.1")], "C.1")
    assert moves == {("0", "C.1")}
