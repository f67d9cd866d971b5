"""The moves that plots are told with: which posts are short of people, and where there are some to spare.

Patterns stand in the order of preference, those between bars side by side; the last ones are taken when the city has
nobody better that day.
"""

from workflow.demo.casting import Move

_CLERKS = (
    "BKD-ADM|DISDIK-ADM|DINKES-ADM|PUPR-ADM|DUKCAPIL-ADM|RSUD-ADM|BKPSDM-ADM",
    "BAPELIT-ADM|SATPOLPP-ADM|PPPAKB-ADM|DLH-ADM|KOMINFO-ADM|DPMPTSP-ADM|DISHUB-ADM|KUKMPP-ADM",
    "*-ADM",
)
_CLERKS_WITH_A_DEGREE = ("DINKES-PDI|BKD-PDI|DISDIK-PDI|DPMPTSP-PDI|BKD-PAJAK|DUKCAPIL-OSIAK", "*-PDI|*-ADM", "*-PTK")
_ANALYSTS = ("BKD-PTK|PUPR-PTK", "*-PTK|BKD-PAJAK", "*-PDI|*-ADM")
_LEADERS = ("*-KASUBAG", "*-PTK", "*-KASI-*|*-PDI")

NURSE = Move(("PKM-*-PRW-TERAMPIL",), ("RSUD-PRW-TERAMPIL", "RSUD-PRW-*|PKM-*-PRW-*"))
NURSE_OF_SADABUAN = Move(("PKM-SADABUAN-PRW-TERAMPIL",), NURSE.sources)
SENIOR_NURSE = Move(("PKM-*-PRW-MAHIR", "PKM-*-PRW-TERAMPIL"), ("RSUD-PRW-MAHIR", "RSUD-PRW-TERAMPIL"))
NURSE_TO_HOSPITAL = Move(("RSUD-PRW-MAHIR", "RSUD-PRW-*"), ("PKM-*-PRW-MAHIR|PKM-*-PRW-TERAMPIL",))
MIDWIFE = Move(("PKM-*-BDN-TERAMPIL",), ("RSUD-BDN-TERAMPIL", "RSUD-BDN-*|PKM-*-BDN-*"))
DOCTOR = Move(("PKM-*-DOK-PERTAMA",), ("RSUD-DOK-PERTAMA", "RSUD-DOK-*|PKM-*-DOK-*"))
CLERK = Move(("12.77.*-ADM", "*-ADM"), _CLERKS)
CLERK_OF_CLINIC = Move(("PKM-*-ADM", "*-ADM"), _CLERKS)
CLERK_OF_OFFICE = Move(("KESBANG-ADM|DINSOS-ADM|DISNAKER-ADM|DKP-ADM|DISPUSIP-ADM|SETDA-*-ADM", "*-ADM"), _CLERKS)
CLERK_OF_NORTH = Move(("12.77.01.*-ADM", "12.77.0?.*-ADM"), _CLERKS)
CLERK_OF_BATUNADUA = Move(("12.77.03-ADM",), _CLERKS)
FROM_EDUCATION = Move(("*-PTK", "12.77.*-PDI|*-ADM"), ("DISDIK-PTK", "DISDIK-PDI|DISDIK-ADM|DISDIK-KASUBAG"))
ANALYST = Move(("*-PTK", "12.77.*-PDI"), _ANALYSTS)
DATA = Move(("12.77.*-PDI", "*-PDI"), _CLERKS_WITH_A_DEGREE)
SECRETARY = Move(("12.77.*.*-SEK", "12.77.*-PDI"), _CLERKS_WITH_A_DEGREE)
WARD_HEAD = Move(("*-LURAH",), _LEADERS)
WARD_HEAD_OF_NORTH = Move(("12.77.01.1004-LURAH",), _LEADERS)
SUBDIVISION_HEAD = Move(("DINSOS-KASUBAG|DISTAN-KASUBAG|12.77.*-KASUBAG|PKM-*-KTU", "12.77.*.*-SEK"), _LEADERS)
ECONOMY_HEAD = Move(("SETDA-EKON-KABAG",), ("*-KABID-*",))
CLINIC_HEAD = Move(("PKM-PINTULANGIT-KA",), ("DINKES-ADK-MUDA", "RSUD-DOK-MUDA|*-AK-MUDA"))
SECTION_HEAD = Move(("12.77.0?-KASI-*", "12.77.*.*-SEK"), _LEADERS)
TREASURER = Move(
    ("KESBANG-BEND|DINSOS-BEND|DISNAKER-BEND|PMD-BEND|DISPUSIP-BEND|SETDA-RENKEU-BEND", "*-ADM"),
    ("*-BEND",),
    frozenset({"R-DON-03"}),
)
# Posts that only the moves above that name them may fill: the demonstration's accounts wait for these.
SPOKEN_FOR = frozenset(
    {"PKM-SADABUAN-PRW-TERAMPIL", "12.77.03-ADM", "RSUD-PRW-MAHIR", "12.77.01.1004-LURAH", "DISDIK-PTK"}
)


def examined(post_code: str) -> Move:
    """A move of somebody against whom a matter is open, to a post like his own."""
    targets = "PKM-*-PRW-*" if "-PRW-" in post_code else "12.77.*-ADM|PKM-*-ADM|*-PTK|12.77.*-PDI"
    return Move((targets,), (post_code,), frozenset({"R-DIS-01"}))


def early(move: Move) -> Move:
    """The same move by somebody who has held his post for less than two years."""
    return Move(move.targets, ("*-ADM|*-PTK|*-PDI", "*-OLO|*-OSIAK|*-KASUBAG|*-KASI-*"), frozenset({"R-TEN-01"}))


def thinning(move: Move) -> Move:
    """The same move out of a unit that is short of people already."""
    sources = ("12.77.01-ADM|12.77.02-ADM|PKM-*-ADM|SETWAN-ADM", "*-ADM")
    return Move(move.targets, sources, frozenset({"R-DON-01"}))
