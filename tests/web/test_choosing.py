"""Naming a person: the whole name or NIP settles it, a part of it offers those found, a mark alone tells nothing."""

import pytest
from flask import Flask

from tests.stories.town import Town
from web.choosing import Chosen, choose


def read(app: Flask, *, exact: bool = False, required: bool = True, **sent: str) -> Chosen:
    """Read the field called `who` out of a form."""
    with app.test_request_context(method="POST", data=sent):
        return choose("who", exact=exact, required=required)


def names(chosen: Chosen) -> list[str]:
    return [option["name"] for option in chosen.options()]


@pytest.mark.parametrize("typed", ["Sutan Siregar", "  sutan   SIREGAR "])
def test_the_whole_name_settles_it(app: Flask, town: Town, typed: str) -> None:
    chosen = read(app, who=typed)
    assert (chosen.employee, chosen.account, chosen.error) == (str(town.employee["sutan"]), "", "")


def test_a_part_of_a_name_offers_those_found(app: Flask) -> None:
    chosen = read(app, who="siregar")
    assert names(chosen) == ["Nurhamidah Siregar", "Sutan Siregar"]
    assert (chosen.mark, chosen.error) == ("", "Pilih orang yang dimaksud.")
    # One person found by a part of the name is marked, but nobody is taken unseen.
    alone = read(app, who="nurham")
    assert alone.person is None
    assert alone.mark == alone.offered[0].mark


def test_a_mark_settles_it_and_the_second_line_comes_first(app: Flask, town: Town) -> None:
    mark = f"e{town.employee['sutan']}"
    assert names(read(app, who=mark)) == ["Sutan Siregar"]
    assert names(read(app, who=mark, who_again="Togar Sinaga")) == ["Togar Sinaga"]
    assert read(app, who=f"a{town.account['sahala']}").account == str(town.account["sahala"])


def test_who_may_not_leaf_through_the_register_finds_nobody_by_a_part_or_by_a_mark(app: Flask, town: Town) -> None:
    mark = f"e{town.employee['sutan']}"
    for sent in ({"who": "siregar"}, {"who": mark}, {"who": mark, "who_typed": "siregar"}):
        chosen = read(app, exact=True, **sent)
        assert (chosen.person, chosen.offered) == (None, [])
        assert chosen.error == "Tidak ada orang dengan nama atau NIP ini."


def test_two_people_of_one_name_are_told_apart(app: Flask, town: Town) -> None:
    town.change("togar", name="Sutan Siregar")
    chosen = read(app, exact=True, who="Sutan Siregar")
    assert names(chosen) == ["Sutan Siregar", "Sutan Siregar"]
    mark = f"e{town.employee['togar']}"
    settled = read(app, exact=True, who=mark, who_typed=chosen.typed)
    assert settled.employee == str(town.employee["togar"])


def test_nobody_is_named(app: Flask) -> None:
    assert read(app).error == "Wajib diisi."
    assert read(app, required=False).error == ""


def test_who_has_left_the_service_is_shown_and_not_taken(app: Flask, town: Town) -> None:
    town.retire("togar")
    chosen = read(app, who="Togar Sinaga")
    assert chosen.person is None
    assert chosen.options()[0]["why_not"] == "Sudah tidak bertugas."
