"""What was worked out about kept plans, held while the server runs: a plan never changes, so neither does any of it.

Prices take a search for each limit, seconds altogether. They are worked out beside the page, which says so until then.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from web import database
from workflow.planning import explaining
from workflow.planning.explaining import Answer, Price
from workflow.planning.solving import NoSolver
from workflow.planning.stored import Stored, stored

Thing = TypeVar("Thing")

SECONDS = 20.0  # for one question: who asks waits for the answer
_PATIENCE = 1.0  # seconds that a page waits for prices


class StillPricing(Exception):
    """Prices are being worked out: ask again in a moment."""


class NoPrices(Exception):
    """Prices cannot be worked out, as there is no solver, or it failed."""


class _Held(Generic[Thing]):
    """The last few things that were worked out, by their keys."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Give what is held by a key; made now if it is not."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            held = self._things.setdefault(key, made)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return held


class _Pricing:
    """Prices that are being worked out, one plan after the other, in a thread that ends with the server."""

    _turn = Lock()

    def __init__(self, held: Stored) -> None:
        self._held = held
        self._done = Event()
        self._found: list[Price] | None = None
        Thread(target=self._work, name="prices", daemon=True).start()

    def _work(self) -> None:
        try:
            with self._turn:
                self._found = explaining.prices(self._held.built, self._held.solution, self._held.terms)
        except NoSolver:
            pass  # who asks is told that there are none
        finally:
            self._done.set()

    def found(self) -> list[Price]:
        """Give the prices. Raises StillPricing, NoPrices."""
        if not self._done.wait(_PATIENCE):
            raise StillPricing
        if self._found is None:
            raise NoPrices
        return self._found


_plans: _Held[Stored] = _Held(4)
_answers: _Held[Answer] = _Held(500)
_prices: _Held[_Pricing] = _Held(50)


def held(number: int) -> Stored:
    """Give a kept plan with its model. Raises NoResultFound, LookupError as `stored` does."""
    connection = database.connection()
    key = (str(database.counter().engine.url), number)
    return _plans.get(key, lambda: stored(connection, number))


def answer(plan: Stored, move: int) -> Answer:
    """Say why a move (id) is not in a plan. Raises NoSolver, KeyError."""
    terms = replace(plan.terms, seconds=SECONDS)
    return _answers.get((*_key(plan), move), lambda: explaining.why_not(plan.built, plan.solution, move, terms))


def prices(plan: Stored) -> list[Price]:
    """Give the prices of a plan's limits. Raises StillPricing, NoPrices."""
    return _prices.get(_key(plan), lambda: _Pricing(plan)).found()


def _key(plan: Stored) -> tuple[Hashable, ...]:
    return bytes(plan.plan.model), plan.moves, plan.terms, plan.solution.objective
