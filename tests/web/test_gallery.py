"""Every component, as a page has it: the structure that screen readers and forms without a script stand on."""

from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.web.gallery import PAGES, create_app

APP = create_app()
_VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """One page: every element with its attributes, and which elements were open around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; a void one stays not open."""
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once, as those of a drawing are."""
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """List the attributes of every element of these kinds, or of all."""
        return [attributes for tag, attributes, _ in self.elements if not tags or tag in tags]


@pytest.fixture(scope="module", params=[(name, language) for name in PAGES for language in ("id", "en")], ids=str)
def page(request) -> Page:
    name, language = request.param
    answer = APP.test_client().get(f"/{name}?lang={language}")
    assert answer.status_code == 200
    return Page(answer.text)


def test_every_element_is_closed_where_it_was_opened(page) -> None:
    assert page.open == []


def test_a_page_has_one_title_and_one_main_part(page) -> None:
    kinds = Counter(tag for tag, _, around in page.elements if "svg" not in around)
    assert (kinds["h1"], kinds["main"], kinds["title"]) == (1, 1, 1)


def test_an_id_is_given_once(page) -> None:
    assert [name for name, times in Counter(a["id"] for a in page.all() if "id" in a).items() if times > 1] == []


def test_whatever_points_to_an_element_finds_it(page) -> None:
    ids = {a["id"] for a in page.all() if "id" in a}
    named = {
        name
        for attributes in page.all()
        for kind in ("aria-describedby", "aria-labelledby", "for", "data-filter")
        for name in (attributes.get(kind) or "").split()
    }
    links = {a["href"][1:] for a in page.all("a") if (a.get("href") or "").startswith("#") and a["href"] != "#menu"}
    assert (named | links) - ids == set()


def test_every_field_has_a_label(page) -> None:
    labelled = {a.get("for") for a in page.all("label")}
    for tag, attributes, around in page.elements:
        if tag in {"input", "select", "textarea"} and attributes.get("type") != "hidden":
            assert attributes.get("id") in labelled or "label" in around, attributes


def test_every_wrong_field_is_described_by_its_message(page) -> None:
    messages = {a["id"] for a in page.all("p") if (a.get("id") or "").startswith("e-")}
    wrong = [a for a in page.all("input", "select", "textarea") if a.get("aria-invalid")]
    said = {name for a in wrong for name in (a["aria-describedby"] or "").split() if name.startswith("e-")}
    assert said == messages


def test_every_form_that_acts_carries_a_token(page) -> None:
    forms = [a for a in page.all("form") if a.get("method") == "post"]
    tokens = [a for a in page.all("input") if a.get("name") == "csrf_token"]
    assert len(forms) == len(tokens)


def test_nothing_is_styled_or_scripted_in_the_page_itself(page) -> None:
    assert [a for a in page.all() if "style" in a or any(name.startswith("on") for name in a)] == []
    assert [a for tag, a, _ in page.elements if tag == "style" or (tag == "script" and "src" not in a)] == []


def test_at_most_one_button_is_filled_in_a_framed_panel(page) -> None:
    filled = [a for a in page.all("a", "button") if "btn-primary" in (a.get("class") or "").split()]
    panels = [a for a in page.all("section") if "decide" in (a.get("class") or "").split()]
    assert len(panels) <= 1 or len(filled) <= len(panels)


def test_a_drawing_is_hidden_because_its_words_stand_beside_it(page) -> None:
    outer = [a for tag, a, around in page.elements if tag == "svg" and "svg" not in around]
    assert all(a.get("aria-hidden") == "true" for a in outer)
