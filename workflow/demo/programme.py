"""Which plots are told, and when: some ninety, so that every state, every office and every turn of a case is seen."""

from collections.abc import Iterator
from datetime import date, timedelta

from policies.dates import add_months
from workflow.demo.calendar import month_start
from workflow.demo.plots import analysis, arrival, before_committee, carried_out, closed, ended_early, moves, under_way
from workflow.demo.stage import Stage
from workflow.demo.telling import Plot


def programme(stage: Stage) -> list[Plot]:
    """Give every plot; each begins when its time has come."""
    return [
        *_evaluated_twice(stage),
        *_closed(stage),
        *_evaluated_once(stage),
        *_executed(stage),
        *_in_training(stage),
        *_reviewed(stage),
        *_proposed(stage),
        *_needed(stage),
        *_ended_early(stage),
        *_analysed(stage),
        arrival.arrived(stage, 3),
    ]


def _evaluated_twice(stage: Stage) -> Iterator[Plot]:
    def first(months_ago: int) -> date:
        return month_start(stage.diary.today, months_ago)

    yield carried_out.straight(stage, "perawat pertama", first(12), moves.NURSE)
    yield carried_out.straight(stage, "klerk kelurahan", first(12), moves.CLERK, own_request=True)
    yield carried_out.straight(stage, "dokter", first(11), moves.DOCTOR, courses=2, peers=3)
    yield carried_out.straight(stage, "perawat mahir", first(11), moves.SENIOR_NURSE)
    yield carried_out.straight(stage, "penelaah", first(10), moves.ANALYST, courses=1)
    yield carried_out.overruled(stage, "keberatan", first(9), moves.MIDWIFE)
    yield carried_out.straight(stage, "kepala subbagian", first(8), moves.SUBDIVISION_HEAD, courses=1)
    yield carried_out.silent_and_late(stage, "diam", first(8), moves.CLERK_OF_CLINIC)


def _closed(stage: Stage) -> Iterator[Plot]:
    """More of the same year, so that groups can be compared: trained or not, waived, asked for, and less good ones."""

    def first(months_ago: int) -> date:
        return month_start(stage.diary.today, months_ago)

    yield closed.closed(stage, "tahun 1", first(12), moves.NURSE, 1)
    yield closed.closed(stage, "tahun 2", first(12), moves.NURSE, result="below")
    yield closed.closed(stage, "tahun 3", first(12), moves.MIDWIFE, 1, own_request=True)
    yield closed.closed(stage, "tahun 4", first(11), moves.SENIOR_NURSE, own_request=True, result="below")
    yield closed.closed(stage, "tahun 5", first(11), moves.NURSE, 1)
    yield closed.closed(stage, "tahun 6", first(10), moves.MIDWIFE, result="below")
    yield closed.closed(stage, "tahun 7", first(12), moves.NURSE, 1)
    yield closed.closed(stage, "tahun 8", first(11), moves.NURSE, own_request=True)
    yield closed.closed(stage, "tahun 9", first(11), moves.MIDWIFE, 1)
    yield closed.closed(stage, "tahun 10", first(12), moves.SENIOR_NURSE)


def _evaluated_once(stage: Stage) -> Iterator[Plot]:
    today = stage.diary.today
    soon, overdue = add_months(today, -6) + timedelta(days=3), add_months(today, -6) - timedelta(days=20)
    yield carried_out.waiting(stage, "enam bulan segera", soon, moves.NURSE, 6, peers=2)
    yield carried_out.waiting(stage, "enam bulan lewat", overdue, moves.CLERK, 6, peers=1)
    yield carried_out.tied(stage, "seri", month_start(today, 5), moves.CLERK_OF_OFFICE)
    yield carried_out.returned(stage, "dikembalikan", month_start(today, 5), moves.SECRETARY)
    yield carried_out.corrected(stage, "diperbaiki", month_start(today, 4), moves.DATA)
    yield carried_out.voided(stage, "batal suara", month_start(today, 4), moves.MIDWIFE)
    yield carried_out.recused(stage, "menarik diri", month_start(today, 4), moves.ANALYST)
    yield carried_out.swapped(stage, "tukar", month_start(today, 5), "*-PTK")


