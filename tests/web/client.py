"""A reader of pages: sends forms as a browser without scripts does, and looks at every page it meets.

Whatever a page has to be on any answer is checked here, once: one h1, a title, a language, unique ids, a label for each
field, a form token in each form that changes something, and references that lead somewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

_VOID = set("area base br col embed hr img input link meta source track wbr".split())
_UNLABELLED = {"hidden", "submit", "button"}


@dataclass
class Element:
    """One element of a page, with the texts and elements inside it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Element"]:
        """Go through the elements of these kinds below this one, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    @property
    def text(self) -> str:
        """The words inside, without line breaks."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(parts).split())

    def get(self, name: str) -> str:
        """Give an attribute, empty when it is missing."""
        return self.attributes.get(name, "")

    def inside(self, tag: str) -> bool:
        """Tell whether an element of this kind stands around this one."""
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


@dataclass
class Page:
    """An answer as somebody reads it."""

    response: TestResponse
    path: str
    root: Element

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The words of the page."""
        return self.root.text

    @property
    def title(self) -> str:
        """The words of the h1."""
        return next(self.root.all("h1")).text

    def form(self, action: str) -> Element:
        """Find the form that goes to an address."""
        return next(form for form in self.root.all("form") if form.get("action") == action)

    def errors(self) -> dict[str, str]:
        """Give the message at each field that has one."""
        messages = {p.get("id").removeprefix("e-"): p.text for p in self.root.all("p") if p.get("id").startswith("e-")}
        return {name: text.removeprefix("Salah: ") for name, text in messages.items()}


def read(response: TestResponse, path: str = "") -> Page:
    """Read an answer and look at it as a whole."""
    builder = _Builder()
    markup = response.mimetype == "text/html" and not 300 <= response.status_code < 400
    builder.feed(response.get_data(as_text=True) if markup else "")
    assert builder.at is builder.root, f"<{builder.at.tag}> is never closed"
    page = Page(response, path, builder.root)
    if markup:
        look_at(page)
    return page


def look_at(page: Page) -> None:
    """Check what every page has to be."""
    root = page.root
    assert len(list(root.all("h1"))) == 1, "a page has one h1"
    assert [title.text for title in root.all("title") if not title.inside("svg")], "a page has a title"
    assert next(root.all("html")).get("lang") in {"id", "en"}, "a page says its language"
    assert len(list(root.all("main"))) == 1, "a page has one main"
    ids = [element.get("id") for element in root.all() if element.get("id")]
    assert len(ids) == len(set(ids)), f"ids are unique: {sorted(name for name in ids if ids.count(name) > 1)}"
    for element in root.all():
        named = f"{element.get('aria-describedby')} {element.get('aria-labelledby')} {element.get('for')}".split()
        assert set(named) <= set(ids), f"{element.tag} names {set(named) - set(ids)}, which is nowhere"
        assert not element.get("style"), "no inline style"
        assert not any(name.startswith("on") for name in element.attributes), "no inline handler"
    _look_at_forms(root)
    for image in root.all("img"):
        assert "alt" in image.attributes, "a picture has words"


def _look_at_forms(root: Element) -> None:
    labelled = {label.get("for") for label in root.all("label")}
    for control in root.all("input", "select", "textarea"):
        if control.get("type") not in _UNLABELLED:
            assert control.get("id") in labelled or control.inside("label"), f"{control.get('name')} has no label"
    for form in root.all("form"):
        tokens = [one for one in form.all("input") if one.get("name") == "csrf_token"]
        assert (form.get("method") == "post") == (len(tokens) == 1), f"{form.get('action')}: one token in a post form"
    for button in root.all("button"):
        assert button.text or button.get("aria-label"), "a button says what it does"


class Browser:
    """Somebody at a browser: one set of cookies, one network address."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.client: FlaskClient = app.test_client()
        self._surroundings = {"REMOTE_ADDR": address}

    def get(self, path: str, *, follow: bool = True, **more: Any) -> Page:
        """Open a page, by default with all redirects."""
        return self._go("GET", path, follow=follow, **more)

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, *, follow: bool = False, here: bool = True, **more: Any
    ) -> Page:
        """Send values as they are, from one of our own pages or from elsewhere."""
        headers = {"Sec-Fetch-Site": "same-origin" if here else "cross-site", **more.pop("headers", {})}
        return self._go("POST", path, follow=follow, data=data or {}, headers=headers, **more)

    def headers(self, path: str, accepts: str = "") -> Headers:
        """Ask for anything, a file too, and give the headers of the answer."""
        asked = {"Accept-Encoding": accepts}
        return self.client.get(path, headers=asked, environ_overrides=self._surroundings, buffered=True).headers

    def send(self, page: Page, action: str, values: Mapping[str, Any] | None = None, *, follow: bool = True) -> Page:
        """Fill in a form of a page and send it; a value for a field that is not there is refused."""
        filled = filled_in(page.form(action))
        for name, value in (values or {}).items():
            assert name in filled or _has_button(page.form(action), name, value), f"{action} has no field {name}"
            filled[name] = value
        return self.post(action, filled, follow=follow, headers={"Referer": f"http://localhost{page.path}"})

    def _go(self, method: str, path: str, *, follow: bool, **more: Any) -> Page:
        surroundings = self._surroundings | more.pop("environ_overrides", {})
        response = self.client.open(
            path, method=method, follow_redirects=follow, environ_overrides=surroundings, **more
        )
        landed = response.request.path if response.request else urlsplit(path).path
        return read(response, landed)


def filled_in(form: Element) -> dict[str, Any]:
    """Give the values that a form would send as it stands; of a button only what `send` is told to press."""
    values: dict[str, Any] = {}
    for control in form.all("input", "select", "textarea"):
        name, kind = control.get("name"), control.get("type")
        if control.tag == "select":
            chosen = [one for one in control.all("option") if "selected" in one.attributes]
            values[name] = (chosen or list(control.all("option"))[:1])[0].get("value")
        elif control.tag == "textarea":
            values[name] = control.text
        elif kind in {"radio", "checkbox"}:
            values.setdefault(name, "")
            if "checked" in control.attributes:
                values[name] = control.get("value")
        elif name:
            values[name] = control.get("value")
    return values


def _has_button(form: Element, name: str, value: Any) -> bool:
    return any(one.get("name") == name and one.get("value") == value for one in form.all("button"))
