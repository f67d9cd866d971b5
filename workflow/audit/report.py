"""What a verification found: faults by place, doubts, and the result that the command ends with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import loads
from typing import Any

from policies.model import Words
from workflow.canonical import text

CLEAN, TAMPERED, INCOMPLETE = "clean", "tampered", "incomplete"
EXIT_CODES = {CLEAN: 0, TAMPERED: 1, INCOMPLETE: 2}

# Where a fault can be, besides in a case: the chain of register events, the register of employees, …
REGISTER, EMPLOYEES, GRANTS, DELEGATIONS = "register", "employees", "grants", "delegations"
GUARDS, VALUES, LAW, NUMBERS, RUNS, PLANS = "guards", "values", "law", "numbers", "runs", "plans"

KEPT = 100  # faults and doubts that a report names; more are only counted

# What can be wrong with a line, a head, a register or a guard. {detail} names the column, field, rule or guard.
KINDS: Mapping[str, Words] = {
    # a line by itself
    "hash": Words("isi baris tidak cocok dengan sidik jarinya", "its bytes do not match its hash"),
    "bytes": Words("isi baris tidak dalam bentuk baku", "its bytes are not in canonical form"),
    "chain": Words("tidak menyambung ke baris sebelumnya", "it does not follow the line before"),
    "missing": Words("baris ini hilang", "this line is missing"),
    "stream": Words("baris ini milik rantai lain", "this line belongs to another chain"),
    "columns": Words("kolom {detail} tidak sama dengan isi baris", "column {detail} differs from its bytes"),
    "private": Words("nilai {detail} bukan nilai yang dicatat", "the value {detail} is not the one recorded"),
    "extra": Words("nilai {detail} tidak pernah dicatat", "the value {detail} was never recorded"),
    "orphan": Words("ada yang barisnya tidak ada", "some stand beside no line"),
    # a line before the law of its day
    "step": Words("langkah {detail} tidak dikenal hukumnya", "its law knows no step {detail}"),
    "from": Words("tidak bermula pada tahap kasus saat itu", "it does not start in the state of the case"),
    "state": Words("tidak menuju tahap yang semestinya", "it does not lead where its step leads"),
    "clock": Words("bertanggal sebelum baris sebelumnya", "it is dated before the line before"),
    "role": Words("peran {detail} tidak boleh melakukan langkah ini", "the role {detail} may not take this step"),
    "right": Words(
        "pelaku tidak memegang peran {detail} hari itu", "the actor did not hold the role {detail} that day"
    ),
    "basis": Words("dasar hukum bukan dasar langkahnya", "its basis is not that of its step"),
    "verdicts": Words("syarat {detail} tidak dinilai sebagaimana mestinya", "the rule {detail} was not judged as due"),
    "tally": Words("hasil tidak sama dengan suara yang masuk", "the result is not what the votes amount to"),
    "unreadable": Words("baris tidak dapat diputar ulang ({detail})", "it cannot be replayed ({detail})"),
    "head": Words("{detail} tidak mengikuti dari baris-baris kasus", "{detail} does not follow from the lines"),
    # a case and its number
    "last": Words(
        "kolom {detail} kasus tidak sama dengan baris terakhir", "{detail} of the case differs from its last line"
    ),
    "empty": Words("kasus tanpa baris", "a case without lines"),
    "ownerless": Words("baris tanpa kasus", "lines without a case"),
    "history": Words("riwayat jabatan tidak sesuai SPMT", "the history does not match the SPMT"),
    "number": Words("nomor kasus ini hilang", "this case number is missing"),
    # the registers
    "old-post": Words(
        "pegawai dipindahkan dari jabatan yang tidak didudukinya", "it moves the employee from a post not held"
    ),
    "post": Words("jabatan tidak sesuai catatan", "the post is not the one recorded"),
    "standing": Words("kedudukan tidak sesuai catatan", "the standing is not the one recorded"),
    "post-since": Words("awal menjabat tidak sesuai catatan", "the first day in the post is not the one recorded"),
    "unknown": Words("tidak pernah dicatat masuk", "was never recorded"),
    "gone": Words("hilang dari register", "is gone from its register"),
    "event": Words("tidak sesuai kejadian yang mencatatnya", "is not as the event that recorded it says"),
    # the law and the guards
    "text": Words("naskah hukum tidak cocok dengan sidik jarinya", "the text of the law does not match its digest"),
    "guard": Words(
        "{detail} hilang, mati, berubah, atau tidak dikenal", "{detail} is missing, off, changed or unknown"
    ),
    # what cannot be decided
    "law": Words("naskah hukumnya tidak ada atau tidak terbaca", "the text of its law is missing or unreadable"),
    "log": Words("jenis catatan tidak dikenal", "its log is unknown"),
    "erased": Words("{detail} bergantung pada nilai yang dihapus", "{detail} rests on values that were erased"),
    "calendar": Words("tenggat dihitung dengan hari libur lain", "its due date was counted with other holidays"),
    "judged": Words("{detail} dihitung menurut hukum lama", "{detail} was found under an older law"),
    "beginning": Words("pemuatan awal tidak tercatat", "the first load is not recorded"),
}

_PLACES: Mapping[str, Words] = {
    REGISTER: Words("register", "register"),
    EMPLOYEES: Words("data induk pegawai", "register of employees"),
    GUARDS: Words("pengaman basis data", "guards of the database"),
    VALUES: Words("nilai pribadi", "private values"),
    LAW: Words("naskah hukum", "texts of the law"),
    NUMBERS: Words("kasus {detail}", "case {detail}"),
}
_NUMBERED: Mapping[str, Words] = {
    REGISTER: Words("kejadian register {number}", "register event {number}"),
    EMPLOYEES: Words("pegawai {number}", "employee {number}"),
    GRANTS: Words("pemberian peran {number}", "grant {number}"),
    DELEGATIONS: Words("pelimpahan {number}", "delegation {number}"),
    RUNS: Words("analisis kebutuhan {number}", "needs analysis {number}"),
    PLANS: Words("rencana mutasi {number}", "plan of moves {number}"),
}
_LINE = Words("{where} baris {number}", "{where} line {number}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or something that cannot be decided. `where` is a case's number or one of the words above."""

    kind: str
    where: str
    number: int | None = None  # of the line, the event or the employee
    detail: str = ""

    def sentence(self, language: str = "id") -> str:
        """Tell it in Indonesian or ("en") English: where, and what."""
        words = KINDS.get(self.kind)
        what = words[language].format(detail=self.detail) if words else self.kind
        return f"{self.place(language)}: {what}"

    def place(self, language: str = "id") -> str:
        """Name the place."""
        if self.number is not None:
            words = _NUMBERED.get(self.where, _LINE)
            return words[language].format(where=self.where, number=self.number)
        found = _PLACES.get(self.where)
        return found[language].format(detail=self.detail) if found else self.where

    def as_text(self) -> str:
        """Write it for the table of verifications."""
        return text({"kind": self.kind, "where": self.where, "number": self.number, "detail": self.detail})

    @classmethod
    def from_text(cls, written: str) -> "Finding":
        """Read what `as_text` wrote."""
        values: dict[str, Any] = loads(written)
        return cls(values["kind"], values["where"], values["number"], values["detail"])