def _executed(stage: Stage) -> Iterator[Plot]:
    today = stage.diary.today

    def due(days: int) -> date:
        """An effective date three months before so many days from today."""
        return add_months(today + timedelta(days=days), -3)

    yield carried_out.waiting(stage, "tiga bulan rsud", due(2), moves.NURSE_TO_HOSPITAL, peers=2)
    yield carried_out.waiting(stage, "pegawai", due(-5), moves.CLERK_OF_NORTH, 3, 1, "pegawai", own_request=True)
    yield carried_out.waiting(stage, "tiga bulan segera", due(6), moves.NURSE)
    yield carried_out.waiting(stage, "tiga bulan lewat", due(-25), moves.CLERK, peers=2)
    yield carried_out.waived(stage, "dikecualikan", month_start(today, 2), moves.early(moves.CLERK_OF_CLINIC))
    yield carried_out.postponed(stage, "ditunda", month_start(today, 2), moves.DOCTOR)
    yield carried_out.failed_once(stage, "tidak lulus", month_start(today, 2), moves.SECRETARY)
    yield carried_out.signed_by_deputy(stage, "pejabat pengganti", month_start(today, 1), moves.CLERK)
    yield carried_out.straight(stage, "kepala bagian", month_start(today, 1), moves.ECONOMY_HEAD, 0)
    yield carried_out.straight(stage, "lurah", month_start(today, 1), moves.WARD_HEAD, 0, 1)
    yield carried_out.straight(stage, "baru", today - timedelta(days=20), moves.DATA, 0)


def _in_training(stage: Stage) -> Iterator[Plot]:
    today = stage.diary.today
    next_month, later = month_start(today, -1), month_start(today, -2)
    yield under_way.signed(stage, "perawat", 38, today - timedelta(days=3), moves.NURSE_OF_SADABUAN, "perawat")
    yield under_way.signed(stage, "batunadua", 45, today - timedelta(days=9), moves.CLERK_OF_BATUNADUA)
    yield under_way.signed(stage, "lurah utara", 38, today - timedelta(days=2), moves.WARD_HEAD_OF_NORTH)
    yield under_way.signed(stage, "bulan depan", 35, later, moves.SUBDIVISION_HEAD)
    yield under_way.signed(stage, "sumpah", 32, next_month, moves.MIDWIFE, sworn=False)
    yield under_way.signed(stage, "sumpah lurah", 36, next_month, moves.WARD_HEAD, sworn=False)
    yield under_way.unsigned(stage, "menunggu tanda tangan", 27, next_month, moves.CLERK)
    yield under_way.unsigned(stage, "menunggu lama", 45, today - timedelta(days=4), moves.CLERK_OF_OFFICE, 1)
    yield under_way.unsigned(stage, "pelatihan ditunda", 26, next_month, moves.DOCTOR, put_off=True)
    yield under_way.unconsidered(stage, "menunggu bkn", 19, later, moves.SECRETARY)
    yield under_way.unconsidered(stage, "menunggu bkn lama", 34, next_month, moves.CLERK)
    yield under_way.learning(stage, "belajar", 24, later, moves.ANALYST, 2, 6)
    yield under_way.learning(stage, "belajar lewat", 30, next_month, moves.SENIOR_NURSE, 1, -5)
    yield under_way.failed(stage, "mengulang", 30, later, moves.SECTION_HEAD)


def _reviewed(stage: Stage) -> Iterator[Plot]:
    later = month_start(stage.diary.today, -2)
    yield under_way.reviewed(stage, "baru direkomendasikan", 15, later, moves.CLERK)
    yield under_way.reviewed(stage, "kepala puskesmas", 16, later, moves.CLINIC_HEAD)
    yield under_way.reviewed(stage, "penelaah baru", 17, later, moves.ANALYST)
    yield under_way.reviewed(stage, "permohonan", 18, later, moves.CLERK_OF_CLINIC, own_request=True)
    yield under_way.reviewed(stage, "sekretaris lurah", 20, later, moves.SECRETARY)
    yield under_way.reviewed(stage, "lama direkomendasikan", 28, later, moves.NURSE)


