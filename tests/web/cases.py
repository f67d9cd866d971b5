"""Cases told up to today, for the tests of pages: what happened lies in the past, the next step is taken now."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from tests.stories import telling
from tests.stories.town import Town, at
from workflow.organisation.calendar import city_day, now
from workflow.tables import bodies


def day(days: int = 0) -> date:
    """Give the day so many days from today, in the city."""
    return city_day(now()) + timedelta(days=days)


def hour(days: int, hour_: int = 16) -> datetime:
    """Give an hour of a day, city time."""
    return at(day(days), hour_)


def settled(town: Town) -> None:
    """Let the town have room for several moves, and a committee whose term has not ended, whatever today is."""
    town.need("NERS-RSUD", 3)
    town.need("NERS-PKM", 12)
    town.write(update(bodies).values(since=date(2020, 1, 1), until=day(400)))


def proposed(town: Town, employee: str = "fitri") -> str:
    """Tell a case up to the proposal, five days ago."""
    case = telling.needed(town, day(-8))
    telling.propose(town, case, day(-5), day(40), employee=employee)
    return case


def in_ballot(town: Town, *voters: str, against: tuple[str, ...] = (), employee: str = "fitri") -> str:
    """Tell a case up to an open ballot in which some have voted."""
    case = proposed(town, employee)
    telling.consented(town, case, day(-4))
    telling.opened(town, case, day(-3), hour(2))
    for user in voters:
        reason = {"reason": "Unit asal masih kekurangan."} if user in against else {}
        town.act(user, "vote", day(-2), case, {"vote": "against" if user in against else "for", **reason})
    return case


def balloted(town: Town, against: tuple[str, ...] = (), employee: str = "fitri") -> str:
    """Tell a case up to a closed ballot in which everybody has voted."""
    case = in_ballot(town, employee=employee)
    telling.voted(town, case, day(-2), against=against)
    town.act("baginda", "close-ballot", day(-2), case)
    return case


def ready_to_sign(town: Town) -> str:
    """Tell a case up to BKN's consideration: the decree can be signed."""
    case = balloted(town)
    telling.recommended(town, case, day(-2))
    telling.trained(town, case, day(-1))
    town.act("maslan", "record-consideration", day(-1), case, {"number": "PT-77/2024", "on": day(-1)})
    return case


def at_work(town: Town, days: int = 85, employee: str = "nurhamidah") -> str:
    """Tell a case whose employee has been in the new post for so many days."""
    start = day(-days)
    case = telling.proposed(town, start - timedelta(days=20), start, employee=employee)
    telling.carried(town, case, start - timedelta(days=19))
    telling.recommended(town, case, start - timedelta(days=18))
    telling.trained(town, case, start - timedelta(days=17))
    telling.decreed(town, case, start - timedelta(days=16), start)
    telling.sworn(town, case, start - timedelta(days=15))
    telling.executed(town, case, start)
    return case
