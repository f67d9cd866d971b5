"""Files of the registers at the counter, in Chromium: handed in, mended, read and taken, with and without scripts.

All of it in both languages.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.counter import Desk
from tests.stories import town as towns
from tests.stories.town import Town
from workflow.database import connect

HEADING = "code,name,kind,hours,competences,unit\n"


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    engine = connect(sqlite_url)
    yield towns.found(engine)
    engine.dispose()


@pytest.mark.timeout(300)
def test_a_file_in_the_hands_of_its_keeper(desk: Desk, tmp_path: Path) -> None:
    keep(desk, tmp_path)


@pytest.mark.timeout(300)
def test_the_same_without_scripts(bare_desk: Desk, tmp_path: Path) -> None:
    keep(bare_desk, tmp_path)


def keep(desk: Desk, folder: Path) -> None:
    """Hand in a file with a fault, mend it, and take it."""
    desk.day(date(2024, 3, 4))
    desk.sit("efrida")
    desk.go("/data")
    desk.go("/data/courses")
    hand_in(desk, folder, "PEL-1,Komunikasi Efektif,klasikal,empat,KOM:2,BKPSDM\n", "Periksa berkas ini")
    says(desk, desk.word("%(num)s baris harus diperbaiki", 1))
    hand_in(desk, folder, "PEL-1,Komunikasi Efektif,klasikal,40,KOM:2,BKPSDM\n", "Periksa lagi")
    says(desk, desk.word("Pastikan %(changed)s baris yang berubah dan %(added)s baris baru", changed=0, added=1))
    desk.page.locator("#f-read").check()
    desk.page.get_by_role("button", name=desk.word("Terapkan perubahan")).click()
    says(desk, desk.word("Tertulis: %(changed)s baris berubah dan %(added)s baris baru", changed=0, added=1))


def hand_in(desk: Desk, folder: Path, rows: str, button: str) -> None:
    """Choose a file and let it be checked."""
    file = folder / "pelatihan.csv"
    file.write_text(HEADING + rows, "utf-8")
    desk.page.locator("#f-file").set_input_files(file)
    desk.page.get_by_role("button", name=desk.word(button)).click()


def says(desk: Desk, title: str) -> None:
    """Find the page that says a result, with nothing wrong in it."""
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(title)
    desk.look()
