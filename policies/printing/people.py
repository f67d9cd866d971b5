"""The chapters about roles, about who may read a case, and about who keeps the registers."""

from collections.abc import Collection, Sequence

from policies.checking import DOSSIER_PARTS, OUTSIDE
from policies.model import AnalysisReader, DossierReader, Reader, Register, Role
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.prose import Prose


def roles_chapter(prose: Prose) -> Chapter:
    """Print every role."""
    return prose.chapter("roles", (_role(prose, role) for role in prose.procedure.roles.values()))


def _role(prose: Prose, role: Role) -> Article:
    steps = [step.name for step in prose.procedure.steps.values() if role.name in step.by]
    said = sentences(
        prose.term("role_kind", role.kind),
        _scope(prose, role.scope),
        _seats(prose, role.seats),
        prose.say("role.office") if role.office else None,
        prose.say("role.steps", steps=prose.steps(steps)) if steps else prose.say("role.idle"),
    )
    return Article(f"role-{role.name}", prose.words(role.label), said, role.name)


def _scope(prose: Prose, scope: str | None) -> str | None:
    if scope is None:
        return None
    return prose.say("role.unit") if scope == "unit" else prose.say("role.scope", scope=scope)


def _seats(prose: Prose, seats: Sequence[str]) -> str | None:
    return prose.say("role.seats", seats=", ".join(prose.term("seat", seat) for seat in seats)) if seats else None


def readers_chapter(prose: Prose) -> Chapter:
    """Print who reads a case, from when on, and what stays hidden; who reads the needs analysis, and who a dossier."""
    cases = [_reader(prose, reader) for reader in prose.procedure.readers.values()]
    conflicted = _conflicted(prose, prose.procedure.conflicted_member_hides)
    analysis = [_analysis_reader(prose, reader) for reader in prose.procedure.analysis_readers.values()]
    dossiers = [_dossier_reader(prose, reader) for reader in prose.procedure.dossier_readers.values()]
    return prose.chapter("readers", [*cases, conflicted, *analysis, *dossiers])


def _reader(prose: Prose, reader: Reader) -> Article:
    state = prose.state(reader.start)
    if reader.hides:
        said = sentences((prose.say("reader.except", state=state), prose.aspects(reader.hides)))
    else:
        said = sentences(prose.say("reader.reads", state=state))
    return Article(f"reader-{reader.role}", prose.role(reader.role), said, reader.role)


def _analysis_reader(prose: Prose, reader: AnalysisReader) -> Article:
    role = prose.procedure.roles.get(reader.role)
    said = sentences(
        prose.say("reader.analysis_led" if role and role.kind == "unit_head" else "reader.analysis"),
        (prose.say("reader.allows"), [prose.term("allowed", each) for each in sorted(reader.allows)]),
    )
    title = prose.say("reader.of_analysis", role=prose.role(reader.role))
    return Article(f"analysis-reader-{reader.role}", title, said, reader.role)


def _dossier_reader(prose: Prose, reader: DossierReader) -> Article:
    known = [part for part in (*DOSSIER_PARTS, OUTSIDE) if part in reader.reads]
    parts = [*known, *sorted(reader.reads.difference(known))]
    said = sentences(
        prose.term("within", reader.within),
        (prose.say("reader.parts"), [prose.term("part", part) for part in parts]),
    )
    title = prose.say("reader.of_dossiers", role=prose.role(reader.role))
    return Article(f"dossier-reader-{reader.role}", title, said, reader.role, reader.basis)


def _conflicted(prose: Prose, hides: Collection[str]) -> Article:
    said = sentences((prose.say("reader.hidden"), prose.aspects(hides))) or sentences(prose.say("reader.all"))
    return Article("reader-conflicted-member", prose.say("reader.conflicted"), said)


def registers_chapter(prose: Prose) -> Chapter:
    """Print who keeps which register."""
    return prose.chapter("registers", (_register(prose, each) for each in prose.procedure.registers.values()))


def _register(prose: Prose, register: Register) -> Article:
    said = sentences(
        prose.say("register.by", roles=prose.roles(register.by)),
        prose.say("register.read_by", roles=prose.listed(map(prose.role, register.read_by)))
        if register.read_by
        else None,
    )
    return Article(f"register-{register.name}", prose.words(register.label), said, register.name, register.basis)
