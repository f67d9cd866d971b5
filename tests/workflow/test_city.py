"""The synthetic city is whole, deterministic and alive on whatever day it is written."""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from workflow.demo.calendar import QUIET_MONTHS, month_start
from workflow.demo.cast import BODY_OFFICES, PLAYERS
from workflow.demo.city import make_city, write_city
from workflow.demo.staffing import EMPTY_HEADS
from workflow.organisation.files import Folder, read_folder

DAYS = (date(2026, 11, 24), date(2028, 2, 29), date(2027, 1, 1))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    return request.param


@pytest.fixture(scope="module")
def city(today: date) -> Folder:
    return make_city(today)


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_city(tmp_path / folder, DAYS[0])
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_some_five_hundred_people_fill_three_quarters_of_the_need(city: Folder) -> None:
    held = Counter(person.post for person in city.employees)
    filled = sum(min(held[post.code], post.need or 0) for post in city.posts)
    assert 480 <= len(city.employees) <= 600
    assert 0.68 < filled / sum(post.need or 0 for post in city.posts) < 0.8
    assert any(held[post.code] > (post.need or 0) for post in city.posts)


def test_every_unit_but_the_city_has_one_leading_post(city: Folder) -> None:
    leading = Counter(post.unit for post in city.posts if post.head)
    assert {unit.code: 1 for unit in city.units if unit.parent} == leading


def test_every_superior_exists_and_the_line_ends_with_the_secretary_of_the_city(city: Folder) -> None:
    above = {post.code: post.reports_to for post in city.posts}
    for code in above:
        steps = 0
        while (superior := above[code]) is not None:
            code, steps = superior, steps + 1
            assert steps < 10
        assert code == "SETDA-SEKDA"


def test_bagian_and_offices_report_to_the_secretary_of_the_city(city: Folder) -> None:
    above = {post.code: post.reports_to for post in city.posts}
    assert above["SETDA-HUKUM-KABAG"] == above["DISDIK-KA"] == above["12.77.06-CAMAT"] == "SETDA-SEKDA"
    assert above["RSUD-DIR"] == above["PKM-WEKI-KA"] == "DINKES-KA"
    assert above["12.77.01.1001-LURAH"] == "12.77.01-CAMAT"


def test_the_cast_is_in_active_service_and_without_a_matter_on_file(city: Folder) -> None:
    first = {person.post: person for person in reversed(city.employees)}
    clouded = {row.nip for row in city.discipline}
    for player in PLAYERS:
        if player.post:
            person = first[player.post]
            assert player.name in person.name
            assert (person.status, person.standing) == ("PNS", "AKTIF")
            assert person.nip not in clouded
            assert sum(row.nip == person.nip for row in city.performance) >= 3


def test_the_cast_plays_every_role_that_is_granted_and_no_other(city: Folder) -> None:
    roles = tomllib.loads(files("policies").joinpath("roles.toml").read_text(encoding="utf-8"))["role"]
    grants = [grant for player in PLAYERS for grant in player.grants]
    assert {grant.role for grant in grants} == {role["name"] for role in roles if role["kind"] == "granted"}
    assert {grant.unit for grant in grants} <= {unit.code for unit in city.units} | {None}
    assert len({player.key for player in PLAYERS}) == len(PLAYERS)


def test_some_leading_posts_are_empty_and_the_outskirts_are_short_of_people(city: Folder) -> None:
    held = {person.post for person in city.employees}
    outlying = {unit.code for unit in city.units if unit.outlying}
    assert held.isdisjoint(EMPTY_HEADS)
    empty = [post for post in city.posts if post.code not in held]
    assert len([post for post in empty if post.unit in outlying]) > len(empty) / 4


def test_nobody_took_up_a_post_in_the_quiet_months_that_belong_to_the_transfers(city: Folder, today: date) -> None:
    start = month_start(today, QUIET_MONTHS)
    newcomers = [person for person in city.employees if person.post_since and person.post_since >= start]
    fresh = [person for person in city.employees if person.post_since and person.post_since >= month_start(today, 24)]
    assert newcomers == []
    assert len(fresh) > 30


def test_some_retire_within_a_year_and_nobody_in_office_is_past_retirement(city: Folder, today: date) -> None:
    clerks = {post.code for post in city.posts if "PELAKSANA" in post.category}
    ages = [
        (today.year - person.birth_date.year) * 12 + today.month - person.birth_date.month
        for person in city.employees
        if person.post in clerks
    ]
    assert max(ages) < 58 * 12
    assert len([age for age in ages if age >= 57 * 12]) >= 2


def test_seven_vote_and_the_body_is_in_office_through_the_past_of_the_demonstration(city: Folder, today: date) -> None:
    assert [seat.office for seat in city.bodies] == [office for _, office in BODY_OFFICES]
    assert all(seat.votes for seat in city.bodies)
    assert all(seat.since <= month_start(today, QUIET_MONTHS) and today < seat.until for seat in city.bodies)


def test_serials_are_synthetic_and_every_name_is_its_own(city: Folder) -> None:
    assert all(person.nip[15] == "9" for person in city.employees)
    names = [person.name.split(",")[0] for person in city.employees]
    assert len(set(names)) == len(names) == len({person.nip for person in city.employees})


def test_the_present_post_stands_open_in_the_history_of_its_holder(city: Folder) -> None:
    open_rows = {row.nip: row for row in city.history if row.until is None}
    for person in city.employees:
        row = open_rows.pop(person.nip)
        assert (row.post, row.since) == (person.post, person.post_since)
    assert open_rows == {}


def test_a_handful_lack_a_good_rating_of_the_last_year(city: Folder, today: date) -> None:
    last = [row for row in city.performance if row.year == today.year - 1]
    weak = [row for row in last if "DI_BAWAH" in (row.result, row.behaviour)]
    assert 5 <= len(weak) <= 60
    assert 3 <= len(city.employees) - len(last) <= 40


def test_the_reader_takes_every_file_and_gives_the_same_rows(city: Folder, today: date, tmp_path: Path) -> None:
    write_city(tmp_path, today)
    read = read_folder(tmp_path, today)
    assert read.faults == ()
    assert replace(read, warnings=()) == city
    assert {warning.column for warning in read.warnings} == {"need"}
