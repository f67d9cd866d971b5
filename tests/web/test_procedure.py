"""The law in words says what the signed copy says; the law as a picture shows every step, and leads to its words."""

import hashlib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from policies.loading import current
from policies.printing import chapters
from tests.web.client import Browser, Page
from tests.web.conftest import SignIn
from web.pages import procedure as pages

SIGNED = Path(__file__).parents[1] / "policies" / "signed_copy_id.txt"


@pytest.fixture
def reader(as_: SignIn) -> Browser:
    return as_("lamhot")


def squeezed(text: str) -> str:
    """Leave out the spaces, which the reader of pages puts around every link."""
    return "".join(text.split())


def ids(page: Page) -> set[str]:
    return {element.get("id") for element in page.root.all() if element.get("id")}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_says_every_sentence_of_the_print(reader: Browser, language: str) -> None:
    reader.client.set_cookie("language", language)
    shown = squeezed(reader.get("/procedure").text)
    for article in (article for chapter in chapters(current(), language) for article in chapter.articles):
        assert squeezed(article.title) in shown
        assert article.basis in ("",) or squeezed(article.basis) in shown
        for sentence in article.sentences:
            assert all(squeezed(text) in shown for text in (sentence.text, *sentence.points))


def test_every_link_inside_the_text_leads_to_an_article(reader: Browser) -> None:
    page = reader.get("/procedure")
    inside = {link.get("href")[1:] for link in page.root.all("a") if link.get("href").startswith("#")}
    assert inside - {"menu"} <= ids(page)
    assert {"steps", "s-propose", "state-proposed", "R-TEN-01", "nilai", "naskah"} <= inside


def test_the_digest_is_that_of_the_signed_copy(reader: Browser) -> None:
    page = reader.get("/procedure")
    assert hashlib.sha256(SIGNED.read_bytes()).hexdigest() in page.text
    assert current().digest.hex() in page.text


def test_values_are_told_with_the_day_from_which_they_hold(reader: Browser) -> None:
    text = squeezed(reader.get("/procedure").text)
    assert "Sejak7April2017R-BUP-01" in text
    assert pages._dated(date(2018, 1, 1))[-1] == (date(2002, 4, 17), ["R-COM-03"])


def test_values_to_come_are_told_too() -> None:
    days = [day for day, codes in pages._dated(date(2016, 1, 1)) if "R-TEN-01" in codes]
    assert days == [date(2017, 4, 7)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_picture_shows_every_state_and_step_and_leads_to_their_words(reader: Browser, language: str) -> None:
    reader.client.set_cookie("language", language)
    page = reader.get("/procedure/picture")
    links = [urlsplit(link.get("href")) for link in page.root.all("a")]
    anchors = {link.fragment for link in links if link.path == "/procedure" and link.fragment}
    law = current()
    assert anchors == {f"state-{name}" for name in law.states} | {f"s-{name}" for name in law.steps}
    assert anchors <= ids(reader.get("/procedure"))
    assert all(
        words[language] in page.text for words in (each.label for each in (*law.states.values(), *law.steps.values()))
    )


def test_neither_page_needs_a_script(reader: Browser) -> None:
    for path in ("/procedure", "/procedure/picture"):
        assert not list(reader.get(path).root.all("script"))


def test_a_stranger_signs_in_first(browser: Browser) -> None:
    assert browser.get("/procedure").path == "/sign-in"
