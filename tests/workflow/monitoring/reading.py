"""Reading what monitoring says of the town."""

from datetime import date

from policies.loading import current
from tests.stories.town import Town
from workflow.database import reading
from workflow.ledger import read
from workflow.monitoring import figures as figures_of
from workflow.monitoring.figures import Figures
from workflow.monitoring.summary import Summary, summarise


def summary(town: Town, case: str) -> Summary:
    """Work out the summary of a case."""
    with reading(town.engine) as connection:
        return summarise(current(), read(connection, town.transfer(case, connection)))


def figures(town: Town, today: date) -> Figures:
    """Give the figures of a day."""
    with reading(town.engine) as connection:
        return figures_of.figures(connection, today)
