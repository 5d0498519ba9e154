"""The words of the interface, of dates and of numbers in each language: a tag and values go in, words come out.

This room never knows a story; all that a language has lies in its folder below `locale/`.
"""

from generator.language import bidi
from generator.language.bidi import direction, isolated, lang_attributes, number, plain, shown
from generator.language.dates import word
from generator.language.locale_data import FOLDER, cldr, language_name
from generator.language.numbers import amount_text, figure_text, number_text, range_text, says_of
from generator.language.sentences import Named, Sentence, Sentences, Vocabulary, vocabulary
from generator.language.tag import ENGLISH, locale_tag, spoken, table, tags
from generator.language.words import Words, words_for

__all__ = [
    "ENGLISH",
    "FOLDER",
    "Named",
    "Sentence",
    "Sentences",
    "Vocabulary",
    "Words",
    "amount_text",
    "bidi",
    "cldr",
    "direction",
    "figure_text",
    "isolated",
    "lang_attributes",
    "language_name",
    "locale_tag",
    "number",
    "number_text",
    "plain",
    "range_text",
    "says_of",
    "shown",
    "spoken",
    "table",
    "tags",
    "vocabulary",
    "word",
    "words_for",
]
