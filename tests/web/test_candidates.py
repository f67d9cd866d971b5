"""Candidates for a need: who reads how much of them, side by side, on to a proposal, and the other way round."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert, select

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town, at
from tests.web import clock, keeping, taking
from tests.web.client import Browser, Page, filled_in
from tests.web.conftest import SignIn
from tests.web.keeping import filled_buttons, lines
from tests.web.needing import MONDAY, analysed
from workflow.database import reading
from workflow.tables import competences, drafts, needs, requests, security_events, standards

LIST = "Daftar calon"


@pytest.fixture(autouse=True)
def monday(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.stop(monkeypatch, at(MONDAY, 10))


@pytest.fixture
def number(town: Town) -> int:
    """Give the need for nurses at the Puskesmas, whose post has a standard: Ramli was assessed, the others never."""
    post = town.post["NERS-PKM"]
    for code, level in (("KOM", 2), ("PLP", 2)):
        town.write(insert(standards).values(post_id=post, competence=code, level=level))
        row = {"employee_id": town.employee["ramli"], "competence": code, "level": 2, "assessed_on": date(2023, 5, 2)}
        town.write(insert(competences).values(**row))
    analysed(town)
    with reading(town.engine) as connection:
        found = connection.scalar(select(needs.c.id).where(needs.c.post_id == post))
    assert found is not None
    return found


def listed(number: int, **asked: object) -> str:
    return f"/needs/{number}/candidates" + ("?" + "&".join(f"{k}={v}" for k, v in asked.items()) if asked else "")


def plain(page: Page) -> str:
    return page.text.replace("\xa0", " ")


def rows(page: Page) -> list[str]:
    return [line.replace("\xa0", " ") for line in lines(page, LIST)]


def propose(browser: Browser, page: Page, number: int, **values: str) -> Page:
    """Press "Usulkan", or go on from the question why not the first."""
    form = next(one for one in page.root.all("form") if one.get("method") == "post" and "employee" in filled_in(one))
    return browser.post(listed(number), filled_in(form) | values, follow=True)


def looks(town: Town) -> list[str]:
    with reading(town.engine) as connection:
        query = select(security_events.c.detail).where(security_events.c.kind == "read")
        return [detail for detail in connection.scalars(query) if "candidates" in detail]


def taken(browser: Browser, number: int, **asked: object) -> list[dict[str, str]]:
    """Take the list away as a file, and give its lines."""
    path, _mark, query = listed(number, **asked).partition("?")
    heading, *rest = taking.csv_rows(browser.client.get(f"{path}/export.csv?{query}", buffered=True))
    return [dict(zip(heading, row, strict=True)) for row in rest]


def draft(town: Town, who: str) -> str:
    with reading(town.engine) as connection:
        query = select(drafts.c.form).where(drafts.c.account_id == town.account[who], drafts.c.step == "propose")
        return str(connection.scalar(query) or "")


def test_the_file_of_the_analyst_has_every_figure(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("maslan")
    first, *others = taken(browser, number)
    assert len(looks(town)) == 1
    told = {"rank": "1", "name": "Ramli Ritonga", "jpm": "1", "training_hours": "0", "unit": "RSUD"}
    assert first | told == first
    assert any(line["gates"] or line["warnings"] for line in others)
    assert len(others) + 1 == len(rows(browser.get(listed(number))))
    narrowed = taken(browser, number, unit="RSUD")
    assert {line["unit"] for line in narrowed} == {"RSUD"}
    assert "exported" in {row.kind for row in keeping.rows(town, security_events)}


def test_the_file_of_the_proposer_says_what_his_page_says(as_: SignIn, town: Town, number: int) -> None:
    browser = as_("sutan")
    lines_ = taken(browser, number, unit="RSUD")
    shown = plain(browser.get(listed(number)))
    assert len(lines_) == len(rows(browser.get(listed(number)))) <= 10
    assert {"rank", "jpm", "refused"}.isdisjoint(lines_[0])
    for line in lines_:
        for name in ("name", "fit", "training", "left", "distance"):
            assert line[name].replace("\xa0", " ") in shown
    assert as_("saima").client.get(f"{listed(number)}/export.csv").status_code == 404


def test_the_analyst_reads_everybody_with_every_figure(as_: SignIn, town: Town, number: int) -> None:
    page = as_("maslan").get(listed(number))
    assert page.title == "Calon Perawat Ahli Pertama untuk Puskesmas Pintu Langit"
    assert "Urutan membantu, tidak memutuskan" in page.text
    first, *others = rows(page)
    assert first.startswith("Bandingkan Ramli Ritonga Ramli Ritonga Perawat Ahli Pertama, RSUD")
    assert "peringkat 1 belum diketahui: jarak 100% tidak perlu" in first
    assert any("belum diketahui: kompetensi, pelatihan" in line and "2 belum dinilai" in line for line in others)
    assert filled_buttons(page) == ["Bandingkan yang dipilih"]


def test_a_proposer_reads_the_first_in_bands_and_nothing_of_competences(as_: SignIn, town: Town, number: int) -> None:
    page = as_("sutan").get(listed(number, pick=town.employee["ramli"]))
    found = rows(page)
    assert 0 < len(found) <= 10
    assert "sangat sesuai" in found[0]
    assert "peringkat" not in page.text
    assert "JPM)" in page.text or "JPM" not in page.text  # the rule's own sentence names it, no figure does
    assert "Belum dinilai" not in page.text
    assert "Saring" not in page.text


def test_nobody_else_finds_the_page(as_: SignIn, number: int) -> None:
    for user in ("halomoan", "rosmaida", "masdalena", "sahala"):
        assert as_(user).get(listed(number)).status == 404


def test_a_look_is_recorded_once_a_day_without_anything_personal(as_: SignIn, town: Town, number: int) -> None:
    analyst = as_("maslan")
    analyst.get(listed(number))
    analyst.get(listed(number, pick=town.employee["ramli"]))
    assert looks(town) == [f'{{"candidates":{number}}}']


def test_a_wish_is_marked_and_filtered(as_: SignIn, town: Town, number: int) -> None:
    wish = {"employee_id": town.employee["saima"], "made_on": date(2024, 2, 1), "letter": "1/2024"}
    town.write(insert(requests).values(**wish, unit_id=town.unit["PKM"]))
    found = rows(as_("maslan").get(listed(number, own="yes")))
    assert [line for line in found if "permintaan sendiri" in line] == [found[0]]
    assert "Saima Tanjung" in found[0]
    assert all("24 bulan atau lebih di wilayah luar" in line for line in found[1:])


def test_filters_that_nobody_meets_say_so(as_: SignIn, number: int) -> None:
    page = as_("maslan").get(listed(number, unit="DISHUB", outlying="yes"))
    assert "Tidak seorang pun memenuhi saringan ini." in page.text


def test_at_most_four_stand_side_by_side_and_what_differs_is_bold(as_: SignIn, town: Town, number: int) -> None:
    people = [town.employee[who] for who in ("ramli", "saima", "fitri", "togar", "wulan")]
    page = as_("maslan").get(listed(number) + "?" + "&".join(f"pick={one}" for one in people))
    table = next(one for one in page.root.all("table") if "compare" in one.get("class").split())
    columns = [one.text for one in next(table.all("thead")).all("th")]
    assert len(columns) == 5
    assert "Lebih dari 4 orang dipilih" in page.text
    marked = {next(row.all("th")).text: [cell.get("class") for cell in row.all("td")] for row in table.all("tr")}
    assert set(marked["JPM"]) == {"differ"}
    assert set(marked["Unit asal"]) == {""}
    assert [one.text for one in table.all("button")] == [f"Usulkan {name}" for name in columns[1:]]


def test_the_first_goes_straight_into_the_form_with_the_day_of_the_slot(as_: SignIn, town: Town, number: int) -> None:
    case = telling.needed(town, MONDAY)
    proposer = as_("sutan")
    page = proposer.get(listed(number, pick=town.employee["ramli"]))
    landed = propose(proposer, page, number)
    assert landed.path == f"/transfers/{case}/propose"
    assert "Usulkan Ramli Ritonga" in landed.text
    assert "4 Mar 2024" in draft(town, "sutan").replace("\xa0", " ")


def test_passing_over_the_first_asks_why_and_the_answer_is_part_of_the_reason(
    as_: SignIn, town: Town, number: int
) -> None:
    telling.needed(town, MONDAY)
    analyst = as_("maslan")
    asked = propose(analyst, analyst.get(listed(number, pick=town.employee["saima"])), number)
    assert asked.title == "Mengapa bukan calon pertama?"
    assert "Ramli Ritonga berada di depan Saima Tanjung" in asked.text
    again = propose(analyst, asked, number, why=" ")
    assert again.status == 422
    assert "why" in again.errors()
    landed = propose(analyst, again, number, why="Bersedia tinggal di sana.")
    assert "Usulkan Saima Tanjung" in landed.text
    kept = draft(town, "maslan")
    assert "Calon urutan pertama tidak diusulkan karena: Bersedia tinggal di sana." in kept


def test_without_a_case_the_need_is_recorded_first(as_: SignIn, town: Town, number: int) -> None:
    analyst = as_("maslan")
    landed = propose(analyst, analyst.get(listed(number, pick=town.employee["ramli"])), number)
    assert landed.path == "/needs/new"
    assert "Catat dahulu kasus untuk kebutuhan ini" in landed.text


def test_whoever_is_no_candidate_is_not_proposed_from_here(as_: SignIn, town: Town, number: int) -> None:
    analyst = as_("maslan")
    page = analyst.get(listed(number, pick=town.employee["ramli"]))
    assert propose(analyst, page, number, employee=str(town.employee["hotma"])).status == 404


def test_a_post_by_open_selection_has_no_candidates(as_: SignIn, town: Town) -> None:
    town.retire("zulkifli")
    analysed(town)
    with reading(town.engine) as connection:
        query = select(needs.c.id).where(needs.c.post_id == town.post["KADISHUB"])
        found = connection.scalar(query)
    page = as_("maslan").get(listed(int(found or 0)))
    assert "Diisi melalui seleksi terbuka" in page.text
    assert current().rules["R-STR-07"].basis in page.text


def test_the_needs_that_somebody_would_fit(as_: SignIn, town: Town, number: int) -> None:
    address = f"/people/{town.employee['ramli']}/needs"
    page = as_("maslan").get(address)
    assert "dapat diisi Ramli Ritonga" in page.title
    assert any(
        "Puskesmas Pintu Langit" in line and "100%" in line for line in lines(page, "Kebutuhan yang dapat diisi")
    )
    assert as_("sutan").get(address).status == 404
    assert as_("maslan").get("/people/999999/needs").status == 404


def test_whom_a_unit_could_spare(as_: SignIn, town: Town, number: int) -> None:
    page = as_("maslan").get("/staffing/units/RSUD/spare")
    assert "dapat melepas" in page.title
    names = lines(page, "Yang dapat dilepas")
    assert any(line.startswith("Ramli Ritonga") for line in names)
    assert as_("maslan").get("/staffing/units/NOWHERE/spare").status == 404


def test_the_story_of_a_need_leads_here(as_: SignIn, number: int) -> None:
    assert any(one.get("href") == listed(number) for one in as_("sutan").get(f"/needs/{number}").root.all("a"))
    assert not any(one.get("href") == listed(number) for one in as_("rosmaida").get(f"/needs/{number}").root.all("a"))
