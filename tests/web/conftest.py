"""A counter on a small town's database, for the tests of pages."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from tests.stories import town as towns
from tests.stories.town import Town
from tests.web.client import Browser
from web import create_app
from workflow.accounts import passwords
from workflow.database import connect
from workflow.tables import accounts

PASSWORD = "kapal jendela hujan sore"

SignIn = Callable[..., Browser]


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town; everybody in it has the same password."""
    engine = connect(sqlite_url)
    founded = towns.found(engine)
    founded.write(update(accounts).values(password_hash=passwords.hashed(PASSWORD)))
    yield founded
    engine.dispose()


@pytest.fixture
def app(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Make the counter on the town's database; what goes wrong inside it is raised in the test."""
    monkeypatch.setenv("MUTASI_DATABASE", town.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("MUTASI_SECRET", "a secret of the tests, long enough")
    counter = create_app()
    counter.testing = True
    yield counter
    counter.extensions["mutasi"].engine.dispose()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Give a stranger's browser."""
    return Browser(app)


@pytest.fixture
def as_(app: Flask) -> SignIn:
    """Give a function that signs somebody in by user name and hands over the browser."""

    def sign_in(user_name: str, password: str = PASSWORD) -> Browser:
        visitor = Browser(app)
        page = visitor.get("/sign-in")
        landed = visitor.send(page, "/sign-in", {"name": user_name, "password": password})
        assert landed.status == 200, landed.text
        return visitor

    return sign_in
