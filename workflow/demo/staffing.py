"""How many people hold each post: full offices in the centre, short-handed clinics and wards further out."""

from random import Random

from workflow.demo.cast import BY_POST
from workflow.organisation.files.rows import Post, Unit

EMPTY_HEADS = frozenset(
    {
        "PERKIM-KA",
        "SETDA-STAFAHLI-2",
        "SETDA-EKON-KABAG",
        "PKM-PINTULANGIT-KA",
        "12.77.01.1004-LURAH",
        "12.77.02.1002-LURAH",
        "12.77.04.1003-LURAH",
        "12.77.05.1002-LURAH",
    }
)
"""Posts of need one that nobody holds, as a city always has some; their deputies must act."""

_LEAN = frozenset({"PERKIM", "KESBANG", "DISNAKER", "DKP", "DISPUSIP", "DISTAN", "DISPORAPAR", "PMD", "BPBD", "DINSOS"})
_SURPLUS = {
    ("SETDA", "ADM"): 2,
    ("DISDIK", "ADM"): 3,
    ("DISDIK", "PTK"): 1,
    ("DINKES", "ADM"): 2,
    ("DINKES", "PDI"): 1,
    ("BKD", "ADM"): 2,
    ("BKD", "PTK"): 1,
    ("PUPR", "ADM"): 2,
    ("PUPR", "PTK"): 1,
    ("BKPSDM", "ADM"): 1,
    ("DUKCAPIL", "ADM"): 1,
    ("RSUD", "ADM"): 1,
    ("RSUD", "PRW-TERAMPIL"): 3,
    ("RSUD", "BDN-TERAMPIL"): 2,
}
"""Where people pile up: unit and post, and how many are held beyond the need."""

_SHARES = {
    ("kelurahan", False): 0.3,
    ("kelurahan", True): 0.2,
    ("puskesmas", False): 0.8,
    ("puskesmas", True): 0.45,
    ("kecamatan", False): 0.85,
    ("kecamatan", True): 0.5,
    ("bagian", False): 0.85,
}
_SENIOR = frozenset({"JPT_PRATAMA", "ADMINISTRATOR"})


def holders(post: Post, unit: Unit) -> int:
    """How many hold the post. Drawn from the post's code, so one more post changes no other."""
    need = post.need or 0
    if post.code in EMPTY_HEADS:
        return 0
    surplus = _SURPLUS.get((unit.code, post.code.removeprefix(f"{unit.code}-")), 0)
    if surplus or post.code in BY_POST or post.head:
        return need + surplus
    share = 0.55 if unit.code in _LEAN else _SHARES.get((unit.kind, unit.outlying), 1.0)
    if post.category in _SENIOR:
        share = (1 + share) / 2
    return int(need * share + Random(f"holders {post.code}").random())
