"""The style sheet: small, kept by browsers, legible in both themes, and without a rule that nothing uses."""

import gzip
import re
from pathlib import Path

import pytest

from tests.sources import ROOT
from tests.web.gallery import create_app
from web.look import sheet
from web.look.bootstrap import KEPT, sift

APP = create_app()
STYLES = ROOT / "web" / "static" / "css"
# Words for a part of a component that need no rule of their own.
_WITHOUT_RULE = {"field"}
# Set by a page's data or by the user's browser, so no template spells them out.
_SPELT_BY_DATA = {f"{kind}-{tone}" for kind in ("tag", "note") for tone in ("ok", "info", "warn", "bad", "waive")}
_SPELT_BY_DATA |= {f"p-{part}" for part in range(1, 6)}  # the parts of a priority, in their order
_SPELT_BY_DATA |= {
    "field-date",
    "field-moment",
    "field-number",
    "bad",
    "warn",
    "waive",
    "done",
    "now",
    "todo",
    "off",
    "flow-back",
    "flow-end",
}
_JINJA = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)(?=[^{}]*\{)")


def sheet_text(name: str) -> str:
    """Read one of our files without comments, strings and numbers that look like classes."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / f"{name}.css").read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r'url\(".*?"\)|"[^"]*"', "", text)


def test_every_file_of_the_sheet_is_sent() -> None:
    assert {path.stem for path in STYLES.glob("*.css")} == {*sheet.COMPONENTS, "dark"}


def test_our_own_rules_stay_light_on_the_wire() -> None:
    own = "".join((STYLES / f"{name}.css").read_text("utf-8") for name in (*sheet.COMPONENTS, "dark"))
    assert len(gzip.compress(own.encode("utf-8"), 9)) < 14 * 1024
    assert len(sheet.made("main").compressed) < 19 * 1024


def test_a_sheet_is_compressed_and_kept_for_ever() -> None:
    with APP.test_request_context():
        address = sheet.url("main")
    client = APP.test_client()
    zipped = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    for answer in (zipped, plain):
        assert answer.mimetype == "text/css"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert {"public", "immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))


def test_an_address_of_yesterday_is_not_found() -> None:
    client = APP.test_client()
    assert client.get("/sheet/main-000000000000.css").status_code == 404
    assert client.get("/sheet/other-000000000000.css").status_code == 404


def test_the_licence_of_bootstrap_stays_with_it() -> None:
    assert sheet.made("main").plain.startswith(b"/*!")


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("body{margin:0}.card{top:0}", "body{margin:0}"),
        (".btn:hover,.card .btn,a.btn{top:0}", ".btn:hover,a.btn{top:0}"),
        (":not(.btn-check)+.btn:active{top:0}", ":not(.btn-check)+.btn:active{top:0}"),
        ("@media (min-width:1px){.row{top:0}.btn{top:1px}}", "@media (min-width:1px){.btn{top:1px}}"),
        ("@media (min-width:1px){.row{top:0}}", ""),
        ('@charset "UTF-8";:root{--a:1}', ":root{--a:1}"),
        ("@keyframes turn{to{transform:rotate(1turn)}}", ""),
        ("h1:is(.h1,.btn){top:0}", ""),
    ],
)
def test_of_bootstrap_only_what_we_use_is_sent(css, kept) -> None:
    assert sift(css) == kept


def test_every_class_of_a_page_is_one_that_the_sheet_knows() -> None:
    ruled = {name for part in sheet.COMPONENTS for name in _CLASS.findall(sheet_text(part))} | KEPT | _WITHOUT_RULE
    unknown = sorted(
        f"{path.relative_to(ROOT)}: class {word}"
        for path in (ROOT / "web" / "templates").rglob("*.html")
        for word in _classes(path.read_text("utf-8"))
        if word not in ruled
    )
    assert unknown == [], "write its rule in web/static/css, or keep it of Bootstrap in web/look/bootstrap.py"


def test_no_rule_is_for_something_that_no_page_has() -> None:
    pages = "".join(path.read_text("utf-8") for folder in ("web", "tests/web") for path in _templates(folder))
    words = set(re.findall(r"[\w-]+", pages)) | _SPELT_BY_DATA
    ruled = {name: part for part in (*sheet.COMPONENTS, "dark") for name in _CLASS.findall(sheet_text(part))}
    unused = {f"{part}.css: .{name}" for name, part in ruled.items() if name not in words}
    assert unused == set(), "delete these rules, or the page that needs them is missing"


def test_every_token_that_is_used_exists_in_both_themes() -> None:
    tokens = {name: _tokens(name) for name in ("tokens", "dark")}
    used = set(re.findall(r"var\((--m-[\w-]+)\)", "".join(sheet_text(part) for part in sheet.COMPONENTS)))
    assert used <= set(tokens["tokens"])
    assert set(tokens["dark"]) <= set(tokens["tokens"])


_READ = [
    ("ink", "surface"), ("ink", "page"), ("ink-2", "surface"), ("ink-2", "page"), ("ink-3", "surface"),
    ("ink-3", "page"), ("ink-2", "sunken"), ("ink", "accent-soft"), ("ink-2", "accent-soft"), ("accent", "surface"),
    ("accent", "page"), ("accent", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-2"),
    ("ok", "surface"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("bad", "surface"), ("waive", "waive-soft"),
    ("ink", "ok-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"), ("side-ink", "side"), ("side-ink-2", "side"),
    ("side-ink", "side-2"), ("on-sign", "sign"),
]  # fmt: skip  # pairs read best side by side
_SEEN = [("line-2", "surface"), ("bar", "track"), ("focus", "page"), ("bar-2", "surface")]


@pytest.mark.parametrize("theme", ["tokens", "dark"])
def test_text_and_marks_stand_out_from_their_ground(theme) -> None:
    colours = {**_tokens("tokens"), **_tokens(theme)}
    pale = [
        f"{front} on {ground}: {_contrast(colours[f'--m-{front}'], colours[f'--m-{ground}']):.2f}"
        for pairs, least in ((_READ, 4.5), (_SEEN, 3))
        for front, ground in pairs
        if _contrast(colours[f"--m-{front}"], colours[f"--m-{ground}"]) < least
    ]
    assert pale == []


def _templates(folder: str) -> list[Path]:
    """List what may spell a class: templates, modules and scripts."""
    kinds = ("*.html", "*.py", "*.js")
    return [path for kind in kinds for path in (ROOT / folder).rglob(kind)]


def _classes(template: str) -> set[str]:
    """Read the classes that a template spells out whole, not those that it puts together."""
    plain = _JINJA.sub("\0", template)
    return {word for given in re.findall(r'class="([^"]*)"', plain) for word in given.split() if "\0" not in word}


def _tokens(name: str) -> dict[str, str]:
    """Read the colours that a file defines."""
    return dict(re.findall(r"(--m-[\w-]+):\s*(#[0-9a-f]{6})", (STYLES / f"{name}.css").read_text("utf-8")))


def _contrast(front: str, ground: str) -> float:
    """Give the contrast of two colours as WCAG 2 counts it."""
    brighter, darker = sorted((_luminance(front), _luminance(ground)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Give the relative luminance of #rrggbb."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
