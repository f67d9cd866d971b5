"""The states of a case as squares: drawn once for each number, since a list shows them in every row."""

from functools import cache

from markupsafe import Markup


@cache
def drawn(done: int, total: int, large: bool) -> Markup:
    """Draw `total` squares, the first `done` of them filled; hidden from screen readers: the state stands beside."""
    side, height, gap, radius = (16, 16, 24, 4) if large else (7, 8, 9, 1.5)
    squares = "".join(
        f'<rect class="{"c-bar" if number < done else "c-track"}" x="{number * gap}" width="{side}" '
        f'height="{height}" rx="{radius}"/>'
        for number in range(total)
    )
    return Markup(  # noqa: S704  # numbers only
        f'<svg class="ticks" width="{gap * (total - 1) + side}" height="{height}" aria-hidden="true" '
        f'focusable="false">{squares}</svg>'
    )
