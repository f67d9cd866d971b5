"""Candidates: the rules of a proposal and no others, nobody left out without a ground, the order and its figures."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import insert, update

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.matching.seeking import MAY, MONDAY, names, proposed, shuffle, sought
from tests.workflow.staffing.analysing import analyse
from workflow.database import reading
from workflow.tables import competences, course_levels, courses, standards, units

# Who asks is nobody in particular, so that only the candidate decides.
OF_THE_ACTOR = {"R-COI-01"}
TARGETS = ("NERS-PKM", "KLERK-PKM", "KAPUS", "SEKDINKES", "BENDAHARA", "AUDITOR")


@pytest.mark.parametrize("seed", range(12))
def test_the_list_judges_as_a_proposal_does_and_leaves_out_only_whom_a_block_refuses(town: Town, seed: int) -> None:
    shuffle(town, seed)
    kinds = {rule.id: rule.kind for rule in current().rules.values()}
    user = {number: name for name, number in town.employee.items()}
    for post in TARGETS:
        found = {user[each.row.id]: each for each in sought(town, post)}
        with reading(town.engine) as connection:
            for who in town.employee:
                results = proposed(connection, town, post, who)
                told = {r.rule: (r.verdict, r.seen) for r in results if r.rule not in OF_THE_ACTOR}
                if who in found:
                    listed = {r.rule: (r.verdict, r.seen) for r in found[who].results if r.rule not in OF_THE_ACTOR}
                    assert listed == told, (post, who)
                else:
                    blocks = [r.rule for r in results if r.refuses and kinds[r.rule] == "block"]
                    assert blocks, (post, who)


def test_for_a_high_leadership_post_nobody_is_listed(town: Town) -> None:
    town.retire("zulkifli")
    assert sought(town, "KADISHUB") == []


def test_whom_a_rule_refuses_comes_last(town: Town) -> None:
    """To lead the clinic one needs four years in a post below: Nurhamidah has 47 months, a month too few."""
    found = sought(town, "KAPUS")
    rules = current().rules
    refused = [bool(each.refused(rules)) for each in found]
    assert refused == sorted(refused)
    last = dict(zip(names(town, found), found, strict=True))["nurhamidah"]
    assert last.refused(rules) == ["R-STR-02"]


def test_the_parts_of_a_fit(town: Town) -> None:
    """Ramli to the clinic: 3 of 4 levels, two good years, 70 months, no field named, 12 hours, 9 of 9, eleven km."""
    post, ramli = town.post["NERS-PKM"], town.employee["ramli"]
    for code, standard, level in (("KOM", 2, 1), ("PLP", 2, 2)):
        town.write(insert(standards).values(post_id=post, competence=code, level=standard))
        row = {"employee_id": ramli, "competence": code, "level": level, "assessed_on": date(2023, 5, 2)}
        town.write(insert(competences).values(**row))
    town.write(insert(courses).values(id=1, code="KOM-1", name="Komunikasi", kind="teknis", hours=12))
    town.write(insert(course_levels).values(course_id=1, competence="KOM", level=2))
    for code, latitude in (("RSUD", "1.380000"), ("PKM", "1.480000")):
        place = {"latitude": latitude, "longitude": "99.270000"}
        town.write(update(units).where(units.c.id == town.unit[code]).values(**place))
    found = sought(town, "NERS-PKM")
    ramli_s = next(each for each in found if each.row.id == ramli)
    assert ramli_s.metres == 11_119  # a tenth of a degree
    assert ramli_s.fit.parts == {
        "competence": Fraction(3, 4),
        "performance": Fraction(3, 4),
        "experience": Fraction(1),
        "education": Fraction(1),
        "training": Fraction(9, 10),
        "donor": Fraction(1),
        "distance": 1 - Fraction(11_119, 50_000),
    }
    # 0.30 + 0.1125 + 0.15 + 0.10 + 0.09 + 0.05 + 0.038881
    assert ramli_s.fit.ten_thousandths == 8414
    assert (ramli_s.training_hours, ramli_s.courses, ramli_s.assess) == (12, ("KOM-1",), False)
    assert names(town, found)[0] == "ramli"
    fitri_s = next(each for each in found if each.row.id == town.employee["fitri"])
    assert (fitri_s.assess, fitri_s.training_hours) == (True, None)
    assert fitri_s.fit.unknown == {"competence", "training"}
    assert fitri_s.gates == ["R-CMP-01a"]


def test_equal_fits_share_a_rank_and_their_order_is_drawn(town: Town) -> None:
    """Eight nurses of one hospital differ in nothing but the months that they have served."""
    for who in ("fitri", "ramli", "saima"):
        town.change(who, post_since=date(2018, 1, 1))
    found = [each for each in sought(town, "NERS-PKM") if each.row.unit_id == town.unit["RSUD"]]
    best = [each for each in found if each.fit.ten_thousandths == found[0].fit.ten_thousandths]
    assert len(best) >= 2
    assert {each.rank for each in best} == {found[0].rank}
    assert names(town, sought(town, "NERS-PKM")) == names(town, sought(town, "NERS-PKM"))


def test_a_limit_gives_the_first_ones(town: Town) -> None:
    everybody = sought(town, "NERS-PKM")
    assert names(town, sought(town, "NERS-PKM", limit=2)) == names(town, everybody)[:2]


def test_the_donor_before_and_after(town: Town) -> None:
    town.need("NERS-RSUD", 8)
    found = next(each for each in sought(town, "NERS-PKM") if each.row.id == town.employee["ramli"])
    assert found.donor is not None
    assert (found.donor.before, found.donor.after, found.donor.need) == (10, 9, 10)
    assert found.months_left == (date(2047, 7, 1).year - MAY.year) * 12 + 7 - MAY.month - 1


def test_a_proposal_keeps_the_candidate_s_place_in_the_list(town: Town) -> None:
    """It is advice: it stands beside the proposal and never in the bytes of the ledger."""
    without = telling.proposed(town, MONDAY, MAY, employee="fitri")
    assert "fit" not in town.lines(without).private[-1]
    run = analyse(town, MONDAY)
    listed = sought(town, "NERS-PKM")
    nurhamidah = next(each for each in listed if each.row.id == town.employee["nurhamidah"])
    case = telling.proposed(town, MONDAY, MAY)
    kept = town.lines(case).private[-1]["fit"]
    assert (kept["run"], kept["listed"]) == (run, len(listed))
    assert (kept["rank"], kept["fit"]) == (nurhamidah.rank, nurhamidah.fit.ten_thousandths)
    assert kept["parts"]["experience"] == 783_333  # 47 of 60 months
    assert "fit" not in town.lines(case).records[-1]["values"]
