"""Office hours: moments on working days between eight and four o'clock, and never on the day that is told from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from workflow.organisation.calendar import CITY_ZONE, Calendar

_OPENS, _CLOSES = time(8, 0), time(15, 50)


class StillToCome(Exception):
    """A plot reached the day on which it is told: what is told lies in the past, so the plot begins too late."""


@dataclass(frozen=True)
class Diary:
    """The working days of the city up to, but without, `today`."""

    today: date
    calendar: Calendar

    def working(self, day: date) -> date:
        """Give the day, or the first working day after it."""
        while not self.calendar.works(day):
            day += timedelta(days=1)
        return day

    def after(self, day: date, working_days: int) -> date:
        """Give the day so many working days later."""
        return self.calendar.add(day, working_days)

    def before(self, day: date, working_days: int) -> date:
        """Give the working day so many working days earlier."""
        while working_days > 0:
            day -= timedelta(days=1)
            working_days -= self.calendar.works(day)
        return day

    def morning(self, day: date, rng: Random, latest_hour: int = 15) -> datetime:
        """Give some moment of the office hours of a day, before the end of an hour."""
        minutes = rng.randrange((latest_hour + 1 - _OPENS.hour) * 60 - 15)
        opening = datetime.combine(day, _OPENS, CITY_ZONE)
        return self.past(opening + timedelta(minutes=minutes, seconds=rng.randrange(60)))

    def later(self, moment: datetime, rng: Random) -> datetime:
        """Give a moment a little later on the same day, or early on the next working day."""
        local = moment.astimezone(CITY_ZONE) + timedelta(minutes=rng.randrange(12, 70), seconds=rng.randrange(60))
        if local.time() > _CLOSES or not self.calendar.works(local.date()):
            return self.morning(self.after(moment.astimezone(CITY_ZONE).date(), 1), rng, 9)
        return self.past(local)

    def past(self, moment: datetime) -> datetime:
        """Give the moment back. Raises StillToCome when it is not before today."""
        if moment.astimezone(CITY_ZONE).date() >= self.today:
            raise StillToCome(moment.isoformat())
        return moment
