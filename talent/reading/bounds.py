"""Whether a printed figure is exact, over, at least, nearly, at most or about what it prints."""

import re

from talent.errors import TalentError
from talent.reading.numerals import any_of, figure_span, folded, lexicon


def bound_of(text: str) -> str:
    """The bound a piece of text puts on its figure, `exact` without such a word; never raises.

    The longest word decides, so that 不超过 is not read as 超过.
    """
    plain = folded(text)
    try:
        start, end = figure_span(text)
    except TalentError:
        start, end = len(plain), len(plain)
    before, after = plain[:start].rstrip(), plain[end:].lstrip()
    found = [
        (len(word), bound)
        for bound, words in lexicon()["bound"].items()
        for word in _words_found(words, before, after, plain[start:end])
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else "exact"


def _words_found(words: dict, before: str, after: str, figure: str):
    """The words of one bound that stand where they count, given the text on both sides of the figure."""
    yield from (word for word in words.get("before", ()) if word in before)
    yield from (word for word in words.get("after", ()) if word in after)
    yield from (word for word in words.get("just_before", ()) if _stands_before(word, before, after))
    yield from (word for word in words.get("just_after", ()) if _stands_after(word, after) or word in figure)
    yield from (word for word in words.get("before_unit", ()) if _stands_before_unit(word, before, figure))
    yield from (word for word in words.get("english", ()) if _is_among(word, before))
    yield from (word for word in words.get("english_after", ()) if _is_among(word, after))


def _is_among(word: str, text: str) -> bool:
    """Whether an English word stands in the text, as a whole word."""
    plain = text.lower()
    return word in plain and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", plain) is not None


def _stands_before_unit(word: str, before: str, figure: str) -> bool:
    """上万 is a bound, 线上5 and 上5万 are none."""
    return before.endswith(word) and figure[:1] in lexicon()["number"]["units"]


def _stands_before(word: str, before: str, after: str) -> bool:
    if not before.endswith(word):
        return False
    exceptions = lexicon()["bound_exceptions"]
    time = f"{any_of(exceptions['near_time'])}(?!{exceptions['near_time_not_before']})"
    speaks_of_time = re.match(time, after)
    return not (word in lexicon()["bound"]["nearly"]["just_before"] and speaks_of_time)


def _stands_after(word: str, after: str) -> bool:
    measure = any_of(lexicon()["bound_exceptions"]["more_after"])
    return re.match(f"(?:{measure})?{re.escape(word)}", after) is not None
