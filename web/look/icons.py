"""Icons: one symbol at a time out of the packaged Bootstrap icons, written into the page.

The packaged sprite weighs 1.1 MB, so no page ever loads it; it is read once, when the first icon is asked for.
"""

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_SYMBOL = re.compile(r'<symbol[^>]*viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def icon(name: str, size: int = 16) -> Markup:
    """Draw the named Bootstrap icon, `size` CSS pixels square, hidden from screen readers: a word stands beside it.

    Raises LookupError for a name that the package does not have, so a typing error never ships.
    """
    if name not in _symbols():
        raise LookupError(f"Bootstrap has no icon called {name!r}")
    box, drawing = _symbols()[name]
    return Markup(  # noqa: S704  # the drawing comes out of the package, never from a visitor
        f'<svg class="icon" width="{size}" height="{size}" viewBox="{box}" fill="currentColor" '
        f'aria-hidden="true" focusable="false">{drawing}</svg>'
    )


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    """Read every symbol of the packaged sprite: name to view box and drawing."""
    sprite = files("flask_bootstrap") / "static" / "bootstrap5" / "icons" / "bootstrap-icons.svg"
    return {name: (box, drawing) for box, name, drawing in _SYMBOL.findall(sprite.read_text("utf-8"))}
