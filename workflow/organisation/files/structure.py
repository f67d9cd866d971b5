"""Checks on units and posts: every reference is met, one root, no circle, one leading post for each unit."""

from collections import Counter
from collections.abc import Iterator, Mapping

from workflow.organisation.files.folder import Fault
from workflow.organisation.files.handed import Handed


def unit_faults(handed: Handed) -> Iterator[Fault]:
    """Unknown parents, more than one root, circles of parents."""
    units = handed.rows("units")
    for unit in units:
        if not handed.knows("units", unit.parent):
            yield handed.fault("units", unit, "parent", "Unit induk tidak dikenal.", "The parent unit is not known.")
    roots = [unit for unit in units if unit.parent is None]
    for root in roots[1:]:
        first = handed.named(roots[0])
        yield handed.fault(
            "units",
            root,
            "code",
            f"Unit tanpa induk hanya boleh satu; {roots[0].code} di {first.id} sudah tanpa induk.",
            f"Only one unit may have no parent, and {roots[0].code} in {first.en} has none already.",
        )
    yield from _circles(handed, "units", "parent", {unit.code: unit.parent for unit in units})


def post_faults(handed: Handed) -> Iterator[Fault]:
    """Unknown units and superiors, circles of superiors, two leading posts in a unit."""
    posts = handed.rows("posts")
    leading: dict[str, str] = {}
    for post in posts:
        if not handed.knows("units", post.unit):
            yield handed.fault("posts", post, "unit", "Unit tidak dikenal.", "The unit is not known.")
        if not handed.knows("posts", post.reports_to):
            yield handed.fault(
                "posts", post, "reports_to", "Jabatan atasan tidak dikenal.", "The superior post is not known."
            )
        if post.head and leading.setdefault(post.unit, post.code) != post.code:
            other = leading[post.unit]
            yield handed.fault(
                "posts",
                post,
                "head",
                f"Unit {post.unit} sudah dipimpin jabatan {other}.",
                f"The unit {post.unit} is led by the post {other} already.",
            )
    yield from _circles(handed, "posts", "reports_to", {post.code: post.reports_to for post in posts})


def _circles(handed: Handed, kind: str, column: str, above: Mapping[str, str | None]) -> Iterator[Fault]:
    by_code = {row.code: row for row in handed.rows(kind)}
    for ring in circles(above):
        path = " → ".join([*ring, ring[0]])
        yield handed.fault(
            kind,
            next((by_code[code] for code in ring if by_code[code].line), by_code[ring[0]]),
            column,
            f"Hubungan ke atas berputar: {path}.",
            f"The way upward runs in a circle: {path}.",
        )


def circles(above: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Every circle once, as its members in the order upward; each node is visited once."""
    settled: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        node: str | None = start
        while node is not None and node in above and node not in settled and node not in path:
            path[node] = len(path)
            node = above[node]
        if node in path:
            yield list(path)[path[node] :]
        settled.update(path)


def leaderless_warnings(handed: Handed) -> Iterator[Fault]:
    """Units without a leading post."""
    led = {post.unit for post in handed.rows("posts") if post.head}
    for unit in handed.rows("units"):
        if unit.parent is not None and unit.code not in led:
            yield handed.fault(
                "units",
                unit,
                "code",
                "Unit tidak mempunyai jabatan pimpinan; pimpinan unit di atasnya yang bertindak.",
                "The unit has no leading post; the head of the unit above it acts.",
            )


def crowded_warnings(handed: Handed) -> Iterator[Fault]:
    """Posts with more holders than the approved formation."""
    holders = Counter(person.post for person in handed.rows("employees"))
    for post in handed.rows("posts"):
        if post.need is not None and holders[post.code] > post.need:
            yield handed.fault(
                "posts",
                post,
                "need",
                f"Dipangku {holders[post.code]} orang, lebih dari kebutuhan {post.need}.",
                f"Held by {holders[post.code]} people, more than the need of {post.need}.",
            )
