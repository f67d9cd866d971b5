"""The synthetic city is whole, deterministic and alive on whatever day it is written."""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from policies.staffing import MILLION, need
from workflow.demo.calendar import QUIET_MONTHS, month_start
from workflow.demo.cast import BODY_OFFICES, PLAYERS
from workflow.demo.city import make_city, write_city
from workflow.demo.establishment import posts, units
from workflow.demo.staffing import EMPTY_HEADS
from workflow.demo.trades import TRADES, trade_of
from workflow.organisation.files import Folder, read_folder

DAYS = (date(2026, 11, 24), date(2028, 2, 29), date(2027, 1, 1), date(2027, 2, 15), date(2029, 12, 31))
MINUTES = 75_000  # of working time a year


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


@pytest.fixture(scope="module")
def needed(city: Folder, today: date) -> dict[str, int]:
    """How many people each post needs on that day, by its code."""
    permanent: Counter[str] = Counter()
    temporary: Counter[str] = Counter()
    for task in city.workload:
        load = permanent if task.until is None else temporary
        load[task.post] += int(task.volume * task.minutes * MILLION) if (task.until or today) >= today else 0
    return {
        post.code: need(permanent[post.code], temporary[post.code], None, post.need, MINUTES).whole
        for post in city.posts
    }


def test_some_five_hundred_people_fill_three_quarters_of_the_need(city: Folder, needed: dict[str, int]) -> None:
    held = Counter(person.post for person in city.employees)
    filled = sum(min(held[post], people) for post, people in needed.items())
    assert 480 <= len(city.employees) <= 600
    assert 0.68 < filled / sum(needed.values()) < 0.8
    assert any(held[post] > people for post, people in needed.items())


def test_the_outskirts_are_shorter_of_people_than_the_town(city: Folder, needed: dict[str, int]) -> None:
    outlying = {unit.code for unit in city.units if unit.outlying}
    held = Counter(person.post for person in city.employees)
    posts = [post.code for post in city.posts if post.unit in outlying]
    others = [post.code for post in city.posts if post.unit not in outlying]
    out, town = (
        sum(min(held[post], needed[post]) for post in some) / sum(needed[post] for post in some)
        for some in (posts, others)
    )
    assert out < 0.65
    assert town > out + 0.1


def test_units_say_how_critical_they_are_and_where_they_stand(city: Folder) -> None:
    without = [unit.code for unit in city.units if unit.latitude is None or unit.longitude is None]
    assert without == ["KOTA"]
    assert all(1.3 < unit.latitude < 1.46 and 99.2 < unit.longitude < 99.34 for unit in city.units[1:])
    unknown = [unit.code for unit in city.units if unit.criticality is None]
    assert 2 <= len(unknown) <= 8
    assert len({unit.criticality for unit in city.units}) > 8


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


def test_every_trade_has_posts_and_every_post_its_standard(city: Folder) -> None:
    assert {trade_of(post) for post in city.posts} == set(TRADES)
    required = Counter(row.post for row in city.standards)
    assert set(required) == {post.code for post in city.posts}
    assert set(required.values()) <= {10, 11}
    level = {(row.post, row.competence): row.level for row in city.standards}
    usual = {"SETDA-SEKDA": 4, "DISDIK-SEK": 3, "12.77.01-KASUBAG": 2, "DISDIK-ADM": 1, "RSUD-DOK-MADYA": 4}
    assert {post: level[post, "KRS"] for post in usual} == usual
    assert level["PKM-WEKI-PRW-TERAMPIL", "PLP"] == 2
    assert level["BKD-BEND", "T-KEU"] == 2


def test_workload_comes_out_near_the_formation_and_decides_where_there_is_none(city: Folder) -> None:
    work: Counter[str] = Counter()
    for task in city.workload:
        work[task.post] += int(task.volume * task.minutes) if task.until is None else 0
    meant = {post.code: post.need or 0 for post in posts(units())}
    unapproved = [post.code for post in city.posts if post.need is None]
    assert 20 <= len(unapproved) <= 40
    assert all(need(work[code] * MILLION, 0, None, None, MINUTES).whole == meant[code] for code in unapproved)
    analysed = [post.code for post in city.posts if work[post.code]]
    assert 3 <= len(city.posts) - len(analysed) <= 10
    near = [code for code in analysed if abs(work[code] / MINUTES - meant[code]) < 0.25 * meant[code]]
    assert 0.9 < len(near) / len(analysed) < 1
    assert all(4 <= tasks <= 10 for tasks in Counter(task.post for task in city.workload).values())


def test_some_workload_is_old_and_some_is_for_a_time(city: Folder, today: date) -> None:
    old = {task.post for task in city.workload if task.year is not None and task.year < today.year - 2}
    assert 20 <= len(old) < len(city.posts) / 5
    loads = [task for task in city.workload if task.until is not None]
    assert all(task.reason for task in loads)
    assert [task.post for task in loads] == ["DUKCAPIL-OSIAK"]
    assert all(task.until and month_start(today, 6) < task.until < today for task in loads)


def test_courses_raise_what_posts_require(city: Folder) -> None:
    required = {row.competence for row in city.standards}
    raised = {each.competence for course in city.courses for each in course.competences}
    assert 12 <= len(city.courses) <= 20
    assert raised <= required
    assert {row.competence for row in city.standards if not row.competence.startswith("T-")} <= raised
    assert all(5 <= course.hours <= 60 for course in city.courses)


def test_a_quarter_of_the_people_was_never_assessed(city: Folder, today: date) -> None:
    assessed = {row.nip for row in city.competences}
    since = {person.nip: person.post_since for person in city.employees}
    assert 0.2 < 1 - len(assessed) / len(city.employees) < 0.35
    assert all(month_start(today, 40) < row.assessed_on < today for row in city.competences)
    assert all(row.assessed_on >= (since[row.nip] or today) for row in city.competences)
    incomplete = [nip for nip, rows in Counter(row.nip for row in city.competences).items() if rows < 5]
    assert len(incomplete) >= 10
    assert {row.level for row in city.competences} == {0, 1, 2, 3, 4, 5}


def test_nearly_everybody_has_been_rated_for_two_years(city: Folder, today: date) -> None:
    years = (today.year - 1, today.year - 2)
    rated = Counter(row.nip for row in city.performance if row.year in years)
    assert sum(count == 2 for count in rated.values()) / len(city.employees) > 0.9


def test_a_dozen_people_would_like_to_work_elsewhere(city: Folder, today: date) -> None:
    assert len(city.requests) == len({wish.nip for wish in city.requests}) == 12
    assert all(month_start(today, 12) <= wish.made_on < today for wish in city.requests)
    assert any(wish.unit is None and wish.category is None for wish in city.requests)
    of = {post.code: post.unit for post in city.posts}
    outlying = {unit.code for unit in city.units if unit.outlying}
    at = {person.nip: of[person.post or ""] for person in city.employees}
    assert sum(at[wish.nip] in outlying for wish in city.requests) == 7


def test_some_ordinary_holders_have_studied_something_else_and_no_functional_one(city: Folder) -> None:
    post = {each.code: each for each in city.posts}
    others = [
        post[person.post].category
        for person in city.employees
        if person.post and post[person.post].fields and person.field not in post[person.post].fields
    ]
    assert 5 <= len(others) <= 30
    assert not [category for category in others if category.startswith("JF_")]
