"""The ballot of one case, for a voter, for who has voted, for everybody else, and after it has ended.

While it is open nobody learns more than how many have voted; a voter sees his own vote.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.ballots import Ballot
from web.panels.results import of_candidate
from web.wording import quotation, recorded, said_by, unmet_words
from workflow.cases import OpenCase, Shown
from workflow.offers import Offer
from workflow.organisation.calendar import city_day


def ballot(opened: OpenCase) -> dict[str, Any] | None:
    """Give what the panel shows, with the name of its macro under "kind"; None where there is no ballot to see."""
    status, present = opened.case.ballot_status, opened.case.ballot
    if status is None or opened.sight.form_only:
        return None
    if status == "open" and present is not None:
        return _open(opened, present)
    if not opened.sight.deliberation:
        return None
    return _ended(opened, status)


def _open(opened: OpenCase, present: Ballot) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "round": present.round,
        "closes": present.closes_at,
        "cast": present.tally.present,
        "eligible": len(present.eligible),
    }
    vote = next((offer for offer in opened.offers if offer.step.shows == "ballot"), None)
    if vote is None or not vote.possible:
        return {"kind": "waiting", "ballot": shown, "why": _why_not(opened, vote)}
    own = own_vote(opened)
    if own is None:
        return {"kind": "open", "ballot": shown, "step": vote.step}
    fields = {field.name: field for field in own.step.fields}
    words = recorded(fields["vote"], own.values.get("vote"), own.line.on).lower()
    return {"kind": "voted", "ballot": shown, "vote": words, "at": own.line.at, "step": vote.step}


def own_vote(opened: OpenCase) -> Shown | None:
    """Give one's own last vote in the ballot that is open."""
    mine = [
        each
        for each in opened.lines
        if each.step.shows == "ballot"
        and each.line.account == opened.who.account
        and each.line.ground == opened.case.ground
    ]
    return mine[-1] if mine else None


def _why_not(opened: OpenCase, vote: Offer | None) -> str:
    """Say why somebody has no vote: he is no member, or a rule keeps him from it."""
    if vote is None:
        return _("Hanya anggota tim penilai yang memberi suara.")
    rules, day = opened.procedure.rules, city_day(opened.moment)
    return " ".join(unmet_words(rules[result.rule], result, opened.sight, day) for result in vote.unmet)


def _ended(opened: OpenCase, status: str) -> dict[str, Any]:
    tally = opened.tally
    figures = tally and {
        "eligible": tally.eligible,
        "present": tally.present,
        "for": tally.votes_for,
        "against": tally.votes_against,
        "needed": tally.needed,
    }
    return {
        "kind": "closed",
        "tally": figures,
        "result": status,
        "sentences": _sentences(opened, status),
        "votes": _votes(opened),
    }


def _sentences(opened: OpenCase, status: str) -> list[str]:
    if opened.tally is None:
        return [_("Pemungutan suara dibatalkan; isi suara tidak dibuka.")] if status == "void" else []
    found = []
    abstained = opened.tally.abstained
    if abstained:
        found.append(
            ngettext(
                "%(num)s abstain: dihitung hadir, tidak dihitung dalam mayoritas.",
                "%(num)s abstain: dihitung hadir, tidak dihitung dalam mayoritas.",
                abstained,
            )
        )
    quorum = _quorum(opened)
    if quorum:
        found.append(_("Kuorum %(number)s tercapai.", number=quorum))
    return found + _recusals(opened)


def _quorum(opened: OpenCase) -> int | None:
    """Give how many had to be present, as the close of the ballot judged it."""
    closing = [each for each in of_candidate(opened) if each.values.get("tally")]
    _verdict, seen = closing[-1].results.get("R-COM-05", ("", {})) if closing else ("", {})
    needed = seen.get("needed_present")
    return int(needed) if needed is not None else None


def _recusals(opened: OpenCase) -> list[str]:
    recused = {each.line.employee: each for each in of_candidate(opened) if each.step.name == "recuse"}
    found = []
    for each in recused.values():
        name, office = said_by(each)
        words = _("%(name)s (%(office)s) menarik diri", name=name, office=office)
        found.append(f"{words}: {quotation(each)}" if quotation(each) else f"{words}.")
    return found


def _votes(opened: OpenCase) -> list[dict[str, Any]]:
    """Give each member's last vote, to who may read single votes."""
    ground = opened.case.ballot and _opening(opened)
    last = {
        each.line.employee: each for each in opened.lines if each.step.shows == "ballot" and each.line.ground == ground
    }
    eligible = opened.case.ballot.eligible if opened.case.ballot else frozenset()
    return [_vote(each) for employee, each in last.items() if employee in eligible]


def _opening(opened: OpenCase) -> int:
    """Give the number of the line that opened the last ballot."""
    return max(line.number for line in opened.ledger.lines if line.step == "open-ballot")


def _vote(shown: Shown) -> dict[str, Any]:
    fields = {field.name: field for field in shown.step.fields}
    name, office = said_by(shown)
    return {
        "person": name,
        "office": shown.title or office,
        "vote": recorded(fields["vote"], shown.values.get("vote"), shown.line.on).lower(),
        "reason": shown.values.get("reason", ""),
        "at": shown.line.at,
    }
