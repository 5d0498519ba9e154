"""What a broken YAML file says, in words: the parser's complaint and the text go in, a problem with what to type comes out.

This room never repairs a text.
"""

from generator.reading.syntax.broken import JUST_QUOTES, USE_QUOTES, Broken, advice, key_and_text, list_in_list
from generator.reading.syntax.words import syntax_problem

__all__ = ["Broken", "JUST_QUOTES", "USE_QUOTES", "advice", "key_and_text", "list_in_list", "syntax_problem"]
