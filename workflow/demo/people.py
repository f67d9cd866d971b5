"""One synthetic civil servant for one place in the city, drawn from the post's code alone."""

from dataclasses import dataclass
from datetime import date
from random import Random

from workflow.demo.calendar import QUIET_MONTHS, day_in_month, month_start
from workflow.demo.cast import BY_POST, Player
from workflow.demo.names import Names, with_degrees
from workflow.organisation.files.rows import Employee, Post

RANKS = [f"{grade}/{step}" for grade in ("I", "II", "III", "IV") for step in "abcd"] + ["IV/e"]


@dataclass(frozen=True)
class Profile:
    """What holders of a category are like: age in years, rank band, and months in the post at most."""

    ages: tuple[int, int]
    ranks: tuple[str, str]
    tenure: int = 72


PROFILES = {
    "JPT_PRATAMA": Profile((48, 57), ("IV/b", "IV/c"), 54),
    "ADMINISTRATOR": Profile((41, 55), ("III/d", "IV/b"), 60),
    "PENGAWAS": Profile((35, 55), ("III/b", "III/d")),
    "PELAKSANA_KLERK": Profile((26, 55), ("II/b", "III/d"), 96),
    "PELAKSANA_OPERATOR": Profile((27, 54), ("II/a", "III/a"), 96),
    "PELAKSANA_TEKNISI": Profile((27, 52), ("II/b", "III/b"), 96),
    "JF_TERAMPIL": Profile((25, 36), ("II/c", "II/d")),
    "JF_MAHIR": Profile((33, 46), ("III/a", "III/b")),
    "JF_PERTAMA": Profile((27, 38), ("III/a", "III/b")),
    "JF_MUDA": Profile((35, 49), ("III/c", "III/d")),
    "JF_MADYA": Profile((46, 56), ("IV/a", "IV/c")),
}
_HIRED_AT = {"15": 21, "17": 21, "30": 23, "40": 25, "45": 25}
_GENERAL_FIELDS = ("Administrasi Publik", "Manajemen", "Hukum", "Akuntansi", "Ilmu Pemerintahan")
_SCHOOL_FIELDS = {"15": ("IPA", "IPS"), "17": ("Teknik Bangunan", "Teknik Elektro", "Akuntansi dan Keuangan")}
_WOMEN = {"Kebidanan": 1.0, "Keperawatan": 0.75, "Pendidikan": 0.65, "Teknik Sipil": 0.2, "Teknik Mesin": 0.05}
_PPPK_RANKS = {"15": "V", "17": "V", "30": "VII", "40": "IX", "45": "IX"}


