"""The whole procedure printed as numbered sentences: the copy that a legal officer reads and signs.

`chapters` gives it in pieces, for the page that shows it; `printed` as a text, for the copy to be signed. Both say the
same. They are made from the procedure alone, so that the law of an old line can be printed from its recorded text, and
nothing that a policy file says is left out: whatever changes there changes here.
"""

from policies.model import Procedure
from policies.printing.articles import Article, Chapter, Sentence
from policies.printing.competences import competences_chapter
from policies.printing.instrument import instrument_chapter
from policies.printing.people import readers_chapter, registers_chapter, roles_chapter
from policies.printing.prose import Prose
from policies.printing.reminders import reminders_chapter
from policies.printing.rules import rules_chapter, tables_chapter
from policies.printing.sheet import lay_out
from policies.printing.states import general_chapter, states_chapter
from policies.printing.steps import steps_chapter

__all__ = ["Article", "Chapter", "Sentence", "chapters", "printed"]

_CHAPTERS = (
    general_chapter,
    states_chapter,
    steps_chapter,
    rules_chapter,
    tables_chapter,
    roles_chapter,
    readers_chapter,
    registers_chapter,
    competences_chapter,
    instrument_chapter,
    reminders_chapter,
)


def chapters(procedure: Procedure, language: str = "id") -> tuple[Chapter, ...]:
    """Give the procedure as chapters of numbered articles, in Indonesian or ("en") English."""
    prose = Prose(procedure, language)
    return tuple(chapter(prose) for chapter in _CHAPTERS)


def printed(procedure: Procedure, language: str = "id") -> str:
    """Give the procedure as the text that is signed, in Indonesian or ("en") English."""
    prose = Prose(procedure, language)
    return lay_out(prose, chapters(procedure, language))
