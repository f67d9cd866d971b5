"""The chapter about the competences that standards, assessments and courses may name."""

from policies.model import Competence
from policies.printing.articles import Article, Chapter, sentences
from policies.printing.prose import Prose


def competences_chapter(prose: Prose) -> Chapter:
    """Print every competence with its code and group."""
    every = prose.procedure.competences.values()
    return prose.chapter("competences", (_competence(prose, each) for each in every))


def _competence(prose: Prose, competence: Competence) -> Article:
    said = sentences(
        prose.say("competence.group", group=prose.words(competence.group)),
        prose.say("competence.series", code=competence.code) if competence.series else None,
    )
    label = prose.words(competence.label)
    return Article(f"competence-{competence.code.strip('-')}", label, said, competence.code, competence.basis)