@dataclass
class Report:
    """What was read, and what was found. Faults stand in the order in which a reader would come upon them."""

    transfers: int = 0
    entries: int = 0
    events: int = 0
    employees: int = 0
    guards: int = 0
    erased: int = 0  # private values that are no longer kept, which is allowed
    fault_count: int = 0
    doubt_count: int = 0
    faults: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)

    def fault(self, kind: str, where: str, number: int | None = None, detail: str = "") -> None:
        """Note that something is not as it was written."""
        self.fault_count += 1
        _keep(self.faults, kind, where, number, detail)

    def doubt(self, kind: str, where: str, number: int | None = None, detail: str = "") -> None:
        """Note that something cannot be decided."""
        self.doubt_count += 1
        _keep(self.doubts, kind, where, number, detail)

    @property
    def result(self) -> str:
        """Give "tampered" where anything is wrong, "incomplete" where something cannot be decided, or "clean"."""
        if self.faults:
            return TAMPERED
        return INCOMPLETE if self.doubts else CLEAN

    @property
    def exit_code(self) -> int:
        """Give what the command ends with: 0 clean, 1 tampered, 2 not fully checkable."""
        return EXIT_CODES[self.result]

    @property
    def first(self) -> Finding | None:
        """Give the first fault, or else the first doubt."""
        return next(iter(self.faults or self.doubts), None)


def _keep(findings: list[Finding], kind: str, where: str, number: int | None, detail: str) -> None:
    if len(findings) < KEPT:
        # The name of a column is more than a text, and has no canonical form.
        findings.append(Finding(kind, where, number, str(detail)))
