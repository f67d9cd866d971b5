"""How one answer of a form is printed."""

from policies.model import Field
from policies.printing.prose import Prose


def field_line(prose: Prose, field: Field) -> str:
    """Print one answer: its label, its code, and everything that is said about it."""
    parts = [prose.term("field_kind", field.kind)]
    if field.when is not None:
        parts.append(prose.term("when", field.when))
    parts.append(prose.say("field.required" if field.required else "field.optional"))
    if field.choices:
        parts.append(prose.say("field.choices", choices=choices(prose, field)))
    if field.most:
        parts.append(prose.say("field.most", most=field.most))
    if field.reads is not None:
        parts.append(prose.say("field.reads", aspect=prose.term("aspect", field.reads)))
    parts.extend(prose.say("field.anchor", at=at, words=prose.words(words)) for at, words in field.anchors)
    help_ = "" if field.help is None else prose.say("field.help", help=prose.words(field.help))
    label = prose.words(field.label).removesuffix(".")
    return prose.say("field.line", label=label, code=field.name, parts="; ".join(parts), help=help_)


def choices(prose: Prose, field: Field) -> str:
    """Print the choices of an answer."""
    each = (prose.coded(prose.words(choice.label), choice.value) for choice in field.choices)
    return prose.listed(each, "or")
