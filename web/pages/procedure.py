"""The law as it is carried out: in words, out of the same sentences as the copy that is signed, and as a picture."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from flask import Blueprint, render_template, url_for
from markupsafe import Markup, escape

from policies.loading import current
from policies.model import Rule
from policies.picture import Arrow, Stage, picture
from policies.printing import Article, Chapter, Sentence, chapters, printed
from web.doors import SIGNED_IN, open_to
from web.look import language
from web.spelling import in_sentence
from workflow.organisation.calendar import city_day, now

pages = Blueprint("procedure", __name__)

_CODE = re.compile(r"\(([\w-]+)\)")


@pages.get("/procedure")
@open_to(SIGNED_IN)
def procedure() -> str:
    """Show the whole procedure in words."""
    today = city_day(now())
    return render_template(
        "procedure.html",
        chapters=_told(language()),
        digest=current().digest,
        copy_digest=_copy_digest(),
        today=today,
        values=_dated(today),
    )


@pages.get("/procedure/picture")
@open_to(SIGNED_IN)
def as_picture() -> str:
    """Show the states and the steps between them."""
    drawn = picture(current(), language())
    return render_template(
        "procedure_picture.html",
        begins=[_arrow(arrow) for arrow in drawn.beginnings],
        states=[_stage(stage) for stage in drawn.stages],
        endings=[_stage(stage) for stage in drawn.endings],
    )


# -- in words ------------------------------------------------------------------------------------------------------


@cache
def _told(language_: str) -> list[dict[str, Any]]:
    """Give the chapters as components/law.html draws them; the law of a release never changes while it is served."""
    told = chapters(current(), language_)
    anchors: dict[str, str] = {}
    for article in (article for chapter in told for article in chapter.articles):
        anchors.setdefault(article.code, article.anchor)
    return [_chapter(chapter, anchors) for chapter in told]


def _chapter(chapter: Chapter, anchors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": chapter.anchor,
        "number": chapter.number,
        "title": chapter.title,
        "lead": chapter.lead,
        "articles": [_article(article, anchors) for article in chapter.articles],
    }


def _article(article: Article, anchors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": article.anchor,
        "number": article.number,
        "title": article.title,
        "code": article.code if article.code != article.title else "",
        "sentences": [_sentence(sentence, anchors) for sentence in article.sentences],
        "basis": article.basis,
    }


def _sentence(sentence: Sentence, anchors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": _linked(sentence.text, anchors),
        "points": [_linked(point, anchors) for point in sentence.points],
    }


def _linked(text: str, anchors: Mapping[str, str]) -> Markup:
    """Link each code in brackets that has an article of its own to it."""

    def link(found: re.Match[str]) -> str:
        anchor = anchors.get(found[1])
        return f'(<a class="nowrap" href="#{anchor}">{found[1]}</a>)' if anchor else found[0]

    return Markup(_CODE.sub(link, str(escape(text))))  # noqa: S704  # escaped before the links were set


@cache
def _copy_digest() -> str:
    """Give the SHA-256 of the Indonesian print, the copy that is signed; anybody can compute it from that file."""
    return hashlib.sha256(printed(current()).encode()).hexdigest()


def _dated(today: date) -> list[tuple[date, list[str]]]:
    """Give the days from which the values of today and of later hold, the newest first, with their conditions."""
    found: dict[date, list[str]] = {}
    for rule in current().rules.values():
        for day in _days(rule, today):
            found.setdefault(day, []).append(rule.id)
    return sorted(found.items(), reverse=True)


def _days(rule: Rule, today: date) -> list[date]:
    """Give the day from which a rule's present values hold, and those of later ones."""
    days = [since for since, _values in rule.parameters]
    past = [day for day in days if day <= today]
    return past[-1:] + [day for day in days if day > today]


# -- as a picture --------------------------------------------------------------------------------------------------


def _stage(stage: Stage) -> dict[str, Any]:
    """Give a state as components/diagram.html draws it."""
    return {
        "number": stage.number,
        "name": stage.name,
        "plain": stage.plain,
        "href": _words(f"state-{stage.state}"),
        "stays": [_arrow(arrow) for arrow in stage.stays],
        "leads": [_arrow(arrow) for arrow in stage.leads],
    }


def _arrow(arrow: Arrow) -> dict[str, Any]:
    return {
        "label": arrow.label,
        "by": ", ".join(in_sentence(role) for role in arrow.by),
        "href": _words(arrow.anchor),
        "to": arrow.to,
        "way": arrow.way,
    }


def _words(anchor: str) -> str:
    return url_for("procedure.procedure", _anchor=anchor)
