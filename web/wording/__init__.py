"""What rules saw and what lines say, put into sentences of either language.

The law brings its own templates ("{held} dari {months} bulan"); here its values become words. No rule and no state is
named here: what has no words of its own is written as it stands, so that nothing hides.
"""

from web.wording.codes import code_words, education_words
from web.wording.rules import limited, refusal, result_row, unmet_words
from web.wording.sentences import recorded, said_by, sentence
from web.wording.timeline import entry, quotation, timeline
from web.wording.values import filled, value_words

__all__ = [
    "code_words",
    "education_words",
    "entry",
    "filled",
    "limited",
    "quotation",
    "recorded",
    "refusal",
    "result_row",
    "said_by",
    "sentence",
    "timeline",
    "unmet_words",
    "value_words",
]
