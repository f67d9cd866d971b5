"""What a tried value would have changed, in words: for the page of "what if", its file, and the draft of a note."""

from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from policies.monitoring import TRIED
from web import monitoring
from web.look import figures as written
from web.look import say
from workflow.monitoring.figures import Share
from workflow.monitoring.what_if import IN_FORCE, LOOSER, Chain, Tried, WhatIf
from workflow.organisation.calendar import city_day, now


class Row(NamedTuple):
    """A value of the grid as the page shows it."""

    value: str
    words: str
    kind: str
    change: str
    chain: str
    share: dict[str, Any] | None
    good: str


def value_words(rule: str, value: Fraction) -> str:
    """Write a value: "24 bulan", "76%"."""
    if rule == "R-TEN-01":
        return _("%(months)s bulan", months=int(value))
    return written.percent(value)


def value_key(rule: str, value: Fraction) -> str:
    """Write a value as an address and the law have it: "24", "76/100"."""
    return str(int(value)) if rule == "R-TEN-01" else f"{int(value * 100)}/100"


def rule_words(rule: str) -> str:
    """Name a rule whose parameter may be tried out."""
    return {
        "R-TEN-01": _("Lama jabatan, R-TEN-01"),
        "R-CMP-01a": _("Kesesuaian kompetensi (JPM), R-CMP-01a"),
        "R-DON-01": _("Keterisian unit asal, R-DON-01"),
    }[rule]


def row(rule: str, found: WhatIf, tried: Tried) -> Row:
    """Give what the page shows of a value."""
    told = found_share(found, tried)
    return Row(
        value_key(rule, tried.value),
        value_words(rule, tried.value),
        tried.kind,
        change(tried, found),
        "" if tried.changed is None else chain_words(_shown(tried)),
        monitoring.drawn(told) if told.of else None,
        _("%(good)s dari %(of)s", good=told.good, of=told.of) if told.of else "–",
    )


def _shown(tried: Tried) -> Chain:
    """Give whose course is told: of the value in force all who met it, of another one those whom it would change."""
    return tried.others if tried.kind == IN_FORCE or tried.changed is None else tried.changed


def found_share(found: WhatIf, tried: Tried) -> Share:
    """Give how many of them were evaluated well."""
    shown = _shown(tried)
    return Share(0, 0) if tried.changed is None else Share(shown.good, shown.evaluated)


def change(tried: Tried, found: WhatIf) -> str:
    """Say what a value would have changed."""
    if tried.changed is None:
        return ngettext(
            "Tidak dapat dijawab; %(num)s percobaan ditolak, tanpa hasil",
            "Tidak dapat dijawab; %(num)s percobaan ditolak, tanpa hasil",
            tried.refused,
        )
    if tried.kind == IN_FORCE:
        waived = found.waived
        return _("%(met)s terpenuhi, %(waived)s dikecualikan atau terbuka", met=tried.others.units, waived=waived)
    if tried.kind == LOOSER:
        all_ = tried.changed.units + tried.others.units
        return _("%(some)s dari %(all)s pengecualian tidak perlu lagi", some=tried.changed.units, all=all_)
    return _("%(some)s yang terpenuhi menjadi tidak", some=tried.changed.units)


def chain_words(chain: Chain) -> str:
    """Say how far they have come."""
    return _(
        "%(executed)s dilaksanakan, %(due)s jatuh tempo, %(evaluated)s dievaluasi, %(not_evaluated)s tidak",
        executed=chain.executed,
        due=chain.due,
        evaluated=chain.evaluated,
        not_evaluated=chain.unevaluated,
    )


def sentence(rule: str, found: WhatIf, tried: Tried) -> str:
    """Say in one or two sentences what a value would have meant."""
    if tried.changed is None:
        return _("Pelonggaran syarat yang menolak tidak dapat dijawab: yang ditolak tidak mempunyai hasil.")
    if tried.kind == IN_FORCE:
        return _("Ini nilai yang berlaku. Pilih nilai lain untuk melihat apa yang akan berubah.")
    told, others = found_share(found, tried), Share(tried.others.good, tried.others.evaluated)
    start = change(tried, found)
    if not told.of:
        return _("%(change)s. Belum satu pun dari mereka dievaluasi enam bulan.", change=start)
    return _(
        "%(change)s. Dari %(of)s yang dievaluasi, %(good)s berpredikat Baik atau lebih (selang %(interval)s); dari "
        "%(other_of)s lainnya %(other_good)s.",
        change=start,
        of=told.of,
        good=told.good,
        interval=monitoring.interval_words(told.interval),
        other_of=others.of,
        other_good=others.good,
    )


def note(rule: str, found: WhatIf, tried: Tried, cases: list[str]) -> list[tuple[str, str]]:
    """Give the points of a draft note: proposal, figures, cases, what the figures do not say, basis."""
    parameter, _grid = TRIED[rule]
    law = current().rules[rule]
    proposal = _(
        "Parameter %(rule)s (%(name)s) diubah dari %(old)s menjadi %(new)s sejak tanggal yang ditetapkan.",
        rule=rule,
        name=parameter,
        old=value_words(rule, found.in_force),
        new=value_words(rule, tried.value),
    )
    figures = sentence(rule, found, tried)
    if tried.changed is not None:
        figures += " " + _("Di antaranya %(chain)s.", chain=chain_words(tried.changed))
    return [
        (_("Usul."), proposal),
        (_("Angka."), figures),
        (_("Kasus."), _listed(tried, cases)),
        (_("Batas angka."), " ".join(caveats())),
        (_("Dasar."), f"{law.basis}. {say(law.sentence).format_map(law.on(city_day(now())))}"),
        (
            _("Bila disetujui."),
            _(
                "Parameter menjadi baris bertanggal dalam berkas kebijakan beserta dasarnya: valid_from = TANGGAL, "
                "%(name)s = %(value)s.",
                name=parameter,
                value=value_key(rule, tried.value) if rule == "R-TEN-01" else f'"{value_key(rule, tried.value)}"',
            ),
        ),
    ]


def _listed(tried: Tried, cases: list[str]) -> str:
    """Name the cases that would change, and how many more there are."""
    if not cases:
        return _("Tidak ada kasus yang berubah.")
    words = ", ".join(cases)
    more = tried.changed.units - len(cases) if tried.changed else 0
    if more > 0:
        return _("Usulan yang berubah, yang terbaru: %(cases)s, dan %(more)s lainnya.", cases=words, more=more)
    return _("Usulan yang berubah: %(cases)s.", cases=words)


def caveats() -> list[str]:
    """Say what such figures do not say."""
    return [
        _("Angka ini bukan bukti sebab: pelatihan, jarak, dan unit ikut berbeda."),
        _("Penilai yang sama menilai beberapa orang; selang sebenarnya lebih lebar."),
        _("Yang dikecualikan telah dipilih; orang lain dengan nilai yang sama dapat berbeda."),
        _("Yang tidak pernah diusulkan tidak tercatat."),
    ]
