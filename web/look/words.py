"""Words that the law files bring along in both languages."""

from collections.abc import Mapping

from flask_babel import get_locale

from policies.model import Words


def language() -> str:
    """Name the language of this answer, `id` or `en`; Indonesian outside a request."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "id"


def say(words: Words | Mapping[str, str] | str | None) -> str:
    """Pick the current language from the law's words or `{"id": …, "en": …}`; a plain string stays as it is."""
    if not words:
        return ""
    return words if isinstance(words, str) else words[language()]
