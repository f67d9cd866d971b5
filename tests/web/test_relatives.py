"""Declared family on one's own account."""

import pytest
from sqlalchemy import func, select

from tests.stories.town import Town
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn
from workflow.database import reading
from workflow.tables import register_events, relatives

PATH = "/account/relatives"


def declare(browser: Browser, who: str, kind: str = "SAUDARA_KANDUNG") -> Page:
    """Fill in the form."""
    return browser.send(browser.get(PATH), PATH, {"who": who, "kind": kind})


def count(town: Town, table: object) -> int:
    """Count the rows of a table."""
    with reading(town.engine) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("who", ["Togar Sinaga", "togar  sinaga", "19930808 201703 1 919"])
def test_one_declares_a_relative_by_name_or_nip(as_: SignIn, town: Town, who: str) -> None:
    browser = as_("maslan")
    page = declare(browser, who)
    assert page.path == "/account"
    assert "Hubungan keluarga dengan Togar Sinaga sudah dicatat." in page.text
    assert "Saudara kandung" in page.text
    assert count(town, register_events) == 1


def test_the_other_one_sees_it_too(as_: SignIn) -> None:
    declare(as_("maslan"), "Togar Sinaga")
    assert "Maslan Harahap" in as_("togar").get("/account").text


def test_the_mayor_who_is_no_employee_declares_as_well(as_: SignIn, town: Town) -> None:
    page = declare(as_("sahala"), "Togar Sinaga", "ANAK")
    assert "Togar Sinaga" in page.text
    with reading(town.engine) as connection:
        row = connection.execute(select(relatives)).one()
    assert (row.employee_id, row.other_account_id) == (town.employee["togar"], town.account["sahala"])


def test_a_click_too_many_declares_once(as_: SignIn, town: Town) -> None:
    for user in ("maslan", "sahala"):
        browser = as_(user)
        form = filled_in(browser.get(PATH).form(PATH)) | {"who": "Togar Sinaga", "kind": "ANAK"}
        before = count(town, relatives)
        for _click in range(2):
            assert browser.post(PATH, form).response.location == "/account", user
        assert count(town, relatives) == before + 1


@pytest.mark.parametrize(
    ("who", "kind", "field"),
    [
        ("", "ANAK", "who"),
        ("Togar", "ANAK", "who"),  # not the whole name: nobody leafs through the register here
        ("Maslan Harahap", "ANAK", "who"),
        ("Togar Sinaga", "", "kind"),
        ("Togar Sinaga", "MUSUH", "kind"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(as_: SignIn, town: Town, who: str, kind: str, field: str) -> None:
    browser = as_("maslan")
    form = filled_in(browser.get(PATH).form(PATH)) | {"who": who, "kind": kind}
    page = browser.post(PATH, form)
    assert page.status == 422
    assert list(page.errors()) == [field]
    assert "Sinaga" not in page.errors()[field]
    assert count(town, relatives) == 0


def test_a_relation_is_recorded_once(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    declare(browser, "Togar Sinaga")
    declare(browser, "Fitri Pohan")
    again = declare(browser, "Togar Sinaga")
    assert again.status == 422
    assert count(town, relatives) == 2
