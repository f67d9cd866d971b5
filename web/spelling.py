"""Words inside sentences: small numbers spelt out, and where a capital letter belongs."""

from flask_babel import gettext as _


def in_words(count: int) -> str:
    """Write a number up to twelve as a word, a larger one in figures."""
    words = (
        _("nol"),
        _("satu"),
        _("dua"),
        _("tiga"),
        _("empat"),
        _("lima"),
        _("enam"),
        _("tujuh"),
        _("delapan"),
        _("sembilan"),
        _("sepuluh"),
        _("sebelas"),
        _("dua belas"),
    )
    return words[count] if count < len(words) else str(count)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter and leave the rest alone."""
    return sentence[:1].upper() + sentence[1:]


def in_sentence(label: str) -> str:
    """Write a label of the law as it stands within a sentence: "kepala unit asal", but "Kepala BKPSDM" and "BKN's"."""
    first, _space, rest = label.partition(" ")
    titled = first[1:2].isupper() or rest[:1].isupper()
    return label if titled else label[:1].lower() + label[1:]