def _proposed(stage: Stage) -> Iterator[Plot]:
    examined, held = stage.examined()
    yield before_committee.unanswered(stage, "jawaban rsud", 6, moves.SENIOR_NURSE)
    yield before_committee.unanswered(stage, "jawaban disdik", 7, moves.FROM_EDUCATION, own_request=True)
    yield before_committee.unanswered(stage, "tanpa jawaban", 16, moves.DATA)
    yield before_committee.answered(stage, "masa jabatan", 9, moves.early(moves.CLERK))
    yield before_committee.answered(stage, "masa jabatan lama", 17, moves.early(moves.CLERK_OF_OFFICE))
    yield before_committee.answered(stage, "keterisian", 10, moves.thinning(moves.CLERK))
    yield before_committee.answered(stage, "bendahara", 12, moves.TREASURER)
    yield before_committee.answered(stage, "pemeriksaan", 11, moves.examined(held), employee=examined)
    yield before_committee.answered(stage, "siap", 8, moves.SECRETARY)
    yield before_committee.answered(stage, "siap dengan keberatan", 14, moves.DATA, "objects")
    yield before_committee.second_time(stage, "usulan kedua", 15, moves.CLERK)
    yield before_committee.voting(stage, "suara lima", 11, moves.NURSE, 5)
    yield before_committee.voting(stage, "suara dua", 10, moves.SECTION_HEAD, 2)
    yield before_committee.voting(stage, "suara lewat", 16, moves.CLERK_OF_CLINIC, 6, 3)
    yield before_committee.voted(stage, "semua suara", 11, moves.SECRETARY, closed=False)
    yield before_committee.voted(stage, "berhasil", 12, moves.SUBDIVISION_HEAD)
    yield before_committee.voted(stage, "kalah", 12, moves.CLERK, "lost")
    yield before_committee.voted(stage, "suara seri", 13, moves.DATA, "tie")


def _needed(stage: Stage) -> Iterator[Plot]:
    """One need waits for each office that proposes, and the clinics' for longest."""
    for days_ago, post_code in (
        (2, "PKM-PIJORKOLING-PRW-TERAMPIL"),
        (3, "12.77.01.1008-PDI"),
        (4, "DISDIK-GURU-MADYA"),
        (5, "SETDA-HUKUM-PPU-PERTAMA"),
        (6, "12.77.04-KASI-PM"),
        (8, "DISTAN-PP-PERTAMA"),
        (18, "PKM-BATUNADUA-SAN-TERAMPIL"),
        (1, "PKM-SADABUAN-SAN-TERAMPIL"),
    ):
        yield before_committee.needed(stage, f"kebutuhan {post_code}", days_ago, post_code)
    yield before_committee.returned(stage, "perbaikan", 12, moves.CLERK_OF_OFFICE)


def _ended_early(stage: Stage) -> Iterator[Plot]:
    def first(months_ago: int) -> date:
        return month_start(stage.diary.today, months_ago)

    yield ended_early.rejected(stage, "ditolak satu", first(9), moves.SECRETARY)
    yield ended_early.rejected(stage, "ditolak dua", first(6), moves.CLERK)
    yield ended_early.rejected(stage, "ditolak tiga", first(3), moves.SECRETARY)
    yield ended_early.rejected(stage, "ditolak keberatan", first(2), moves.DATA, "objects")
    yield ended_early.withdrawn(stage, "ditarik kebutuhan", first(10), moves.CLERK, "need")
    yield ended_early.withdrawn(stage, "ditarik usulan", first(7), moves.SECRETARY, "proposal")
    yield ended_early.withdrawn(stage, "ditarik lagi", first(1), moves.CLERK_OF_CLINIC, "proposal")
    yield ended_early.withdrawn(stage, "ditarik suara", first(4), moves.CLERK_OF_OFFICE, "ballot")
    yield ended_early.cancelled(stage, "dibatalkan hasil", first(8), moves.SECRETARY, "ballot")
    yield ended_early.cancelled(stage, "dibatalkan rekomendasi", first(5), moves.CLERK, "recommendation")
    yield ended_early.cancelled(stage, "dibatalkan keputusan", first(2), moves.SUBDIVISION_HEAD, "decree")
    yield ended_early.unevaluated(stage, "meninggal", first(9), moves.CLERK, "dead", "MENINGGAL")
    yield ended_early.unevaluated(stage, "berhenti", first(7), moves.DATA, "departed", "BERHENTI")
    yield ended_early.unevaluated(stage, "pensiun", first(6), moves.SECRETARY, "retired", "PENSIUN")
    yield ended_early.unevaluated(stage, "pindah", first(5), moves.CLERK_OF_OFFICE, "moved")


def _analysed(stage: Stage) -> Iterator[Plot]:
    for quarters_ago in (3, 2, 1):
        yield analysis.by_the_clock(stage, quarters_ago)
    yield analysis.corrected(stage, 2)
    yield analysis.declared(stage, 4)
    yield analysis.further_ahead(stage, 2)
    yield analysis.confirmed(stage, "organisation", "analis1", 2)
    yield analysis.confirmed(stage, "dossiers", "analis2", 1)
    yield analysis.confirmed(stage, "courses", "diklat1", 9)
