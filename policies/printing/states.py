"""The chapters about the meaning of the words, and about the states."""

from policies.model import State
from policies.printing.articles import Article, Chapter, Sentence, sentences
from policies.printing.prose import Prose


def general_chapter(prose: Prose) -> Chapter:
    """Print what holds everywhere."""
    articles = [
        Article(f"general-{number}", title, tuple(Sentence(each) for each in said))
        for number, (title, said) in enumerate(prose.general(), 1)
    ]
    return prose.chapter("general", articles)


def states_chapter(prose: Prose) -> Chapter:
    """Print every state."""
    return prose.chapter("states", (_state(prose, state) for state in prose.procedure.states.values()))


def _state(prose: Prose, state: State) -> Article:
    leaving = [step.name for step in prose.procedure.steps_from(state.name)]
    said = sentences(
        prose.say("state.early") if state.order is None else prose.say("state.order", order=state.order),
        prose.say("state.plain", plain=prose.words(state.plain)),
        prose.say("state.closed") if state.closed else None,
        prose.say("state.binds") if state.binds else None,
        prose.say("state.reserves") if state.reserves else None,
        None if state.round is None else prose.say("state.round", round=state.round),
        prose.say("state.steps", steps=prose.steps(leaving)) if leaving else None,
    )
    return Article(f"state-{state.name}", prose.words(state.label), said, state.name)