class People:
    """Draws the city's people; remembers which names and NIPs are given away."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._names = Names({player.name for player in BY_POST.values()})
        self._nips: set[str] = set()

    def draw(self, post: Post, number: int) -> Employee:
        """The holder of this post; number 0 is the first, who may be a member of the cast."""
        rng = Random(f"holder {post.code} {number}")
        player = BY_POST.get(post.code) if number == 0 else None
        education = _education(rng, post)
        field = _field(rng, post, education)
        sex = player.sex if player else ("P" if rng.random() < _WOMEN.get(field, 0.48) else "L")
        status = _status(rng, post, player)
        birth = self._birth(rng, post, player, status)
        hired = self._hired(rng, birth, status, education)
        post_since = self._post_since(rng, post, hired, player, status)
        name = with_degrees(player.name if player else self._names.draw(rng, sex), education, field, rng)
        return Employee(
            nip=self._nip(rng, birth, hired, sex, status),
            name=name,
            sex=sex,
            birth_date=birth,
            status=status,
            standing="AKTIF",
            rank=_PPPK_RANKS[education] if status == "PPPK" else _rank(post, education, hired, self._today),
            rank_since=hired if status != "PNS" else self._rank_since(rng, hired),
            education=education,
            field=field,
            post=post.code,
            post_since=post_since,
        )

    def _birth(self, rng: Random, post: Post, player: Player | None, status: str) -> date:
        young, old = PROFILES[post.category].ages
        if status != "PNS":
            old = min(old, 34)
            young = min(young, 26)
        months = rng.randrange(young * 12, old * 12)
        if rng.random() < 0.03 and not player and status == "PNS" and "PELAKSANA" in post.category:
            # Close to retirement at 58, in two to eleven months: still to be replaced.
            months = 58 * 12 - rng.randrange(2, 12)
        return date.fromordinal(month_start(self._today, months).toordinal() + rng.randrange(28))

    def _hired(self, rng: Random, birth: date, status: str, education: str) -> date:
        if status == "CPNS":
            return month_start(self._today, QUIET_MONTHS + 1)
        if status == "PPPK":
            return month_start(self._today, rng.randrange(QUIET_MONTHS + 1, 48))
        age = _HIRED_AT[education] + rng.randrange(6)
        latest = month_start(self._today, 40)
        return min(latest, date(birth.year + age, rng.choice((1, 2, 3, 4, 12)), 1))

    def _post_since(self, rng: Random, post: Post, hired: date, player: Player | None, status: str) -> date:
        if status != "PNS":
            return hired
        shortest, longest = QUIET_MONTHS + 10, PROFILES[post.category].tenure
        if rng.random() < 0.1 and not player:
            # Less than the two years that the law asks for.
            shortest, longest = QUIET_MONTHS + 1, 23
        return max(hired, day_in_month(rng, self._today, rng.randrange(shortest, longest)))

    def _rank_since(self, rng: Random, hired: date) -> date:
        year = month_start(self._today, QUIET_MONTHS + rng.randrange(36)).year - 1
        return max(hired, date(year, rng.choice((4, 10)), 1))

    def _nip(self, rng: Random, birth: date, hired: date, sex: str, status: str) -> str:
        month = "21" if status == "PPPK" else f"{hired.month:02}"
        stem = f"{birth:%Y%m%d}{hired:%Y}{month}{1 if sex == 'L' else 2}"
        while (nip := f"{stem}9{rng.randrange(100):02}") in self._nips:
            pass
        self._nips.add(nip)
        return nip


def _education(rng: Random, post: Post) -> str:
    lowest = post.min_education
    if post.category == "JPT_PRATAMA":
        return rng.choice(("45", "45", "45", "40"))
    if post.category == "ADMINISTRATOR" or post.category == "JF_MADYA":
        return rng.choice(("40", "45"))
    if lowest == "15":
        return rng.choice(("15", "15", "15", "30", "40"))
    if lowest == "30" and not post.fields:
        return rng.choice(("30", "40", "40", "40", "45"))
    return lowest if rng.random() < 0.9 else {"17": "30", "30": "40", "40": "45"}[lowest]


def _field(rng: Random, post: Post, education: str) -> str:
    if education in _SCHOOL_FIELDS:
        return rng.choice(_SCHOOL_FIELDS[education])
    wanted = post.fields if rng.random() < 0.8 or post.category.startswith("JF_") else ()
    return rng.choice(wanted or _GENERAL_FIELDS)


def _status(rng: Random, post: Post, player: Player | None) -> str:
    entry = post.category in {"JF_TERAMPIL", "JF_PERTAMA", "PELAKSANA_KLERK", "PELAKSANA_OPERATOR"}
    if player or post.head or post.critical or not entry:
        return "PNS"
    chance = rng.random()
    if chance < 0.03:
        return "CPNS"
    return "PPPK" if chance < 0.13 else "PNS"


def _rank(post: Post, education: str, hired: date, today: date) -> str:
    """The rank that so many years bring, one step every four, kept within the band of the post's category."""
    start = RANKS.index({"15": "II/a", "17": "II/a", "30": "II/c", "40": "III/a", "45": "III/b"}[education])
    lowest, highest = (RANKS.index(rank) for rank in PROFILES[post.category].ranks)
    if "PELAKSANA" in post.category:
        lowest = start
    reached = start + (today.year - hired.year) // 4
    return RANKS[max(lowest, min(reached, highest))]
