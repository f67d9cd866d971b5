"""Words that the law files bring along in both languages."""

from collections.abc import Mapping

from flask_babel import get_locale


def language() -> str:
    """Name the language of this answer, `id` or `en`; Indonesian outside a request."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "id"


def say(words: Mapping[str, str] | str | None) -> str:
    """Pick the current language from `{"id": …, "en": …}`; a plain string stays as it is, nothing is empty.

    A text without English is said in Indonesian: the law is Indonesian, and silence would be worse.
    """
    if not words:
        return ""
    if isinstance(words, str):
        return words
    return words.get(language()) or words["id"]
