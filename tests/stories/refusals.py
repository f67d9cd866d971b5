"""The table of refusals: step and rule, what is wrong, and the sentence that the person reads.

Written by hand, one row for every rule of every step; `test_refusals.py` acts each of them out and finds out when one
is missing. What is not said is as `FORMS` and `WHO` have it, on the day of the situation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.stories import situations as s
from tests.stories import telling
from tests.stories.meanwhile import Change, acting, alone, away, examined, heading, loaded, person, post, rated, related
from tests.stories.qualifying import FAULTS
from tests.stories.situations import COURSE, DAY, FIRST_ROUND, NEXT, PLANNED, SECOND_ROUND, Situation
from tests.stories.town import at

WHY = {"reason": "Demikian adanya."}
ANSWERS = {**telling.SUPERVISED}

# Who takes each step, and with which form, when nothing is wrong.
WHO = {
    "identify": "maslan",
    "propose": "sutan",
    "donor-answer": "parlindungan",
    "record-silence": "halomoan",
    "waive-gate": "sahala",
    "return": "irwan",
    "open-ballot": "irwan",
    "void-ballot": "irwan",
    "vote": "gunawan",
    "recuse": "gunawan",
    "close-ballot": "baginda",
    "recommend": "baginda",
    "reject": "baginda",
    "assign-training": "efrida",
    "complete-training": "efrida",
    "postpone-training": "halomoan",
    "record-consideration": "maslan",
    "sign-decree": "sahala",
    "inaugurate": "maslan",
    "execute": "masdalena",
    "give-feedback": "marwan",
    "evaluate-3": "masdalena",
    "evaluate-6": "masdalena",
    "agree-goals": "masdalena",
    "accept-goals": "nurhamidah",
    "plan-coaching": "masdalena",
    "answer-evaluation": "nurhamidah",
    "judge-need": "masdalena",
    "correct": "maslan",
    "withdraw": "sutan",
    "cancel": "sahala",
    "close-unevaluated": "maslan",
}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "identify": {"post": "NERS-PKM", "note": "Layanan malam terhenti."},
    "propose": {"employee": "nurhamidah", "kind": "INTRA", "planned_on": PLANNED, "no_conflict": "yes", **WHY},
    "donor-answer": {"answer": "consents"},
    "record-silence": {},
    "waive-gate": {"rule": "R-TEN-01", **WHY},
    "return": WHY,
    "open-ballot": {"closes_at": at(PLANNED, 16)},
    "void-ballot": WHY,
    "vote": {"vote": "for"},
    "recuse": WHY,
    "close-ballot": {},
    "recommend": {"number": "12/BA/2024", "on": NEXT},
    "reject": WHY,
    "assign-training": {"needed": "no", "finding": "Kompetensi sesuai."},
    "complete-training": {"course": COURSE, "result": "passed", "on": NEXT},
    "postpone-training": {"until": date(2024, 7, 31), **WHY},
    "record-consideration": {"number": "PT-77/2024", "on": NEXT},
    "sign-decree": {"number": "800/412", "on": NEXT, "effective_on": PLANNED},
    "inaugurate": {"number": "BA-9/2024", "on": NEXT},
    "execute": {"number": "800/07/PKM", "on": PLANNED},
    "give-feedback": telling.ANSWERS,
    "evaluate-3": ANSWERS,
    "evaluate-6": ANSWERS,
    "agree-goals": {"goals": "Memimpin triase; 30-9-2024"},
    "accept-goals": {},
    "plan-coaching": {"coach": "Ernita Nababan, perawat", "meetings": "Menulis serah terima; 30-8-2024"},
    "answer-evaluation": {"read": "yes"},
    "judge-need": {"met": "yes", "why": "Poli malam buka kembali."},
    "correct": {"document": "execute", "number": "800/07/PKM", "on": PLANNED, **WHY},
    "withdraw": WHY,
    "cancel": WHY,
    "close-unevaluated": {"cause": "moved", **WHY},
}

# On which day people act in each situation.
DAYS: Mapping[Situation, date] = {
    s.unborn: DAY,
    s.needed: DAY,
    s.proposed: DAY,
    s.answered: DAY,
    s.needed_elsewhere: DAY,
    s.answered_elsewhere: DAY,
    s.voting: DAY,
    s.proposed_by_a_member: DAY,
    s.cast: DAY,
    s.sworn: PLANNED,
    s.untrained: PLANNED,
    s.executed: FIRST_ROUND,
    s.heard: FIRST_ROUND,
    s.evaluated: SECOND_ROUND,
    s.done_poorly: SECOND_ROUND,
    s.answered_evaluation: SECOND_ROUND,
    s.need_judged: SECOND_ROUND,
}


@dataclass(frozen=True)
class Refusal:
    """One row: in a situation, a step is refused by a rule because something is wrong, and says so in a sentence.

    `meanwhile` is what has changed in the registers; `form` what is filled in differently; `who` who tries instead.
    A `gate` does not refuse the proposal but is recorded open by it.
    """

    situation: Situation
    step: str
    rule: str
    wrong: str
    says: str
    form: Mapping[str, Any] = field(default_factory=dict)
    meanwhile: tuple[Change, ...] = ()
    who: str = ""
    on: date | None = None
    gate: bool = False

    @property
    def actor(self) -> str:
        """Name who tries."""
        return self.who or WHO[self.step]

    @property
    def filled_in(self) -> Mapping[str, Any]:
        """Give the form as it is filled in."""
        return {**FORMS[self.step], **self.form}

    @property
    def day(self) -> date:
        """Give the day of the attempt."""
        return self.on or DAYS.get(self.situation, NEXT)


CONFLICT = "Anda mempunyai hubungan atau konflik kepentingan dalam kasus ini dan tidak dapat bertindak."
ACTING = "Plt, Plh, atau yang sudah terlibat dalam kasus ini tidak berwenang menetapkan mutasi."
NOT_OPEN = "Tidak ada pemungutan suara yang terbuka."
STILL_OPEN = "Pemungutan suara masih terbuka."
DECIDED = "Pemungutan suara sudah memberi hasil."
UNDECIDED = "Pemungutan suara belum memberi hasil."
LEAVE = "Pegawai tidak berstatus PNS aktif pada rencana TMT sehingga tidak dapat dimutasi."
NO_SLOT = "Tidak ada tempat lowong pada jabatan ini: 2 dari 2 terisi atau dipesan."
SHORT = "Jabatan terakhir baru diduduki 14 bulan; mutasi mensyaratkan paling singkat 24 bulan."
EXAMINED = "Pegawai sedang dalam proses atau menjalani hukuman disiplin atau proses peradilan."
THIN = "Setelah mutasi, keterisian unit asal 81% (ambang 90%)."
ONLY = "Pegawai satu-satunya pemangku fungsi kritis; tunjuk pengganti."
POOR = "Predikat kinerja Baik (2021), Butuh Perbaikan (2022); disyaratkan paling rendah Baik dalam 2 tahun terakhir."
ADVISED = "Predikat kinerja Baik (2021), Butuh Perbaikan (2022); dianjurkan paling rendah Baik dalam 2 tahun terakhir."
LEADER = "Pengisian JPT harus melalui seleksi terbuka, uji kompetensi antar-JPT, atau manajemen talenta yang disetujui."
UNMAPPED = "Jabatan ini tidak mempunyai kebutuhan yang disetujui dalam peta jabatan."
WRONG_SIGNER = (
    "SK hanya dapat ditandatangani PPK atau penerima pelimpahan tertulis yang bukan Plt atau Plh dan tidak terlibat "
    "dalam kasus ini."
)
UNSIGNED = "SK belum ditandatangani."
SIGNED = "SK sudah ditandatangani; perbaiki nomor atau tanggalnya dengan langkah perbaikan."
OATH = "Pelantikan belum tercatat, sudah tercatat, mendahului SK, atau jabatan ini tidak dilantik."
NO_COURSE = "Tidak ada pelatihan yang belum selesai."
ANSWERED = (
    "Unit asal telah menjawab, diamnya telah dicatat, atau pegawai tidak menduduki jabatan sehingga tidak ada unit "
    "asal."
)
NOT_ENTITLED = "Anda tidak berhak memberi suara dalam putaran ini atau sudah menarik diri."

leave = person("nurhamidah", standing="CLTN")
short = person("nurhamidah", post_since=date(2023, 3, 2))
full = post("NERS-PKM", need=2)
thin = post("NERS-RSUD", need=9)
poor = rated("nurhamidah", 2022)
operational = post("NERS-PKM", category="PELAKSANA_KLERK")
only = alone("nurhamidah")
no_mayor = away("sahala")
no_head = away("halomoan")

REFUSALS = [
    Refusal(
        s.unborn,
        "identify",
        "R-NED-01a",
        "the post has no approved need",
        UNMAPPED,
        meanwhile=(post("NERS-PKM", need=None),),
    ),
    Refusal(
        s.unborn,
        "identify",
        "R-NED-05",
        "the campaign ends a day too early",
        "Kebutuhan ini hanya karena beban sementara yang berakhir 3 September 2024, kurang dari 6 bulan sesudah "
        "rencana TMT.",
        meanwhile=(full, loaded("NERS-PKM", 1, date(2024, 9, 3))),
    ),
    # propose
    Refusal(
        s.needed,
        "propose",
        "R-NED-05",
        "the campaign ends a day too early for the planned date",
        "Kebutuhan ini hanya karena beban sementara yang berakhir 1 November 2024, kurang dari 6 bulan sesudah rencana "
        "TMT.",
        meanwhile=(full, loaded("NERS-PKM", 1, date(2024, 11, 1))),
    ),
    Refusal(s.needed, "propose", "R-ELG-01", "the candidate is on unpaid leave", LEAVE, meanwhile=(leave,)),
    Refusal(
        s.needed,
        "propose",
        "R-STR-07",
        "the post is a high leadership post",
        LEADER,
        meanwhile=(post("NERS-PKM", category="JPT_PRATAMA"),),
    ),
    Refusal(
        s.needed,
        "propose",
        "R-NED-01a",
        "the post was taken off the map",
        UNMAPPED,
        meanwhile=(post("NERS-PKM", need=0),),
    ),
    Refusal(s.needed, "propose", "R-PRF-01a", "one year was not good", POOR, meanwhile=(poor,)),
    Refusal(
        s.needed,
        "propose",
        "R-COI-01",
        "the proposer is the candidate's brother",
        CONFLICT,
        meanwhile=(related("sutan"),),
    ),
    Refusal(
        s.needed,
        "propose",
        "R-REQ-01",
        "an own request without a letter",
        "Isi nomor dan tanggal surat permohonan pegawai.",
        {"kind": "INTRA_REQ"},
    ),
    Refusal(
        s.needed,
        "propose",
        "R-DON-10",
        "she works there already",
        "Pegawai sudah menduduki jabatan ini atau sedang terikat usulan lain.",
        {"employee": "ernita"},
    ),
    Refusal(
        s.needed,
        "propose",
        "R-NED-01b",
        "no slot is free yet",
        "Belum ada tempat lowong pada rencana TMT (2 dari 2 terisi); menunggu tidak ada.",
        meanwhile=(full,),
    ),
    Refusal(
        s.needed, "propose", "R-PRF-01b", "an operator whose year was not good", ADVISED, meanwhile=(operational, poor)
    ),
    # gates, which a proposal only records
    Refusal(s.needed, "propose", "R-TEN-01", "a short tenure", SHORT, meanwhile=(short,), gate=True),
    Refusal(s.needed, "propose", "R-DIS-01", "an examination", EXAMINED, meanwhile=(examined,), gate=True),
    Refusal(s.needed, "propose", "R-DON-01", "the donor is thin", THIN, meanwhile=(thin,), gate=True),
    Refusal(s.needed, "propose", "R-DON-03", "the only one of a critical post", ONLY, meanwhile=(only,), gate=True),
    # the donor
    Refusal(
        s.proposed,
        "donor-answer",
        "R-COI-01",
        "the donor's head is family",
        CONFLICT,
        meanwhile=(related("parlindungan"),),
    ),
    Refusal(s.voting, "donor-answer", "R-BAL-01", "the committee is voting", STILL_OPEN),
    Refusal(s.carried, "donor-answer", "R-BAL-03", "the committee has voted", DECIDED),
    Refusal(s.answered, "donor-answer", "R-DON-09", "he has answered already", ANSWERED),
    Refusal(
        s.proposed,
        "donor-answer",
        "R-DON-07",
        "an objection without a reason",
        "Tuliskan alasan keberatan.",
        {"answer": "objects"},
    ),
    Refusal(
        s.proposed,
        "record-silence",
        "R-COI-01",
        "the head of BKPSDM is family",
        CONFLICT,
        meanwhile=(related("halomoan"),),
    ),
    Refusal(
        s.proposed,
        "record-silence",
        "R-PLT-02",
        "a Plt in his place",
        ACTING,
        meanwhile=(no_head, acting("head_bkpsdm")),
        who="hotma",
    ),
    Refusal(s.voting, "record-silence", "R-BAL-01", "the committee is voting", STILL_OPEN),
    Refusal(s.carried, "record-silence", "R-BAL-03", "the committee has voted", DECIDED),
    Refusal(s.answered, "record-silence", "R-DON-09", "the donor has answered", ANSWERED),
    Refusal(
        s.proposed,
        "record-silence",
        "R-DON-06",
        "too early",
        "Jawaban unit asal belum ada (6 dari 7 hari kerja).",
        on=date(2024, 3, 15),
    ),
    Refusal(
        s.proposed,
        "record-silence",
        "R-DON-08",
        "it is his own unit",
        "Anda memimpin unit asal; diamnya dicatat oleh pejabat lain.",
        meanwhile=(heading("halomoan", "DIREKTUR"),),
    ),
    # gates and returns
    Refusal(
        s.proposed, "waive-gate", "R-COI-01", "the mayor is family", CONFLICT, meanwhile=(related("sahala"), short)
    ),
    Refusal(
        s.proposed,
        "waive-gate",
        "R-PLT-02",
        "a Plt in his place",
        ACTING,
        meanwhile=(no_mayor, acting("ppk"), short),
        who="hotma",
    ),
    Refusal(
        s.proposed,
        "waive-gate",
        "R-TEN-06",
        "no load filled her present post",
        "Jabatan sekarang tidak diisi mutasi karena beban sementara yang sudah berakhir pada rencana TMT; tulis alasan "
        "lain.",
        {"ground": "load_ended"},
        meanwhile=(short,),
    ),
    Refusal(s.voting, "waive-gate", "R-BAL-01", "the committee is voting", STILL_OPEN, meanwhile=(short,)),
    Refusal(
        s.proposed,
        "waive-gate",
        "R-GAT-01",
        "the gate is met",
        "Syarat itu tidak terbuka, atau dikecualikan oleh pejabat lain.",
    ),
    Refusal(s.proposed, "return", "R-COI-01", "the secretary is family", CONFLICT, meanwhile=(related("irwan"),)),
    Refusal(s.voting, "return", "R-BAL-01", "the committee is voting", STILL_OPEN),
    Refusal(s.carried, "return", "R-BAL-03", "the committee has voted", DECIDED),
    # open-ballot
    Refusal(s.voting, "open-ballot", "R-BAL-01", "one is open already", STILL_OPEN),
    Refusal(s.carried, "open-ballot", "R-BAL-03", "one has carried", DECIDED),
    Refusal(
        s.answered,
        "open-ballot",
        "R-COM-05",
        "four may vote",
        "Hasil belum sesuai: 0 dari 4 hadir, kuorum 0, paling sedikit 5; belum dibuka.",
        meanwhile=(related("gunawan"), related("burhan"), related("zulkifli")),
    ),
    Refusal(
        s.proposed,
        "open-ballot",
        "R-DON-06",
        "the donor was not heard",
        "Jawaban unit asal belum ada (0 dari 7 hari kerja).",
    ),
    Refusal(s.answered, "open-ballot", "R-ELG-01", "the candidate went on leave", LEAVE, meanwhile=(leave,)),
    Refusal(
        s.answered,
        "open-ballot",
        "R-STR-07",
        "the post became a high leadership post",
        LEADER,
        meanwhile=(post("NERS-PKM", category="JPT_PRATAMA"),),
    ),
    Refusal(
        s.answered,
        "open-ballot",
        "R-NED-01a",
        "the post was taken off the map",
        UNMAPPED,
        meanwhile=(post("NERS-PKM", need=None),),
    ),
    Refusal(s.answered, "open-ballot", "R-NED-01c", "no slot is free", NO_SLOT, meanwhile=(full,)),
    Refusal(s.answered, "open-ballot", "R-PRF-01a", "one year was not good", POOR, meanwhile=(poor,)),
    Refusal(s.answered, "open-ballot", "R-COI-01", "the secretary is family", CONFLICT, meanwhile=(related("irwan"),)),
    Refusal(s.answered, "open-ballot", "R-TEN-01", "a short tenure", SHORT, meanwhile=(short,)),
    Refusal(s.answered, "open-ballot", "R-DIS-01", "an examination", EXAMINED, meanwhile=(examined,)),
    Refusal(s.answered, "open-ballot", "R-DON-01", "the donor is thin", THIN, meanwhile=(thin,)),
    Refusal(s.answered, "open-ballot", "R-DON-03", "the only one of a critical post", ONLY, meanwhile=(only,)),
    Refusal(
        s.answered,
        "open-ballot",
        "R-PRF-01b",
        "an operator whose year was not good",
        ADVISED,
        meanwhile=(operational, poor),
    ),
    # voting
    Refusal(s.voting, "void-ballot", "R-COI-01", "the secretary is family", CONFLICT, meanwhile=(related("irwan"),)),
    Refusal(s.answered, "void-ballot", "R-BAL-02", "none is open", NOT_OPEN),
    Refusal(s.answered, "vote", "R-BAL-02", "none is open", NOT_OPEN),
    Refusal(s.voting, "vote", "R-BAL-05", "he has recused", NOT_ENTITLED, who="burhan"),
    Refusal(s.voting, "vote", "R-COI-01", "he is family", CONFLICT, meanwhile=(related("gunawan"),)),
    Refusal(
        s.proposed_by_a_member,
        "vote",
        "R-COI-03",
        "he proposed her himself",
        "Anda sudah bertindak dalam kasus ini sebagai pengusul.",
    ),
    Refusal(
        s.voting, "vote", "R-COM-06", "against without a reason", "Tuliskan alasan tidak setuju.", {"vote": "against"}
    ),
    Refusal(s.answered, "recuse", "R-BAL-02", "none is open", NOT_OPEN),
    Refusal(s.voting, "recuse", "R-BAL-05", "he has recused", NOT_ENTITLED, who="burhan"),
    Refusal(s.answered, "close-ballot", "R-BAL-02", "none is open", NOT_OPEN),
    Refusal(
        s.voting,
        "close-ballot",
        "R-BAL-07",
        "five have not voted",
        "Baru 1 dari 6 suara masuk dan waktu penutupan belum lewat.",
    ),
    Refusal(s.cast, "close-ballot", "R-COI-01", "the chair is family", CONFLICT, meanwhile=(related("baginda"),)),
    Refusal(
        s.voting,
        "close-ballot",
        "R-COM-05",
        "one of six voted in time",
        "Hasil belum sesuai: 1 dari 6 hadir, kuorum 4, paling sedikit 5; belum ditutup.",
        on=date(2024, 3, 6),
    ),
    # the committee's considerations
    Refusal(s.voting, "recommend", "R-BAL-01", "the committee is voting", STILL_OPEN, {"on": DAY}),
    Refusal(s.carried, "recommend", "R-COI-01", "the chair is family", CONFLICT, meanwhile=(related("baginda"),)),
    Refusal(
        s.lost,
        "recommend",
        "R-COM-05",
        "it was lost",
        "Hasil belum sesuai: 6 dari 6 hadir, kuorum 4, paling sedikit 5; tidak disetujui.",
    ),
    Refusal(
        s.carried,
        "recommend",
        "R-COM-01",
        "minutes older than the ballot",
        "Berita Acara bertanggal 4 Maret 2024; seharusnya antara 5 Maret 2024 (suara ditutup) dan 5 Maret 2024.",
        {"on": DAY},
    ),
    Refusal(s.carried, "recommend", "R-ELG-01", "the candidate went on leave", LEAVE, meanwhile=(leave,)),
    Refusal(s.carried, "recommend", "R-NED-01c", "the slot is gone", NO_SLOT, meanwhile=(full,)),
    Refusal(s.carried, "recommend", "R-TEN-01", "a short tenure", SHORT, meanwhile=(short,)),
    Refusal(s.carried, "recommend", "R-DIS-01", "an examination", EXAMINED, meanwhile=(examined,)),
    Refusal(s.carried, "recommend", "R-DON-01", "the donor is thin", THIN, meanwhile=(thin,)),
    Refusal(s.carried, "recommend", "R-DON-03", "the only one of a critical post", ONLY, meanwhile=(only,)),
    Refusal(s.voting, "reject", "R-BAL-01", "the committee is voting", STILL_OPEN),
    Refusal(s.lost, "reject", "R-COI-01", "the chair is family", CONFLICT, meanwhile=(related("baginda"),)),
    Refusal(
        s.carried,
        "reject",
        "R-COM-05",
        "it has carried",
        "Hasil belum sesuai: 6 dari 6 hadir, kuorum 4, paling sedikit 5; disetujui.",
    ),
    # training
    Refusal(
        s.reviewed, "assign-training", "R-COI-01", "the officer is family", CONFLICT, meanwhile=(related("efrida"),)
    ),
    Refusal(
        s.reviewed,
        "assign-training",
        "R-CMP-03",
        "a gap without a course",
        "Tuliskan hasil analisis kesenjangan, dan sebutkan paling sedikit satu pelatihan bila ada kesenjangan.",
        {"needed": "yes"},
    ),
    Refusal(
        s.assigned, "complete-training", "R-COI-01", "the officer is family", CONFLICT, meanwhile=(related("efrida"),)
    ),
    Refusal(s.trained, "complete-training", "R-TRN-01", "no course was needed", NO_COURSE),
    Refusal(
        s.assigned,
        "complete-training",
        "R-TRN-02",
        "another course",
        "Pelatihan itu tidak ditugaskan dalam kasus ini, atau sudah selesai.",
        {"course": "Bahasa Inggris"},
    ),
    Refusal(
        s.assigned,
        "postpone-training",
        "R-COI-01",
        "the head of BKPSDM is family",
        CONFLICT,
        meanwhile=(related("halomoan"),),
    ),
    Refusal(
        s.assigned,
        "postpone-training",
        "R-PLT-02",
        "a Plt in his place",
        ACTING,
        meanwhile=(no_head, acting("head_bkpsdm")),
        who="hotma",
    ),
    Refusal(s.trained, "postpone-training", "R-TRN-01", "no course was needed", NO_COURSE),
    Refusal(
        s.assigned,
        "postpone-training",
        "R-CMP-04b",
        "a day too long",
        "Penundaan sampai 1 Agustus 2024 melampaui 90 hari setelah TMT (31 Juli 2024).",
        {"until": date(2024, 8, 1)},
    ),
    # the decree
    Refusal(
        s.trained, "record-consideration", "R-COI-01", "the analyst is family", CONFLICT, meanwhile=(related("maslan"),)
    ),
    Refusal(s.signed, "record-consideration", "R-SK-04", "the decree is signed", SIGNED),
    Refusal(s.considered, "sign-decree", "R-COI-01", "the mayor is family", CONFLICT, meanwhile=(related("sahala"),)),
    Refusal(s.signed, "sign-decree", "R-SK-04", "it is signed", SIGNED),
    Refusal(
        s.considered,
        "sign-decree",
        "R-SK-02",
        "a Plt in his place",
        WRONG_SIGNER,
        meanwhile=(no_mayor, acting("ppk")),
        who="hotma",
    ),
    Refusal(
        s.considered,
        "sign-decree",
        "R-COI-03",
        "his delegate has voted",
        "Anda sudah bertindak dalam kasus ini sebagai pemberi suara.",
        meanwhile=(no_mayor, acting("ppk", "gunawan", plt=False)),
        who="gunawan",
    ),
    Refusal(s.considered, "sign-decree", "R-ELG-01", "the candidate went on leave", LEAVE, meanwhile=(leave,)),
    Refusal(s.considered, "sign-decree", "R-NED-01c", "the slot is gone", NO_SLOT, meanwhile=(full,)),
    Refusal(s.trained, "sign-decree", "R-BKN-04", "BKN has not considered", "Pertimbangan teknis BKN belum tercatat."),
    Refusal(
        s.trained,
        "sign-decree",
        "R-BKN-01",
        "BKN has not considered",
        "Nomor dan tanggal pertimbangan teknis BKN wajib ada sebelum penetapan SK.",
    ),
    Refusal(
        s.considered,
        "sign-decree",
        "R-COM-01",
        "a decree older than the minutes",
        "Berita Acara bertanggal 5 Maret 2024; seharusnya antara 5 Maret 2024 (suara ditutup) dan 4 Maret 2024.",
        {"on": DAY},
    ),
    Refusal(
        s.considered,
        "sign-decree",
        "R-SK-03",
        "effective before its date",
        "TMT 4 Maret 2024 mendahului tanggal SK 5 Maret 2024.",
        {"effective_on": DAY},
    ),
    Refusal(
        s.postponed,
        "sign-decree",
        "R-CMP-04b",
        "earlier than planned",
        "Penundaan sampai 31 Juli 2024 melampaui 90 hari setelah TMT (30 Juli 2024).",
        {"effective_on": date(2024, 5, 1)},
    ),
    Refusal(s.considered, "sign-decree", "R-TEN-01", "a short tenure", SHORT, meanwhile=(short,)),
    Refusal(s.considered, "sign-decree", "R-DIS-01", "an examination", EXAMINED, meanwhile=(examined,)),
    Refusal(s.considered, "sign-decree", "R-DON-01", "the donor is thin", THIN, meanwhile=(thin,)),
    Refusal(s.considered, "sign-decree", "R-DON-03", "the only one of a critical post", ONLY, meanwhile=(only,)),
    # the first day
    Refusal(s.signed, "inaugurate", "R-COI-01", "the analyst is family", CONFLICT, meanwhile=(related("maslan"),)),
    Refusal(s.considered, "inaugurate", "R-SK-05", "there is no decree", UNSIGNED),
    Refusal(s.sworn, "inaugurate", "R-INA-01", "she has been sworn in", OATH),
    Refusal(
        s.signed, "inaugurate", "R-INA-06", "before the decree", "Pelantikan 4 Maret 2024 mendahului SK.", {"on": DAY}
    ),
    Refusal(s.sworn, "execute", "R-COI-01", "the head is family", CONFLICT, meanwhile=(related("masdalena"),)),
    Refusal(s.considered, "execute", "R-SK-05", "there is no decree", UNSIGNED, {"on": NEXT}),
    Refusal(s.sworn, "execute", "R-ELG-01", "the candidate went on leave", LEAVE, meanwhile=(leave,)),
    Refusal(s.sworn, "execute", "R-NED-01c", "the slot is gone", NO_SLOT, meanwhile=(full,)),
    Refusal(s.signed, "execute", "R-INA-01", "no oath", OATH, on=PLANNED),
    Refusal(
        s.sworn,
        "execute",
        "R-SPM-01",
        "before the effective date",
        "Tanggal SPMT 1 Mei 2024 harus antara TMT 2 Mei 2024 dan hari ini.",
        {"on": date(2024, 5, 1)},
    ),
    Refusal(
        s.untrained, "execute", "R-CMP-04", "a course is open", "Pelatihan yang ditugaskan belum selesai (1 pelatihan)."
    ),
    # evaluations
    Refusal(
        s.executed,
        "give-feedback",
        "R-EVL-03",
        "29 days together",
        "Anda baru bekerja bersama pegawai ini 29 hari dari 30 hari.",
        on=date(2024, 5, 31),
    ),
    Refusal(
        s.heard,
        "give-feedback",
        "R-EVL-08",
        "a second time",
        "Anda sudah memberi umpan balik dalam putaran ini.",
        who="ernita",
    ),
    Refusal(s.heard, "evaluate-3", "R-COI-01", "the supervisor is family", CONFLICT, meanwhile=(related("masdalena"),)),
    Refusal(
        s.heard,
        "evaluate-3",
        "R-COI-03",
        "the analyst became the supervisor",
        "Anda sudah bertindak dalam kasus ini sebagai analis yang mencatat kasus.",
        meanwhile=(heading("maslan", "KAPUS"), away("masdalena")),
        who="maslan",
    ),
    Refusal(
        s.executed,
        "evaluate-3",
        "R-EVL-01a",
        "too early",
        "Evaluasi jatuh tempo 2 Agustus 2024; dibuka 19 Juli 2024.",
        on=date(2024, 7, 18),
    ),
    Refusal(
        s.heard,
        "evaluate-3",
        "R-EVL-01b",
        "late",
        "Evaluasi terlambat: jatuh tempo 2 Agustus 2024. Jelaskan keterlambatannya.",
        on=date(2024, 8, 17),
    ),
    Refusal(
        s.heard,
        "evaluate-3",
        "R-EVL-03",
        "29 days together",
        "Anda baru bekerja bersama pegawai ini 29 hari dari 30 hari.",
        meanwhile=(person("masdalena", post_since=date(2024, 7, 4)),),
    ),
    Refusal(
        s.executed,
        "evaluate-3",
        "R-EVL-09",
        "no peer was heard",
        "Umpan balik baru masuk 0 dari 2; 3 rekan memenuhi syarat. Jelaskan mengapa tidak ditunggu.",
    ),
    Refusal(
        s.evaluated, "evaluate-6", "R-COI-01", "the supervisor is family", CONFLICT, meanwhile=(related("masdalena"),)
    ),
    Refusal(
        s.evaluated,
        "evaluate-6",
        "R-COI-03",
        "the analyst became the supervisor",
        "Anda sudah bertindak dalam kasus ini sebagai analis yang mencatat kasus.",
        meanwhile=(heading("maslan", "KAPUS"), away("masdalena")),
        who="maslan",
    ),
    Refusal(
        s.evaluated,
        "evaluate-6",
        "R-EVL-01a",
        "too early",
        "Evaluasi jatuh tempo 2 November 2024; dibuka 19 Oktober 2024.",
        on=date(2024, 10, 18),
    ),
    Refusal(
        s.evaluated,
        "evaluate-6",
        "R-EVL-01b",
        "late",
        "Evaluasi terlambat: jatuh tempo 2 November 2024. Jelaskan keterlambatannya.",
        on=date(2024, 11, 17),
    ),
    Refusal(
        s.executed,
        "evaluate-6",
        "R-EVL-02",
        "the first one is missing",
        "Evaluasi 6 bulan menunggu evaluasi 3 bulan.",
        on=SECOND_ROUND,
    ),
    Refusal(
        s.evaluated,
        "evaluate-6",
        "R-EVL-03",
        "29 days together",
        "Anda baru bekerja bersama pegawai ini 29 hari dari 30 hari.",
        meanwhile=(person("masdalena", post_since=date(2024, 10, 4)),),
    ),
    Refusal(
        s.evaluated,
        "evaluate-6",
        "R-EVL-09",
        "no peer was heard",
        "Umpan balik baru masuk 0 dari 2; 3 rekan memenuhi syarat. Jelaskan mengapa tidak ditunggu.",
    ),
    Refusal(
        s.done_poorly,
        "evaluate-6",
        "R-EVL-05a",
        "no coaching was planned",
        "Predikat 3 bulan meminta pembinaan; rencana pembinaan belum disusun.",
    ),
    # what is agreed on
    Refusal(
        s.executed, "agree-goals", "R-COI-01", "the supervisor is family", CONFLICT, meanwhile=(related("masdalena"),)
    ),
    Refusal(s.executed, "accept-goals", "R-EVL-12", "no goals", "Tidak ada tujuan yang menunggu persetujuan Anda."),
    Refusal(
        s.done_poorly,
        "plan-coaching",
        "R-COI-01",
        "the supervisor is family",
        CONFLICT,
        meanwhile=(related("masdalena"),),
    ),
    Refusal(
        s.evaluated, "plan-coaching", "R-EVL-05b", "the predicate is good", "Predikat 3 bulan tidak meminta pembinaan."
    ),
    Refusal(
        s.answered_evaluation,
        "answer-evaluation",
        "R-EVL-14",
        "a second time",
        "Tidak ada evaluasi yang menunggu tanggapan Anda.",
    ),
    Refusal(s.evaluated, "judge-need", "R-COI-01", "the head is family", CONFLICT, meanwhile=(related("masdalena"),)),
    Refusal(
        s.need_judged,
        "judge-need",
        "R-EVL-15a",
        "a second time",
        "Pernyataan tentang kebutuhan ini sudah tercatat.",
    ),
    Refusal(
        s.evaluated,
        "judge-need",
        "R-EVL-15b",
        "too early",
        "Evaluasi 6 bulan jatuh tempo 2 November 2024; pernyataan dapat dicatat sejak 19 Oktober 2024.",
        on=date(2024, 10, 18),
    ),
    # corrections
    Refusal(s.executed, "correct", "R-COI-01", "the analyst is family", CONFLICT, meanwhile=(related("maslan"),)),
    Refusal(
        s.reviewed,
        "correct",
        "R-COR-01",
        "no SPMT stands in the case",
        "Dokumen itu belum tercatat, atau dicatat oleh orang lain.",
        {"on": NEXT},
    ),
    Refusal(
        s.executed,
        "correct",
        "R-COM-01",
        "minutes older than the ballot",
        "Berita Acara bertanggal 4 Maret 2024; seharusnya antara 5 Maret 2024 (suara ditutup) dan 5 Maret 2024.",
        {"document": "recommend", "on": DAY},
    ),
    Refusal(
        s.executed,
        "correct",
        "R-BKN-01",
        "a consideration younger than the decree",
        "Nomor dan tanggal pertimbangan teknis BKN wajib ada sebelum penetapan SK.",
        {"document": "record-consideration", "on": date(2024, 3, 6)},
    ),
    Refusal(
        s.executed,
        "correct",
        "R-SK-03",
        "a decree younger than its effect",
        "TMT 2 Mei 2024 mendahului tanggal SK 3 Mei 2024.",
        {"document": "sign-decree", "on": date(2024, 5, 3)},
    ),
    Refusal(
        s.executed,
        "correct",
        "R-INA-06",
        "an oath before the decree",
        "Pelantikan 4 Maret 2024 mendahului SK.",
        {"document": "inaugurate", "on": DAY},
    ),
    Refusal(
        s.executed,
        "correct",
        "R-SPM-01",
        "on duty before the effective date",
        "Tanggal SPMT 1 Mei 2024 harus antara TMT 2 Mei 2024 dan hari ini.",
        {"on": date(2024, 5, 1)},
    ),
    # endings
    Refusal(s.proposed, "withdraw", "R-COI-01", "the proposer is family", CONFLICT, meanwhile=(related("sutan"),)),
    Refusal(s.carried, "withdraw", "R-BAL-03", "the committee has voted", DECIDED),
    Refusal(s.carried, "cancel", "R-COI-01", "the mayor is family", CONFLICT, meanwhile=(related("sahala"),)),
    Refusal(
        s.carried, "cancel", "R-PLT-02", "a Plt in his place", ACTING, meanwhile=(no_mayor, acting("ppk")), who="hotma"
    ),
    Refusal(s.voting, "cancel", "R-BAL-01", "the committee is voting", STILL_OPEN),
    Refusal(s.answered, "cancel", "R-BAL-04", "the committee has not voted", UNDECIDED),
    Refusal(
        s.signed,
        "cancel",
        "R-SK-06",
        "no number of the revoking decree",
        "SK sudah ditandatangani; isi nomor keputusan pencabutan.",
    ),
    Refusal(
        s.executed, "close-unevaluated", "R-COI-01", "the analyst is family", CONFLICT, meanwhile=(related("maslan"),)
    ),
    Refusal(
        s.executed,
        "close-unevaluated",
        "R-EVL-07",
        "she has not moved",
        "Data induk tidak menunjukkan sebab itu, atau masih ada penilai atau waktu.",
    ),
]


REFUSALS += [
    Refusal(s.needed, "propose", each.rule, each.wrong, each.says, meanwhile=each.meanwhile, gate=each.gate)
    for each in FAULTS
]
UNRANKED = "Prioritas kebutuhan jabatan ini belum tercatat dalam analisis kebutuhan terakhir."
REFUSALS += [
    Refusal(s.needed_elsewhere, "propose", "R-NED-03", "the post was not analysed", UNRANKED, gate=True),
    Refusal(s.answered_elsewhere, "open-ballot", "R-NED-03", "the post was not analysed", UNRANKED),
]
REFUSALS += [
    Refusal(s.answered, "open-ballot", each.rule, each.wrong, each.says, meanwhile=each.meanwhile) for each in FAULTS
]


@dataclass(frozen=True)
class Barred:
    """A rule that nobody ever meets on the counter, because an earlier check has refused by then.

    It stands there all the same: were the earlier check to fall, the rule would still refuse.
    """

    step: str
    rule: str
    wrong: str
    earlier: str
    facts: Mapping[str, Any]


BARRED = [
    Barred(
        "open-ballot", "R-BAL-06", "the ballot would close in the past", "the form", {"form": {"closes_at": at(DAY, 8)}}
    ),
    Barred("open-ballot", "R-COM-02", "no committee's decree is in force", "the role", {"body": None}),
    Barred("give-feedback", "R-COI-01", "the peer is family", "the role", {"relations": frozenset({"family"})}),
]

# The procedure as it was agreed, step by step; the law may ask for more, but for nothing less.
_ALL_OF_PROPOSE = "R-ELG-01 R-STR-07 R-NED-01a R-PRF-01a R-COI-01 R-TEN-01 R-DIS-01 R-DON-01 R-DON-03 R-PRF-01b "
_ALL_OF_PROPOSE += " ".join(("R-NED-03", *(each.rule for each in FAULTS)))
AGREED = {
    "identify": "R-NED-01a",
    "propose": f"{_ALL_OF_PROPOSE} R-NED-01b",
    "donor-answer": "R-COI-01",
    "record-silence": "R-COI-01 R-DON-06 R-DON-08",
    "waive-gate": "R-COI-01 R-GAT-01 R-BAL-01",
    "return": "R-COI-01 R-BAL-01 R-BAL-03",
    "open-ballot": f"{_ALL_OF_PROPOSE} R-NED-01c R-COM-02 R-COM-05 R-DON-06",
    "void-ballot": "R-COI-01 R-BAL-02",
    "vote": "R-COI-01 R-COI-03 R-BAL-02",
    "recuse": "R-BAL-02",
    "close-ballot": "R-COI-01 R-COM-05 R-BAL-07",
    "recommend": "R-COI-01 R-COM-05 R-COM-01 R-ELG-01 R-NED-01c R-TEN-01 R-DIS-01 R-DON-01 R-DON-03",
    "reject": "R-COI-01 R-COM-05",
    "assign-training": "R-COI-01 R-CMP-03",
    "complete-training": "R-COI-01",
    "postpone-training": "R-COI-01 R-CMP-04b",
    "record-consideration": "R-COI-01",
    "sign-decree": "R-COI-01 R-ELG-01 R-NED-01c R-TEN-01 R-DIS-01 R-DON-01 R-DON-03 R-BKN-01 R-SK-02 R-SK-03 R-COI-03 "
    "R-CMP-04b R-SK-04 R-COM-01",
    "inaugurate": "R-COI-01 R-INA-01",
    "execute": "R-COI-01 R-ELG-01 R-NED-01c R-INA-01 R-SPM-01 R-CMP-04",
    "give-feedback": "R-COI-01 R-EVL-03 R-EVL-08",
    "evaluate-3": "R-COI-01 R-COI-03 R-EVL-01a R-EVL-01b R-EVL-03",
    "evaluate-6": "R-COI-01 R-COI-03 R-EVL-01a R-EVL-01b R-EVL-03 R-EVL-02 R-EVL-05a",
    "agree-goals": "R-COI-01",
    "accept-goals": "R-EVL-12",
    "plan-coaching": "R-COI-01 R-EVL-05b",
    "answer-evaluation": "R-EVL-14",
    "judge-need": "R-COI-01 R-EVL-15a R-EVL-15b",
    "correct": "R-COI-01 R-COM-01 R-BKN-01 R-SK-03 R-INA-06 R-SPM-01",
    "withdraw": "R-COI-01 R-BAL-03",
    "cancel": "R-COI-01 R-BAL-04 R-SK-06",
    "close-unevaluated": "R-COI-01 R-EVL-07",
}
