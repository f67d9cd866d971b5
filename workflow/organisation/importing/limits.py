"""What neither a file nor a hand may change: who holds which post, of what standing, and what a transfer wrote.

These follow from acts and corrections, which `audit verify` replays; a row that says otherwise is refused, in words
that say how the change is made.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.model import Words
from workflow.organisation.exporting.held import Held

_BY_DECREE = Words(
    "Jabatan atau kedudukan pegawai yang sudah tercatat tidak diubah dengan cara ini; Kepala BKPSDM mencatatnya sebagai"
    " perbaikan data dengan nomor keputusan, atau pegawai dipindahkan melalui usulan mutasi.",
    "The post or the standing of a known employee does not change in this way: the head of BKPSDM records it as a"
    " correction with the number of the decree, or a transfer moves the employee.",
)
_UNIT = Words(
    "Jabatan tidak dipindahkan ke unit lain; buat jabatan baru di unit itu.",
    "A post does not move to another unit; make a new post there.",
)
_SEAT = Words(
    "Kedudukan dan hak suara yang sudah tercatat tidak diubah; akhiri keanggotaan itu dan mulai yang baru.",
    "Office and vote of a recorded seat do not change; end that seat and begin another.",
)
_PAST_SEAT = Words(
    "Keanggotaan tidak dapat diakhiri pada hari yang sudah lewat.", "A seat cannot end on a day that has passed."
)
_OF_TRANSFER = Words(
    "Baris riwayat ini ditulis oleh usulan mutasi; perbaikannya dicatat pada kasus itu.",
    "A transfer wrote this row of the history; it is corrected in that case.",
)
_OPEN_PAGE = Words(
    "Jabatan yang sedang dipangku tidak diubah atau ditutup dengan cara ini; Kepala BKPSDM mencatatnya sebagai"
    " perbaikan data dengan nomor keputusan.",
    "The post that is held neither changes nor ends in this way: the head of BKPSDM records it as a correction with the"
    " number of the decree.",
)
_ENDED_POST = Words("Jabatan ini sudah dihapus dari peta jabatan.", "This post has ended.")


@dataclass(frozen=True)
class Limit:
    """A column that may not become what the row says, and why."""

    column: str
    words: Words


def limits(name: str, held: Held, row: Any, changed: tuple[str, ...], today: date) -> Iterator[Limit]:
    """Give what a changed row may not change. `changed` names columns."""
    for column, words in FIXED.get(name, {}).items():
        if column in changed:
            yield Limit(column, words)
    if name == "bodies" and "until" in changed and row.until < today:
        yield Limit("until", _PAST_SEAT)
    if name == "history" and changed:
        yield from _history(held, changed)


# Columns that only another way than a row changes, and which.
FIXED = {
    "employees": dict.fromkeys(("post", "post_since", "standing"), _BY_DECREE),
    "posts": {"unit": _UNIT},
    "bodies": dict.fromkeys(("office", "votes"), _SEAT),
}


def _history(held: Held, changed: tuple[str, ...]) -> Iterator[Limit]:
    if held.beside["transfer_id"] is not None:
        yield Limit(changed[0], _OF_TRANSFER)
    elif held.row.until is None:
        for column in ("until",) if provisional(held) else ("post", "until"):
            if column in changed:
                yield Limit(column, _OPEN_PAGE)


def provisional(held: Held) -> bool:
    """Say whether an open page of the history says only what the register of employees says.

    It was opened because somebody was recorded as holding a post; what a file tells of that post takes its place.
    """
    own = held.beside["transfer_id"] is None and held.row.decree is None
    return own and held.row.until is None and bool(held.beside["begun"])


def arrival_limits(row: Any, ended: Collection[str]) -> Iterator[Limit]:
    """Give what is wrong with somebody who is not known yet: he cannot arrive in a post that has ended."""
    if row.post in ended:
        yield Limit("post", _ENDED_POST)
