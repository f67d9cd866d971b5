"""Monitoring looks at the town of the stories, on either kind of database."""

import pytest
from sqlalchemy import Engine

from tests.stories.town import Town, found


@pytest.fixture
def town(engine: Engine) -> Town:
    """Give a town in which nothing has happened yet."""
    return found(engine)
