"""The history of one case as its reader may see it: newest first, one sentence a line, a round of votes as one."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.verdicts import Verdict
from web.look import dates, say
from web.spelling import capital, in_words
from web.wording.codes import code_words
from web.wording.sentences import sentence
from workflow.cases import OpenCase, Shown
from workflow.organisation.calendar import city_day


def timeline(opened: OpenCase, *, hashes: bool = False, after: int = 0) -> list[dict[str, Any]]:
    """Give the lines after a number as components/ledger.html draws them; `hashes` are for who checks the chain."""
    states = {line.number: line.state for line in opened.ledger.lines}
    shown = [each for each in opened.lines if each.line.number > after]
    rounds = _rounds(shown)
    entries = []
    for each in reversed(shown):
        votes = rounds.get(each.line.ground, []) if each.step.shows == "ballot" else []
        if len(votes) > 1:
            if each is votes[-1]:
                entries.append(_round(votes, city_day(opened.moment).year))
            continue
        moved = states.get(each.line.number - 1) != each.line.state
        stage = say(opened.procedure.states[each.line.state].label) if moved else ""
        entries.append({**entry(each), "stage": stage, "hash": each.hash.hex() if hashes else ""})
    return entries


def _rounds(shown: list[Shown]) -> dict[int, list[Shown]]:
    """Gather the votes that may be seen by the line that opened their ballot."""
    found: dict[int, list[Shown]] = {}
    for each in shown:
        if each.step.shows == "ballot":
            found.setdefault(each.line.ground, []).append(each)
    return found


def entry(shown: Shown) -> dict[str, Any]:
    """Give one line as components/ledger.html draws it, without what depends on the lines around it."""
    return {
        "at": shown.line.at,
        "sentence": " ".join(part for part in (sentence(shown), _figures(shown)) if part),
        "quote": quotation(shown),
        "law": shown.step.basis,
        "number": shown.line.number,
        "tag": _tag(shown),
    }


def _round(votes: list[Shown], year: int) -> dict[str, Any]:
    first, last = votes[0].line, votes[-1].line
    members = len({vote.line.account for vote in votes})
    words = ngettext(
        "%(count)s anggota memberi suara", "%(count)s anggota memberi suara", members, count=in_words(members)
    )
    changed = len(votes) - members
    if changed:
        words += "; " + ngettext(
            "%(count)s suara diganti sebelum ditutup",
            "%(count)s suara diganti sebelum ditutup",
            changed,
            count=in_words(changed),
        )
    words = f"{capital(words)}."
    return {
        "span": _span(first.on, last.on, year),
        "sentence": words,
        "law": votes[-1].step.basis,
        "number": f"{first.number}–{last.number}",
        "stage": "",
    }


def _span(first: date, last: date, year: int) -> str:
    """Write the days from the first vote to the last; the year stands where it is not the reader's."""
    write = dates.day_and_full_month if last.year == year else dates.long_date
    if first == last:
        return write(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{write(last)}"
    return f"{write(first)} – {write(last)}"


def quotation(shown: Shown) -> str:
    """Give what the person wrote: the first long text of the step's form; an evaluation has a panel of its own."""
    if shown.step.instrument:
        return ""
    texts = (shown.values.get(field.name) for field in shown.step.fields if field.kind == "long")
    return next((str(text) for text in texts if text), "")


def _figures(shown: Shown) -> str:
    """Say how a ballot ended, to who may read it."""
    tally = shown.values.get("tally")
    if not tally:
        return ""
    abstained = tally["present"] - tally["for"] - tally["against"]
    return _(
        "%(yes)s setuju, %(no)s tidak setuju, %(abstained)s abstain: %(outcome)s.",
        yes=tally["for"],
        no=tally["against"],
        abstained=abstained,
        outcome=code_words(str(shown.values.get("outcome", ""))),
    )


def _tag(shown: Shown) -> dict[str, str] | None:
    if shown.step.name == "waive-gate":
        return {"verdict": "waived", "words": ""}
    gates = sum(verdict == Verdict.OPEN for verdict in shown.line.verdicts.values())
    if not gates:
        return None
    words = ngettext("%(num)s syarat menunggu pengecualian", "%(num)s syarat menunggu pengecualian", gates)
    return {"verdict": "open", "words": words}
